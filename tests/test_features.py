import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher import Service
from matcher.features import Features, features, fit, with_neighbours
from matcher.question import Question, ask
from matcher.weights import WEIGHTS

fits = st.lists(st.floats(0, 3), min_size=1, max_size=12)


@given(fits, st.floats(0, 1))
def test_neighbours_never_carry_a_fit_beyond_the_best_or_below_the_worst(own: list[float], share: float) -> None:
    rng = np.random.default_rng(7)
    heard = with_neighbours(np.asarray(own), rng.uniform(-1, 1, (len(own), len(own))).astype(np.float32), share)
    assert heard.min() >= min(own) - 1e-9
    assert heard.max() <= max(own) + 1e-9


def test_a_record_without_any_neighbour_keeps_its_fit() -> None:
    assert with_neighbours(np.asarray([1.0, 2.0]), np.zeros((2, 2), np.float32), 0.5).tolist() == [1.0, 2.0]


def test_a_good_neighbour_lifts() -> None:
    alike = np.asarray([[1, 0.9, 0], [0.9, 1, 0], [0, 0, 1]], np.float32)
    heard = with_neighbours(np.asarray([0.2, 1.0, 0.2]), alike, 0.25)
    assert heard[0] > heard[2] == 0.2


def test_features_stay_within_their_bounds(service: Service) -> None:
    view = service.view()
    question = ask("Pegel am Bach bei Starkregen", view.holdings.reading, view.snapshot, None)
    rows = np.arange(view.snapshot.size)
    found = features(view.snapshot, question, rows)
    for name in ("words", "title", "letters", "title_letters", "topics"):
        values = getattr(found, name)
        assert values.min() >= 0
        assert values.max() <= 1 + 1e-6, name
    assert np.isnan(found.meaning).all()


def test_a_question_without_words_fits_nothing(service: Service) -> None:
    view = service.view()
    rows = np.arange(view.snapshot.size)
    assert fit(features(view.snapshot, Question({}, {}), rows), 0.0).max() == 0


def test_a_missing_vector_speaks_neither_for_nor_against() -> None:
    zeros = np.zeros(3)
    found = Features(zeros, zeros, zeros, zeros, zeros, np.asarray([0.0, 1.0, np.nan]))
    low, high, silent = fit(found, 1.0)
    assert low < silent < high
    assert high == WEIGHTS.meaning.value

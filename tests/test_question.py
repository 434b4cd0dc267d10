import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Reading, Snapshot
from matcher import Service
from matcher.question import SHORT, TELLING, Hints, ask, rarity_of
from matcher.topics import widened


@pytest.fixture(scope="module")
def reading(service: Service) -> Reading:
    return service.view().holdings.reading


@pytest.fixture(scope="module")
def snapshot(service: Service) -> Snapshot:
    return service.view().snapshot


def test_every_word_of_a_short_question_counts(reading: Reading, snapshot: Snapshot) -> None:
    assert ask("Wasserzähler Funk", reading, snapshot, None).whole.keys() >= {"funk"}


def test_an_everyday_word_counts_less_than_a_rare_one(reading: Reading, snapshot: Snapshot) -> None:
    words = ask("Leute und Starkregen", reading, snapshot, None).words
    assert words["leut"] < 0.5 < words["starkreg"]


def test_a_long_text_is_cut_to_its_telling_words(reading: Reading, snapshot: Snapshot, long_text: str) -> None:
    question = ask(long_text, reading, snapshot, None)
    added = widened(question.topics, reading.thesaurus, snapshot)
    assert len(question.whole) > SHORT
    assert len(question.words.keys() - set(added)) <= TELLING
    assert question.vague == 1.0


@pytest.fixture(scope="module")
def long_text(service: Service) -> str:
    record = service.record("p001").record
    return " ".join((record.summary, record.situation, record.approach, record.result))


def test_topics_widen_the_question_by_official_words(reading: Reading, snapshot: Snapshot) -> None:
    question = ask("Nachts brennen bei uns alle Laternen im ganzen Ort", reading, snapshot, None)
    assert "strassenbeleuchtung" in question.topics
    assert any(term not in question.surfaces for term in question.words)


def test_a_topic_taken_out_takes_its_words_along(reading: Reading, snapshot: Snapshot) -> None:
    text = "Laternen und Feuerwehr"
    question = ask(text, reading, snapshot, None, Hints(without=("strassenbeleuchtung",)))
    assert "strassenbeleuchtung" not in question.topics
    assert "Laternen" not in question.surfaces.values()
    assert "Feuerwehr" in question.surfaces.values()


def test_a_topic_added_is_asked_for(reading: Reading, snapshot: Snapshot) -> None:
    question = ask("Feuerwehr", reading, snapshot, None, Hints(extra=("strassenbeleuchtung",)))
    assert question.topics[0] == "strassenbeleuchtung"


@given(st.floats(-99, 0))
def test_rarity_grows_from_common_to_rare_words(chance: float) -> None:
    assert 0.2 <= rarity_of(chance, 0.2) <= rarity_of(chance - 1, 0.2) <= 1


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(service: Service, text: str) -> None:
    view = service.view()
    question = ask(text, view.holdings.reading, view.snapshot, None)
    assert 0 <= question.vague <= 1
    assert all(weight >= 0 for weight in question.words.values())


@pytest.mark.parametrize("text", ["", " ", "und oder aber", "😀😀", "\u202eabc", "a" * 10_000, '"AND (x:*)"'])
def test_odd_texts_are_questions_too(reading: Reading, snapshot: Snapshot, text: str) -> None:
    assert ask(text, reading, snapshot, None).vector is None

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.postings import K1, B, Draft, Postings, Vocabulary, inverse_frequency

WORDS = st.lists(st.sampled_from(["bach", "pegel", "laterne", "kita", "haus", "radweg"]), max_size=12)
ROWS = st.lists(WORDS, min_size=1, max_size=12)


def posted(rows: list[list[str]]) -> tuple[Postings, dict[str, int]]:
    vocabulary = Vocabulary()
    draft = Draft(vocabulary)
    for row in rows:
        draft.add(row)
    return draft.finish(), vocabulary


def by_hand(rows: list[list[str]], row: list[str], weights: dict[str, float]) -> float:
    """BM25 as the textbook writes it."""
    average = max(sum(map(len, rows)) / len(rows), 1.0)
    counted, score = Counter(row), 0.0
    for word, weight in weights.items():
        df = sum(word in other for other in rows)
        tf = counted[word]
        score += (
            weight * inverse_frequency(df, len(rows)) * tf * (K1 + 1) / (tf + K1 * (1 - B + B * len(row) / average))
        )
    return score


@given(ROWS, st.dictionaries(st.sampled_from(["bach", "kita", "haus", "fremd"]), st.floats(0.1, 3), min_size=1))
def test_bm25_is_the_textbook_formula(rows: list[list[str]], weights: dict[str, float]) -> None:
    postings, vocabulary = posted(rows)
    numbered = {vocabulary.get(word, -1 - place): weight for place, (word, weight) in enumerate(weights.items())}
    scores = postings.bm25(numbered, np.arange(len(rows)))
    assert scores == pytest.approx([by_hand(rows, row, weights) for row in rows])


@given(ROWS)
def test_a_row_covers_its_own_words_whole_and_strange_words_not_at_all(rows: list[list[str]]) -> None:
    postings, vocabulary = posted(rows)
    for place, row in enumerate(rows):
        one = np.asarray([place])
        if row:
            assert postings.coverage({vocabulary[word]: 1.0 for word in row}, one)[0] == pytest.approx(1.0)
        assert postings.coverage({-1: 1.0}, one)[0] == 0.0


def test_unknown_words_count_against_coverage() -> None:
    postings, vocabulary = posted([["bach"], ["haus"]])
    half = postings.coverage({vocabulary["bach"]: 1.0, -1: 1.0, -2: 1.0}, np.asarray([0]))[0]
    known, unknown = inverse_frequency(1, 2), inverse_frequency(0, 2)
    assert half == pytest.approx(known / (known + 2 * unknown))


def test_rows_may_be_asked_in_any_order_and_more_than_once() -> None:
    postings, vocabulary = posted([["bach"], [], ["haus", "bach"]])
    scores = postings.bm25({vocabulary["haus"]: 1.0}, np.asarray([2, 1, 2, 0]))
    assert scores[0] == scores[2] > 0
    assert scores[1] == scores[3] == 0


def test_no_rows_and_no_words_are_no_fault() -> None:
    postings, _ = posted([[]])
    assert postings.bm25({}, np.asarray([0])).tolist() == [0.0]
    assert postings.bm25({0: 1.0}, np.zeros(0, np.int64)).tolist() == []


def test_what_was_saved_answers_the_same(tmp_path: Path) -> None:
    postings, vocabulary = posted([["bach", "bach", "haus"], ["kita"]])
    postings.save(tmp_path, "alles")
    rows, weights = np.arange(2), {vocabulary["bach"]: 1.0, vocabulary["kita"]: 2.0}
    assert Postings.open(tmp_path, "alles").bm25(weights, rows).tolist() == postings.bm25(weights, rows).tolist()


def test_idf_falls_with_frequency() -> None:
    assert inverse_frequency(0, 10) > inverse_frequency(1, 10) > inverse_frequency(10, 10) > 0
    assert inverse_frequency(0, 1) == pytest.approx(math.log(1 + 1.5 / 0.5))

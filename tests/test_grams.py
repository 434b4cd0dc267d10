import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.grams import LETTERS, Grams, word_grams
from indexer.postings import Draft, Postings, Vocabulary, inverse_frequency

ROWS = st.lists(st.lists(st.text("abcß", min_size=1, max_size=7), max_size=6), min_size=1, max_size=8)


def built(rows: list[list[str]]) -> tuple[Grams, Postings]:
    vocabulary = Vocabulary()
    draft = Draft(vocabulary)
    for row in rows:
        draft.add(row)
    postings = draft.finish()
    return Grams.build(vocabulary, postings), postings


def grams_of(words: list[str]) -> Counter[str]:
    return Counter(gram for word in words for gram in word_grams(word))


def by_hand(rows: list[list[str]], row: list[str], query: list[str]) -> float:
    idf = {
        g: inverse_frequency(sum(g in grams_of(other) for other in rows), len(rows)) for g in grams_of([*row, *query])
    }
    left, right = grams_of(query), grams_of(row)
    product = sum(left[gram] * right[gram] * idf[gram] ** 2 for gram in left)
    lengths = [math.sqrt(sum((idf[gram] * n) ** 2 for gram, n in side.items())) for side in (left, right)]
    return product / (lengths[0] * lengths[1]) if all(lengths) else 0.0


@given(ROWS, st.lists(st.text("abcß", min_size=1, max_size=7), min_size=1, max_size=4, unique=True))
def test_the_cosine_is_that_of_whole_gram_vectors(rows: list[list[str]], query: list[str]) -> None:
    grams, postings = built(rows)
    found = grams.cosine(dict.fromkeys(query, 1.0), postings, np.arange(len(rows)))
    assert found == pytest.approx([by_hand(rows, row, query) for row in rows], abs=1e-5)


@given(ROWS, st.lists(st.text("abcß", min_size=1, max_size=7), min_size=1, max_size=4, unique=True))
def test_in_a_field_of_few_words_the_cosine_stays_a_share(rows: list[list[str]], query: list[str]) -> None:
    grams, postings = built(rows)
    found = grams.cosine_of_few(dict.fromkeys(query, 1.0), postings, np.arange(len(rows)))
    assert ((found >= 0) & (found <= 1)).all()


def test_the_same_word_alone_is_wholly_alike() -> None:
    grams, postings = built([["laterne"], ["pegel"]])
    assert grams.cosine_of_few({"laterne": 1.0}, postings, np.arange(2)).tolist() == pytest.approx([1.0, 0.0])


@pytest.mark.parametrize(
    ("word", "grams"), [("rad", ["_rad", "rad_"]), ("b", ["_b_"]), ("bach", ["_bac", "bach", "ach_"])]
)
def test_words_fall_into_grams_with_borders(word: str, grams: list[str]) -> None:
    assert list(word_grams(word)) == grams
    assert all(len(gram) <= LETTERS for gram in grams)


def test_a_misspelt_word_is_still_near() -> None:
    grams, postings = built([["straßenbeleuchtung"], ["hundesteuer"]])
    near, far = grams.cosine({"strasenbeleuchtung": 1.0}, postings, np.arange(2))
    assert near > 0.5 > far


def test_what_was_saved_answers_the_same(tmp_path: Path) -> None:
    grams, postings = built([["pegel", "messung"], ["radweg"]])
    grams.save(tmp_path)
    asked = {"pegelmessung": 1.0}
    assert (
        Grams.open(tmp_path).cosine(asked, postings, np.arange(2)).tolist()
        == grams.cosine(asked, postings, np.arange(2)).tolist()
    )

"""Text to pieces: the likeliest way to cut a word, as SentencePiece's unigram model finds it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.meaning.pieces import WORD_START, Tokenizer
from indexer.meaning.weights import PieceTable

PIECES = {
    "<unk>": 0.0,
    WORD_START: -3.0,
    "a": -2.0,
    "b": -2.5,
    "ab": -3.5,
    "aba": -4.0,
    f"{WORD_START}ab": -5.0,
    "bb": -9.0,
}
NAMES = list(PIECES)
UNKNOWN = 0
UNKNOWN_SCORE = -19.0  # ten below the rarest


def tokenizer() -> Tokenizer:
    scores = np.array(list(PIECES.values()), np.float32)
    return Tokenizer(PieceTable(NAMES, scores, {ord("\u00a0"): " ", ord("Ａ"): "a", ord("\u00ad"): ""}, 0, 2, UNKNOWN))


def pieces(text: str) -> list[str]:
    return [NAMES[id] for id in tokenizer().ids(text)]


def best_score(word: str) -> float:
    """The score of the best of all ways to cut a word, tried one by one."""
    if not word:
        return 0.0
    known = [(end, PIECES[word[:end]]) for end in range(1, len(word) + 1) if word[:end] in PIECES]
    return max(score + best_score(word[end:]) for end, score in [*known, (1, UNKNOWN_SCORE)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ab", [f"{WORD_START}ab"]),
        ("aba", [WORD_START, "aba"]),
        ("bb", [WORD_START, "b", "b"]),
        ("ab  ab", [f"{WORD_START}ab"] * 2),
        (" ab ", [f"{WORD_START}ab"]),
        ("ab\u00a0ab", [f"{WORD_START}ab"] * 2),
        ("Ａ\u00adb", [f"{WORD_START}ab"]),
        ("axb", [WORD_START, "a", "<unk>", "b"]),
        ("", []),
    ],
)
def test_text_becomes_pieces(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@given(st.text(alphabet="abx", max_size=9))
def test_no_other_way_to_cut_a_word_scores_better(word: str) -> None:
    found = pieces(word)
    score = sum(UNKNOWN_SCORE if piece == "<unk>" else PIECES[piece] for piece in found)
    assert score == pytest.approx(best_score(WORD_START + word) if word else 0.0)


@given(st.text(max_size=40))
def test_any_text_can_be_cut(text: str) -> None:
    assert all(0 <= id < len(NAMES) for id in tokenizer().ids(text))

"""The tokenizer of multilingual-e5-small: SentencePiece's unigram model (Kudo 2018), best path by Viterbi."""

from __future__ import annotations

import unicodedata
from array import array
from functools import lru_cache

from indexer.meaning.weights import PieceTable

WORD_START = "\u2581"  # SentencePiece writes the blank before a word as this sign
UNKNOWN_PENALTY = 10.0  # below the rarest piece, as SentencePiece has it
KEPT_WORDS = 50_000  # words whose pieces are remembered, about 20 MB
NEVER = float("-inf")


class Tokenizer:
    """Text to piece ids, without the marks of begin and end; safe for several threads."""

    def __init__(self, table: PieceTable) -> None:
        self._scores = array("f", table.scores.tolist())
        # the first of equal pieces wins, therefore from the end
        self._ids = {piece: i for i, piece in reversed(list(enumerate(table.pieces))) if piece and i != table.unknown}
        self._longest = max(map(len, self._ids))
        self._unknown = table.unknown
        self._unknown_score = min(self._scores) - UNKNOWN_PENALTY
        self._replaced = table.replaced
        self._word = lru_cache(KEPT_WORDS)(self._best_path)

    def ids(self, text: str) -> list[int]:
        """The piece ids of a text."""
        # the table replaces single characters; NFC first, so that a decomposed ü is one
        normal = unicodedata.normalize("NFC", text).translate(self._replaced)
        return [piece for word in normal.split(" ") if word for piece in self._word(WORD_START + word)]

    def _best_path(self, word: str) -> tuple[int, ...]:
        """The pieces of one word with the greatest sum of log probabilities."""
        size = len(word)
        best = [0.0] + [NEVER] * size
        step = [(0, 0)] * (size + 1)  # where the best piece that ends here begins, and its id
        for start in range(size):
            for end, piece, score in self._pieces_from(word, start):
                if best[start] + score > best[end]:
                    best[end] = best[start] + score
                    step[end] = (start, piece)
        return _walked_back(step)

    def _pieces_from(self, word: str, start: int) -> list[tuple[int, int, float]]:
        """Every piece that begins at `start` as (end, id, score), and one character as an unknown one."""
        found = [
            (end, piece, self._scores[piece])
            for end in range(start + 1, min(len(word), start + self._longest) + 1)
            if (piece := self._ids.get(word[start:end])) is not None
        ]
        return [*found, (start + 1, self._unknown, self._unknown_score)]


def _walked_back(step: list[tuple[int, int]]) -> tuple[int, ...]:
    """The piece ids along the best path, from the end of the word to its start and turned round."""
    found, at = [], len(step) - 1
    while at > 0:
        at, piece = step[at]
        found.append(piece)
    return tuple(reversed(found))

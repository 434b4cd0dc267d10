"""The compound splitter: dynamic programming over positions, parts weighed by how likely they are as words.

The weight of a split is the geometric mean of its parts' frequencies (Koehn & Knight 2003), here as the mean of
log-probabilities, less a toll for each part beyond two; a split has to beat the whole word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.language.affixes import SHORT_PARTS, SHORTEST_COMPOUND, SHORTEST_PART
from indexer.language.lexicon import NEVER, Lexicon
from indexer.language.parts import Parts

MOST_PARTS = 5
LONGEST_COMPOUND = 60  # letters; longer runs are noise, and the work grows with the square
UNKNOWN_WORD = -19.0  # what a split of a word that nobody has seen has to beat
LISTED_BONUS = 0.3  # words in the lemma list need clearer evidence to be split
SHORTEST_ADJECTIVE = 4  # letters
TOLL = 1.0  # per part beyond two; pieces are split again afterwards, so the coarse split is the one to find
SMALL_PART = 4  # letters; a part this short or shorter pays
SMALL_PART_TOLL = 0.7
TINY_PART_TOLL = 0.3  # once, when any part has three letters

Way = tuple[float, tuple[str, ...]]  # the sum of log-probabilities of the pieces so far, and the pieces


@dataclass(frozen=True)
class Split:
    """The surface pieces of a lower-case word (one piece: no compound) and the weight that won."""

    pieces: tuple[str, ...]
    weight: float


class Splitter:
    """Splits lower-case German nouns by the evidence of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.parts = Parts(lexicon)

    def split(self, word: str, lemma: str = "") -> Split:
        """The best split of a lower-case word, which may be the word itself; `lemma` counts as the word too."""
        whole = Split((word,), max(self._whole(word), self._whole(lemma) if lemma else NEVER))
        if not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND:
            return whole
        splits = (split for split in self._splits(word) if not self.parts.is_town(word, split.pieces[-1]))
        return max([whole, *splits], key=lambda split: split.weight)

    def before_adjective(self, word: str) -> int:
        """Where a lower-case lemma falls into a noun and an adjective, as an index into it; 0 where it does not."""
        if len(word) > LONGEST_COMPOUND:
            return 0
        cuts = range(SHORTEST_PART, len(word) - SHORTEST_ADJECTIVE + 1)
        weights = {at: self._noun_and_adjective(word[:at], word[at:]) for at in cuts}
        at = max(weights, key=weights.__getitem__, default=0)
        return at if at and weights[at] > self._whole(word) else 0

    def _noun_and_adjective(self, front: str, back: str) -> float:
        adjective = self.parts.adjective(back)
        if adjective == NEVER:
            return NEVER
        noun = self._chance(front, first=True, last=False)
        base = self.parts.modifier(front).base
        return (noun + adjective) / 2 if self.lexicon.noun(base) > self.lexicon.other(base) else NEVER

    def _whole(self, word: str) -> float:
        chance = self.lexicon.any(word)
        return (chance if chance > NEVER else UNKNOWN_WORD) + LISTED_BONUS * (word in self.lexicon.listed)

    def _splits(self, word: str) -> Iterator[Split]:
        """The best split for each number of parts from two on."""
        for count, (total, pieces) in self._ways(word).items():
            tiny = any(len(piece) == SHORTEST_PART for piece in pieces)
            yield Split(pieces, total / count - TOLL * (count - 2) - TINY_PART_TOLL * tiny)

    def _ways(self, word: str) -> dict[int, Way]:
        """Per number of parts, from two on, the heaviest way through the word."""
        length = len(word)
        ways: list[dict[int, Way]] = [{} for _ in range(length + 1)]
        ways[0][0] = (0.0, ())
        for start in range(length - SHORTEST_PART + 1):
            if ways[start]:
                for end in range(start + SHORTEST_PART, length + 1):
                    self._extend(word, (start, end), ways)
        return {count: way for count, way in ways[length].items() if count > 1}

    def _extend(self, word: str, span: tuple[int, int], ways: list[dict[int, Way]]) -> None:
        """Lengthen every way that ends where the span begins by the piece under the span."""
        start, end = span
        piece = word[start:end]
        chance = self._chance(piece, first=start == 0, last=end == len(word))
        if chance == NEVER:
            return
        for count, (total, pieces) in ways[start].items():
            known = ways[end].get(count + 1)
            if count < MOST_PARTS and (known is None or total + chance > known[0]):
                ways[end][count + 1] = (total + chance, (*pieces, piece))

    def _chance(self, piece: str, first: bool, last: bool) -> float:
        """The log-probability of a piece in its place, NEVER where it cannot stand there."""
        if len(piece) == SHORTEST_PART and piece not in SHORT_PARTS:
            return NEVER
        chance = self.parts.head(piece) if last else self.parts.modifier(piece, first).chance
        return chance - SMALL_PART_TOLL if chance > NEVER and len(piece) <= SMALL_PART else chance

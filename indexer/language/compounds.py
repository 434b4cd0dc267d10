"""The compound splitter: dynamic programming over positions, parts weighed by how likely they are as words.

The weight of a split is the geometric mean of its parts' frequencies (Koehn & Knight 2003), here as the mean of
log-probabilities, less a toll for each part beyond two; a split has to beat the whole word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.language.affixes import (
    DROPPED_COST,
    DROPPED_ENDINGS,
    LINKS,
    NEVER_PARTS,
    NO_NOUN,
    NO_S_AFTER,
    SHORT_PARTS,
    SHORTEST_COMPOUND,
    SHORTEST_LINKED,
    SHORTEST_PART,
)
from indexer.language.lexicon import NEVER, Lexicon

MOST_PARTS = 5
LONGEST_COMPOUND = 60  # letters; longer runs are noise, and the work grows with the square
LEAST_LIKELY = -16.9  # log-probability below which nothing is a part
UNKNOWN_WORD = -19.0  # what a split of a word that nobody has seen has to beat
LISTED_BONUS = 0.6  # words in the lemma list need clearer evidence to be split
TOLL = 0.45  # per part beyond two
SMALL_PART = 4  # letters; a part this short or shorter pays
SMALL_PART_TOLL = 0.7
TINY_PART_TOLL = 0.3  # once, when any part has three letters
COMMON_NOUN = -12.3  # a noun this frequent is a noun, however often the same letters stand in lower case
NOUN_MARGIN = 0.3  # how much likelier the lower-case form must be to rule the noun out


@dataclass(frozen=True)
class Modifier:
    """A part before the head: its surface is the dictionary word `base` plus or minus an ending."""

    base: str
    chance: float


@dataclass(frozen=True)
class Split:
    """The surface pieces of a lower-case word (one piece: no compound) and the weight that won."""

    pieces: tuple[str, ...]
    weight: float


class Splitter:
    """Splits lower-case German words by the evidence of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def split(self, word: str) -> Split:
        """The best split of a lower-case word, which may be the word itself."""
        whole = Split((word,), self._whole(word))
        if not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND:
            return whole
        return max([whole, *self._splits(word)], key=lambda split: split.weight)

    def modifier(self, piece: str) -> Modifier | None:
        """The likeliest dictionary word behind a piece that is not the head, or None."""
        if not _may_be_part(piece):
            return None
        best = max(self._bases(piece), key=lambda found: found.chance, default=None)
        return best if best and best.chance > LEAST_LIKELY else None

    def head(self, piece: str) -> float:
        """Log-probability of a piece as the last part, NEVER where it cannot be a noun."""
        if not _may_be_part(piece):
            return NEVER
        noun, other = self.lexicon.noun(piece), self.lexicon.other(piece)
        if noun < COMMON_NOUN and (other > noun + NOUN_MARGIN or (other > NEVER and NO_NOUN.search(piece))):
            return NEVER
        chance = max(noun, other)
        return chance if chance > LEAST_LIKELY else NEVER

    def _whole(self, word: str) -> float:
        chance = self.lexicon.any(word)
        return (chance if chance > NEVER else UNKNOWN_WORD) + LISTED_BONUS * (word in self.lexicon.listed)

    def _bases(self, piece: str) -> Iterator[Modifier]:
        """Every dictionary word that the piece may be a form of, with its chance less the cost of the ending."""
        lexicon = self.lexicon
        yield Modifier(piece, lexicon.any(piece))
        for link, cost in LINKS:
            base = piece.removesuffix(link)
            if len(base) == len(piece) or len(base) < SHORTEST_LINKED or base in NEVER_PARTS:
                continue
            if lexicon.noun(base) > lexicon.other(base) and not (link == "s" and base[-1] in NO_S_AFTER):
                yield Modifier(base, lexicon.noun(base) - cost)
        if len(piece) >= SHORTEST_LINKED:
            for ending in DROPPED_ENDINGS:
                if piece + ending not in NEVER_PARTS:
                    yield Modifier(piece + ending, lexicon.any(piece + ending) - DROPPED_COST)

    def _splits(self, word: str) -> Iterator[Split]:
        """The best split for each number of parts from two on."""
        for pieces, total in self._paths(word).items():
            count = len(total[1])
            weight = total[0] / count - TOLL * (pieces - 2)
            if min(map(len, total[1])) <= SHORTEST_PART:
                weight -= TINY_PART_TOLL
            yield Split(total[1], weight)

    def _paths(self, word: str) -> dict[int, tuple[float, tuple[str, ...]]]:
        """Per number of parts the heaviest way through the word, as (sum of log-probabilities, pieces)."""
        length = len(word)
        ways: list[dict[int, tuple[float, tuple[str, ...]]]] = [{} for _ in range(length + 1)]
        ways[0][0] = (0.0, ())
        for start in range(length - SHORTEST_PART + 1):
            if not ways[start]:
                continue
            for end in range(start + SHORTEST_PART, length + 1):
                if end - start < length:
                    self._extend(word, (start, end), ways)
        return {count: way for count, way in ways[length].items() if count > 1}

    def _extend(self, word: str, span: tuple[int, int], ways: list[dict[int, tuple[float, tuple[str, ...]]]]) -> None:
        """Lengthen every way that ends where the span begins by the piece under the span."""
        start, end = span
        piece = word[start:end]
        chance = self._chance(piece, last=end == len(word))
        if chance == NEVER:
            return
        for count, (total, pieces) in ways[start].items():
            known = ways[end].get(count + 1)
            if count < MOST_PARTS and (known is None or total + chance > known[0]):
                ways[end][count + 1] = (total + chance, (*pieces, piece))

    def _chance(self, piece: str, last: bool) -> float:
        if last:
            chance = self.head(piece)
        else:
            modifier = self.modifier(piece)
            chance = modifier.chance if modifier else NEVER
        return chance - SMALL_PART_TOLL if chance > NEVER and len(piece) <= SMALL_PART else chance


def _may_be_part(piece: str) -> bool:
    if piece in NEVER_PARTS or len(piece) < SHORTEST_PART:
        return False
    return len(piece) > SHORTEST_PART or piece in SHORT_PARTS

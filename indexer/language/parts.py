"""What a piece of a word can be in its place: a modifier with its dictionary word, a head, a town."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.language.affixes import (
    ACTION,
    ACTION_VERBS,
    DERIVED_WITH_S,
    DROPPED_COST,
    DROPPED_ENDINGS,
    LIKE_SUFFIXES,
    LINKED_BY,
    LINKS,
    NEVER_PARTS,
    NO_NOUN,
    NO_S_AFTER,
    PREFIXES,
    SHORT_PARTS,
    SHORTEST_ACTION,
    SHORTEST_LINKED,
    SUFFIXES,
    TOWN_PLURALS,
)
from indexer.language.lexicon import NEVER, Lexicon

NO_ADJECTIVES = NEVER_PARTS | SUFFIXES | LIKE_SUFFIXES
LEAST_LIKELY = -16.9  # log-probability below which nothing is a part
NOT_A_NOUN = 0.7  # what a lower-case word pays as a part of a noun
COMMON_NOUN = -13.0  # a noun this frequent is a noun, however often the same letters stand in lower case
NOUN_MARGIN = 1.0  # how much likelier the lower-case form must be to rule the noun out
ADJECTIVE_MARGIN = 3.0  # an adjective's ending rules the noun out unless the noun is this much likelier
RARE_ADJECTIVE = -13.5  # a lower-case word rarer than this is no adjective that joins a noun
UNSEEN_DERIVED = -15.0  # a derived noun before its linking s, though nobody has listed it
UNSEEN_ACTION_COST = 1.5  # what the noun of an action pays against its verb


@dataclass(frozen=True)
class Modifier:
    """The dictionary word behind a part that is not the head, and how likely it is."""

    base: str
    chance: float


NO_MODIFIER = Modifier("", NEVER)


class Parts:
    """Judges pieces of lower-case words by one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def modifier(self, piece: str, first: bool = True) -> Modifier:
        """The likeliest dictionary word behind a piece that is not the head; NO_MODIFIER where there is none."""
        if piece in NEVER_PARTS or piece in PREFIXES or (not first and _is_suffix(piece)):
            return NO_MODIFIER
        chance, base = max(self._bases(piece), default=(NEVER, ""))
        return Modifier(base, chance) if chance > LEAST_LIKELY else NO_MODIFIER

    def head(self, piece: str) -> float:
        """Log-probability of a piece as the last part, NEVER where it cannot be a noun."""
        if piece in NEVER_PARTS or piece in SUFFIXES:
            return NEVER
        noun, other = self._lexicon.noun(piece), self._lexicon.other(piece)
        if noun == NEVER and other == NEVER:
            return self._action(piece)
        if noun < COMMON_NOUN and (other > noun + NOUN_MARGIN or _is_adjective(piece, noun, other)):
            return NEVER
        return noun if noun > LEAST_LIKELY else NEVER

    def adjective(self, piece: str) -> float:
        """Log-probability of a piece as an adjective behind a noun, NEVER where it cannot be one."""
        other = self._lexicon.other(piece)
        usable = piece not in NO_ADJECTIVES and other > max(self._lexicon.noun(piece), RARE_ADJECTIVE)
        return other if usable else NEVER

    def is_town(self, word: str, head: str) -> bool:
        """Whether a known word has the head of a town's name and lacks the plural that a common noun would have."""
        if head not in TOWN_PLURALS or not self._lexicon.knows(word):
            return False
        plural = TOWN_PLURALS[head]
        return not (plural and self._lexicon.knows(word.removesuffix(head) + plural))

    def _bases(self, piece: str) -> Iterator[tuple[float, str]]:
        """Every dictionary word that the piece may be a form of, behind its chance less the cost of the ending."""
        if self._lexicon.knows(piece):
            yield self._as_part(piece), piece
        if piece[-1] in LINKED_BY:
            yield from self._linked(piece)
        if len(piece) >= SHORTEST_LINKED or piece in SHORT_PARTS:
            for ending in DROPPED_ENDINGS:
                base = piece + ending
                if self._lexicon.knows(base) and base not in NEVER_PARTS:
                    yield self._as_part(base) - DROPPED_COST, base

    def _linked(self, piece: str) -> Iterator[tuple[float, str]]:
        """Every noun that stands before a linking sound."""
        for before, link, cost in LINKS:
            base = piece[: -len(link)]
            if not piece.endswith(before + link) or len(base) < SHORTEST_LINKED or base in NEVER_PARTS:
                continue
            noun = self._lexicon.noun(base)
            if noun > self._lexicon.other(base) and not (link == "s" and base[-1] in NO_S_AFTER):
                yield noun - cost, base
        if DERIVED_WITH_S.fullmatch(piece):
            yield UNSEEN_DERIVED, piece[:-1]

    def _as_part(self, word: str) -> float:
        return max(self._lexicon.noun(word), self._lexicon.other(word) - NOT_A_NOUN)

    def _action(self, piece: str) -> float:
        """An unknown noun of an action (Befliegung) is as likely as its verb, less a cost."""
        if not piece.endswith(ACTION) or len(piece) < SHORTEST_ACTION:
            return NEVER
        chance = max(self._lexicon.other(piece.removesuffix(ACTION) + verb) for verb in ACTION_VERBS)
        return chance - UNSEEN_ACTION_COST if chance - UNSEEN_ACTION_COST > LEAST_LIKELY else NEVER


def _is_suffix(piece: str) -> bool:
    return piece in SUFFIXES or piece.removesuffix("s") in SUFFIXES


def _is_adjective(piece: str, noun: float, other: float) -> bool:
    return other > noun - ADJECTIVE_MARGIN and NO_NOUN.search(piece) is not None

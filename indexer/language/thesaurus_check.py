"""What is wrong with a thesaurus: circles, doubles, words that find nothing, concepts nobody would ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from indexer.language.concepts import Concept
from indexer.language.wordings import Wording


def faults(concepts: Mapping[str, Concept], wordings: Sequence[Wording]) -> list[str]:
    """One German sentence for each fault, grouped by kind; an empty list for a sound thesaurus."""
    return [
        *_circles(concepts),
        *_doubles(concepts, wordings),
        *(f"„{w.text}“ ({w.concept}): davon bleibt {_rest(w)}." for w in wordings if w.shrunk),
        *(f"{concept.id}: kein Laienwort." for concept in concepts.values() if not concept.lay),
    ]


def ancestors(concepts: Mapping[str, Concept], id_: str) -> frozenset[str]:
    """All broader concepts of a concept, near and far; the concept itself is among them only in a circle."""
    found: set[str] = set()
    waiting = list(concepts[id_].broader)
    while waiting:
        broader = waiting.pop()
        if broader not in found:
            found.add(broader)
            waiting += concepts[broader].broader
    return frozenset(found)


def _circles(concepts: Mapping[str, Concept]) -> Iterator[str]:
    return (f"{id_}: steht über sich selbst (broader)." for id_ in concepts if id_ in ancestors(concepts, id_))


def _doubles(concepts: Mapping[str, Concept], wordings: Sequence[Wording]) -> Iterator[str]:
    """The same terms in two concepts that are not neighbours; neighbours may share a word, so that both are found."""
    users: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for wording in wordings:
        if wording.terms and not wording.shrunk:
            users[wording.terms].setdefault(wording.concept, wording.text)
    for texts in users.values():
        for one, other in combinations(texts, 2):
            if not _neighbours(concepts, one, other):
                yield f"„{texts[one]}“ ({one}) und „{texts[other]}“ ({other}): dasselbe Wort, nicht verwandt."


def _neighbours(concepts: Mapping[str, Concept], one: str, other: str) -> bool:
    near = other in concepts[one].related or one in concepts[other].related
    return near or other in ancestors(concepts, one) or one in ancestors(concepts, other)


def _rest(wording: Wording) -> str:
    return f"nur „{wording.terms[0]}“" if wording.terms else "nichts"

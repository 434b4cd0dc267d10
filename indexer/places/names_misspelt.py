"""Find the place whose name was written with a slip: one letter wrong, missing, doubled or swapped."""

from __future__ import annotations

from collections.abc import Mapping, Set

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Short names differ by one letter from each other (Elz, Eltz): a slip in them decides nothing.
SHORTEST = 6
# In the midst of a sentence a word must be longer to be taken for a city with a slip in it.
SHORTEST_CITY = 8
# From this length on two slips are forgiven.
LONG = 12


class Misspelt:
    """Looks for names near a word; the first letter must be right."""

    def __init__(self, keys: Mapping[str, Set[str]], cities: Set[str]) -> None:
        self._keys = keys
        self._cities = {name for name in keys if keys[name] <= cities and len(name) >= SHORTEST_CITY}
        self._names: dict[str, list[str]] = {}
        for name in keys:
            self._names.setdefault(name[:1], []).append(name)

    def find(self, name: str) -> set[str]:
        """The keys of all names within the distance that the length forgives; several mean that it must be asked."""
        if len(name) < SHORTEST:
            return set()
        slips = 1 if len(name) < LONG else 2
        names = self._names.get(name[:1], ())
        near = process.extract(name, names, scorer=OSA.distance, score_cutoff=slips, limit=5)
        return {key for found, _, _ in near for key in self._keys[found]}

    def find_city(self, word: str) -> set[str]:
        """The keys of large cities within one slip of a word in the midst of others."""
        near = process.extract(word, self._cities, scorer=OSA.distance, score_cutoff=1, limit=2)
        return {key for found, _, _ in near if found[0] == word[0] for key in self._keys[found]}

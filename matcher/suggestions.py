"""Suggestions while somebody types: topics that have records, and places by name."""

from __future__ import annotations

from indexer import District, Municipality, Query
from matcher.view import Holdings, View

SUGGESTIONS = 8
"""More does not fit above a phone's keyboard."""

LEAST_LETTERS = 2


def suggest(view: View, prefix: str) -> tuple[str, ...]:
    """Topic labels that begin so at any word, those with most records first; only visible records count."""
    typed = prefix.strip().casefold()
    if len(typed) < LEAST_LETTERS:
        return ()
    query = Query(scope=view.scope, facets=("topic",), size=0)
    counts = view.holdings.engine.search(query, view.index).facets["topic"]
    concepts = view.holdings.reading.thesaurus.concepts
    found = [(count, concepts[id].label) for id, count in counts.items() if id in concepts and count]
    matching = [(count, label) for count, label in found if any(word.startswith(typed) for word in _words(label))]
    return tuple(label for _, label in sorted(matching, key=lambda pair: (-pair[0], pair[1]))[:SUGGESTIONS])


def _words(label: str) -> list[str]:
    folded = label.casefold()
    return [folded, *folded.replace("-", " ").split()]


def places(holdings: Holdings, prefix: str) -> tuple[tuple[str, str, str], ...]:
    """Municipalities and districts by name: key, name, and what tells two of a name apart."""
    found = holdings.names.suggest(prefix, SUGGESTIONS)
    return tuple((_key(place), place.name, told_apart(holdings, place)) for place in found)


def _key(place: Municipality | District) -> str:
    return place.ags if isinstance(place, Municipality) else place.key


def told_apart(holdings: Holdings, place: Municipality | District) -> str:
    """One line beside a name: district and inhabitants, or kind and Land."""
    if isinstance(place, District):
        return f"{place.kind}, {place.land}"
    district = holdings.reading.register.district(place.district)
    inhabitants = f"{place.inhabitants:,}".replace(",", ".")
    return f"{district.name if district else place.land}, {inhabitants} Einwohner"

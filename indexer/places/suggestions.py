"""Suggest places while somebody types."""

from __future__ import annotations

from indexer.places.municipality import District, Municipality
from indexer.places.register import Register
from indexer.places.spelling import words

HOME = "Hessen"

Place = Municipality | District


class Suggestions:
    """All places in the order in which they are offered, with the words of their names."""

    def __init__(self, register: Register) -> None:
        districts = [d for d in register.districts if not d.independent]
        places: list[Place] = [*register.counted, *districts]
        places.sort(key=_order)
        self._places = tuple((_typed(place.name), place) for place in places)

    def find(self, prefix: str, limit: int) -> tuple[Place, ...]:
        """Places one of whose words begins with what was typed, at most `limit`; nothing typed gives nothing."""
        typed = _typed(prefix)
        found: list[Place] = []
        for name, place in self._places if typed.strip() else ():
            if len(found) == limit:
                break
            if typed in name:
                found.append(place)
        return tuple(found)


def _order(place: Place) -> tuple[bool, bool, int, str]:
    """Hessen first; towns before districts, as a district is called by its whole name; bigger first."""
    inhabitants = place.inhabitants if isinstance(place, Municipality) else 0
    return place.land != HOME, isinstance(place, District), -inhabitants, place.name


def _typed(text: str) -> str:
    return "".join(f" {word.text}" for word in words(text))

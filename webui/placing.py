"""From what was typed as a municipality to its key: sure, to be asked about, or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer import District, Municipality
from webui.wording import number

if TYPE_CHECKING:
    from matcher import Service


@dataclass(frozen=True)
class Choice:
    """One of several municipalities with the same name, with what tells it apart."""

    key: str
    name: str
    note: str


@dataclass(frozen=True)
class Placed:
    """What was found: a key, or choices to ask about, or neither; `trouble` is the sentence that says so."""

    key: str | None = None
    choices: tuple[Choice, ...] = ()
    trouble: str = ""


def placed(service: Service, typed: str, picked: str) -> Placed:
    """Find the municipality; `picked` is the key of a suggestion or of a choice and counts if it goes with the text."""
    if not typed:
        return Placed()
    place = service.place(picked) if picked else None
    if place is not None and place.name == typed:
        return Placed(picked)
    found = service.place_named(typed)
    if found.key is not None:
        return Placed(found.key)
    if place is not None and picked in found.choices:
        return Placed(picked)
    return _asked(service, typed, found.choices)


def choice(service: Service, place: Municipality | District) -> Choice:
    """A municipality as a choice: name, district or Land, inhabitants."""
    if isinstance(place, District):
        return Choice(place.key, place.name, f"{place.kind} in {place.land}")
    district = service.place(place.district)
    around = place.land if district is None or district.name == place.name else f"{district.name}, {place.land}"
    return Choice(place.ags, place.name, f"{around}, {number(place.inhabitants)} Einwohner")


def _asked(service: Service, typed: str, keys: tuple[str, ...]) -> Placed:
    places = [place for key in keys if (place := service.place(key)) is not None]
    if not places:
        return Placed(trouble=f"„{typed}“ kennen wir nicht. Bitte prüfen Sie den Namen oder lassen Sie das Feld leer.")
    choices = tuple(choice(service, place) for place in places)
    return Placed(choices=choices, trouble=f"„{typed}“ gibt es mehrmals. Bitte wählen Sie Ihre Kommune aus.")

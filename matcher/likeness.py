"""How alike two places are, in the manner of the CIPFA nearest-neighbour model: standardised indicators, explained."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from indexer import Municipality, Register

Sort = Literal["Gemeinde", "Stadt", "kreisfreie Stadt", "Landkreis"]

EARTH_KM = 6371.0
FAR_KM = 150.0
"""At this distance location counts as much as one standard deviation elsewhere: partners are found everywhere."""

INHABITANTS, DENSITY, AREA, SORT, LOCATION, LAW = 2.0, 1.0, 0.5, 0.5, 0.5, 0.5
"""What each indicator weighs. Inhabitants most: they stand for staff and money; location little;
another Land means other law and other funding."""

SPREAD = (1.5, 1.05, 1.1)
"""Standard deviations of ln inhabitants, ln density and ln area over the 10,800 municipalities of Germany."""

LAND_DIGITS = 2
"""The first digits of every key name the Land."""

SAME_SIZE = 2.0
"""Up to twice as many inhabitants a place is of similar size."""


@dataclass(frozen=True)
class Place:
    """A municipality or a whole district as likeness sees it; coordinates in degrees, None where unknown."""

    key: str
    name: str
    sort: Sort
    inhabitants: int
    area_km2: float
    lat: float | None
    lon: float | None


def place_of(key: str, register: Register) -> Place | None:
    """The place under an AGS (8 digits) or a district's key (5 digits)."""
    if town := register.municipality(key):
        return _from_municipality(town)
    district = register.district(key)
    members = register.members(key) if district else ()
    if district is None or not members:
        return None
    located = [town for town in members if town.lat is not None and town.lon is not None]
    return Place(
        key=district.key,
        name=district.name,
        sort="kreisfreie Stadt" if district.independent else "Landkreis",
        inhabitants=sum(town.inhabitants for town in members),
        area_km2=sum(town.area_km2 for town in members),
        lat=_mean(town.lat for town in located),
        lon=_mean(town.lon for town in located),
    )


def _from_municipality(town: Municipality) -> Place:
    sort: Sort = "kreisfreie Stadt" if town.independent else "Stadt" if town.is_town else "Gemeinde"
    return Place(town.ags, town.name, sort, town.inhabitants, town.area_km2, town.lat, town.lon)


def _mean(numbers: Iterable[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) / len(known) if known else None


def likeness(one: Place, other: Place) -> float:
    """1 for the same kind of place next door, towards 0 for a metropolis far away; symmetric."""
    people, density, area = (
        (a - b) / spread for a, b, spread in zip(_numbers(one), _numbers(other), SPREAD, strict=True)
    )
    apart = INHABITANTS * people**2 + DENSITY * density**2 + AREA * area**2
    apart += SORT * (one.sort != other.sort) + LOCATION * _far(one, other) ** 2
    apart += LAW * (one.key[:LAND_DIGITS] != other.key[:LAND_DIGITS])
    return math.exp(-apart / (2 * (INHABITANTS + DENSITY + AREA + SORT + LOCATION + LAW)))


def _numbers(place: Place) -> tuple[float, float, float]:
    """Inhabitants, density and area on a logarithmic scale: from 2,000 to 4,000 is as far as from 20,000 to 40,000."""
    people, area = max(place.inhabitants, 1), max(place.area_km2, 0.1)
    return math.log(people), math.log(people / area), math.log(area)


def _far(one: Place, other: Place) -> float:
    apart = kilometres(one, other)
    return 1.0 if apart is None else min(2.0, apart / FAR_KM)


def kilometres(one: Place, other: Place) -> float | None:
    """The distance as the crow flies (haversine); None where a place has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    here, there = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((there - here) / 2) ** 2
    half += math.cos(here) * math.cos(there) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def same_size(one: Place, other: Place) -> bool:
    """Whether neither has more than twice the other's inhabitants."""
    few, many = sorted((max(one.inhabitants, 1), max(other.inhabitants, 1)))
    return many <= SAME_SIZE * few


def alike(municipality: Municipality, register: Register, count: int) -> tuple[tuple[Municipality, str], ...]:
    """The municipalities most like one, most alike first, each with a few German words that say why."""
    me = _from_municipality(municipality)
    others = [(town, _from_municipality(town)) for town in register.counted if town.ags != municipality.ags]
    best = sorted(others, key=lambda pair: (-likeness(me, pair[1]), pair[0].ags))[:count]
    return tuple((town, compared(me, place)) for town, place in best)


def compared(one: Place, other: Place) -> str:
    """What makes the other place alike, in numbers: "8.100 Einwohner, 120 je km², 34 km entfernt"."""
    told = [f"{number(other.inhabitants)} Einwohner"]
    if other.area_km2:
        told.append(f"{number(round(other.inhabitants / other.area_km2))} je km²")
    if (apart := kilometres(one, other)) is not None:
        told.append(f"{number(round(apart))} km entfernt")
    return ", ".join(told)


def number(count: int) -> str:
    """A whole number as German writes it: 12.345."""
    return f"{count:,}".replace(",", ".")

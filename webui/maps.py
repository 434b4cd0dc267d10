"""Hessen as dots with the numbers of a list on it: plain coordinates that a template draws as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer import District, Municipality
from matcher import Hit
from webui.wording import level_rank

WIDTH, HEIGHT = 168.0, 240.0
MARGIN = 9.0
WEST, EAST, SOUTH, NORTH = 7.77, 10.24, 49.39, 51.66  # Hessen, degrees
STRETCH = math.cos(math.radians((SOUTH + NORTH) / 2))  # a degree of longitude is that much shorter here
APART = 15.0  # between the centres of two pins: they do not touch
ROUNDS = 20  # enough for the ten pins of a page

Point = tuple[float, float]


@dataclass(frozen=True)
class Pin:
    """A number on the map, with the level of its hit (3 to 1) for its fill."""

    number: int
    level: int
    x: float
    y: float


@dataclass(frozen=True)
class Chart:
    """All that the template draws: `dots` as the data of one path, pins, the sender's own place, hits off the map."""

    dots: str
    pins: tuple[Pin, ...]
    own: Point | None
    outside: int
    size: tuple[float, float] = field(default=(WIDTH, HEIGHT))


def position(lat: float, lon: float) -> Point:
    """Degrees to units of the drawing, north up (equirectangular)."""
    scale = min((WIDTH - 2 * MARGIN) / ((EAST - WEST) * STRETCH), (HEIGHT - 2 * MARGIN) / (NORTH - SOUTH))
    return MARGIN + (lon - WEST) * STRETCH * scale, MARGIN + (NORTH - lat) * scale


def on_map(lat: float | None, lon: float | None) -> bool:
    """Whether a place lies within the drawing."""
    return lat is not None and lon is not None and SOUTH <= lat <= NORTH and WEST <= lon <= EAST


def path(places: Sequence[Point]) -> str:
    """One path of lines without length: with round caps each is a dot, and all together weigh 2 KB packed."""
    return "".join(f"M{x:.0f} {y:.0f}h0" for x, y in (position(lat, lon) for lat, lon in places))


def apart(points: Sequence[Point]) -> tuple[Point, ...]:
    """Push points that overlap away from each other, pair by pair, and keep them on the map."""
    moved = list(points)
    for _ in range(ROUNDS):
        for one in range(len(moved)):
            for other in range(one):
                moved[one], moved[other] = _pushed(moved[one], moved[other], one)
    return tuple((_within(x, WIDTH), _within(y, HEIGHT)) for x, y in moved)


def chart(dots: Sequence[Point], hits: Sequence[Hit], first: int, own: Municipality | District | None) -> Chart:
    """The map of one page of hits, numbered from `first` on."""
    placed = [
        (number, hit, position(hit.lat, hit.lon))
        for number, hit in enumerate(hits, first)
        if hit.lat is not None and hit.lon is not None and on_map(hit.lat, hit.lon)
    ]
    spots = apart([spot for _, _, spot in placed])
    pins = tuple(Pin(n, level_rank(hit.level), *spot) for (n, hit, _), spot in zip(placed, spots, strict=True))
    return Chart(path(dots), pins, _own_point(own), outside=len(hits) - len(placed))


def _own_point(own: Municipality | District | None) -> Point | None:
    if isinstance(own, Municipality) and own.lat is not None and own.lon is not None and on_map(own.lat, own.lon):
        return position(own.lat, own.lon)
    return None


def _pushed(one: Point, other: Point, turn: int) -> tuple[Point, Point]:
    """Both points half of what is missing further away; equal points part in a direction of their own."""
    across, down = one[0] - other[0], one[1] - other[1]
    distance = math.hypot(across, down)
    if distance >= APART:
        return one, other
    if distance == 0:
        across, down = math.cos(turn), math.sin(turn)
        distance, missing = 1.0, APART / 2
    else:
        missing = (APART - distance) / 2
    step = across / distance * missing, down / distance * missing
    return (one[0] + step[0], one[1] + step[1]), (other[0] - step[0], other[1] - step[1])


def _within(value: float, size: float) -> float:
    return round(min(max(value, MARGIN), size - MARGIN), 1)

"""Pins on the map of Hessen."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from webui import maps

POINTS = st.tuples(st.floats(0, maps.WIDTH), st.floats(0, maps.HEIGHT))


def test_north_is_up_and_east_is_right() -> None:
    kassel, darmstadt, fulda = maps.position(51.32, 9.5), maps.position(49.87, 8.65), maps.position(50.55, 9.68)
    assert kassel[1] < fulda[1] < darmstadt[1]
    assert darmstadt[0] < fulda[0]


def test_a_place_outside_hessen_is_not_on_the_map() -> None:
    assert maps.on_map(50.5, 9.0)
    assert not maps.on_map(48.1, 11.6)
    assert not maps.on_map(None, None)


@given(st.lists(POINTS, max_size=10))
def test_every_pin_stays_on_the_map(points: list[maps.Point]) -> None:
    moved = maps.apart(points)
    assert len(moved) == len(points)
    assert all(0 < x < maps.WIDTH and 0 < y < maps.HEIGHT for x, y in moved)


def test_ten_pins_on_one_place_can_all_be_read() -> None:
    pins = maps.apart([(84.0, 120.0)] * 10)
    nearest = min(math.dist(one, other) for i, one in enumerate(pins) for other in pins[:i])
    assert nearest > maps.APART * 0.8


def test_a_lone_pin_is_not_moved() -> None:
    assert maps.apart([(84.0, 120.0)]) == ((84.0, 120.0),)


def test_all_places_are_one_path() -> None:
    assert maps.path([(50.5, 9.0), (50.6, 9.1)]).count("h0") == 2

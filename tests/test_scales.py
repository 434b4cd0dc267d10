"""Everybody against everybody is measured once; who comes later is added, and a changed text is heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from matcher.events.entries import Wish
from matcher.events.front import Events
from tests.fair import FLOOD, LIGHT, Fair, fresh_database, held, town
from webui.opening import Opened


@pytest.fixture
def fair(tmp_path: Path, opened: Opened) -> Iterator[Fair]:
    with fresh_database(tmp_path) as database:
        yield held(Events(database, opened.service.view))


def measured(fair: Fair) -> tuple[object, list[str]]:
    scale = fair.events.scales.of(fair.events.calendar.get(fair.id))
    return scale.affinity, [voice.name for voice in scale.hall.voices]


def test_nothing_is_measured_twice(fair: Fair) -> None:
    first, _ = measured(fair)
    one = fair.seat("Lollar")
    fair.events.day.check_in(one.id, one.revision)
    second, _ = measured(fair)
    assert first is second


def test_a_wish_counts_at_once(fair: Fair) -> None:
    before = fair.events.scales.of(fair.events.calendar.get(fair.id)).worth
    fair.events.people.set_wishes(fair.seat("Lollar").id, [Wish(fair.seat("Lichtwerk").id, "want", 1)])
    after = fair.events.scales.of(fair.events.calendar.get(fair.id)).worth
    assert (after > before).sum() == 2


def test_who_comes_later_is_added_at_the_end(fair: Fair) -> None:
    measured(fair)
    fair.events.people.add(fair.id, town("Gießen", "06531005", FLOOD))
    _, names = measured(fair)
    assert names[-1] == "Gießen"
    assert len(names) == 7


def test_a_changed_text_is_heard(fair: Fair) -> None:
    first, _ = measured(fair)
    one = fair.seat("Lollar")
    fair.events.people.change(one.id, one.revision, replace(one.entry, text=LIGHT))
    second, names = measured(fair)
    assert first is not second
    assert len(names) == 6

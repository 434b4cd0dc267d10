"""Errands: what takes long is done beside the requests, one of a kind at a time, and says how far it is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import EventRefused, RunBusy
from matcher.events.errands import Errand, Errands, Step
from matcher.events.front import Events
from matcher.events.scales import MOST_JOINED
from tests.fair import FLOOD, FULDA, LIGHT, LOLLAR, arranged, firm, fresh_database, town
from webui.opening import Opened

LONG = 30.0


@pytest.fixture
def events(tmp_path: Path, opened: Opened) -> Iterator[Events]:
    with fresh_database(tmp_path) as database:
        yield Events(database, opened.service.view)


def crowd(events: Events) -> str:
    """More people than are measured within a request, who have something to say to each other."""
    event = events.calendar.create(arranged(rounds_=6, places=20)).id
    for number in range(MOST_JOINED):
        events.people.add(event, town(f"Ort {number}", LOLLAR if number % 2 else FULDA, FLOOD if number % 2 else LIGHT))
    for number in range(3):
        events.people.add(event, firm(f"Werk {number}", FLOOD))
    return event


def test_an_errand_is_done_once_at_a_time_and_says_how_far_it_is() -> None:
    errands, go = Errands(), threading.Event()

    def work(step: Step) -> str:
        step("Texte", 1, 3)
        go.wait(LONG)
        return "Fertig."

    errands.start("e", "pair", work)
    with pytest.raises(RunBusy):
        errands.start("e", "pair", work)
    errands.start("other", "pair", lambda _: "Auch fertig.")
    assert errands.running("e", "pair")
    assert errands.wait("other", "pair", LONG) == Errand("pair", "done", "Auch fertig.")
    go.set()
    assert errands.wait("e", "pair", LONG) == Errand("pair", "done", "Fertig.")
    assert errands.state("e", "invite") is None


def test_an_errand_that_fails_says_why_and_can_be_started_again() -> None:
    errands = Errands()

    def work(_: Step) -> str:
        raise EventRefused("Das geht nicht.")

    errands.start("e", "pair", work)
    assert errands.wait("e", "pair", LONG) == Errand("pair", "failed", "Das geht nicht.")
    errands.start("e", "pair", lambda _: "Geht doch.")
    found = errands.wait("e", "pair", LONG)
    assert found is not None
    assert found.state == "done"


def test_pairs_of_many_come_beside_the_requests(events: Events) -> None:
    event = crowd(events)
    held = events.calendar.get(event)
    assert not events.scales.ready(held)
    assert {one.why for one in events.pairs.left(event)} == {""}
    events.pair_soon(event)
    errand = events.errands.wait(event, "pair", LONG)
    assert errand is not None
    assert errand.says == f"{len(events.pairs.all(event))} Paare sind vorgeschlagen."
    assert events.scales.ready(held)
    assert all(one.why for one in events.pairs.left(event))


def test_everybody_is_compared_before_somebody_asks(events: Events) -> None:
    event = crowd(events)
    events.measure_soon(event)
    events.measure_soon(event)
    errand = events.errands.wait(event, "measure", LONG)
    assert errand is not None
    assert errand.state == "done"
    assert events.scales.ready(events.calendar.get(event))
    events.measure_soon(event)
    assert events.errands.state(event, "measure") is errand


def test_the_invitation_list_comes_beside_the_requests_too(events: Events) -> None:
    event = events.calendar.create(arranged(topics=("starkregen",))).id
    events.invite_soon(event)
    errand = events.errands.wait(event, "invite", LONG)
    assert errand is not None
    assert errand.says == f"Die Liste hat {len(events.invitations.all(event))} Zeilen."

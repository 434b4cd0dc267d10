"""Whom to invite four weeks before: each with a reason, once, and as the office leaves the list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import NotFound
from matcher.events.front import Events
from matcher.events.inviting import Invitation, invite
from tests.fair import arranged, fresh_database
from webui.opening import Opened


@pytest.fixture(scope="module")
def found(opened: Opened) -> tuple[Invitation, ...]:
    return invite(opened.service.view(), ["starkregen"])


@pytest.fixture
def events(tmp_path: Path, opened: Opened) -> Iterator[Events]:
    with fresh_database(tmp_path) as database:
        yield Events(database, opened.service.view)


def test_a_topic_brings_providers_experience_need_and_likeness(found: tuple[Invitation, ...]) -> None:
    assert {one.why for one in found} == {"offers", "has done it", "needs it", "like them"}
    assert any(one.name == "Spekter GmbH" and one.why == "offers" for one in found)
    assert all(one.reason for one in found)


def test_everybody_stands_in_the_list_once(found: tuple[Invitation, ...]) -> None:
    assert len({one.identity for one in found}) == len(found)


def test_a_municipality_with_a_published_need_is_invited_by_its_key(found: tuple[Invitation, ...]) -> None:
    mossautal = next(one for one in found if one.key == "06437012")
    assert mossautal.why == "needs it"
    assert any("Starkregen" in about for about in mossautal.about)


def test_who_is_alike_lies_in_the_same_land_and_says_whom_they_resemble(found: tuple[Invitation, ...]) -> None:
    alike = [one for one in found if one.why == "like them"]
    assert alike
    assert all(one.key is not None and one.key.startswith("06") for one in alike)
    assert all("ist ähnlich (" in one.reason for one in alike)


def test_an_unknown_topic_brings_nobody_but_no_fault(opened: Opened) -> None:
    assert invite(opened.service.view(), ["gibt es nicht"]) == ()


def test_decisions_and_notes_survive_a_new_proposal(events: Events) -> None:
    event = events.calendar.create(arranged(topics=("starkregen",))).id
    first, second, *rest = events.invitations.propose(event)
    events.invitations.decide(event, [first.id], "sent")
    events.invitations.decide(event, [second.id], "dropped")
    events.invitations.annotate(first.id, "am Telefon zugesagt")
    again = {one.invitation.identity: one for one in events.invitations.propose(event)}
    assert len(again) == len(rest) + 2
    assert again[first.invitation.identity].state == "sent"
    assert again[first.invitation.identity].note == "am Telefon zugesagt"
    assert again[second.invitation.identity].state == "dropped"


def test_somebody_is_added_by_hand(events: Events) -> None:
    event = events.calendar.create(arranged(topics=("starkregen",))).id
    added = events.invitations.add(event, Invitation("Feuerwehrverband", "needs it", "hat angerufen"))
    assert added.state == "chosen"
    assert events.invitations.all(event) == (added,)
    with pytest.raises(NotFound):
        events.invitations.add("nichts", Invitation("X", "offers", "x"))
    with pytest.raises(NotFound):
        events.invitations.annotate("nichts", "x")

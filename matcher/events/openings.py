"""Meetings that could still take place on the day: for those whose partner did not appear, and for walk-ins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.events.board import Board
from matcher.events.content import Content
from matcher.events.model import Event
from matcher.events.pairing import Scale, draft
from matcher.events.values import Meeting, Slot

PARTNERS = 12
"""Partners tried for each seeker, the best first."""
SHOWN = 3
"""Proposals for each seeker and slot."""


@dataclass(frozen=True)
class Search:
    """Who looks for a meeting, in which slots (None: any), and who is there to be met."""

    seekers: tuple[str, ...]
    slots: frozenset[str] | None
    there: frozenset[str]


@dataclass(frozen=True)
class Opening:
    """A meeting that is possible: who looks for it, with whom, when, and why. A table is free."""

    seeker: str
    partner: str
    slot: Slot
    score: float
    reason: str


def openings(content: Content, scale: Scale, search: Search) -> tuple[Opening, ...]:
    """What could be put into the plan without moving anybody, for each seeker the best first within each slot."""
    places = {voice.id: at for at, voice in enumerate(scale.hall.voices)}
    seekers = [seeker for seeker in search.seekers if seeker in places and seeker in content.event.people]
    candidates = {seeker: _partners(content.event, scale, search, seeker) for seeker in seekers}
    board, event = _board(content, candidates)
    return tuple(one for seeker in seekers for one in _of(board, event, scale, (seeker, candidates[seeker], search)))


def _partners(event: Event, scale: Scale, search: Search, seeker: str) -> list[str]:
    """Who fits and has no meeting with the seeker yet, the best first."""
    at = next(place for place, voice in enumerate(scale.hall.voices) if voice.id == seeker)
    met = {person for meeting in event.meetings_of[seeker] for person in meeting.people}
    order = np.argsort(-scale.worth[at], kind="stable")
    best = [scale.hall.voices[place].id for place in order.tolist() if scale.worth[at, place] > 0]
    fitting = [one for one in best if one in search.there and one not in met and one in event.people]
    return fitting[:PARTNERS]


def _board(content: Content, candidates: dict[str, list[str]]) -> tuple[Board, Event]:
    """The plan as it stands, on an event that knows the candidates as meetings too."""
    new = [Meeting(_name(seeker, one), (seeker, one)) for seeker, partners in candidates.items() for one in partners]
    event = replace(content.event, meetings=(*content.event.meetings, *new))
    board = Board(event)
    for place in content.schedule.placed:
        board.put(event.by_meeting[place.meeting], event.position[place.slot], place.table)
    return board, event


def _of(board: Board, event: Event, scale: Scale, asked: tuple[str, Sequence[str], Search]) -> Iterator[Opening]:
    seeker, partners, search = asked
    places = {voice.id: at for at, voice in enumerate(scale.hall.voices)}
    for slot in _slots(event, search.slots):
        found = 0
        for partner in partners:
            meeting = event.by_meeting[_name(seeker, partner)]
            if found < SHOWN and event.position[slot.id] in board.free_slots(meeting):
                told = draft(scale, places[seeker], places[partner])
                yield Opening(seeker, partner, slot, told.score, told.reason)
                found += 1


def _slots(event: Event, wanted: frozenset[str] | None) -> Iterable[Slot]:
    return (slot for slot in event.slots if wanted is None or slot.id in wanted)


def _name(seeker: str, partner: str) -> str:
    return f"{seeker} {partner}"

"""Why a meeting has no place, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.events.board import Board
from matcher.events.domain import hindrances, possible_slots
from matcher.events.model import Event, Meeting, Placed, Unplaced


def unplaced(event: Event, placed: Iterable[Placed]) -> tuple[Unplaced, ...]:
    """Every meeting that is not placed, with its reason."""
    board = Board(event)
    for place in placed:
        board.put(event.by_meeting[place.meeting], event.position[place.slot], place.table)
    return tuple(
        Unplaced(meeting.id, _reason(event, board, meeting))
        for meeting in event.meetings
        if meeting.id not in board.placed
    )


def _reason(event: Event, board: Board, meeting: Meeting) -> str:
    possible = possible_slots(event, meeting)
    if not possible:
        return _never(event, meeting)
    if full := [str(event.people[person]) for person in meeting.people if board.full(person)]:
        return f"{_names(full)} hat schon so viele Gespräche wie gewünscht."
    free = [slot for slot in possible if not any(board.meets(one, slot) for one in meeting.people)]
    if not free:
        busy = [str(event.people[one]) for one in meeting.people if any(board.meets(one, slot) for slot in possible)]
        return f"{_names(busy)} hat zu jeder gemeinsamen Zeit schon ein Gespräch."
    if not any(board.table_left(meeting, slot) for slot in free):
        return "Zu jeder gemeinsamen freien Zeit ist kein Tisch frei."
    if not any(board.in_order(meeting, slot) for slot in free):
        return "Die gewünschte Reihenfolge der Gespräche lässt keine Zeit übrig."
    return "Für einen Platz müssten andere Gespräche weichen, oder jemand hätte viel mehr Pausen als andere."


def _never(event: Event, meeting: Meeting) -> str:
    """Why no slot is possible, even if nobody else met."""
    people = [event.people[key] for key in meeting.people]
    if not any(all(slot.id not in one.absent | one.duties for one in people) for slot in event.slots):
        return "Es gibt keine gemeinsame freie Zeit."
    against = [list(hindrances(event, meeting, slot)) for slot in event.slots]
    always = [rule for rule in against[0] if all(rule in rules for rules in against)]
    return always[0] if always else "Keine gemeinsame freie Zeit passt zu dem, was für Zeit und Tisch verlangt ist."


def _names(names: list[str]) -> str:
    return " oder ".join(names)

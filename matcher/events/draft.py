"""A first plan within a blink, before any search: the meeting with the fewest ways left goes first."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.events.board import Board
from matcher.events.figures import agendas, breaks_by_person
from matcher.events.model import Event, Meeting, Placed, Schedule


def draft(event: Event, before: Schedule | None = None) -> tuple[Placed, ...]:
    """Places for most meetings; where `before` had a place that is still possible, that one. Fair by
    leaving meetings out; a meeting that is required may be missing: check it."""
    board = Board(event)
    _keep(board, event, before or Schedule())
    left = {meeting.id: meeting for meeting in event.meetings if meeting.id not in board.placed}
    ways = {key: board.free_slots(meeting) for key, meeting in left.items()}
    while left:
        meeting = left.pop(min(left, key=lambda key: _urgency(event, left[key], len(ways[key]))))
        if ways[meeting.id]:
            slot = min(ways[meeting.id], key=lambda slot: (board.distance(meeting, slot), board.crowd(slot)))
            board.put(meeting, slot)
            _narrow(board, left, ways, (meeting, slot))
    return _fair(event, board.placed)


def _keep(board: Board, event: Event, before: Schedule) -> None:
    """Put down what was there before and is still possible."""
    for place in before.placed:
        meeting, slot = event.by_meeting.get(place.meeting), event.position.get(place.slot)
        if meeting and slot is not None and board.allows(meeting, slot, place.table):
            board.put(meeting, slot, place.table)


def _urgency(event: Event, meeting: Meeting, ways: int) -> tuple[bool, int, int]:
    """Required ones first, then those with the fewest ways, then those whose people have the most to do."""
    return not meeting.required, ways, -sum(len(event.meetings_of[person]) for person in meeting.people)


def _narrow(board: Board, left: dict[str, Meeting], ways: dict[str, list[int]], done: tuple[Meeting, int]) -> None:
    """Take away the ways that the last meeting put down has closed."""
    last, slot = done
    people = set(last.people)
    for key, meeting in left.items():
        if not people.isdisjoint(meeting.people) or meeting.after or last.after:
            ways[key] = board.free_slots(meeting)
        elif slot in ways[key] and not board.is_free(meeting, slot):
            ways[key].remove(slot)


def _fair(event: Event, placed: Mapping[str, Placed]) -> tuple[Placed, ...]:
    """Without the first or last meetings of those who have too many breaks."""
    left = dict(placed)
    while unfair := _unfair(event, left):
        agenda = [
            place for place in agendas(event, left.values())[unfair] if not event.by_meeting[place.meeting].required
        ]
        if not agenda:
            break
        del left[agenda[-1].meeting]
    return tuple(left.values())


def _unfair(event: Event, placed: Mapping[str, Placed]) -> str | None:
    """The participant with the most breaks, if they are too many."""
    breaks = breaks_by_person(event, placed.values())
    if not breaks or event.fair_difference is None:
        return None
    most = max(breaks, key=breaks.__getitem__)
    return most if breaks[most] - min(breaks.values()) > event.fair_difference else None

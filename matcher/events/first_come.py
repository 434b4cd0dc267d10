"""First come, first served: the way tools work in which participants book for themselves. The baseline to beat."""

from __future__ import annotations

from matcher.events.board import Board
from matcher.events.model import Event, Placed


def first_come(event: Event) -> tuple[Placed, ...]:
    """Each meeting, in the order of the event, takes the earliest slot in which everybody is free and a table is
    left. Nobody looks at fairness."""
    board = Board(event)
    for meeting in event.meetings:
        if slots := board.free_slots(meeting):
            board.put(meeting, slots[0])
    return tuple(board.placed.values())

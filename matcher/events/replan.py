"""A new plan for an event that has changed, as close as possible to the one that people hold in their hands."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.events.figures import agendas
from matcher.events.model import Event, Placed, Schedule
from matcher.events.planner import OnBetter, Planner

REPLAN_SECONDS = 10.0
"""How long a counter can wait on the morning of the event."""


def replan(
    event: Event, before: Schedule, limit_seconds: float = REPLAN_SECONDS, on_better: OnBetter | None = None
) -> Schedule:
    """The best schedule of the event as it is now: most meetings placed, then fewest of those that `before` placed
    changed, then fewest breaks. Otherwise like `plan`."""
    return Planner(event, before, limit_seconds, on_better or (lambda _: None)).run()


@dataclass(frozen=True)
class Changes:
    """What differs between two plans: `meetings` that both know and that changed in slot, table or people; `added`
    and `dropped` meetings, a dropped one having had a place; `sheets`: participants whose personal sheet says
    something else now, or who are new. Who has left needs no sheet."""

    meetings: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    sheets: tuple[str, ...]


def changes(old: tuple[Event, Schedule], new: tuple[Event, Schedule]) -> Changes:
    """Compare two plans, each with its event."""
    before, after = _said(*old), _said(*new)
    sheets_before, sheets_after = _sheets(*old), _sheets(*new)
    return Changes(
        meetings=tuple(key for key in before if key in after and before[key] != after[key]),
        added=tuple(key for key in after if key not in before),
        dropped=tuple(key for key in before if key not in after),
        sheets=tuple(key for key, sheet in sheets_after.items() if sheets_before.get(key) != sheet),
    )


def _said(event: Event, schedule: Schedule) -> dict[str, tuple[Placed, list[str]]]:
    """Placed meeting → where and with whom."""
    return {key: (place, _names(event, key)) for key, place in schedule.place.items()}


def _sheets(event: Event, schedule: Schedule) -> dict[str, tuple[str, list[tuple[str, str, list[str]]]]]:
    """Participant → what their sheet says: their name, then slot, table and people of each meeting."""
    return {
        person: (str(event.people[person]), [(one.slot, one.table, _names(event, one.meeting)) for one in agenda])
        for person, agenda in agendas(event, schedule.placed).items()
    }


def _names(event: Event, meeting: str) -> list[str]:
    return [str(event.people[person]) for person in event.by_meeting[meeting].people]

"""From an event to a schedule: the front of the search."""

from __future__ import annotations

from matcher.events.model import Event, Schedule
from matcher.events.planner import OnBetter, Planner

PLAN_SECONDS = 60.0
"""Long enough to prove the schedule of an event of 350 people."""


def plan(event: Event, limit_seconds: float = PLAN_SECONDS, on_better: OnBetter | None = None) -> Schedule:
    """The best schedule that the time allows: most meetings placed, then fewest breaks, then few table changes.

    `on_better` gets a valid schedule at once and each better one as it is found; what it raises ends the search. The
    search works in processes of its own and leaves other threads their turn. Every schedule has passed the checker.
    Raises RulesClash where no schedule exists, NoSchedule where none was found in time.
    """
    return Planner(event, Schedule(), limit_seconds, on_better or (lambda _: None)).run()

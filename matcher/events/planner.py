"""The way from an event to its best schedule: a draft, then the search level by level, every step checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from indexer import NoSchedule, RulesClash, ScheduleFaulty
from matcher.events.asking import Pair
from matcher.events.bounds import certainly_unplaced
from matcher.events.breaks import level_bound, levels
from matcher.events.checker import faults
from matcher.events.clashes import clashes
from matcher.events.deadline import Deadline
from matcher.events.draft import draft
from matcher.events.fewest import Hunt, Model, Standing
from matcher.events.figures import breaks_by_person, changed_meetings, table_changes
from matcher.events.goals import Task, task
from matcher.events.model import Event, Placed, Schedule
from matcher.events.neighbourhood import Neighbourhood
from matcher.events.reasons import unplaced
from matcher.events.seating import seat

OnBetter = Callable[[Schedule], None]
Bounds = tuple[int, int, int]

GOAL_SHARE = 0.6
"""Part of the time left for a goal while others follow."""
FINISH_SHARE = 0.05
"""Part of the time kept for the tables, at the end."""
CLASH_SECONDS = 10.0
"""Time to find out which rules clash, at most."""


class Planner:
    """One search for a schedule; `before` is the plan that is to change little."""

    def __init__(self, event: Event, before: Schedule, limit_seconds: float, on_better: OnBetter) -> None:
        self._event, self._before, self._on_better = event, before, on_better
        self._whole = Deadline(limit_seconds)
        self._deadline = self._whole.share(1 - FINISH_SHARE)
        self._best: Schedule | None = None
        self._seen: Model | None = None
        self._draft = draft(event, before)
        self._unplaced = certainly_unplaced(event)
        self._bounds: list[Bounds] = []

    def run(self) -> Schedule:
        """The best schedule that the time allows, with what is proven about it.

        Raises RulesClash where there is none, NoSchedule where none was found in time.
        """
        self._offer_draft()
        for level in levels(self._event):
            self._search(level)
        if self._best is None and not self._bounds:
            raise RulesClash(clashes(self._event, Deadline(min(self._whole.left, CLASH_SECONDS))))
        if self._best is None:
            raise NoSchedule("In der Zeit fand sich kein gültiger Plan.", "Mehr Zeit geben oder Regeln lockern.")
        return self._finished(self._best)

    def _search(self, level: int) -> None:
        """Look for better schedules at one level of fairness; note what is proven there, unless nothing exists."""
        least = self._least(level)
        if self._best is not None and self._best.order <= least:
            return
        if not self._deadline.left:
            self._bounds.append(least)
            return
        job = task(self._event, self._before, level)
        with Pair(job.encoding.formula, self._deadline) as pair:
            reached = self._reach(pair, job)
        if reached is not None:
            self._bounds.append((max(least[0], reached[0]), reached[1], max(least[2], reached[2])))

    def _least(self, level: int) -> Bounds:
        """No schedule at this level is better; if all meetings have a place, everybody has so many breaks."""
        everybody = sum(bool(meetings) for meetings in self._event.meetings_of.values())
        complete = self._best is not None and not self._best.unplaced
        return max(self._unplaced, level_bound(self._event, level)), 0, level * everybody * complete

    def _reach(self, pair: Pair, job: Task) -> Bounds | None:
        """Go for one goal after the other; what is proven for each, None where there is no schedule at all."""
        neighbourhood = Neighbourhood(job.encoding)
        proven = [goal.bound for goal in job.goals]
        standing = Standing(0)
        for at in job.in_turn:
            hunt = Hunt(pair, job.goals[at], neighbourhood, job.suggesting(self._draft))
            deadline = self._deadline.share(1 if at == job.in_turn[-1] else GOAL_SHARE)
            start = standing = job.goals[at].start(standing.model)
            for standing in hunt.run(start, deadline):
                self._offer_model(job, standing.model)
            if standing.impossible:
                return None
            proven[at] = max(proven[at], standing.bound)
            if standing.model is None:
                break
        return proven[0], proven[1] + job.lost, proven[2]

    def _offer_model(self, job: Task, model: Model | None) -> None:
        if model is not None and model is not self._seen:
            self._seen = model
            self._offer(seat(self._event, job.slots(model), self._before, sweeps=1))

    def _offer_draft(self) -> None:
        if not faults(self._event, self._schedule(self._draft)):
            self._offer(self._draft)

    def _offer(self, placed: tuple[Placed, ...]) -> None:
        """Take a schedule if it is better than the best, and say so."""
        schedule = self._checked(self._schedule(placed))
        if self._best is None or schedule.order < self._best.order:
            self._best = schedule
            self._on_better(schedule)

    def _schedule(self, placed: tuple[Placed, ...]) -> Schedule:
        places = {place.meeting: place for place in placed}
        return Schedule(
            placed,
            unplaced(self._event, placed),
            breaks=sum(breaks_by_person(self._event, placed).values()),
            changed=changed_meetings(self._event, places, self._before),
            table_changes=table_changes(self._event, placed),
        )

    def _checked(self, schedule: Schedule) -> Schedule:
        if found := faults(self._event, schedule):
            raise ScheduleFaulty("Der Plan bricht Regeln und wird verworfen:", " ".join(found))
        return schedule

    def _finished(self, best: Schedule) -> Schedule:
        """The best schedule with the fewest table changes and what is proven."""
        slot_of = {place.meeting: self._event.position[place.slot] for place in best.placed}
        seated = self._schedule(seat(self._event, slot_of, self._before))
        if (seated.order, seated.table_changes) < (best.order, best.table_changes):
            best = seated
        unplaced_bound, changed_bound, breaks_bound = self._proven(best)
        return self._checked(
            replace(best, unplaced_bound=unplaced_bound, changed_bound=changed_bound, breaks_bound=breaks_bound)
        )

    def _proven(self, best: Schedule) -> Bounds:
        """What holds at every level that could have something better; none of them left: the best is proven."""
        left = [bounds for bounds in self._bounds if bounds[0] <= len(best.unplaced)]
        unplaced_bound = min((bounds[0] for bounds in left), default=len(best.unplaced))
        changed_bound = min((bounds[1] for bounds in left), default=best.changed)
        left = [bounds for bounds in left if bounds[1] <= best.changed]
        return unplaced_bound, changed_bound, min((bounds[2] for bounds in left), default=best.breaks)

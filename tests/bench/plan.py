"""Plan a congress of 350 people from the sample's records, then plan it again on a bad morning.

Pairing and plan are timed; beside them stands first-come booking, in which each accepted request takes the earliest
common slot. Then two tables, one round and 25 people are gone, six people walk in and one sends a substitute: the new
plan is to change little. Everything goes through the rooms that the pages use, and is stored and printed as there.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from indexer import follow_with_vectors, reindex
from matcher.events.checker import faults
from matcher.events.content import Content
from matcher.events.figures import breaks_by_person
from matcher.events.first_come import first_come
from matcher.events.model import Event, Placed, Schedule
from matcher.events.replan import REPLAN_SECONDS, changes, replan
from matcher.events.schedule import PLAN_SECONDS, plan
from tests.bench.challenges import settings_for
from tests.bench.congress import (
    SAMPLE,
    SLOTS_GONE,
    TABLES_GONE,
    WALK_IN_MEETINGS,
    Congress,
    congress,
    missing,
    walk_ins,
)
from tests.bench.meetings import worked
from webui.opening import open_all
from webui.printing import pdf_of

Figures = dict[str, Any]


@dataclass
class Watch:
    """Notes when the first valid schedule came, and when the one that placed most was first there."""

    start: float
    first: float | None = None
    full: float = 0.0
    unplaced: int | None = None

    def see(self, schedule: Schedule) -> None:
        now = time.monotonic() - self.start
        self.first = now if self.first is None else self.first
        if self.unplaced is None or len(schedule.unplaced) < self.unplaced:
            self.full, self.unplaced = now, len(schedule.unplaced)


def main(argv: Sequence[str]) -> int:
    """Print the figures; --json: the agreed ones as the last line."""
    given = _arguments(argv)
    with tempfile.TemporaryDirectory() as folder:
        opened = open_all(settings_for(Path(folder), SAMPLE, given.encoder))
        reindex(opened.job, forced=True)
        follow_with_vectors(opened.job)
        made = congress(opened.service.events, opened.service.view().holdings.names, given.at_stands)
        figures, more = measure(made, opened.service.view().holdings.names, given.limit)
        opened.close()
    for name, value in (figures | more).items():
        print(f"{name:<24} {value}")
    if given.json:
        print(json.dumps(figures))
    return 0


def measure(made: Congress, names: Any, limit: float) -> tuple[Figures, Figures]:
    """The agreed figures, and what else is worth knowing."""
    figures, more = _drafted(made, limit)
    content = made.events.versions.published(made.id)
    assert content is not None  # it was published just now
    more |= _printed(made)
    booked = first_come(content.event)
    figures["first_come"] = _of_booking(content.event, booked)
    again, still_more = _planned_again(made, content, names)
    order = ("meetings", "draft_seconds", "double_bookings", "unscheduled", "breaks", "proven")
    return {name: figures[name] for name in order} | again | {"first_come": figures["first_come"]}, more | still_more


def _drafted(made: Congress, limit: float) -> tuple[Figures, Figures]:
    """Pairing and plan, stored and published."""
    start, before = time.monotonic(), worked()
    proposal = made.events.pairs.propose(made.id)
    paired, pairing = time.monotonic() - start, worked() - before
    content = made.events.versions.planning(made.id)
    watch = Watch(time.monotonic())
    schedule = plan(content.event, limit, watch.see)
    seconds, all_work = time.monotonic() - watch.start, worked() - before
    _publish(made, content, schedule)
    spread = proposal.fairness
    return {
        "meetings": len(content.event.meetings),
        "draft_seconds": round(paired + watch.full, 1),
        "double_bookings": double_bookings(content.event, schedule.placed),
        "unscheduled": len(schedule.unplaced),
        "breaks": schedule.breaks,
        "proven": schedule.proven,
    }, {
        "pairing_seconds": round(paired, 1),
        "pairing_work_seconds": round(pairing, 1),
        "plan_seconds": round(seconds, 1),
        "plan_work_seconds": round(all_work - pairing, 1),
        "faults": len(faults(content.event, schedule)),
        "breaks_bound": schedule.breaks_bound,
        "meetings_each": f"{spread.least} to {spread.most}, median {spread.median:g}, Gini {spread.gini:.2f}",
        "without_meeting": spread.without,
        "most_breaks_of_one": max(breaks_by_person(content.event, schedule.placed).values()),
    }


def _planned_again(made: Congress, before: Content, names: Any) -> tuple[Figures, Figures]:
    """Spoil the morning and plan with few changes."""
    events = made.events
    _spoil(made, names)
    content = events.versions.planning(made.id)
    watch, work_before = Watch(time.monotonic()), worked()
    schedule = replan(content.event, before.schedule, REPLAN_SECONDS, watch.see)
    whole, work = time.monotonic() - watch.start, worked() - work_before
    _publish(made, content, schedule)
    found = changes((before.event, before.schedule), (content.event, schedule))
    sheets = [name for name in events.press.changed(made.id) if name.startswith("person:")]
    return {
        "replan_seconds": round(watch.first or whole, 1),
        "changed_meetings": len(found.meetings),
        "changed_sheets": len(sheets),
    }, {
        "best_replan_seconds": round(whole, 1),
        "replan_work_seconds": round(work, 1),
        "replan_proven": schedule.proven,
        "replan_faults": len(faults(content.event, schedule)),
        "replan_double_bookings": double_bookings(content.event, schedule.placed),
        "replan_meetings": len(content.event.meetings),
        "replan_unscheduled": f"{len(schedule.unplaced)} (at least {schedule.unplaced_bound})",
        "replan_changed_bound": schedule.changed_bound,
        "replan_breaks": schedule.breaks,
        "dropped_meetings": len(found.dropped),
        "new_meetings": len(found.added),
        "sheets": len(content.event.participants),
    }


def _spoil(made: Congress, names: Any) -> None:
    """Tables, a round and people go; others come, with pairs of their own."""
    events, held = made.events, made.held()
    events.pairs.decide(made.id, [pair.id for pair in events.pairs.all(made.id)], "accepted")
    common = [table for table in held.arrangement.tables if not table.owner][-TABLES_GONE:]
    tables = tuple(table for table in held.arrangement.tables if table not in common)
    smaller = replace(held.arrangement, slots=held.arrangement.slots[:-SLOTS_GONE], tables=tables)
    events.calendar.change(made.id, held.revision, smaller)
    gone = missing(made.people)
    for one in gone:
        events.people.cancel(one.id, one.revision)
    present = next(one for one in made.people if one not in gone)
    events.people.substitute(present.id, 1)
    arrived = [events.day.walk_in(made.id, entry).registration.id for entry in walk_ins(names)]
    events.scales.follow(made.id)
    scale = events.scales.of(made.held())
    places = {voice.id: at for at, voice in enumerate(scale.hall.voices)}
    absent = [places[one.id] for one in gone if one.id in places]
    for id in arrived:
        worth = scale.worth[places[id]].copy()
        worth[absent] = 0.0
        for other in worth.argsort()[::-1][:WALK_IN_MEETINGS]:
            events.pairs.add(made.id, (id, scale.hall.voices[other].id))


def _publish(made: Congress, content: Content, schedule: Schedule) -> None:
    """Store the plan as the desk does, let it hold, and print every sheet the first time."""
    versions = made.events.versions
    number = versions.keep(made.id, replace(content, schedule=schedule), "Messung").number
    versions.to_review(made.id, number)
    versions.publish(made.id, number)


def _printed(made: Congress) -> Figures:
    papers = made.events.press.papers(made.id)
    assert papers is not None  # the plan was published
    start, before = time.monotonic(), worked()
    pdf = pdf_of(papers, list(papers.fingerprints), datetime.now(UTC))
    seconds, work = time.monotonic() - start, worked() - before
    made.events.press.printed(made.id)
    return {
        "print_seconds": round(seconds, 1),
        "print_work_seconds": round(work, 1),
        "print_kb": len(pdf) // 1024,
        "sheets_printed": len(papers.fingerprints),
    }


def double_bookings(event: Event, placed: Sequence[Placed]) -> int:
    """How often somebody, or a table, has more than one meeting in a slot; counted on its own."""
    taken = [(place.slot, who) for place in placed for who in (*event.by_meeting[place.meeting].people, place.table)]
    return len(taken) - len(set(taken))


def _of_booking(event: Event, booked: tuple[Placed, ...]) -> Figures:
    breaks = sum(breaks_by_person(event, booked).values())
    return {"unscheduled": len(event.meetings) - len(booked), "breaks": breaks}


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench plan", description="Einen Kongress planen und umplanen")
    parser.add_argument("--limit", type=float, default=PLAN_SECONDS, help="Sekunden für den Plan (Vorgabe: 60)")
    parser.add_argument("--at-stands", action="store_true", help="wer einen Stand hat, trifft sich dort")
    parser.add_argument("--encoder", choices=("e5", "none"), default="e5", help="none: nur die Wörter")
    parser.add_argument("--json", action="store_true", help="letzte Zeile: die Zahlen als JSON")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A congress made of the sample's records: 350 people, 46 of them exhibitors, meetings at 40 tables in 10 rounds.

The exhibitors leave their stand to a colleague and meet at the common tables, as everybody does: only then do the
tables become scarce (360 of 400 places are to be used). `at_stands` lets them meet at their stand instead.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from indexer import Names
from matcher import Arrangement, Entry, Events, Held, Pause, Person, Registration, Rhythm, numbered_tables, rounds

SAMPLE = Path(__file__).parents[2] / "sample"
SEED = 7
PEOPLE, STANDS, TABLES, SLOTS = 350, 46, 40, 10
TABLES_GONE, SLOTS_GONE, NO_SHOWS, WALK_INS = 2, 1, 25, 6
WALK_IN_MEETINGS = 2
"""As many as a guest has at the median."""
DAY = date(2026, 9, 17)
LUNCH = Pause("Mittagspause", datetime.combine(DAY, time(12, 25)), datetime.combine(DAY, time(13, 15)))
OFFICES = ("Digitalisierung", "Hauptamt", "Bauamt", "Wirtschaftsförderung")
SENTENCES = 3
"""What the personal link asks for."""


@dataclass(frozen=True)
class Congress:
    """An event in the database and everybody who is registered."""

    events: Events
    id: str
    people: tuple[Registration, ...]

    def held(self) -> Held:
        return self.events.calendar.get(self.id)


def arrangement(at_stands: bool) -> Arrangement:
    """Ten rounds of twenty minutes; at stands as many table places as without them."""
    slots = rounds(Rhythm(datetime.combine(DAY, time(10)), 20, 5, SLOTS), [LUNCH])
    made = Arrangement("Kongress", DAY, "Messehalle", slots=slots, pauses=(LUNCH,), tables=numbered_tables(TABLES))
    if not at_stands:
        return made
    reserve = 1 - made.places / (SLOTS * (TABLES + STANDS))
    return replace(made, rules=replace(made.rules, reserve=reserve))


def congress(events: Events, names: Names, at_stands: bool) -> Congress:
    """Register everybody; vectors of their texts follow."""
    event = events.calendar.create(arrangement(at_stands)).id
    people = [
        events.people.add(event, entry, _persons(number)) for number, entry in enumerate(cast(names, PEOPLE), start=1)
    ]
    if at_stands:
        events.give_stands(event, events.calendar.get(event).revision)
    events.scales.follow(event)
    return Congress(events, event, tuple(people))


def cast(names: Names, count: int) -> list[Entry]:
    """Providers of the sample's offerings, then municipalities with a problem of the sample's in its own words."""
    offerings, practices, needs = (_read(name) for name in ("offerings", "practices", "needs"))
    providers = list(dict.fromkeys(row["provider"] for row in offerings))[:STANDS]
    exhibitors = [Entry(name, "provider", provider=name, presents=True) for name in providers]
    towns = dict.fromkeys(key for row in (*needs, *practices) for key in _places(row, names))
    problems = [_problem(row) for row in (*needs, *practices)]
    random.Random(SEED).shuffle(problems)  # noqa: S311  # reproducible, not secret
    guests = [
        Entry(f"Stadt oder Gemeinde {number}", "municipality", key, text=text)
        for number, (key, text) in enumerate(islice(zip(cycle(towns), cycle(problems), strict=False), count), start=1)
    ]
    return [*exhibitors, *guests][:count]


def walk_ins(names: Names) -> list[Entry]:
    """Who comes without having said so: towns like the others."""
    return [replace(entry, walk_in=True) for entry in cast(names, PEOPLE + WALK_INS)[PEOPLE:]]


def missing(people: Sequence[Registration]) -> list[Registration]:
    """Who does not appear on the day, the same in each run."""
    return random.Random(SEED).sample(list(people), NO_SHOWS)  # noqa: S311  # reproducible, not secret


def _persons(number: int) -> tuple[Person, Person]:
    """Who comes and who would come instead, by function."""
    first, second = (OFFICES[(number + step) % len(OFFICES)] for step in range(2))
    return Person("", first, f"person{number}@beispiel.example"), Person("", second, "")


def _read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLE / f"{name}.jsonl").read_text("utf-8").splitlines() if line.strip()]


def _places(row: dict[str, Any], names: Names) -> Iterator[str]:
    yield from (key for name in row["municipalities"] if (key := names.resolve(name, row.get("land")).key))


def _problem(row: dict[str, Any]) -> str:
    text = row.get("situation") or row["summary"]
    return ". ".join(str(text).split(". ")[:SENTENCES])

"""Between the form of an event and the event: rounds from a rhythm, pauses and closed tables from lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from itertools import pairwise

from indexer import EventRefused
from matcher import Arrangement, Pause, Rhythm, Rules, Slot, Table, numbered_tables, rounds
from webui.event_forms import ArrangementForm

PAUSE = re.compile(r"(\d{1,2})[:.](\d{2})\s*(?:-|–|bis)\s*(\d{1,2})[:.](\d{2})(?:\s*Uhr)?\s+(\S.*)")
CLOSED = re.compile(r"(?:Tisch\s+)?([^:]+?)\s*:\s*(.+)")
PERCENT = 100

FIRST_GIVEN = {
    "first": time(10),
    "count": 8,
    "minutes": 20,
    "change": 5,
    "tables": 20,
    "pauses": "12:25-13:15 Mittagspause",
}
"""A day that fits most events, to start from."""


def arrangement_of(form: ArrangementForm, before: Arrangement | None, topics: tuple[str, ...]) -> Arrangement:
    """The event that a checked form describes; stands stay. Raises EventRefused with the sentence to show."""
    day, pauses = form.day.data, tuple(_pauses(form.pauses.data, form.day.data))
    rhythm = Rhythm(datetime.combine(day, form.first.data), form.minutes.data, form.change.data, form.count.data)
    stands = tuple(table for table in before.tables if table.owner) if before else ()
    slots = rounds(rhythm, pauses)
    if slots[-1].ends is None or slots[-1].ends.date() != day:
        raise EventRefused("Die letzte Runde läge nach Mitternacht.", "Bitte weniger Runden oder kürzere Gespräche.")
    return Arrangement(
        title=form.title.data,
        day=day,
        place=form.place.data,
        format=form.format.data,
        topics=topics,
        slots=slots,
        pauses=pauses,
        tables=(*_closed(numbered_tables(form.tables.data), form.closed.data, slots), *stands),
        rules=_rules(form),
        announced=form.announced.data,
    )


def given_by(arrangement: Arrangement, labels: str) -> dict[str, object]:
    """What the form shows of an event; `labels` are its topics in words."""
    rules, slots = arrangement.rules, arrangement.slots
    return {
        "title": arrangement.title,
        "day": arrangement.day,
        "place": arrangement.place,
        "format": arrangement.format,
        "topics": labels,
        "announced": arrangement.announced,
        "pauses": "\n".join(f"{one.starts:%H:%M}-{one.ends:%H:%M} {one.title}" for one in arrangement.pauses),
        "tables": sum(table.owner is None for table in arrangement.tables),
        "closed": "\n".join(
            f"{table.id}: {', '.join(slot.id for slot in slots if slot.id in table.closed)}"
            for table in arrangement.tables
            if table.closed and not table.owner
        ),
        "meetings": [
            " ".join(sorted(roles)) if len(roles) > 1 else " ".join((*roles, *roles)) for roles in rules.may_meet
        ],
        "goal": rules.goal,
        "most": rules.most,
        "least_group": rules.group[0],
        "most_group": rules.group[1],
        "reserve": round(rules.reserve * PERCENT),
        "keep_days": rules.keep_days,
        "asks": rules.asks,
        **_rhythm(slots),
    }


def _rhythm(slots: tuple[Slot, ...]) -> dict[str, object]:
    """The rhythm that the rounds follow, read off the first two."""
    if not slots or slots[0].starts is None or slots[0].ends is None:
        return dict(FIRST_GIVEN) | {"count": max(len(slots), 1)}
    minutes = (slots[0].ends - slots[0].starts).seconds // 60
    gaps = [(after.starts - one.ends).seconds // 60 for one, after in pairwise(slots) if one.ends and after.starts]
    return {"first": slots[0].starts.time(), "minutes": minutes, "change": min(gaps, default=5), "count": len(slots)}


def _rules(form: ArrangementForm) -> Rules:
    chosen = (frozenset(words.split()) for words in form.meetings.data or ())
    return replace(
        Rules(),
        may_meet=frozenset(roles for roles in chosen if roles <= {"municipality", "provider", "guest"}),
        most=form.most.data,
        group=(form.least_group.data, form.most_group.data),
        goal=form.goal.data,
        reserve=form.reserve.data / PERCENT,
        keep_days=form.keep_days.data,
        asks=form.asks.data,
    )


def _pauses(text: str, day: date) -> Iterator[Pause]:
    for line in filter(None, map(str.strip, text.splitlines())):
        found = PAUSE.fullmatch(line)
        if found is None:
            raise EventRefused(f"Die Pause „{line}“ verstehen wir nicht.", "So geht es: 12:25-13:15 Mittagspause")
        yield Pause(found[5], _at(day, found[1], found[2]), _at(day, found[3], found[4]))


def _at(day: date, hour: str, minute: str) -> datetime:
    try:
        return datetime.combine(day, time(int(hour), int(minute)))
    except ValueError as error:
        raise EventRefused(f"Die Uhrzeit {hour}:{minute} gibt es nicht.") from error


def _closed(tables: tuple[Table, ...], text: str, slots: tuple[Slot, ...]) -> tuple[Table, ...]:
    """The tables with the rounds in which they are closed."""
    known, numbers = {table.id for table in tables}, {slot.id for slot in slots}
    closed: dict[str, frozenset[str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        found = CLOSED.fullmatch(line)
        rounds_named = frozenset(part.strip() for part in found[2].split(",")) if found else frozenset()
        if found is None or found[1] not in known or not rounds_named <= numbers:
            raise EventRefused(f"Die Sperre „{line}“ verstehen wir nicht.", "So geht es: 3: 1, 2")
        closed[found[1]] = rounds_named
    return tuple(replace(table, closed=closed.get(table.id, frozenset())) for table in tables)

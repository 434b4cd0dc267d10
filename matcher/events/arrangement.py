"""What the office arranges for an event: when and where, its rounds and tables, and the rules of who meets whom."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from indexer import EventRefused
from matcher.events.values import GROUP, Pause, Role, Slot, Table

Format = Literal["pairs", "groups", "theme"]
Goal = Literal["best", "everybody"]

FORMATS: dict[Format, str] = {
    "pairs": "Einzelgespräche",
    "groups": "Gruppentische",
    "theme": "Themenveranstaltung mit Anbietern",
}
GOALS: dict[Goal, str] = {"best": "beste Passung", "everybody": "für jeden etwas"}

TITLE_LENGTH, PLACE_LENGTH = 200, 200
MOST_SLOTS, MOST_TABLES = 60, 400
"""Ten times what the largest event seen has: more is a slip of the hand."""

RESERVE = 0.1
"""Share of the table places kept free for walk-ins and for meetings that are moved."""

KEEP_DAYS = 90
"""Days after the event until personal data go: long enough for the outcome question and one reminder."""
MOST_KEEP_DAYS = 730

EVERYBODY: frozenset[frozenset[Role]] = frozenset(
    {frozenset({"municipality"}), frozenset({"municipality", "provider"}), frozenset({"municipality", "guest"})}
)
"""Who may meet whom unless told otherwise: nobody comes for providers who meet each other."""


@dataclass(frozen=True)
class Rules:
    """Who may meet whom (sets of one or two roles), how many meetings somebody has, how large groups are, and whether
    everybody is asked by mail the day after (`asks`) what came of it.

    `most` is the most meetings of one participant, None for as many as there are slots; `reserve` a share of the table
    places, 0 to 1; `group` the least and the most participants of a group table.
    """

    may_meet: frozenset[frozenset[Role]] = EVERYBODY
    most: int | None = None
    group: tuple[int, int] = (3, 6)
    goal: Goal = "everybody"
    reserve: float = RESERVE
    keep_days: int = KEEP_DAYS
    asks: bool = True


@dataclass(frozen=True)
class Arrangement:
    """An event as the office sets it up; times are wall-clock times of the place. Who looks for something may read of
    an `announced` one beside the results.

    Raises EventRefused with a German sentence where it cannot be held like this.
    """

    title: str
    day: date
    place: str = ""
    format: Format = "pairs"
    topics: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    pauses: tuple[Pause, ...] = ()
    tables: tuple[Table, ...] = ()
    rules: Rules = field(default_factory=Rules)
    announced: bool = False

    def __post_init__(self) -> None:
        if found := next(_mistakes(self), ""):
            raise EventRefused(found)

    @property
    def places(self) -> int:
        """Meetings that fit into all slots at all tables, without the reserve."""
        taken = sum(len(table.closed) for table in self.tables)
        return math.floor((len(self.slots) * len(self.tables) - taken) * (1 - self.rules.reserve))


@dataclass(frozen=True)
class Rhythm:
    """How rounds follow one another: first beginning, minutes of a meeting, minutes to change tables, how many."""

    first: datetime
    minutes: int
    change: int
    count: int


def rounds(rhythm: Rhythm, pauses: Sequence[Pause] = ()) -> tuple[Slot, ...]:
    """The slots of a day: a round that would run into a pause begins behind it; each part between pauses is a session.

    Slots are numbered from 1.
    """
    slots: list[Slot] = []
    start, part = rhythm.first, 1
    waiting = sorted(pauses, key=lambda pause: pause.starts)
    while len(slots) < rhythm.count:
        end = start + timedelta(minutes=rhythm.minutes)
        while waiting and waiting[0].starts < end:
            pause = waiting.pop(0)
            if pause.ends > start:
                start, part = pause.ends, part + bool(slots)
                end = start + timedelta(minutes=rhythm.minutes)
        slots.append(Slot(str(len(slots) + 1), f"Teil {part}", start, end))
        start = end + timedelta(minutes=rhythm.change)
    return tuple(slots)


def numbered_tables(count: int, seats: int = GROUP.stop - 1) -> tuple[Table, ...]:
    """Tables 1 to `count` without an owner."""
    return tuple(Table(str(number), f"Tisch {number}", seats=seats) for number in range(1, count + 1))


def tables_needed(meetings: int, slots: int, reserve: float = RESERVE) -> int:
    """How many tables hold so many meetings in so many slots when a share of the places stays free."""
    if meetings <= 0:
        return 0
    if slots <= 0 or not 0 <= reserve < 1:
        raise EventRefused("Ohne Runden lässt sich keine Zahl der Tische ausrechnen.", "Bitte zuerst Runden anlegen.")
    return math.ceil(meetings / (slots * (1 - reserve)))


def _mistakes(event: Arrangement) -> Iterator[str]:
    if not event.title.strip() or len(event.title) > TITLE_LENGTH:
        yield f"Der Titel braucht 1 bis {TITLE_LENGTH} Zeichen."
    if len(event.place) > PLACE_LENGTH:
        yield f"Der Ort darf höchstens {PLACE_LENGTH} Zeichen haben."
    if len(event.slots) > MOST_SLOTS or len(event.tables) > MOST_TABLES:
        yield f"Möglich sind höchstens {MOST_SLOTS} Runden und {MOST_TABLES} Tische."
    yield from _doubled("Die Runde", [slot.id for slot in event.slots])
    yield from _doubled("Der Tisch", [table.id for table in event.tables])
    yield from _mistakes_in_time(event)
    yield from _mistakes_in_rules(event.rules)


def _doubled(what: str, ids: Sequence[str]) -> Iterator[str]:
    yield from (f"{what} „{id}“ kommt zweimal vor." for id in dict.fromkeys(ids) if ids.count(id) > 1)


def _mistakes_in_time(event: Arrangement) -> Iterator[str]:
    timed = [slot for slot in event.slots if slot.starts and slot.ends]
    if timed and len(timed) < len(event.slots):
        yield "Entweder haben alle Runden eine Uhrzeit oder keine."
    stretches = [(str(slot), slot.starts, slot.ends) for slot in timed]
    stretches += [(pause.title, pause.starts, pause.ends) for pause in event.pauses]
    for name, starts, ends in stretches:
        if starts and ends and ends <= starts:
            yield f"„{name}“ endet, bevor es beginnt."
    for one, other in pairwise(timed):
        if one.ends and other.starts and other.starts < one.ends:
            yield f"Die Runden {one.id} und {other.id} überschneiden sich."


def _mistakes_in_rules(rules: Rules) -> Iterator[str]:
    least, most = rules.group
    if least not in GROUP or most not in GROUP or least > most:
        yield f"Gruppentische haben {GROUP.start} bis {GROUP.stop - 1} Plätze."
    if rules.most is not None and rules.most < 1:
        yield "Wer kommt, darf mindestens ein Gespräch haben."
    if not 0 <= rules.reserve < 1:
        yield "Die Reserve ist ein Anteil unter 100 Prozent."
    if not 1 <= rules.keep_days <= MOST_KEEP_DAYS:
        yield f"Daten von Personen bleiben 1 bis {MOST_KEEP_DAYS} Tage."

"""A sample event: invented participants by function, real municipalities with the needs they have published.

Nobody's name stands in it, and the title says that it is a sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from indexer import Filter, Kind, Stored
from matcher.events.arrangement import Arrangement, Rhythm, numbered_tables, rounds
from matcher.events.entries import Duty, Entry, Person
from matcher.events.values import Pause
from matcher.events.voices import Rows
from matcher.features import features, fit
from matcher.question import Question, ask
from matcher.view import View

TITLE = "Beispiel: Netzwerktreffen Smarte Region"
PLACE = "Beispielhalle"
WEEKS_AHEAD = 4
THURSDAY = 3
CHRISTMAS, WEEKS_OF_REST = (12, 18), 3
"""Nobody holds an event between the years."""

MOST_TOWNS, MOST_PROVIDERS = 26, 12
EACH_NEED = 2
"""Towns that come for one need, and those who can help with it: enough for pairs and for a group table."""
TABLES, ROUNDS, MINUTES, CHANGE = 14, 8, 20, 5

FUNCTIONS = ("Digitalisierung", "Hauptamt", "Bauamt", "Wirtschaftsförderung", "Klimaschutz", "Bürgermeisteramt")
GUESTS = (("Fördermittelberatung", "Beratung"), ("Hochschule", "Forschung und Transfer"))


@dataclass(frozen=True)
class Cast:
    """Who takes part: entries with their persons, in the order of reception."""

    members: tuple[tuple[Entry, tuple[Person, ...]], ...]


def sample_arrangement(today: date) -> Arrangement:
    """Eight rounds on a Thursday in four weeks, with lunch and coffee."""
    day = today + timedelta(weeks=WEEKS_AHEAD)
    day += timedelta(days=(THURSDAY - day.weekday()) % 7)
    if (day.month, day.day) >= CHRISTMAS:
        day += timedelta(weeks=WEEKS_OF_REST)
    pauses = (
        Pause("Kaffeepause", datetime.combine(day, time(11, 15)), datetime.combine(day, time(11, 35))),
        Pause("Mittagspause", datetime.combine(day, time(12, 25)), datetime.combine(day, time(13, 15))),
    )
    rhythm = Rhythm(datetime.combine(day, time(10)), MINUTES, CHANGE, ROUNDS)
    return Arrangement(TITLE, day, PLACE, slots=rounds(rhythm, pauses), pauses=pauses, tables=numbered_tables(TABLES))


def sample_cast(view: View, slots: Sequence[str]) -> Cast:
    """Towns with published needs, towns that have experience with them, providers that offer help, two guests."""
    needs = list(_needs(view))
    practices, offerings = (_rows(view, kind) for kind in ("practice", "offering"))
    towns, providers = dict.fromkeys(_who_need(view, needs)), dict[str, None]()
    for stored in needs:
        question = ask(f"{stored.record.title}. {stored.record.summary}", view.holdings.reading, view.snapshot, None)
        towns |= dict.fromkeys(_named(view, "ags", _best(view, question, practices)))
        providers |= dict.fromkeys(_named(view, "provider", _best(view, question, offerings)))
    register = view.holdings.reading.register
    known = [town for key in towns if (town := register.municipality(key))][:MOST_TOWNS]
    members = [
        (Entry(town.name, "municipality", town.ags), _person(number, f"gemeinde{number}"))
        for number, town in enumerate(known, start=1)
    ]
    members += [_provider(number, name, slots) for number, name in enumerate(list(providers)[:MOST_PROVIDERS], start=1)]
    members += [(Entry(name, "guest"), (Person("", function, ""),)) for name, function in GUESTS]
    return Cast(tuple(members))


def _needs(view: View) -> Iterator[Stored]:
    ids = [view.snapshot.ids[row] for row in _rows(view, "need").tolist()]
    yield from (stored for stored in view.holdings.store.many(ids).values() if stored.places)


def _rows(view: View, kind: Kind) -> Rows:
    return np.flatnonzero(view.snapshot.allowed((*view.scope, Filter("kind", (kind,)))))


def _who_need(view: View, needs: Sequence[Stored]) -> Iterator[str]:
    register = view.holdings.reading.register
    for stored in needs:
        yield from [key for key in stored.places if register.municipality(key)][:EACH_NEED]


def _best(view: View, question: Question, rows: Rows) -> Rows:
    """The rows that fit best by words; that is enough to choose who comes."""
    fits = fit(features(view.snapshot, question, rows), question.vague)
    return rows[np.argsort(-fits, kind="stable")[:EACH_NEED]]


def _named(view: View, field: str, rows: Rows) -> Iterator[str]:
    """The first place or provider of each row."""
    yield from (value for row in rows.tolist() for value in view.snapshot.values(field, row)[:1])


def _provider(number: int, name: str, slots: Sequence[str]) -> tuple[Entry, tuple[Person, ...]]:
    """The first provider gives a talk, the first few have a stand."""
    duties = (Duty(slots[0], "Kurzvortrag"),) if number == 1 and slots else ()
    entry = Entry(name, "provider", provider=name, presents=number <= EACH_NEED, duties=duties)
    return entry, (Person("", "Vertrieb", f"anbieter{number}@beispiel.example"),)


def _person(number: int, mailbox: str) -> tuple[Person, ...]:
    """Who comes and who would come instead, both by function."""
    functions = [FUNCTIONS[(number + step) % len(FUNCTIONS)] for step in range(2)]
    return Person("", functions[0], f"{mailbox}@beispiel.example"), Person("", functions[1], "")

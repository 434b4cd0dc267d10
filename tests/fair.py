"""An event to test with: invented participants by function, real places, texts that have something in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from indexer import Database
from matcher.events.arrangement import Arrangement, Rhythm, Rules, numbered_tables, rounds
from matcher.events.entries import Entry, Person, Registration
from matcher.events.front import Events
from matcher.events.schedule import plan
from matcher.events.values import Pause
from matcher.events.version import Version

PLAN_SECONDS = 20.0
"""A small event is planned at once; only a very busy machine needs this long."""

DAY = date.today() + timedelta(days=28)
LOLLAR, FULDA, HOMBERG_OHM, KASSEL = "06531010", "06631009", "06535009", "06611000"

FLOOD = "Bei Starkregen läuft der Bach über. Wir möchten Pegel messen und die Feuerwehr früh warnen."
LIGHT = "Unsere Straßenlaternen brennen die ganze Nacht. Wir wollen Strom sparen und suchen eine Steuerung."
FLOOD_HELP = "Wir bauen Sensoren für Pegel und Starkregen, die über LoRaWAN vor Hochwasser warnen."
LIGHT_HELP = "Wir liefern eine Steuerung für die Straßenbeleuchtung, die Laternen nachts dimmt."


def moment(hour: int, minute: int = 0) -> datetime:
    """A wall-clock time on the day of the event."""
    return datetime(DAY.year, DAY.month, DAY.day, hour, minute)


def arranged(rounds_: int = 4, places: int = 3, **more: object) -> Arrangement:
    """An arrangement with a lunch break after two rounds of twenty minutes."""
    lunch = Pause("Mittagspause", moment(10, 50), moment(11, 30))
    given = Arrangement(
        title="Netzwerktreffen",
        day=DAY,
        place="Rathaus",
        slots=rounds(Rhythm(moment(10), 20, 5, rounds_), [lunch]),
        pauses=(lunch,),
        tables=numbered_tables(places),
        rules=Rules(reserve=0.0),
    )
    return replace(given, **more)  # type: ignore[arg-type]  # a test names fields that there are


def town(name: str, place: str, text: str = "", **more: object) -> Entry:
    """The entry of a municipality."""
    return replace(Entry(name, "municipality", place, text=text), **more)  # type: ignore[arg-type]  # as above


def firm(name: str, text: str = "", **more: object) -> Entry:
    """The entry of a provider that the index does not know."""
    return replace(Entry(name, "provider", text=text), **more)  # type: ignore[arg-type]  # as above


def seat(number: int, entry: Entry) -> Registration:
    """A registration that stands in no database."""
    return Registration(f"{number:016x}", "event", number, entry)


def clerk(town: str) -> Person:
    """Somebody by function alone."""
    return Person("", "Digitalisierung", f"digital@{town.lower()}.example")


@contextmanager
def fresh_database(folder: Path) -> Iterator[Database]:
    """An empty database of a test's own."""
    database = Database(f"sqlite:///{folder / 'events.sqlite'}")
    database.migrate()
    yield database
    database.close()


@dataclass(frozen=True)
class Fair:
    """An event in a database, with everything that can be done to it."""

    events: Events
    id: str

    def seat(self, organisation: str) -> Registration:
        """The first participant of an organisation as it stands now."""
        return next(one for one in self.events.people.all(self.id) if one.entry.organisation == organisation)

    def plan(self, note: str = "Entwurf") -> Version:
        """A schedule of what counts now, as a new draft."""
        content = self.events.versions.planning(self.id)
        schedule = plan(content.event, PLAN_SECONDS)
        return self.events.versions.keep(self.id, replace(content, schedule=schedule), note)

    def publish(self) -> Version:
        """Plan and let it hold."""
        version = self.plan()
        self.events.versions.to_review(self.id, version.number)
        return self.events.versions.publish(self.id, version.number)

    def meetings(self) -> dict[str, tuple[str, ...]]:
        """Meeting → organisations, of the published plan."""
        content = self.events.versions.published(self.id)
        assert content is not None
        names = {one.id: one.entry.organisation for one in self.events.people.all(self.id)}
        placed = (content.event.by_meeting[place.meeting] for place in content.schedule.placed)
        return {meeting.id: tuple(names[person] for person in meeting.people) for meeting in placed}


def held(events: Events, **more: object) -> Fair:
    """An event with three towns, three firms and proposed pairs."""
    event = events.calendar.create(arranged(**more)).id  # type: ignore[arg-type]  # fields by name
    for entry in (
        town("Lollar", LOLLAR, FLOOD),
        town("Fulda", FULDA, LIGHT),
        town("Kassel", KASSEL, FLOOD),
        firm("Pegelwerk", FLOOD_HELP),
        firm("Lichtwerk", LIGHT_HELP),
        firm("Flutwerk", FLOOD_HELP),
    ):
        events.people.add(event, entry, [clerk(entry.organisation), Person("", "Vertretung")])
    events.pairs.propose(event)
    return Fair(events, event)

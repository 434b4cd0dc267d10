"""An event to test with: invented participants by function, real places, texts that have something in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from indexer import Database
from matcher.events.arrangement import Arrangement, Rhythm, Rules, numbered_tables, rounds
from matcher.events.entries import Entry, Person, Registration
from matcher.events.values import Pause

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

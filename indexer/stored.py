"""A record as the store keeps it: the record itself, what we know beside it, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select

from indexer.records import Record, Visibility
from indexer.tables import RecordRow

_BETWEEN = "\n"  # stands in no key and no name: a record's lines hold no line break

# What a stored record is read from: single columns are twice as fast as whole row objects.
SEEN = (RecordRow.id, RecordRow.data, RecordRow.places, RecordRow.source, RecordRow.note, RecordRow.changed)
SelectSeen = Select[str, str, str, str, str | None, datetime]


MOST_AT_ONCE = 500
"""Ids in one IN clause; databases refuse some ten thousand."""

OWN = "@"
"""Sources that begin so are people who write here; no source of the settings can be called so, and no run ends them."""


@dataclass(frozen=True)
class Stored:
    """One record with its resolved places (AGS or district keys), its source and a note for people."""

    record: Record
    places: tuple[str, ...]
    source: str
    note: str | None
    changed: datetime


@dataclass(frozen=True)
class Arrived:
    """A record on its way in, with the place in the file it came from."""

    stored: Stored
    file: str
    row: int


@dataclass(frozen=True)
class Entry:
    """A record as a report names it, and who may hear of it."""

    id: str
    title: str
    visibility: Visibility = "public"


@dataclass(frozen=True)
class Changes:
    """What one source brought against what stood before."""

    source: str
    new: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    gone: tuple[Entry, ...] = ()


def fresh(record: Record, source: str, places: Iterable[str] = (), note: str | None = None) -> Stored:
    """A record as it comes from its source now; a key that came twice stands once."""
    return Stored(record, tuple(dict.fromkeys(places)), source, note, datetime.now(UTC))


def owned(stored: Stored) -> Stored:
    """The same as people's own, which no run replaces or ends."""
    return stored if stored.source.startswith(OWN) else replace(stored, source=f"{OWN}{stored.source}")


def columns(stored: Stored) -> dict[str, Any]:
    """What both tables keep of a record; leaving out what is unsaid keeps the text the same when fields are added."""
    return {
        "id": stored.record.id,
        "source": stored.source,
        "kind": stored.record.kind,
        "title": stored.record.title,
        "data": stored.record.model_dump_json(exclude_defaults=True),
        "places": _BETWEEN.join(stored.places),
        "providers": _BETWEEN.join(providers_of(stored.record)),
        "note": stored.note,
    }


def from_row(row: Any) -> Stored:
    """The stored record of a row of `SEEN`."""
    return Stored(Record.model_validate_json(row.data), split(row.places), row.source, row.note, row.changed)


def in_slices(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in pieces that one statement takes."""
    return (ids[start : start + MOST_AT_ONCE] for start in range(0, len(ids), MOST_AT_ONCE))


def split(joined: str) -> tuple[str, ...]:
    """The list that `columns` joined."""
    return tuple(joined.split(_BETWEEN)) if joined else ()


def providers_of(record: Record) -> tuple[str, ...]:
    """Every provider that a record names, once."""
    named = (record.provider, *record.providers_involved) if record.provider else record.providers_involved
    return tuple(dict.fromkeys(named))

"""Everybody against everybody, measured once and kept until a text, a wish, a rule or the index changes."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import delete, insert, select

from indexer import Database, Snapshot
from matcher.events.arrangement import Arrangement
from matcher.events.calendar import Held
from matcher.events.entries import Registration
from matcher.events.history import met_before
from matcher.events.meetable import Ties
from matcher.events.pairing import Scale, weigh
from matcher.events.people import People
from matcher.events.tables import RegistrationRow, TextVectorRow
from matcher.events.voices import Vector, gather, texts_of
from matcher.view import View

ENCODED_TOGETHER = 32
"""Texts between two commits: about two seconds of work that a kill can lose."""

STORED = np.dtype("<f2")

Look = Callable[[], View]
"""Gives a view of the index with the records that may be told to everybody."""


@dataclass(frozen=True)
class _Key:
    snapshot: Snapshot
    arrangement: Arrangement
    people: tuple[tuple[str, object], ...]
    ties: Ties

    def same(self, other: _Key) -> bool:
        return self.snapshot is other.snapshot and (self.arrangement, self.people, self.ties) == (
            other.arrangement,
            other.people,
            other.ties,
        )


class Scales:
    """Measures events; the last one measured is kept."""

    def __init__(self, database: Database, look: Look) -> None:
        self._database = database
        self._people = People(database)
        self._look = look
        self._lock = threading.Lock()
        self._last: tuple[_Key, Scale] | None = None

    def of(self, held: Held) -> Scale:
        """Everybody who has not cancelled, against everybody."""
        view, registrations = self._look(), self._coming(held.id)
        wishes, met = self._people.wishes(held.id), met_before(self._database, held.id, held.arrangement.day)
        people = tuple((one.id, one.entry) for one in registrations)
        key = _Key(view.snapshot, held.arrangement, people, Ties(wishes, met))
        with self._lock:
            if self._last is None or not self._last[0].same(key):
                hall = gather(view, registrations, self._vectors(held.id, texts_of(view, registrations)))
                self._last = (key, weigh(hall, held.arrangement, key.ties))
            return self._last[1]

    def follow(self, event: str) -> int:
        """Let the vectors of new texts follow; returns how many. Without an encoder there is nothing to do."""
        view, registrations = self._look(), self._coming(event)
        if view.holdings.encoder is None:
            return 0
        texts = texts_of(view, registrations)
        known = self._vectors(event, texts)
        lacking = [(id, text) for id, text in texts.items() if id not in known]
        for start in range(0, len(lacking), ENCODED_TOGETHER):
            self._encode(view, lacking[start : start + ENCODED_TOGETHER])
        return len(lacking)

    def _coming(self, event: str) -> list[Registration]:
        return [one for one in self._people.all(event) if one.presence != "cancelled"]

    def _vectors(self, event: str, texts: Mapping[str, str]) -> dict[str, Vector]:
        encoder = self._look().holdings.encoder
        if encoder is None:
            return {}
        chosen = select(TextVectorRow).join(RegistrationRow).where(RegistrationRow.event_id == event)
        with self._database.session() as session:
            rows = session.scalars(chosen.where(TextVectorRow.encoder == encoder.name))
            return {
                row.registration_id: np.frombuffer(row.data, STORED).astype(np.float32)
                for row in rows
                if row.text_hash == _hash(texts.get(row.registration_id, ""))
            }

    def _encode(self, view: View, batch: Sequence[tuple[str, str]]) -> None:
        encoder = view.holdings.encoder
        if encoder is None:
            return
        vectors = encoder.queries([text for _, text in batch])
        rows = [
            {
                "registration_id": id,
                "encoder": encoder.name,
                "text_hash": _hash(text),
                "data": data.astype(STORED).tobytes(),
            }
            for (id, text), data in zip(batch, vectors, strict=True)
        ]
        with self._database.session() as session:
            mine = TextVectorRow.registration_id.in_([id for id, _ in batch])
            session.execute(delete(TextVectorRow).where(mine, TextVectorRow.encoder == encoder.name))
            session.execute(insert(TextVectorRow), rows)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

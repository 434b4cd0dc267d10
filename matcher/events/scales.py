"""Everybody against everybody, measured once and kept until a text or the index changes; who comes later is added."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import delete, insert, select

from indexer import Database, Snapshot
from matcher.events.affinity import Affinity, extended, measure
from matcher.events.calendar import Held
from matcher.events.entries import Entry, Registration
from matcher.events.history import met_before
from matcher.events.meetable import Ties
from matcher.events.pairing import Scale, weigh
from matcher.events.people import People
from matcher.events.tables import RegistrationRow, TextVectorRow
from matcher.events.voices import Hall, Vector, gather, joined, texts_of
from matcher.view import View

ENCODED_TOGETHER = 32
"""Texts between two commits: about two seconds of work that a kill can lose."""

STORED = np.dtype("<f2")

Look = Callable[[], View]
"""Gives a view of the index with the records that may be told to everybody."""


MOST_JOINED = 20
"""Participants who may be added to what was measured; of more, everything is measured anew."""


@dataclass(frozen=True)
class _Measured:
    """Everybody who was measured, in the order of the hall's voices, and with which index."""

    snapshot: Snapshot
    event: str
    entries: dict[str, Entry]
    hall: Hall
    affinity: Affinity

    def new(self, registrations: Sequence[Registration]) -> list[Registration]:
        """Who was not measured yet, or says something else than then."""
        return [one for one in registrations if self.entries.get(one.id) != one.entry]


class Scales:
    """Measures events; the last one measured is kept."""

    def __init__(self, database: Database, look: Look) -> None:
        self._database = database
        self._people = People(database)
        self._look = look
        self._lock = threading.Lock()
        self._last: _Measured | None = None

    def of(self, held: Held) -> Scale:
        """Everybody who has not cancelled, against everybody."""
        registrations = self._coming(held.id)
        ties = Ties(self._people.wishes(held.id), met_before(self._database, held.id, held.arrangement.day))
        with self._lock:
            self._last = self._measure(held.id, registrations)
            return weigh(self._last.hall, self._last.affinity, held.arrangement, ties)

    def _measure(self, event: str, registrations: Sequence[Registration]) -> _Measured:
        """What was measured before, with those who have come since; only under the lock.

        Who has cancelled since stays in it: whoever asks says who attends.
        """
        view, before = self._look(), self._last
        if before is not None and before.snapshot is view.snapshot and before.event == event:
            new = before.new(registrations)
            if not new:
                return before
            if len(new) <= MOST_JOINED and not any(one.id in before.entries for one in new):
                hall = joined(before.hall, new, self._vectors(event, texts_of(view, new)))
                entries = before.entries | {one.id: one.entry for one in new}
                return _Measured(view.snapshot, event, entries, hall, extended(hall, before.affinity))
        hall = gather(view, registrations, self._vectors(event, texts_of(view, registrations)))
        entries = {one.id: one.entry for one in registrations}
        return _Measured(view.snapshot, event, entries, hall, measure(hall))

    def ready(self, held: Held) -> bool:
        """Whether asking costs nothing: everybody was measured with this index, or only a few have come since."""
        registrations, before, view = self._coming(held.id), self._last, self._look()
        if before is None or before.snapshot is not view.snapshot or before.event != held.id:
            return len(registrations) <= MOST_JOINED
        return len(before.new(registrations)) <= MOST_JOINED

    def follow(self, event: str, tell: Callable[[int, int], None] = lambda *_: None) -> int:
        """Let the vectors of new texts follow and `tell` how many of how many are there; returns how many. Without an
        encoder there is nothing to do."""
        view, registrations = self._look(), self._coming(event)
        if view.holdings.encoder is None:
            return 0
        texts = texts_of(view, registrations)
        known = self._vectors(event, texts)
        lacking = [(id, text) for id, text in texts.items() if id not in known]
        for start in range(0, len(lacking), ENCODED_TOGETHER):
            tell(len(texts) - len(lacking) + start, len(texts))
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

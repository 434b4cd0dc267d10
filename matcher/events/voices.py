"""What stands for each participant in the index: the question they ask, and the rows they can answer with.

Their own texts are laid over the live snapshot like records, so that everything is measured by the numbers that rank.
Only public records speak, because the reason stands on the sheet of the other side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from indexer import Filter, Record, Snapshot, Stored, appended, documents
from matcher.events.entries import Entry, Registration
from matcher.likeness import Place, place_of
from matcher.question import Question, ask
from matcher.view import View

OWN_PREFIX = "event-"
"""Ids of laid texts begin so; no record's id carries a registration's 16 hexadecimal digits behind it."""

NEEDS_READ = 3
"""Published needs that speak for a municipality that wrote nothing itself."""

Rows = NDArray[np.int64]
Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Voice:
    """One participant: what they ask (None: nothing), the rows that speak for them, and where they lie."""

    registration: Registration
    question: Question | None
    rows: Rows
    place: Place | None

    @property
    def id(self) -> str:
        """The registration's id."""
        return self.registration.id

    @property
    def name(self) -> str:
        """How the participant is called on paper."""
        return self.registration.entry.organisation


@dataclass(frozen=True)
class Hall:
    """Everybody who can be met, with the snapshot in which their texts stand, and the records of all rows by id."""

    view: View
    snapshot: Snapshot
    voices: tuple[Voice, ...]
    records: Mapping[str, Record]

    @property
    def two_voices(self) -> bool:
        """Whether meaning takes part beside the words."""
        return self.snapshot.vectors is not None


def texts_of(view: View, registrations: Sequence[Registration]) -> dict[str, str]:
    """Registration id → what speaks for somebody in words: their own text, else the needs their municipality published.

    Providers who wrote nothing are not here: their offerings speak.
    """
    allowed = view.snapshot.allowed((*view.scope, Filter("kind", ("need",))))
    texts = {one.id: one.entry.text or _published(view, one.entry, allowed) for one in registrations}
    return {id: text for id, text in texts.items() if text}


def gather(view: View, registrations: Sequence[Registration], vectors: Mapping[str, Vector]) -> Hall:
    """Let everybody speak; `vectors`: registration id → the vector of their text."""
    return joined(Hall(view, view.snapshot, (), {}), registrations, vectors)


def joined(hall: Hall, registrations: Sequence[Registration], vectors: Mapping[str, Vector]) -> Hall:
    """The hall with these participants too; whoever is there already is not read again."""
    view, texts = hall.view, texts_of(hall.view, registrations)
    own = {one.id: own_record(one) for one in registrations if one.entry.text}
    snapshot = _laid(hall, own, vectors)
    allowed = snapshot.allowed(view.scope)
    voices = tuple(_voice(view, snapshot, one, allowed) for one in registrations)
    asking = tuple(_asking(view, snapshot, voice, texts, vectors) for voice in voices)
    ids = sorted({snapshot.ids[row] for voice in voices for row in voice.rows.tolist()})
    found = {id: stored.record for id, stored in view.holdings.store.many(ids).items()}
    records = {**hall.records, **found, **{record.id: record for record in own.values()}}
    return Hall(view, snapshot, (*hall.voices, *asking), records)


def own_record(registration: Registration) -> Record:
    """What somebody wrote, in the shape of a record; it was checked when it came in."""
    entry = registration.entry
    return Record.model_construct(
        id=OWN_PREFIX + registration.id,
        kind="offering" if entry.role == "provider" else "need",
        title="",
        summary=entry.text,
        municipalities=(entry.organisation,),
        source_url="",
    )


def is_own(record: Record) -> bool:
    """Whether a record is what a participant wrote."""
    return record.id.startswith(OWN_PREFIX) and not record.source_url


def _published(view: View, entry: Entry, allowed: NDArray[np.bool_]) -> str:
    """The needs that a municipality has published, as one text."""
    if entry.role == "provider" or not entry.place:
        return ""
    held = np.flatnonzero(view.snapshot.columns["ags"].holds((entry.place,)) & allowed)
    ids = [view.snapshot.ids[row] for row in held[:NEEDS_READ].tolist()]
    stored = view.holdings.store.many(ids).values() if ids else ()
    return "\n".join(f"{one.record.title}. {one.record.summary}" for one in stored)


def _laid(hall: Hall, own: Mapping[str, Record], vectors: Mapping[str, Vector]) -> Snapshot:
    """The hall's snapshot with more texts at its end; the rows before keep their places."""
    view, now = hall.view, datetime.now(UTC)
    stored = [Stored(record, (), "", None, now) for record in own.values()]
    laid = appended(hall.snapshot, documents(stored, view.holdings.reading), ())
    before = hall.snapshot.vectors
    if before is None or view.holdings.encoder is None:
        return laid
    silent = np.full(view.holdings.encoder.dimensions, np.nan, np.float32)
    more = np.asarray([vectors.get(id, silent) for id in own], np.float16).reshape(len(own), len(silent))
    return replace(laid, vectors=before.followed_by(more))


def _voice(view: View, snapshot: Snapshot, registration: Registration, allowed: NDArray[np.bool_]) -> Voice:
    entry = registration.entry
    own = snapshot.rows([OWN_PREFIX + registration.id])
    place = place_of(entry.place, view.holdings.reading.register) if entry.place else None
    return Voice(registration, None, np.concatenate([own, _indexed(snapshot, entry, allowed)]), place)


def _indexed(snapshot: Snapshot, entry: Entry, allowed: NDArray[np.bool_]) -> Rows:
    """The rows of a provider's offerings, or of a municipality's practices and (without an own text) needs."""
    if entry.role == "provider" and entry.provider:
        mine = Filter("provider", (entry.provider,)), Filter("kind", ("offering",))
    elif entry.role != "provider" and entry.place:
        kinds = ("practice",) if entry.text else ("practice", "need")
        mine = Filter("ags", (entry.place,)), Filter("kind", kinds)
    else:
        return np.zeros(0, np.int64)
    held = snapshot.columns[mine[0].field].holds(mine[0].values) & snapshot.columns["kind"].holds(mine[1].values)
    return np.flatnonzero(held & allowed)


def _asking(
    view: View, snapshot: Snapshot, voice: Voice, texts: Mapping[str, str], vectors: Mapping[str, Vector]
) -> Voice:
    """The voice with its question: providers answer and do not ask."""
    text = texts.get(voice.id, "")
    if not text or voice.registration.entry.role == "provider":
        return voice
    question = ask(text, view.holdings.reading, snapshot, None)
    return replace(voice, question=replace(question, vector=vectors.get(voice.id)))

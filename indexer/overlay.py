"""What people changed since an index was built, laid over its snapshot: the next request of every process sees it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

from indexer.appending import appended
from indexer.documents import Document, Reading, documents
from indexer.meaning.vectors import Vectors
from indexer.snapshot import Snapshot
from indexer.store import Store
from indexer.stored import Stored


class Overlay:
    """Builds the snapshot as it must be now; each changed record is analysed once."""

    def __init__(self, store: Store, reading: Reading, vectors: Vectors | None = None) -> None:
        self._store = store
        self._reading = reading
        self._vectors = vectors
        self._analysed: dict[Stored, Document] = {}
        self._lock = threading.Lock()

    def number(self) -> int:
        """The change number up to which an overlay made now holds everything."""
        return self._store.journal.number()

    def active_index(self) -> str | None:
        """The index that belongs to the records as they are."""
        return self._store.active_index()

    def over(self, index: str, snapshot: Snapshot, sees: Sequence[str] | None = None) -> Snapshot:
        """The snapshot of an index with all that changed since it was built, as far as these visibilities go."""
        changed = self._store.journal.since(self._store.journal.base(index))
        if not changed:
            return snapshot
        standing = list(self._store.cards.shown(changed).values())
        built = zip(standing, self._documents(standing), strict=True)
        shown = [(stored, made) for stored, made in built if sees is None or stored.record.visibility in sees]
        gone = set(changed) - {stored.record.id for stored, _ in shown}
        laid = appended(snapshot, [made for _, made in shown], gone)
        return self._with_vectors(snapshot, laid, [stored for stored, _ in shown])

    def _documents(self, standing: Sequence[Stored]) -> list[Document]:
        with self._lock:
            fresh = [stored for stored in standing if stored not in self._analysed]
            known = self._analysed | dict(zip(fresh, documents(fresh, self._reading), strict=True))
            self._analysed = {stored: known[stored] for stored in standing}
            return list(self._analysed.values())

    def _with_vectors(self, before: Snapshot, laid: Snapshot, standing: Sequence[Stored]) -> Snapshot:
        if before.vectors is None or self._vectors is None:
            return laid
        more = self._vectors.load(stored.record for stored in standing)
        return replace(laid, vectors=before.vectors.followed_by(more))

"""While the engine does not answer: the same questions, asked of the snapshot.

The snapshot holds the words and filter values of every document the caller may see, and what people changed since lies
over it; so the same records are found, by looking at each of them. Only letters find nothing here, and without words
the order is that of the ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer import EngineDown, EngineHit, Filter, Found, Query, Snapshot, Words

SEARCHED = "suche"
"""The engine's field of all words; the snapshot keeps them in these fields."""

IN_FIELDS = ("alles", "namen")

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class SnapshotEngine:
    """Answers `search` as an engine does, from one snapshot. Raises EngineDown for what a snapshot lacks."""

    snapshot: Snapshot

    def search(self, query: Query, index: str | None = None) -> Found:  # noqa: ARG002  # the snapshot is of one index
        """The exact total, one page of hits and the counts of every facet."""
        if query.phrases or query.ranges:
            raise EngineDown("Diese Suche braucht die Suchmaschine.", "Bitte später noch einmal versuchen.")
        base = self._mask(query.scope)
        if query.words:
            base &= self._having_any(query.words)
        passed = {chosen.field: self._mask((chosen,)) for chosen in query.chosen}
        rows = np.flatnonzero(_all(base, passed.values()))
        facets = {name: self._counts(name, _all(base, _but(passed, name))) for name in query.facets}
        return Found(len(rows), self._page(query, rows), facets)

    def _mask(self, filters: Iterable[Filter]) -> Mask:
        filters = tuple(filters)
        mask = self.snapshot.allowed([each for each in filters if each.field in self.snapshot.columns])
        for each in filters:
            if each.field == SEARCHED:
                mask &= self._having(each.values, IN_FIELDS)
            elif each.field == "id":
                mask[np.setdiff1d(np.arange(self.snapshot.size), self.snapshot.rows(each.values))] = False
            elif each.field not in self.snapshot.columns:
                raise EngineDown(f"Ohne Suchmaschine geht kein Filter nach {each.field}.")
        return mask

    def _having_any(self, asked: tuple[Words, ...]) -> Mask:
        found = np.zeros(self.snapshot.size, np.bool_)
        for words in asked:
            if words.field in self.snapshot.words:
                found |= self._having([term for term, _ in words.tokens], (words.field,))
        return found

    def _having(self, terms: Iterable[str], fields: Iterable[str]) -> Mask:
        """The rows in which any of the terms stands, in any of the fields."""
        wanted = np.zeros(len(self.snapshot.vocabulary), np.bool_)
        wanted[[self.snapshot.vocabulary[term] for term in terms if term in self.snapshot.vocabulary]] = True
        found = np.zeros(self.snapshot.size, np.bool_)
        for name in fields:
            postings = self.snapshot.words[name]
            cells = np.flatnonzero(wanted[postings.terms])
            found[np.searchsorted(postings.starts, cells, side="right") - 1] = True
        return found

    def _page(self, query: Query, rows: Rows) -> tuple[EngineHit, ...]:
        scores = np.zeros(len(rows))
        for words in query.words:
            if words.field in self.snapshot.words:
                scores += words.boost * self.snapshot.bm25(words.field, dict(words.tokens), rows)
        pairs = zip(rows.tolist(), scores.tolist(), strict=True)
        placed = sorted(((-score, self.snapshot.ids[row]) for row, score in pairs))
        page = placed[query.offset : query.offset + query.size]
        return tuple(EngineHit(id, -score) for score, id in page)

    def _counts(self, name: str, mask: Mask) -> dict[str, int]:
        column = self.snapshot.columns[name]
        codes = column.codes[np.repeat(mask, np.diff(column.starts))]
        counted = np.bincount(codes, minlength=len(column.names)).tolist()
        return {value: count for value, count in zip(column.names, counted, strict=True) if count}


def _all(base: Mask, masks: Iterable[Mask]) -> Mask:
    passed = base.copy()
    for mask in masks:
        passed &= mask
    return passed


def _but(passed: dict[str, Mask], name: str) -> list[Mask]:
    """Every mask but the facet's own: its other values stay to choose."""
    return [mask for field, mask in passed.items() if field != name]

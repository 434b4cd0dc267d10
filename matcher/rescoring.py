"""The engine finds, the snapshot puts in order: the same on every engine, and untouched by what may not be seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer import Query
from matcher.order import ordered
from matcher.view import View


def in_order(view: View, query: Query, ids: Sequence[str]) -> list[str]:
    """Hits of a query by the engine's own formula on the snapshot's numbers; without words they stay as they are."""
    if not query.words:
        return list(ids)
    known = [id for id in ids if view.snapshot.row(id) is not None]  # the engine may be a moment ahead
    return [known[place] for place in ordered(known, _scores(view, query, known))]


def _scores(view: View, query: Query, ids: Sequence[str]) -> list[float]:
    rows = view.snapshot.rows(ids)
    total = np.zeros(len(rows))
    for words in query.words:
        total += words.boost * view.snapshot.bm25(words.field, dict(words.tokens), rows)
    return [float(score) for score in total]

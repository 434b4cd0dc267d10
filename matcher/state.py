"""How true the index is, told to somebody who may see only some of its records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from indexer import Filter, Run, Snapshot, Visibility, state_sentence
from matcher.answers import State
from matcher.view import Holdings
from matcher.views import Views

OFFICE: Visibility = "office"
ANSWERS = {True: "Die Suche antwortet.", False: "Die Suche antwortet nicht."}
"""What others than the office hear of the engine: its own words tell how many records there are in all."""

KINDS = ("practice", "offering", "need")


def state_of(holdings: Holdings, views: Views, run: Run | None, sees: Sequence[str]) -> State:
    """Counts of what these people may see, the last run as far as it concerns that, and how the engine is.

    Without any index the database counts.
    """
    view, encoder = views.or_none(tuple(sees)), holdings.encoder
    health, snapshot = views.health(), view.snapshot if view else None
    ok = health.ok and view is not None and not view.degraded
    counts = _counts(snapshot) if snapshot else holdings.store.counts(hidden=_hidden_from(sees))
    return State(
        practices=counts["practice"],
        offerings=counts["offering"],
        needs=counts["need"],
        when=run.finished if run else None,
        says=state_sentence(run.report, sees) if run else "Noch nichts eingelesen.",
        encoder=encoder.name if encoder else "",
        vectors_missing=snapshot.without_vector if snapshot and encoder else 0,
        engine_ok=ok,
        engine_says=health.says if OFFICE in sees else ANSWERS[ok],
    )


def _counts(snapshot: Snapshot) -> dict[str, int]:
    return {kind: int(snapshot.allowed((Filter("kind", (kind,)),)).sum()) for kind in KINDS}


def _hidden_from(sees: Sequence[str]) -> list[Visibility]:
    return [each for each in get_args(Visibility) if each not in sees]

"""What one request works with: everything the service holds, and one index pinned with what the caller may see."""

from __future__ import annotations

from dataclasses import dataclass

from indexer import Encoder, Engine, Filter, Names, Reading, Settings, Snapshot, Store


@dataclass(frozen=True)
class Holdings:
    """What the service holds open; the encoder is None where words alone must do."""

    settings: Settings
    store: Store
    engine: Engine
    reading: Reading
    names: Names
    encoder: Encoder | None


@dataclass(frozen=True)
class View:
    """One request's view: no answer mixes two indexes, and `scope` stands in every question that is asked.

    `degraded`: the engine does not answer, and the snapshot stands in for it.
    """

    holdings: Holdings
    index: str
    snapshot: Snapshot
    scope: tuple[Filter, ...]
    degraded: bool = False

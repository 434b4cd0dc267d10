"""What a run and every live change work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from indexer.documents import Reading
from indexer.engines.base import Engine
from indexer.gate import Check
from indexer.live import Live
from indexer.lock import Locks
from indexer.mapping import Mapping
from indexer.meaning.vectors import Vectors
from indexer.places.names import Names
from indexer.runs import Runs
from indexer.settings import Settings
from indexer.sources.feeds import Feeds
from indexer.store import Store

Tell = Callable[[str, int], None]
"""Hears the step that begins, and how many records of it are done."""


def silent(step: str, done: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Job:
    """Everything a run works with; `checks` come from above, so that the gate can ask the matcher."""

    settings: Settings
    store: Store
    runs: Runs
    engine: Engine
    mapping: Mapping
    reading: Reading
    names: Names
    feeds: Feeds
    live: Live
    locks: Locks
    vectors: Vectors | None = None
    checks: tuple[Check, ...] = ()
    tell: Tell = silent

    @property
    def index_prefix(self) -> str:
        """Alias, schema and analysis: two indexes that share it hold the same records as the same documents."""
        return f"{self.settings.engine.alias}-{self.mapping.version}-{self.reading.version}-"

"""How a question gets its view of the index, and what stands in for an engine that does not answer in time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from indexer import Engine, EngineDown, EngineError, Filter, Found, Health, IndexMissing, Live, Query
from matcher.degraded import SnapshotEngine
from matcher.view import Holdings, View

QUIET_SECONDS = 1.0
"""After a call that failed nobody asks for so long: one page asks several times, and a visitor waits once."""

SHARE = 0.5
"""Of the engine's deadline: later than this no further call begins, so all calls of a question end after 1.5 of it."""

DOWN = Health("", False, "Die Suchmaschine antwortet nicht. ./run status sagt, warum.")

Answer = TypeVar("Answer")
Sees = tuple[str, ...]


@dataclass(frozen=True)
class InTime:
    """An engine on a server that is asked nothing more when the time of the question is over."""

    engine: Engine
    until: float  # of time.monotonic()

    def search(self, query: Query, index: str | None = None) -> Found:
        """Ask, unless it is too late; raises what the engine raises."""
        if time.monotonic() > self.until:
            raise EngineDown("Die Suchmaschine antwortet zu langsam.", "./run status zeigt, wie es ihr geht.")
        return self.engine.search(query, index)


class Views:
    """Opens a view of the live index for each question; while the engine is down, one that the snapshot answers."""

    def __init__(self, holdings: Holdings, live: Live) -> None:
        self._holdings = holdings
        self._live = live
        self._quiet_until = 0.0

    def strict(self, sees: Sees) -> View:
        """The live index with what these people may see; raises EngineDown, IndexMissing."""
        began = time.monotonic()
        index, snapshot = self._live.pair(sees)
        return View(self._in_time(began), index, snapshot, (Filter("visibility", sees),))

    def view(self, sees: Sees) -> View:
        """The same, or what stands in for it; raises IndexMissing before the first run."""
        if self._quiet:
            return self._standing_in(sees)
        try:
            return self.strict(sees)
        except (EngineDown, IndexMissing) as error:
            return self._after(error, sees)

    def answered(self, sees: Sees, ask: Callable[[View], Answer]) -> Answer:
        """Ask the engine; when it does not answer, ask the snapshot. Whatever comes of it is of one index."""
        view = self.view(sees)
        try:
            return ask(view)
        except (EngineDown, IndexMissing) as error:  # the index may have been dropped since the view was opened
            if view.degraded:
                raise
            return ask(self._after(error, sees))

    def or_none(self, sees: Sees) -> View | None:
        """A view, or None where there is none yet."""
        try:
            return self.view(sees)
        except EngineError:
            return None

    def alive(self, sees: Sees) -> bool:
        """Whether questions are answered, be it by what stands in for the engine."""
        try:
            self.answered(sees, lambda view: view.holdings.engine.search(Query(size=0), view.index))
        except EngineError:
            return False
        return True

    def health(self) -> Health:
        """How the engine is; it is not asked again when it has just failed."""
        return DOWN if self._quiet else self._holdings.engine.health()

    @property
    def _quiet(self) -> bool:
        return time.monotonic() < self._quiet_until

    def _after(self, error: EngineDown | IndexMissing, sees: Sees) -> View:
        if isinstance(error, EngineDown):
            self._quiet_until = time.monotonic() + QUIET_SECONDS
        return self._standing_in(sees)

    def _standing_in(self, sees: Sees) -> View:
        index, snapshot = self._live.known(sees)
        engine = cast("Engine", SnapshotEngine(snapshot))  # whoever answers questions asks an engine only to search
        holdings = replace(self._holdings, engine=engine)
        return View(holdings, index, snapshot, (Filter("visibility", sees),), degraded=True)

    def _in_time(self, began: float) -> Holdings:
        settings = self._holdings.settings.engine
        if settings.kind != "opensearch":
            return self._holdings
        engine = InTime(self._holdings.engine, began + SHARE * settings.deadline_seconds)
        return replace(self._holdings, engine=cast("Engine", engine))

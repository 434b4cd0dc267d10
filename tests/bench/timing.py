"""A clock with names, and an engine and an encoder that run on it."""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer import Encoder, Engine, Found, Query

MS = 1000.0


class Clock:
    """Laps by name, in milliseconds."""

    def __init__(self) -> None:
        self._laps: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        """Time what stands inside."""
        start = time.perf_counter()
        yield
        self._laps[name].append((time.perf_counter() - start) * MS)

    def total(self, name: str) -> float:
        """The sum of all laps of a name so far."""
        return sum(self._laps[name])

    def add(self, name: str, milliseconds: float) -> None:
        """Note a lap that was reckoned elsewhere."""
        self._laps[name].append(milliseconds)

    def quantiles(self, name: str) -> dict[str, float]:
        """p50 and p95 of the laps, in milliseconds."""
        laps = self._laps[name]
        return {"p50": round(float(np.quantile(laps, 0.5)), 1), "p95": round(float(np.quantile(laps, 0.95)), 1)}


class TimedEngine:
    """Hands everything on to a real engine and times its searches."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock
        self.asked: list[Query] = []  # of the question that is being timed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def search(self, query: Query, index: str | None = None) -> Found:
        self.asked.append(query)
        with self._clock.lap("engine"):
            return self._engine.search(query, index)


class TimedEncoder:
    """Hands everything on to a real encoder and times its queries."""

    def __init__(self, encoder: Encoder, clock: Clock) -> None:
        self._encoder, self._clock = encoder, clock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._encoder, name)

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        with self._clock.lap("encoder"):
            return self._encoder.queries(texts)


def megabytes(folder: Path) -> float:
    """What a folder takes on the disk, in MB."""
    return round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6, 1)


def peak_megabytes() -> float:
    """The most memory this process has held, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)

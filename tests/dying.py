"""Runs that die: a process that has the language loaded forks one run after the other and lets it be killed.

Spoken to by lines of JSON: {"at": POINT} kills the run at that point, {"after": SECONDS} at that moment; each answer is
one line that says how the run ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from indexer import Job, Reading, Register, Thesaurus, kept_whole, open_analyzer, reindex
from indexer.engines.embedded import EmbeddedEngine
from indexer.engines.opensearch import OpenSearchEngine
from indexer.runs import Runs
from indexer.store import Store
from tests.workshop import workshop

STEPS = ("aufbauen", "prüfen", "umschalten", "aufräumen")
TOLD = ("Quelle feed lesen", "Doppelte Einträge suchen", "Einträge aufbereiten", "Index fertigstellen")
ENGINE = ("create", "fill", "ready", "activate", "drop")
POINTS = (
    *STEPS,
    *TOLD,
    *(f"{when} {call}" for call in ENGINE for when in ("before", "after")),
    "before finish",
    "after finish",
)


class Death:
    """Kills this very process when its point is reached."""

    def __init__(self, at: str) -> None:
        self._at = at

    def reached(self, point: str) -> None:
        if point == self._at:
            os.kill(os.getpid(), signal.SIGKILL)


class DyingRuns(Runs):
    """Writes its step, then dies if that is the point."""

    death: Death

    def step(self, run_id: int, step: str, *more: Any, **told: Any) -> None:
        super().step(run_id, step, *more, **told)
        self.death.reached(step)

    def finish(self, run_id: int, state: Any, report: dict[str, Any]) -> None:
        self.death.reached("before finish")
        super().finish(run_id, state, report)
        self.death.reached("after finish")


class Dying:
    """Dies before or after a call of its own; stands before a real engine."""

    death: Death

    def create(self, index: str) -> None:
        self.death.reached("before create")
        super().create(index)  # type: ignore[misc]  # the engine behind it has it
        self.death.reached("after create")

    def fill(self, index: str, documents: Iterable[Any]) -> int:
        self.death.reached("before fill")
        count: int = super().fill(index, documents)  # type: ignore[misc]  # as above
        self.death.reached("after fill")
        return count

    def ready(self, index: str) -> None:
        self.death.reached("before ready")
        super().ready(index)  # type: ignore[misc]  # as above
        self.death.reached("after ready")

    def activate(self, index: str) -> None:
        self.death.reached("before activate")
        super().activate(index)  # type: ignore[misc]  # as above
        self.death.reached("after activate")

    def drop(self, index: str) -> None:
        self.death.reached("before drop")
        super().drop(index)  # type: ignore[misc]  # as above
        self.death.reached("after drop")


class DyingEmbedded(Dying, EmbeddedEngine):
    """The one that is built in."""


class DyingOpenSearch(Dying, OpenSearchEngine):
    """The one on a server."""


@dataclass(frozen=True)
class Place:
    """Where a run happens, with what engine."""

    folder: Path
    reading: Reading
    engine: dict[str, Any]


def run_once(place: Place, at: str) -> None:
    """One run in this process that dies at its point, or comes to its end."""
    with workshop(place.folder, place.reading, engine=place.engine) as shop:
        reindex(_dying(shop.job, shop.database, Death(at)))


def _dying(job: Job, database: Any, death: Death) -> Job:
    runs, engine = DyingRuns(database), _dying_engine(job)
    runs.death = engine.death = death
    return replace(job, runs=runs, engine=engine, store=Store(database), tell=lambda step, _done: death.reached(step))


def _dying_engine(job: Job) -> DyingEmbedded | DyingOpenSearch:
    settings = job.settings
    if settings.engine.kind == "opensearch":
        return DyingOpenSearch(settings.engine, job.mapping)
    return DyingEmbedded(settings.data / "indexes", job.mapping, settings.engine.alias)


def main(arguments: Sequence[str]) -> None:
    folder, lexicon, engine = Path(arguments[0]), Path(arguments[1]), json.loads(arguments[2])
    register = Register.shipped()
    analyzer = open_analyzer(lexicon, kept_whole(register))
    place = Place(folder, Reading(analyzer, Thesaurus.load(analyzer), register), engine)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            run_once(place, asked.get("at", ""))
            os._exit(0)
        if "after" in asked:
            time.sleep(asked["after"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print(json.dumps({"killed": os.WIFSIGNALED(status)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

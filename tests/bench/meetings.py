"""Measure the schedule on a folder of published instances of meeting scheduling (`.dzn`).

Each instance is planned within the limit and the plan checked by the independent checker. An instance is optimal when
the fewest breaks are proven, infeasible when it is proven that there is no plan, otherwise open. A file
`best_known.csv` in the folder (columns instance, best_known_breaks) is compared with what was found.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer import NoSchedule, RulesClash
from matcher.events.checker import faults
from matcher.events.dzn import read_dzn
from matcher.events.model import Event
from matcher.events.schedule import plan

LIMIT_SECONDS = 120.0
BEST_KNOWN = "best_known.csv"
PEERS = (
    "Veröffentlicht (JAIR 2022, 20 Originale, 7.200 s): MaxSAT 20 bewiesen, höchstens 23 s; Chuffed 18; MIP/Cplex 14."
)


@dataclass(frozen=True)
class Run:
    """One instance: what came out, how many faults the checker found, seconds on the clock, and seconds of work of
    all processes, which say what a busy machine would do if it were not."""

    name: str
    state: str
    breaks: int | None
    faults: int
    seconds: float
    worked: float


def runs(files: Iterable[Path], limit: float) -> Iterator[Run]:
    """Plan every instance; say each as it is done."""
    for file in files:
        start, before = time.monotonic(), worked()
        state, breaks, found = _planned(read_dzn(file), limit)
        run = Run(file.name, state, breaks, found, time.monotonic() - start, worked() - before)
        shown = "–" if breaks is None else breaks
        spent = f"{run.seconds:6.1f} s  {run.worked:6.1f} s Arbeit"
        print(f"{run.name:<40} {state:<11} {shown:>4} Pausen  {found} Fehler  {spent}", flush=True)
        yield run


def _planned(event: Event, limit: float) -> tuple[str, int | None, int]:
    try:
        schedule = plan(event, limit)
    except RulesClash:
        return "infeasible", None, 0
    except NoSchedule:
        return "open", None, 0
    return "optimal" if schedule.proven else "open", schedule.breaks, len(faults(event, schedule))


def figures(done: Sequence[Run]) -> dict[str, object]:
    """The figures of all runs."""
    states = Counter(run.state for run in done)
    return {
        "instances": len(done),
        **{state: states[state] for state in ("optimal", "infeasible", "open")},
        "checker_failures": sum(run.faults > 0 for run in done),
        "worst_seconds": round(max((run.seconds for run in done), default=0.0), 1),
        "peak_mb": peak_mb(),
        "breaks": {run.name: run.breaks for run in done},
    }


def worked() -> float:
    """Seconds of processor time so far, of this process and of those that it has started and that have ended."""
    parts = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(part.ru_utime + part.ru_stime for part in parts)


def peak_mb() -> int:
    """Megabytes at most: this process and twice its largest child, because two solvers work side by side."""
    own, largest = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + 2 * largest) // 1024


def differences(folder: Path, done: Sequence[Run]) -> list[str]:
    """Instances whose result is not the best known one."""
    path = folder / BEST_KNOWN
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        known = {row["instance"]: row["best_known_breaks"] for row in csv.DictReader(lines)}
    return [
        f"{run.name}: {run.breaks}, bekannt {known[run.name] or 'kein Plan'}"
        for run in done
        if run.name in known and known[run.name] != ("" if run.breaks is None else str(run.breaks))
    ]


def main(argv: Sequence[str]) -> int:
    """Print a line for each instance and the figures; --json: the figures as the last line."""
    given = _arguments(argv)
    files = sorted(file for file in given.folder.glob("*.dzn") if given.only in file.name)
    if not files:
        print("In diesem Ordner liegt keine .dzn-Datei.")
        return 1
    done = list(runs(files, given.limit))
    measured = figures(done)
    print(*(f"{name:<17} {figure}" for name, figure in measured.items() if name != "breaks"), PEERS, sep="\n")
    print(*differences(given.folder, done) or ["Alle Ergebnisse gleichen den besten bekannten."], sep="\n")
    if given.json:
        print(json.dumps(measured))
    return 0


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench meetings", description="Veröffentlichte Gesprächspläne lösen")
    parser.add_argument("folder", type=Path, help="Ordner mit .dzn-Dateien")
    parser.add_argument("--limit", type=float, default=LIMIT_SECONDS, help="Sekunden je Datei (Vorgabe: 120)")
    parser.add_argument("--only", default="", help="nur Dateien, deren Name dies enthält")
    parser.add_argument("--json", action="store_true", help="letzte Zeile: die Zahlen als JSON")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

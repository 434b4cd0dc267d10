"""What a new index must pass before anybody sees it. A check is a callable that returns complaints in German."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from indexer.errors import GateRefused
from indexer.snapshot import Snapshot

LEAST_SHARE = 0.9
"""A kind that loses more than a tenth of its records at once has more likely lost a source."""

KIND_NAMES = {"practice": "Praxisbeispiele", "offering": "Angebote", "need": "Bedarfe"}


@dataclass(frozen=True)
class Trial:
    """A new index before the swap: documents sent and counted, per kind before and now, and its snapshot."""

    index: str
    sent: int
    counted: int
    before: Mapping[str, int]
    now: Mapping[str, int]
    snapshot: Snapshot


Check = Callable[[Trial], Iterable[str]]


def complete(trial: Trial) -> Iterable[str]:
    """Everything that was sent is there."""
    if trial.sent != trial.counted:
        yield f"{trial.sent} Einträge geschickt, aber {trial.counted} im Index."
    if trial.sent == 0:
        yield "Keine Quelle hat einen brauchbaren Eintrag geliefert."


def not_shrunk(trial: Trial) -> Iterable[str]:
    """No kind has lost more than a tenth of its records."""
    for kind, before in trial.before.items():
        now = trial.now.get(kind, 0)
        if now < LEAST_SHARE * before:
            yield f"{KIND_NAMES[kind]}: nur noch {now} von {before}."


def pass_gate(trial: Trial, checks: Iterable[Check], forced: bool) -> tuple[str, ...]:
    """Ask every check; returns what they complain of when forced, else raises GateRefused that names it all."""
    complaints = tuple(complaint for check in checks for complaint in check(trial))
    if complaints and not forced:
        raise GateRefused(
            "Der neue Index bleibt draußen: " + " ".join(complaints),
            "Der bisherige bleibt in Betrieb. Wenn es so stimmt: ./run reindex --force",
        )
    return complaints

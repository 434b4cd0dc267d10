"""What a run did, for people: new, changed, gone and rejected, with names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from indexer.stored import Changes, Entry

NAMES_TOLD = 20
"""More titles than this per source are counted, not listed."""


@dataclass(frozen=True)
class SourceReport:
    """What one source brought; `problem` says why nothing of it was taken."""

    name: str
    read: int = 0
    rejected: int = 0
    new: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    gone: tuple[Entry, ...] = ()
    problem: str | None = None

    def with_changes(self, changes: Iterable[Changes]) -> SourceReport:
        """The same with what its records changed against before."""
        mine = next((each for each in changes if each.source == self.name), None)
        return replace(self, new=mine.new, changed=mine.changed, gone=mine.gone) if mine else self

    def line(self) -> str:
        """One German line."""
        if self.problem:
            return f"{self.name}: nicht übernommen, alte Daten gelten weiter. {self.problem}"
        counted = (
            f"{len(self.new)} neu, {len(self.changed)} geändert, {len(self.gone)} entfallen, {self.rejected} abgewiesen"
        )
        return f"{self.name}: {self.read} gelesen, {counted}"


@dataclass(frozen=True)
class Report:
    """One run: the index it made live, its sources, how many records of each kind, what the gate let pass, seconds."""

    index: str
    sources: tuple[SourceReport, ...]
    kinds: Mapping[str, int]
    complaints: tuple[str, ...]
    seconds: float

    def lines(self) -> list[str]:
        """The report as German lines for a terminal."""
        titles = [f"  {mark} {entry.title}" for source in self.sources for mark, entry in _marked(source)]
        return [
            *(source.line() for source in self.sources),
            *titles,
            *(f"Trotzdem freigegeben: {each}" for each in self.complaints),
        ]

    def to_json(self) -> dict[str, Any]:
        """The report as the run table keeps it."""
        return asdict(self)


def _marked(source: SourceReport) -> list[tuple[str, Entry]]:
    marked = [("+", entry) for entry in source.new] + [("~", entry) for entry in source.changed]
    marked += [("−", entry) for entry in source.gone]
    return marked if len(marked) <= NAMES_TOLD else []


def state_sentence(report: Mapping[str, Any]) -> str:
    """What the pages say of the last run: "3 neue, 1 geänderter Eintrag; eine Quelle war nicht erreichbar …"."""
    new = sum(len(source["new"]) for source in report["sources"])
    changed = sum(len(source["changed"]) for source in report["sources"])
    failed = [source["name"] for source in report["sources"] if source["problem"]]
    parts = [f"{new} neu", f"{changed} geändert"]
    if failed:
        what = "1 Quelle" if len(failed) == 1 else f"{len(failed)} Quellen"
        parts.append(f"{what} nicht erreichbar – alte Daten gezeigt")
    return ", ".join(parts)

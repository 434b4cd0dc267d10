"""What a run did, for people: new, changed, gone and rejected, with names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from indexer.stored import Changes, Entry

INTERRUPTED = "interrupted"
"""Key in a kept report: the run died between the swap and its end, so nobody counted what changed."""

NAMES_TOLD = 20
"""More titles than this per source are counted, not listed."""


@dataclass(frozen=True)
class SourceReport:
    """What one source brought; `problem` says why nothing of it was taken, `ended` that it is no source any more."""

    name: str
    read: int = 0
    rejected: int = 0
    new: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    gone: tuple[Entry, ...] = ()
    problem: str | None = None
    reached: bool = True
    ended: bool = False

    def with_changes(self, changes: Iterable[Changes]) -> SourceReport:
        """The same with what its records changed against before."""
        mine = next((each for each in changes if each.source == self.name), None)
        return replace(self, new=mine.new, changed=mine.changed, gone=mine.gone) if mine else self

    def line(self) -> str:
        """One German line."""
        if self.problem:
            return f"{self.name}: nicht übernommen, alte Daten gelten weiter. {self.problem}"
        if self.ended:
            return f"{self.name}: keine Quelle mehr, {len(self.gone)} entfallen"
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

    def with_changes(self, changes: Iterable[Changes]) -> Report:
        """The same with what the records changed against before."""
        found = tuple(changes)
        return replace(self, sources=tuple(source.with_changes(found) for source in self.sources))

    def after(self, seconds: float) -> Report:
        """The same after so many seconds."""
        return replace(self, seconds=seconds)

    def interrupted(self) -> dict[str, Any]:
        """What the run table keeps until the run is over: all that is left if the run dies after the swap."""
        return {**self.to_json(), INTERRUPTED: True}

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


def state_sentence(report: Mapping[str, Any], sees: Sequence[str] | None = None) -> str:
    """What the pages say of the last run: "3 neu, 1 geändert, 1 Quelle nicht erreichbar – alte Daten gezeigt".

    Only records of the visibilities in `sees` count; None is no limit.
    """
    sources = report["sources"]
    if report.get(INTERRUPTED):
        return "neu eingelesen, der Lauf endete vor seinem Bericht"
    counted = (("neu", "new"), ("geändert", "changed"), ("entfallen", "gone"))
    parts = [
        f"{sum(_heard(entry, sees) for source in sources for entry in source[key])} {word}" for word, key in counted
    ]
    failed = [source for source in sources if source["problem"]]
    away = sum(not source.get("reached", True) for source in failed)
    told = (("nicht erreichbar", away), ("nicht übernommen", len(failed) - away))
    parts += [f"{_sources(number)} {word} – alte Daten gezeigt" for word, number in told if number]
    return ", ".join(parts)


def _heard(entry: Mapping[str, str], sees: Sequence[str] | None) -> bool:
    """Whether these people may hear of a record; a report of an earlier version does not say, and held public ones."""
    return sees is None or entry.get("visibility", "public") in sees


def _sources(number: int) -> str:
    return "1 Quelle" if number == 1 else f"{number} Quellen"

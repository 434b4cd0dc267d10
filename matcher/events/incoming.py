"""A list of participants as it was read: what can be taken in, what it asks, and what cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer import FileRefused, RowRejected, read_lines
from matcher.events.entries import Entry, Person
from matcher.events.heads import Columns, Line, known_heads
from matcher.events.intake_rows import Guide, Reading, read_line
from matcher.events.people import MOST_PARTICIPANTS

FIRST_LINE = 2  # below the head, as a spreadsheet counts


@dataclass(frozen=True)
class Incoming:
    """A line that can be taken in. While `choices` or `unknown` holds, somebody has to say which place is meant.

    `duplicate_of` says in German whom it repeats; it is taken in only when `kept`.
    """

    id: str
    row: int
    entry: Entry
    persons: tuple[Person, ...]
    choices: tuple[str, ...]
    unknown: bool
    duplicate_of: str
    kept: bool

    @property
    def asks(self) -> bool:
        """Whether it waits for an answer."""
        return bool(self.choices)


@dataclass(frozen=True)
class RowFault:
    """A line that cannot be taken in, and why (German)."""

    row: int
    says: str


@dataclass(frozen=True)
class Preview:
    """What a file would bring."""

    id: str
    event: str
    file: str
    rows: tuple[Incoming, ...]
    faults: tuple[RowFault, ...]

    @property
    def questions(self) -> int:
        """How many lines wait for an answer."""
        return sum(row.asks for row in self.rows)

    @property
    def coming(self) -> int:
        """How many lines would be taken in now."""
        return sum(row.kept and not row.asks for row in self.rows)


def read_list(path: Path, guide: Guide) -> tuple[list[Reading], list[RowFault]]:
    """Every line of a file, understood or refused; raises FileRefused where the whole is no list."""
    readings: list[Reading] = []
    faults: list[RowFault] = []
    for line in _lines(path):
        try:
            readings.append(read_line(_readable(line), guide))
        except RowRejected as error:
            faults.append(RowFault(line.number if isinstance(line, Line) else line.row, str(error)))
        if len(readings) > MOST_PARTICIPANTS:
            raise FileRefused(f"Die Liste hat mehr als {MOST_PARTICIPANTS} Teilnehmer.", "Bitte die Datei prüfen.")
    return readings, faults


def _readable(line: Line | RowFault) -> Line:
    if isinstance(line, RowFault):
        raise RowRejected(line.says)
    return line


def _lines(path: Path) -> Iterator[Line | RowFault]:
    lines = read_lines(path, known_heads)
    head = next(lines, [])
    if isinstance(head, str):
        raise FileRefused(head)
    columns = Columns.read(head)
    for number, cells in enumerate(lines, start=FIRST_LINE):
        if isinstance(cells, str):
            yield RowFault(number, cells)
        elif line := columns.line(number, cells):
            yield line

"""Read the published benchmark format of meeting scheduling into an `Event`.

Format (Bofill et al., JAIR 2022): `nBusiness`, `nTables`, `nTotalSlots`, `nMorningSlots`; `requested = [|a,b,s …|]`
with s 1 = morning, 2 = afternoon, 3 = any; `forbidden`: a set of slots for each participant, {0} = none; `fixed` (or
`fixat`): a slot for each meeting, 0 = free; `precedences`: for each meeting the set that must come before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer import FileRefused
from matcher.events.model import Event, Meeting, Participant, Slot, Table

MORNING, AFTERNOON = "Vormittag", "Nachmittag"
SESSIONS = {1: MORNING, 2: AFTERNOON, 3: None}
LIST = r"\[([^\[\]]*)\]\s*;"
ROW = 3
"""Numbers in a row of `requested`, at least: two participants and a part of the day."""
MOST = 5_000
"""More participants, tables or slots than this are a broken file: the largest published one has 76."""


def read_dzn(path: Path) -> Event:
    """The event of a `.dzn` file; every meeting is required; what a line says behind % is a comment.

    Raises FileRefused where the file cannot be read or lacks a part; EventRefused where it names what is not there.
    """
    try:
        return _event(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused(f"{path} lässt sich nicht lesen: {error}.") from error


def _event(commented: str) -> Event:
    text = re.sub(r"%[^\n]*", "", commented)
    last, tables, morning = (_number(text, name) for name in ("nTotalSlots", "nTables", "nMorningSlots"))
    forbidden = _sets(text, "forbidden")
    return Event(
        slots=tuple(Slot(str(t), MORNING if t <= morning else AFTERNOON) for t in range(1, last + 1)),
        participants=tuple(
            Participant(str(person), absent=_at(forbidden, person))
            for person in range(1, _number(text, "nBusiness") + 1)
        ),
        tables=tuple(Table(str(table)) for table in range(1, tables + 1)),
        meetings=tuple(_meetings(text)),
    )


def _meetings(text: str) -> Iterator[Meeting]:
    rows = [_numbers(row) for row in _part(text, "requested", r"\[\|(.*?)\|\]").split("|") if row.strip()]
    fixed = _numbers(_part(text, "(?:fixed|fixat)", LIST, "0"))
    before = _sets(text, "precedences")
    for number, row in enumerate(rows, start=1):
        if len(row) < ROW or row[ROW - 1] not in SESSIONS:
            raise FileRefused(f"Zeile {number} von „requested“ nennt keine zwei Teilnehmer mit einem Teil 1, 2 oder 3.")
        one, other, session = row[:ROW]
        slot = fixed[number - 1] if number <= len(fixed) else 0
        yield Meeting(
            str(number),
            (str(one), str(other)),
            session=SESSIONS[session],
            slot=str(slot) if slot else None,
            after=_at(before, number),
            required=True,
        )


def _number(text: str, name: str) -> int:
    number = int(_part(text, name, r"(\d+)\s*;"))
    if number > MOST:
        raise FileRefused(f"„{name}“ ist mit {number} zu groß; möglich sind {MOST}.")
    return number


def _sets(text: str, name: str) -> list[frozenset[str]]:
    """A list of sets of numbers, as ids; 0 stands for nothing."""
    whole = _part(text, name, LIST, "")
    return [frozenset(map(str, set(_numbers(part)) - {0})) for part in re.findall(r"\{([^}]*)\}", whole)]


def _at(sets: Sequence[frozenset[str]], number: int) -> frozenset[str]:
    """The set of a participant or meeting, counted from 1; lists may end early."""
    return sets[number - 1] if number <= len(sets) else frozenset()


def _numbers(text: str) -> list[int]:
    """Every number of a list; raises FileRefused where something else stands in it."""
    if strange := re.search(r"[^\d\s,]", text):
        raise FileRefused(f"Zwischen den Zahlen steht „{strange.group()}“: {text.strip()[:40]}")
    return [int(number) for number in re.findall(r"\d+", text)]


def _part(text: str, name: str, shape: str, otherwise: str | None = None) -> str:
    found = re.search(rf"\b{name}\s*=\s*{shape}", text, re.DOTALL)
    if found is not None:
        return found.group(1)
    if otherwise is None or re.search(rf"\b{name}\s*=", text):
        raise FileRefused(f"In der Datei fehlt „{name.strip('(?:)')}“ oder hat eine andere Form.")
    return otherwise

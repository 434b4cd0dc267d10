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


def read_dzn(path: Path) -> Event:
    """The event of a `.dzn` file; every meeting is required.

    Raises FileRefused where the file cannot be read or lacks a part; EventRefused where it names what is not there.
    """
    try:
        return _event(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused(f"{path} lässt sich nicht lesen: {error}.") from error


def _event(text: str) -> Event:
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
    fixed = _numbers(_part(text, "(?:fixed|fixat)", r"\[(.*?)\]", "0"))
    before = _sets(text, "precedences")
    for number, (one, other, session, *_) in enumerate(rows, start=1):
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
    return int(_part(text, name, r"(\d+)"))


def _sets(text: str, name: str) -> list[frozenset[str]]:
    """A list of sets of numbers, as ids; 0 stands for nothing."""
    whole = _part(text, name, r"\[(.*?)\];", "")
    return [frozenset(map(str, set(_numbers(part)) - {0})) for part in re.findall(r"\{([^}]*)\}", whole)]


def _at(sets: Sequence[frozenset[str]], number: int) -> frozenset[str]:
    """The set of a participant or meeting, counted from 1; lists may end early."""
    return sets[number - 1] if number <= len(sets) else frozenset()


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _part(text: str, name: str, shape: str, otherwise: str | None = None) -> str:
    found = re.search(rf"\b{name}\s*=\s*{shape}", text, re.DOTALL)
    if found is None and otherwise is None:
        raise FileRefused(f"In der Datei fehlt „{name}“ oder hat eine andere Form.")
    return found.group(1) if found else (otherwise or "")

"""What stands on each sheet of paper, as values that a page or a printer lays out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from matcher.events.arrangement import Arrangement
from matcher.events.content import Content
from matcher.events.entries import Person, Registration
from matcher.events.values import Meeting, Pause, Placed, Slot, Table


@dataclass(frozen=True)
class Partner:
    """Somebody on the other side as the sheet may name them: person and mailbox only with their consent."""

    registration: str
    organisation: str
    person: str = ""
    mailbox: str = ""


@dataclass(frozen=True)
class Line:
    """One meeting on a sheet; `partners` are the others, on a table's sheet everybody."""

    slot: Slot
    table: Table
    partners: tuple[Partner, ...]
    reason: str


@dataclass(frozen=True)
class PersonalSheet:
    """What one participant holds in hand; `duties` pairs slots with what is to be done then."""

    registration: str
    number: int
    organisation: str
    person: str
    function: str
    lines: tuple[Line, ...]
    duties: tuple[tuple[Slot, str], ...]
    pauses: tuple[Pause, ...]

    @property
    def agenda(self) -> tuple[tuple[Slot, Line | None, str], ...]:
        """The day in order of time: each slot with its meeting, or with what is to be done then."""
        day = [(line.slot, line, "") for line in self.lines] + [(slot, None, what) for slot, what in self.duties]
        return tuple(sorted(day, key=lambda entry: (entry[0].starts or datetime.min, entry[0].id)))


@dataclass(frozen=True)
class TableSheet:
    """What stands on a table or a stand; `owner` is the organisation whose stand it is, and is named in no line."""

    table: Table
    owner: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Papers:
    """Everything to print of the published plan: personal sheets in the order of reception, then tables.

    `fingerprints` maps the name of each sheet, and of the wall chart ("wall") and the reception list ("reception"),
    to what it says now.
    """

    title: str
    day: date
    place: str
    slots: tuple[Slot, ...]
    personal: tuple[PersonalSheet, ...]
    tables: tuple[TableSheet, ...]
    fingerprints: Mapping[str, str]


def personal_name(registration: str) -> str:
    """The name of a participant's sheet."""
    return f"person:{registration}"


def table_name(table: str) -> str:
    """The name of a table's sheet."""
    return f"table:{table}"


@dataclass(frozen=True)
class Desk:
    """What sheets are made from: a version's content, the participants, and their persons by registration."""

    content: Content
    registrations: tuple[Registration, ...]
    persons: Mapping[str, tuple[Person, ...]]

    def partner(self, id: str) -> Partner:
        """Somebody as others may see them."""
        one = next((one for one in self.registrations if one.id == id), None)
        first = self.persons.get(id, ())[:1]
        return Partner(
            registration=id,
            organisation=str(self.content.event.people[id]),
            person=first[0].name if first and one and one.agrees("name") else "",
            mailbox=first[0].mailbox if first and one and one.agrees("mailbox") else "",
        )


def papers(desk: Desk, arrangement: Arrangement) -> Papers:
    """Everything to print of a version."""
    personal, tables = tuple(_personal(desk)), tuple(_tables(desk))
    return Papers(
        title=arrangement.title,
        day=arrangement.day,
        place=arrangement.place,
        slots=desk.content.event.slots,
        personal=personal,
        tables=tables,
        fingerprints=_fingerprints(personal, tables),
    )


def _personal(desk: Desk) -> Iterator[PersonalSheet]:
    event = desk.content.event
    lines = _lines_by_person(desk)
    for one in desk.registrations:
        if one.id in event.people and one.attends:
            person = (*desk.persons.get(one.id, ()), Person())[0]
            titles = {duty.slot: duty.title for duty in one.entry.duties}
            yield PersonalSheet(
                registration=one.id,
                number=one.number,
                organisation=str(event.people[one.id]),
                person=person.name,
                function=person.function,
                lines=tuple(lines.get(one.id, ())),
                duties=tuple((slot, titles[slot.id]) for slot in event.slots if slot.id in titles),
                pauses=event.pauses,
            )


def _lines_by_person(desk: Desk) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    partners = {id: desk.partner(id) for id in desk.content.event.people}
    for meeting, place in _in_time(desk.content):
        for person in meeting.people:
            others = tuple(partners[other] for other in meeting.people if other != person)
            found.setdefault(person, []).append(_line(desk.content, meeting, place, others))
    return found


def _tables(desk: Desk) -> Iterator[TableSheet]:
    event = desk.content.event
    partners = {id: desk.partner(id) for id in event.people}
    lines: dict[str, list[Line]] = {}
    for meeting, place in _in_time(desk.content):
        here = event.by_table[place.table].owner
        guests = (partners[one] for one in meeting.people if one != here)
        people = tuple(Partner(one.registration, one.organisation) for one in guests)
        lines.setdefault(place.table, []).append(_line(desk.content, meeting, place, people))
    for table in event.tables:
        owner = str(event.people[table.owner]) if table.owner else ""
        yield TableSheet(table, owner, tuple(lines.get(table.id, ())))


def _in_time(content: Content) -> list[tuple[Meeting, Placed]]:
    event = content.event
    order = sorted(content.schedule.placed, key=lambda place: (event.position[place.slot], place.table))
    return [(event.by_meeting[place.meeting], place) for place in order]


def _line(content: Content, meeting: Meeting, place: Placed, partners: tuple[Partner, ...]) -> Line:
    slot = content.event.slots[content.event.position[place.slot]]
    return Line(slot, content.event.by_table[place.table], partners, meeting.reason)


def _fingerprints(personal: Sequence[PersonalSheet], tables: Sequence[TableSheet]) -> dict[str, str]:
    found = {personal_name(sheet.registration): _print(sheet) for sheet in personal}
    found |= {table_name(sheet.table.id): _print(sheet) for sheet in tables}
    found["wall"] = _print(*tables)
    found["reception"] = _digest([[_who(sheet), _said(sheet.lines[:1])] for sheet in personal])
    return found


def _print(*sheets: PersonalSheet | TableSheet) -> str:
    """What the sheets say; whatever is not printed, such as the seats of a table, changes nothing."""
    return _digest([_told(sheet) for sheet in sheets])


def _told(sheet: PersonalSheet | TableSheet) -> list[object]:
    if isinstance(sheet, TableSheet):
        return [str(sheet.table), sheet.owner, _said(sheet.lines)]
    duties = [(str(slot), what) for slot, what in sheet.duties]
    return [_who(sheet), _said(sheet.lines), duties, [asdict(pause) for pause in sheet.pauses]]


def _who(sheet: PersonalSheet) -> tuple[object, ...]:
    return sheet.number, sheet.organisation, sheet.person, sheet.function


def _said(lines: Sequence[Line]) -> list[object]:
    return [(str(one.slot), str(one.table), [asdict(each) for each in one.partners], one.reason) for one in lines]


def _digest(told: object) -> str:
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()

"""Sheets: everybody's meetings in order of time, the same reason on both sides, names only with consent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from matcher.events import sheets
from matcher.events.entries import Duty
from matcher.events.front import Events
from matcher.events.links import Answer
from matcher.events.sheets import Desk, Papers, PersonalSheet, personal_name, table_name
from tests.fair import FLOOD, FLOOD_HELP, LOLLAR, Fair, firm, fresh_database, held, town
from webui.opening import Opened


@pytest.fixture
def fair(tmp_path: Path, opened: Opened) -> Iterator[Fair]:
    with fresh_database(tmp_path) as database:
        fair = held(Events(database, opened.service.view))
        fair.publish()
        yield fair


def papers(fair: Fair) -> Papers:
    found = fair.events.press.papers(fair.id)
    assert found is not None
    return found


def test_the_reason_of_a_meeting_stands_on_both_sheets(fair: Fair) -> None:
    said: dict[tuple[str, str], list[str]] = {}
    for sheet in papers(fair).personal:
        for line in sheet.lines:
            said.setdefault((line.slot.id, line.table.id), []).append(line.reason)
    assert all(len(reasons) == 2 and len(set(reasons)) == 1 and reasons[0] for reasons in said.values())
    assert len(said) == len(fair.meetings())


def test_sheets_stand_in_the_order_of_reception_and_of_time(fair: Fair) -> None:
    sheets = papers(fair).personal
    assert [sheet.number for sheet in sheets] == [1, 2, 3, 4, 5, 6]
    for sheet in sheets:
        times = [line.slot.starts for line in sheet.lines]
        assert times == sorted(times, key=str)
        assert sheet.pauses[0].title == "Mittagspause"


def test_a_table_lists_all_its_meetings(fair: Fair) -> None:
    lines = [line for sheet in papers(fair).tables for line in sheet.lines]
    assert len(lines) == len(fair.meetings())
    assert all(len(line.partners) == 2 for line in lines)


def test_partners_are_named_only_with_their_consent(fair: Fair) -> None:
    def mailboxes() -> set[str]:
        return {
            partner.mailbox
            for sheet in papers(fair).personal
            for line in sheet.lines
            for partner in line.partners
            if partner.organisation == "Lollar"
        }

    assert mailboxes() == {""}
    token = fair.events.links.give(fair.seat("Lollar").id)
    fair.events.links.answer(token, Answer(consents={"mailbox": True}))
    assert mailboxes() == {"digital@lollar.example"}
    fair.events.links.answer(token, Answer(consents={"mailbox": False}))
    assert mailboxes() == {""}


def test_without_a_published_plan_there_is_nothing_to_print(tmp_path: Path, opened: Opened) -> None:
    (tmp_path / "other").mkdir()
    with fresh_database(tmp_path / "other") as database:
        fair = held(Events(database, opened.service.view))
        fair.plan()
        assert fair.events.press.papers(fair.id) is None
        assert fair.events.press.changed(fair.id) == ()
        fair.events.press.printed(fair.id)


def test_only_what_is_printed_decides_on_a_reprint(fair: Fair) -> None:
    content = fair.events.versions.published(fair.id)
    assert content is not None
    desk = Desk(content, fair.events.people.all(fair.id), fair.events.people.persons(fair.id))
    tables = tuple(replace(table, seats=4, closed=frozenset("9")) for table in content.event.tables)
    roomier = replace(desk, content=replace(content, event=replace(content.event, tables=tables)))
    renamed = tuple(replace(table, name=f"Platz {table.id}") for table in content.event.tables)
    other = replace(desk, content=replace(content, event=replace(content.event, tables=renamed)))
    before = sheets.papers(desk, content.arrangement).fingerprints
    assert sheets.papers(roomier, content.arrangement).fingerprints == before
    after = sheets.papers(other, content.arrangement).fingerprints
    assert [name for name in before if before[name] == after[name]] == []


def test_a_no_show_reprints_the_sheets_of_those_who_wait_and_of_their_tables(fair: Fair) -> None:
    press, before = fair.events.press, papers(fair)
    press.printed(fair.id)
    missing = fair.seat("Pegelwerk")
    met = {person for people in meetings(before, missing.id) for person in people}
    fair.events.day.no_show(missing.id, missing.revision)
    changed = set(press.changed(fair.id))
    assert {name for name in changed if name.startswith("person:")} == {personal_name(id) for id in met}
    assert {"wall", "reception"} <= changed
    assert {name for name in changed if name.startswith("table:")} == {
        table_name(sheet.table.id)
        for sheet in before.tables
        if any(missing.id in {one.registration for one in line.partners} for line in sheet.lines)
    }


def meetings(found: Papers, person: str) -> list[list[str]]:
    """Whom somebody meets, meeting by meeting."""
    sheet = next(sheet for sheet in found.personal if sheet.registration == person)
    return [[partner.registration for partner in line.partners] for line in sheet.lines]


def test_a_stand_names_its_guests_and_not_its_owner(fair: Fair) -> None:
    owner = fair.seat("Pegelwerk")
    fair.events.people.change(owner.id, owner.revision, firm("Pegelwerk", FLOOD_HELP, presents=True))
    fair.events.give_stands(fair.id, fair.events.calendar.get(fair.id).revision)
    fair.publish()
    (stand,) = (sheet for sheet in papers(fair).tables if sheet.owner)
    assert stand.owner == "Pegelwerk"
    assert stand.lines
    assert all("Pegelwerk" not in {one.organisation for one in line.partners} for line in stand.lines)


def test_a_talk_stands_where_it_belongs_in_the_day(fair: Fair) -> None:
    one = fair.seat("Lollar")
    busy = {line.slot.id for line in sheet_of(fair).lines}
    free = next(slot for slot in papers(fair).slots if slot.id not in busy)
    duties = (Duty(free.id, "Vortrag"),)
    fair.events.people.change(one.id, one.revision, town("Lollar", LOLLAR, FLOOD, duties=duties))
    agenda = sheet_of(fair).agenda
    assert [slot.starts for slot, _, _ in agenda] == sorted(slot.starts for slot, _, _ in agenda if slot.starts)
    assert [what for slot, line, what in agenda if line is None] == ["Vortrag"]


def sheet_of(fair: Fair) -> PersonalSheet:
    """The sheet of Lollar."""
    return next(sheet for sheet in papers(fair).personal if sheet.organisation == "Lollar")

"""Sheets: everybody's meetings in order of time, the same reason on both sides, names only with consent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.events.front import Events
from matcher.events.links import Answer
from matcher.events.sheets import Papers
from tests.fair import Fair, fresh_database, held
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

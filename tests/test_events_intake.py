"""A list of participants: previewed with its faults and questions, asked about, taken in whole or forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from indexer import Database, FileRefused, NotFound
from matcher.events.calendar import Calendar
from matcher.events.entries import Person
from matcher.events.heads import HEADS
from matcher.events.intake import Intake
from matcher.events.people import People
from matcher.events.tables import PersonRow
from tests.fair import FULDA, HOMBERG_OHM, arranged, clerk, firm, fresh_database, town
from webui.opening import Opened

HEAD = "Kommune;Vorname;Nachname;E-Mail;Anliegen;Nicht da;Wünsche\n"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with fresh_database(tmp_path) as database:
        yield database


@pytest.fixture
def event(database: Database) -> str:
    return Calendar(database).create(arranged()).id


@pytest.fixture
def intake(database: Database, opened: Opened) -> Intake:
    return Intake(database, opened.service.view)


def listed(folder: Path, *lines: str, head: str = HEAD) -> Path:
    file = folder / "anmeldungen.csv"
    file.write_text(head + "\n".join(lines), encoding="utf-8")
    return file


def test_a_list_is_shown_before_it_is_taken_in(tmp_path: Path, database: Database, event: str, intake: Intake) -> None:
    file = listed(
        tmp_path,
        "Fulda;Ute;Muster;Ute@fulda.example;Wir suchen Pegel.;1, 10:25;Spekter",
        "Spekter GmbH;;;info@spekter.example;;;",
    )
    preview = intake.preview(event, file)
    assert People(database).all(event) == ()
    assert (preview.coming, preview.questions, preview.faults) == (2, 0, ())
    first, second = intake.take_in(preview.id)
    assert (first.entry.role, first.entry.place, first.entry.text) == ("municipality", FULDA, "Wir suchen Pegel.")
    assert first.entry.absent == {"1", "2"}
    assert (second.entry.role, second.entry.provider) == ("provider", "Spekter GmbH")
    people = People(database)
    assert people.persons(event)[first.id] == (Person("Ute Muster", "", "ute@fulda.example"),)
    assert [wish.other for wish in people.wishes(event)[first.id]] == [second.id]
    with pytest.raises(NotFound):
        intake.get(preview.id)


def test_two_hombergs_are_asked_about(tmp_path: Path, event: str, intake: Intake) -> None:
    preview = intake.preview(event, listed(tmp_path, "Homberg;Ute;Muster;;;;"))
    asked = preview.rows[0]
    assert asked.asks
    assert HOMBERG_OHM in asked.choices
    assert preview.coming == 0
    intake.answer(asked.id, HOMBERG_OHM)
    (taken,) = intake.take_in(preview.id)
    assert taken.entry.place == HOMBERG_OHM


def test_what_nobody_answered_stays_out(tmp_path: Path, database: Database, event: str, intake: Intake) -> None:
    preview = intake.preview(event, listed(tmp_path, "Homberg;Ute;Muster;u@x.example;;;"))
    assert intake.take_in(preview.id) == ()
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(PersonRow)) == 0


def test_a_bad_line_says_why_and_the_others_come_in(tmp_path: Path, event: str, intake: Intake) -> None:
    preview = intake.preview(
        event, listed(tmp_path, "Fulda;Ute;Muster;kein Postfach;;;", "Lollar;;;;;99;", ";Ute;;;;;", "Gießen;A;B;;;;")
    )
    assert [fault.row for fault in preview.faults] == [2, 3, 4]
    assert "E-Mail" in preview.faults[0].says
    assert "Runde" in preview.faults[1].says
    assert [row.entry.organisation for row in preview.rows] == ["Gießen"]


def test_doubles_are_found_in_the_list_and_among_the_registered(
    tmp_path: Path, database: Database, event: str, intake: Intake
) -> None:
    People(database).add(event, town("Stadt Fulda", FULDA), [Person("Ute Muster")])
    preview = intake.preview(
        event,
        listed(tmp_path, "Fulda;Ute;Muster;;;;", "Lollar;A;B;a@x.example;;;", "Gießen;C;D;A@x.example;;;"),
    )
    assert [row.duplicate_of for row in preview.rows] == ["Nr. 1 ist schon angemeldet", "", "Zeile 3"]
    assert preview.coming == 1
    intake.keep(preview.rows[0].id, True)
    assert len(intake.take_in(preview.id)) == 2


def test_a_delegation_of_three_is_no_double(tmp_path: Path, event: str, intake: Intake) -> None:
    preview = intake.preview(event, listed(tmp_path, "Fulda;A;X;;;;", "Fulda;B;Y;;;;", "Fulda;C;Z;;;;"))
    assert preview.coming == 3


def test_the_role_is_as_said_or_as_known(tmp_path: Path, event: str, intake: Intake) -> None:
    head = "Organisation;Rolle;Angebot\n"
    preview = intake.preview(
        event,
        listed(
            tmp_path,
            "Fulda;Kommune;",
            "Pegelwerk;;Sensoren",
            "Stadtbau Irgendwo;Gast;",
            "Wer;Zauberer;",
            "Xyzverein;;",
            head=head,
        ),
    )
    assert [row.entry.role for row in preview.rows] == ["municipality", "provider", "guest", "guest"]
    assert "Zauberer" in preview.faults[0].says


def test_a_municipality_that_no_register_knows_is_shown(tmp_path: Path, event: str, intake: Intake) -> None:
    preview = intake.preview(event, listed(tmp_path, "Qwertzhausen;Kommune", head="Organisation;Rolle\n"))
    assert preview.rows[0].unknown
    assert preview.coming == 1


def test_a_workbook_is_read_too(tmp_path: Path, event: str, intake: Intake) -> None:
    file = tmp_path / "liste.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Kommune", "Name", "Höchstens Gespräche", "Vertretung"])
        sheet.write_row(1, 0, ["Lollar", "Ute Muster", 3, "Udo Muster"])
    (row,) = intake.preview(event, file).rows
    assert row.entry.most == 3
    assert [person.name for person in row.persons] == ["Ute Muster", "Udo Muster"]


@pytest.mark.parametrize("head", ["Name;Ort\n", "Kommune;Gemeinde\n"])
def test_what_is_no_list_is_refused(tmp_path: Path, event: str, intake: Intake, head: str) -> None:
    with pytest.raises(FileRefused, match="Kopfzeile"):
        intake.preview(event, listed(tmp_path, "Fulda;x", head=head))


def test_a_forgotten_list_leaves_nothing(tmp_path: Path, database: Database, event: str, intake: Intake) -> None:
    preview = intake.preview(event, listed(tmp_path, "Fulda;Ute;Muster;u@x.example;;;"))
    intake.discard(preview.id)
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(PersonRow)) == 0


def test_numbers_follow_on_without_gaps(tmp_path: Path, database: Database, event: str, intake: Intake) -> None:
    people = People(database)
    people.add(event, firm("Erste"), [clerk("Erste")])
    preview = intake.preview(event, listed(tmp_path, "Fulda;A;X;;;;", "Homberg;B;Y;;;;", "Lollar;C;Z;;;;"))
    intake.take_in(preview.id)
    people.add(event, firm("Letzte"))
    assert [one.number for one in people.all(event)] == [1, 2, 3, 4]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=5))
def test_whatever_stands_in_a_list_each_line_is_usable_or_says_why(
    tmp_path: Path, event: str, intake: Intake, rows: list[list[str]]
) -> None:
    heads = [names[0] for names in list(HEADS.values())[:6]]
    file = tmp_path / "frei.csv"
    lines = [";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in [heads, *rows]]
    file.write_text("\n".join(lines), encoding="utf-8")
    preview = intake.preview(event, file)
    assert len(preview.rows) + len(preview.faults) <= len(rows)
    assert all(fault.says for fault in preview.faults)
    intake.discard(preview.id)

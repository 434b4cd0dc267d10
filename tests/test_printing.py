"""The print pack: accessible, German, titled; the longest sheet fits its page; nobody's text is markup."""

from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime, timedelta

import pytest

from matcher import Papers, PersonalSheet, Slot, Table, TableSheet, personal_name, table_name
from matcher.events.sheets import Line, Partner
from webui.printing import data_of, pdf_of

START = datetime(2027, 1, 14, 10)
PRINTED = datetime(2027, 1, 13, 18, tzinfo=UTC)
REASON = (
    "Fulda hat zum Anliegen von Lollar Erfahrung: „Pegel am Bach“ (in Betrieb seit 2023). Gleiche Themen: Starkregen, "
)
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def slots(count: int) -> tuple[Slot, ...]:
    starts = [START + timedelta(minutes=25 * at) for at in range(count)]
    return tuple(Slot(str(at), starts=one, ends=one + timedelta(minutes=20)) for at, one in enumerate(starts, 1))


def papers(rounds: int = 4, reason: str = REASON, who: str = "Fulda") -> Papers:
    table = Table("1", "Tisch 1")
    partner = Partner("b", who, "Bauamt", "bauamt@fulda.example")
    lines = tuple(Line(slot, table, (partner,), reason) for slot in slots(rounds))
    sheet = PersonalSheet("a", 1, "Lollar", "", "Bauamt", lines, (), ())
    sign = TableSheet(table, "", lines)
    prints = {personal_name("a"): "1", table_name("1"): "2", "wall": "3", "reception": "4"}
    return Papers("Netzwerktreffen", START.date(), "Bürgerhaus", slots(rounds), (sheet,), (sign,), prints)


def pages(pdf: bytes) -> int:
    """How many pages a PDF has; its page objects may stand in packed streams."""
    packed = b"".join(_unpacked(stream) for stream in STREAM.findall(pdf))
    return len(PAGE.findall(pdf)) + len(PAGE.findall(packed))


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_the_pack_is_tagged_titled_and_german() -> None:
    pdf = pdf_of(papers(), papers().fingerprints, PRINTED)
    everything = pdf + b"".join(_unpacked(stream) for stream in STREAM.findall(pdf))
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" in everything
    assert re.search(rb"/Marked\s+true", everything)
    assert re.search(rb"/Lang\s*\(de", everything)


@pytest.mark.parametrize(("rounds", "length"), [(1, 12), (6, 2), (7, 3), (10, 3), (16, 3)])
def test_the_longest_personal_sheet_fits_its_page(rounds: int, length: int) -> None:
    long = papers(rounds=rounds, reason=REASON * length)
    assert pages(pdf_of(long, [personal_name("a")], PRINTED)) == 1


def test_only_the_named_sheets_are_printed() -> None:
    data = data_of(papers(), [table_name("1")], PRINTED)
    assert (len(data["personal"]), len(data["tables"]), data["wall"], data["reception"]) == (0, 1, [], [])


def test_what_people_write_is_text_and_not_markup() -> None:
    evil = '#panic("x") *fett* $x$ #read("/etc/passwd") \\ ` @label <label>'
    assert pdf_of(papers(reason=evil, who=evil), papers().fingerprints, PRINTED).startswith(b"%PDF")

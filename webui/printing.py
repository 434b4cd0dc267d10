"""The print pack: everything on paper as one accessible PDF (PDF/UA-1), set by typst from plain values.

What people wrote reaches the template only as JSON, never as markup; the template reads no other file.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from indexer import PrintFailed
from matcher import Papers, PersonalSheet, TableSheet, personal_name, table_name
from webui.wording import HERE, day, moment

FOLDER = Path(__file__).parent / "templates" / "print"
PACK = FOLDER / "pack.typ"

ROOMY_LINES, ROOMY_CHARACTERS = 6, 1_600
"""A sheet with fewer meetings and less text fills at most two thirds of its page in the largest type."""


def pdf_of(papers: Papers, names: Collection[str], printed: datetime) -> bytes:
    """The named sheets as one PDF; raises PrintFailed where typst refuses them."""
    data = json.dumps(data_of(papers, names, printed), ensure_ascii=False)
    try:
        made = typst.compile(
            str(PACK), root=str(FOLDER), sys_inputs={"data": data}, pdf_standards=["ua-1"], ignore_system_fonts=True
        )
    except typst.TypstError as error:
        raise PrintFailed("Die Druckmappe ließ sich nicht setzen.", "Die Blätter gibt es auch als Seiten.") from error
    return bytes(made)


def data_of(papers: Papers, names: Collection[str], printed: datetime) -> dict[str, Any]:
    """What the template gets: strings, numbers and lists."""
    return {
        "title": papers.title,
        "day": day(papers.day),
        "place": papers.place,
        "printed": moment(printed.astimezone(HERE)),
        "slots": [str(slot) for slot in papers.slots],
        "personal": [_personal(sheet) for sheet in papers.personal if personal_name(sheet.registration) in names],
        "tables": [_table(sheet) for sheet in papers.tables if table_name(sheet.table.id) in names],
        "wall": [_row(sheet, papers) for sheet in papers.tables] if "wall" in names else [],
        "hosts": [_table(sheet) for sheet in papers.tables if sheet.owner] if "wall" in names else [],
        "reception": [_personal(sheet) for sheet in papers.personal] if "reception" in names else [],
    }


def _personal(sheet: PersonalSheet) -> dict[str, Any]:
    lines = [
        (str(slot), str(line.table), _who(line.partners), line.reason) if line else (str(slot), "", [[what, ""]], "")
        for slot, line, what in sheet.agenda
    ]
    length = sum(len(line.reason) for line in sheet.lines)
    return {
        "roomy": len(lines) <= ROOMY_LINES and length <= ROOMY_CHARACTERS,
        "number": sheet.number,
        "organisation": sheet.organisation,
        "person": ", ".join(filter(None, (sheet.person, sheet.function))),
        "lines": lines,
        "pauses": [f"{one.starts:%H:%M} bis {one.ends:%H:%M} Uhr: {one.title}" for one in sheet.pauses],
    }


def _who(partners: Collection[Any]) -> list[list[str]]:
    return [[one.organisation, ", ".join(filter(None, (one.person, one.mailbox)))] for one in partners]


def _table(sheet: TableSheet) -> dict[str, Any]:
    lines = [(str(line.slot), " und ".join(one.organisation for one in line.partners)) for line in sheet.lines]
    roomy = len(lines) <= 2 * ROOMY_LINES
    return {"name": str(sheet.table), "owner": sheet.owner, "lines": lines, "roomy": roomy}


def _row(sheet: TableSheet, papers: Papers) -> dict[str, Any]:
    there = {line.slot.id: " und ".join(one.organisation for one in line.partners) for line in sheet.lines}
    return {"name": str(sheet.table), "owner": sheet.owner, "cells": [there.get(slot.id, "") for slot in papers.slots]}

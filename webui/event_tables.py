"""The lists of an event as tables of texts, for files that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indexer import sheet_of_texts
from matcher import HEADS, OUTCOMES, PAIR_KINDS, PRESENCES, STATES, Content, Pair, Person, Registration
from webui.event_forms import ROLES
from webui.event_grid import booked, unplaced

FORMULA = re.compile(r"^[\s\x00]*[=+\-@|%＝＋－＠]")
"""A cell that begins so runs as a formula in spreadsheets (OWASP, CSV injection)."""


@dataclass(frozen=True)
class Listing:
    """A table: its name, heads, rows of texts."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def xlsx(self) -> bytes:
        """The table as XLSX, strings only."""
        return sheet_of_texts(self.name, self.heads, self.rows)

    def csv(self) -> bytes:
        """The table as CSV that German spreadsheets open; nothing in it runs as a formula."""
        told = io.StringIO()
        writer = csv.writer(told, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerows([_harmless(cell) for cell in row] for row in (self.heads, *self.rows))
        return told.getvalue().encode("utf-8-sig")


def template() -> bytes:
    """The empty list of participants."""
    return sheet_of_texts("Teilnehmende", [heads[0] for heads in HEADS.values()], ())


def people_listing(people: Sequence[Registration], persons: Mapping[str, tuple[Person, ...]]) -> Listing:
    """Everybody; the heads are those that the import reads."""
    heads = ("Nr.", "Organisation", "Rolle", "Name", "Funktion", "E-Mail", "Vertretung", "Anliegen", "Stand",
             "Nicht da", "Höchstens Gespräche", "Teilnahme")  # fmt: skip
    return Listing("Teilnehmende", heads, tuple(_person(one, persons.get(one.id, ())) for one in people))


def pairs_listing(pairs: Iterable[Pair], names: Mapping[str, str]) -> Listing:
    """Every pair with its reason."""
    rows = tuple(
        (
            " mit ".join(names.get(id, "entfernt") for id in pair.people),
            PAIR_KINDS[pair.kind],
            STATES[pair.state],
            "ja" if pair.locked else "nein",
            pair.reason,
        )
        for pair in pairs
    )
    return Listing("Paare", ("Wer", "Art", "Stand", "Festgehalten", "Grund"), rows)


def plan_listing(content: Content) -> Listing:
    """A plan: every meeting with its time, then those without one."""
    placed = [(each.slot.id, str(each.slot), each.table, each.who, each.meeting.reason) for each in booked(content)]
    without = [("", "ohne Platz", "", names, why) for names, why in unplaced(content)]
    return Listing("Gesprächsplan", ("Runde", "Zeit", "Tisch", "Wer", "Grund"), (*placed, *without))


def outcomes_listing(content: Content | None, answers: Mapping[str, Mapping[str, str]]) -> Listing:
    """Every meeting that took place in the plan, with what each side says it brought."""
    rows = tuple(
        (str(each.slot), each.who, "; ".join(_said(content, answers.get(each.meeting.id, {}))))
        for each in (booked(content) if content else ())
    )
    return Listing("Ergebnisse", ("Zeit", "Wer", "Was daraus wurde"), rows)


def _said(content: Content | None, answers: Mapping[str, str]) -> list[str]:
    """Who says what."""
    names = content.event.people if content else {}
    return [f"{names.get(id, 'Teilnehmer')}: {OUTCOMES[said]}" for id, said in answers.items() if said in OUTCOMES]


def _person(one: Registration, persons: tuple[Person, ...]) -> tuple[str, ...]:
    first, second = (*persons, Person(), Person())[:2]
    entry = one.entry
    return (
        str(one.number),
        entry.organisation,
        ROLES[entry.role],
        first.name,
        first.function,
        first.mailbox,
        second.name or second.function,
        entry.text,
        "ja" if entry.presents else "nein",
        ", ".join(sorted(entry.absent)),
        "" if entry.most is None else str(entry.most),
        PRESENCES[one.presence],
    )


def _harmless(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell

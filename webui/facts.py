"""What a record's page shows beside its texts, as pairs of a term and a text; what no source said is left out."""

from __future__ import annotations

from dataclasses import dataclass

from indexer import Record
from matcher import RecordPage
from webui.wording import day, enumeration, euro, host, span

UNCHECKED = "Quelle nicht geprüft"
HEADINGS = {
    "practice": (("situation", "Ausgangslage"), ("approach", "So ging es"), ("result", "Ergebnis")),
    "offering": (("situation", "Wofür es gedacht ist"), ("approach", "So funktioniert es"), ("result", "Erfahrungen")),
    "need": (("situation", "Ausgangslage"), ("approach", "Was bisher geschah"), ("result", "Stand")),
}
NO_RESULT = "Ergebnis noch nicht bekannt. Fragen Sie im Gespräch danach."


@dataclass(frozen=True)
class Amount:
    """One amount as one source gives it; amounts of several sources disagree, so they are never added up."""

    label: str
    value: str
    programme: str
    source: str


def texts(record: Record) -> list[tuple[str, str]]:
    """The record's texts under their headings; a practice without a result says so."""
    found = [(title, getattr(record, name)) for name, title in HEADINGS[record.kind]]
    if record.kind == "practice" and not record.result:
        found[-1] = (found[-1][0], NO_RESULT)
    return [(title, text) for title, text in found if text]


def checked(record: Record) -> bool:
    """Whether somebody read the source itself; one that says nothing about it counts as read."""
    return record.confidence in (None, "source read")


def source_line(record: Record) -> str:
    """Where and when: "digitales.hessen.de, August 2024"."""
    return f"{host(record.source_url)}, {day(record.source_date) or 'ohne Datum'}"


def amounts(record: Record) -> list[Amount]:
    """Funding and cost, each with programme and source."""
    source = source_line(record)
    given = ((record.funding_eur, "Förderung", record.funding_programme or ""), (record.cost_eur, "Kosten", ""))
    return [Amount(label, euro(value), programme, source) for value, label, programme in given if value is not None]


def at_a_glance(page: RecordPage) -> list[tuple[str, str]]:
    """The short facts of a record."""
    record = page.record
    programme = record.funding_programme if record.funding_programme and record.funding_eur is None else ""
    pairs = [
        ("Zeitraum", span(record.start_year, record.end_year) if record.end_year else ""),
        ("Land", record.land),
        ("Programm", programme),
        ("Form", record.delivery),
        ("Preis", record.price_note),
        ("Offener Quelltext", _yes_or_no(record.open_source)),
        ("Sucht Mitstreiter", _yes_or_no(record.wants_cooperation)),
        ("Baut auf", record.reuse_of),
        ("Übernommen von", enumeration(record.reused_by)),
        ("Referenzen", enumeration(record.references)),
    ]
    return [(term, text) for term, text in pairs if text]


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else "ja" if value else "nein"

"""What does not carry over from a record to the sender: state, size, partners, money, pitfalls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer import Record
from matcher.likeness import Place, number, same_size

MANY = 4
"""From so many municipalities on a practice is a joint project that one town cannot copy alone."""

PITFALL_LETTERS = 160
"""A pitfall longer than this is read on the record's own page."""

END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„])")


def difference(record: Record, mine: Place | None, other: Place | None) -> str:
    """What is different there, most important first; empty if nothing is known to be."""
    points = [*_of_state(record), *_of_place(mine, other), *_of_partners(record), *_of_money(record)]
    joined = "; ".join(points)
    first = f"{joined[0].upper()}{joined[1:]}." if joined else ""
    return " ".join(filter(None, (first, _pitfall(record))))


def _of_state(record: Record) -> Iterator[str]:
    if record.kind != "practice":
        return
    if record.state == "Planung":
        yield "noch in Planung, Erfahrungen stehen aus"
    elif not record.result:
        yield "Ergebnis noch nicht bekannt"
    elif record.state == "Pilot":
        yield "noch im Pilotbetrieb"


def _of_place(mine: Place | None, other: Place | None) -> Iterator[str]:
    if other is None:
        return
    if other.sort == "Landkreis" and (mine is None or mine.sort != "Landkreis"):
        yield f"Landkreis mit {number(other.inhabitants)} Einwohnern"
    elif mine is not None and not same_size(mine, other):
        larger = "größer" if other.inhabitants > mine.inhabitants else "kleiner"
        yield f"deutlich {larger} ({number(other.inhabitants)} gegenüber {number(mine.inhabitants)} Einwohnern)"


def _of_partners(record: Record) -> Iterator[str]:
    if record.kind == "practice" and len(record.municipalities) >= MANY:
        yield f"{len(record.municipalities)} beteiligte Kommunen"


def _of_money(record: Record) -> Iterator[str]:
    if record.funding_eur:
        programme = f" ({record.funding_programme})" if record.funding_programme else ""
        yield f"Förderung {number(record.funding_eur)} €{programme}"
    elif record.funding_programme:
        yield f"gefördert aus: {record.funding_programme}"
    if record.cost_eur:
        yield f"Kosten {number(record.cost_eur)} €"
    if record.kind == "offering":
        yield f"Preis: {record.price_note.rstrip('.')}" if record.price_note else "Preis nicht bekannt"


def _pitfall(record: Record) -> str:
    """The first sentence of the pitfalls, if it is short enough to be read in passing."""
    first = END_OF_SENTENCE.split(record.pitfalls.strip(), maxsplit=1)[0]
    return f"Stolperstein: {first}" if first and len(first) <= PITFALL_LETTERS else ""

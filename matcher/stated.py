"""What a challenge states outright: money, sizes, a deadline, and whether somebody wants to do, to buy or to join."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Way = Literal["do", "buy", "join"]

NUMBER = r"\d{1,3}(?:\.\d{3}){1,3}(?:,\d{1,2})?|\d{1,9}(?:,\d{1,2})?"
MONEY = re.compile(
    rf"(?<![\w.,])(?P<number>{NUMBER})\s*(?P<scale>Tsd\.?|Tausend|T|Mio\.?|Millionen|Million)?\s*(?:€|EUR\b|Euro\b|Teuro\b)",
    re.IGNORECASE,
)
SCALES = {"t": 1_000, "tsd": 1_000, "tausend": 1_000, "mio": 1_000_000, "million": 1_000_000, "millionen": 1_000_000}

MONTH = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
DEADLINE = re.compile(
    r"\b(?:bis|spätestens|vor)\s+(?:zum\s+|spätestens\s+|Ablauf\s+|dem\s+)*"
    r"(?P<when>"
    r"\d{1,2}\.\s?\d{1,2}\.(?:\s?20\d\d)?"
    rf"|(?:\d{{1,2}}\.\s)?(?:{MONTH})(?:\s20\d\d)?"
    r"|(?:Ende|Anfang|Mitte)\s(?:des\sJahres|nächsten\sJahres|20\d\d)"
    rf"|(?:Ende|Anfang|Mitte)\s(?:{MONTH})(?:\s20\d\d)?"
    r"|(?:Jahresende|Jahreswechsel)(?:\s20\d\d)?"
    r"|(?:nächsten|kommenden)\s(?:Sommer|Herbst|Winter|Frühjahr|Frühling)"
    r"|20\d\d)\b(?!\s*(?:€|Euro|EUR))"
)

WORDS = "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert|tausend"
COUNTED = re.compile(
    rf"(?<![\w.,§])(?P<number>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|(?i:{WORDS}))\s+"
    r"(?:[a-zäöüß]{3,}(?:e|en|er|te|ten)\s+)?"
    r"(?P<thing>[A-ZÄÖÜ][a-zäöüßA-ZÄÖÜ-]{2,})"
)
NO_THING = re.compile(
    rf"t?euro?|uhr|prozent|jahr(?:e[ns]?)?|monat(?:en?)?|wochen?|tage?n?|stunden?|minuten?|tsd|mio|million(?:en)?"
    rf"|tausend|mal|cent|{MONTH}",
    re.IGNORECASE,
)
"""What is counted in time, money or shares says nothing about how big a task is."""

LIVING = re.compile(r"einwohner(?:n|innen)?|bürgern?|menschen", re.IGNORECASE)
"""Who is counted to tell the size of a town, not of its task."""

SIZES_TOLD = 4

JOIN = (
    r"gemeinsam|kooper|zusammen(?:tun|schließen|arbeit|mit (?:anderen|nachbar))|partnerkommun|interkommunal|verbund\b"
    r"|mitmachen\b|anschließen\b|wer macht mit\b"
)
BUY = (
    r"kauf(?:en|t)?\b|einkauf|beschaff|ausschreib|anbieter\b|hersteller\b|produkt\b|dienstleister\b|beauftrag"
    r"|vergeben\b|angebote? (?:einholen|für)|lizenz"
)
DO = (
    r"selbst?\b|eigen(?:es|en)? (?:personal|kraft|leute|regie)|wie (?:macht|machen|haben|hat|geht|gehen)\b"
    r"|wer hat\b|erfahrung"
)
ASKS: tuple[tuple[Way, re.Pattern[str]], ...] = (
    ("join", re.compile(rf"\b(?:{JOIN})", re.IGNORECASE)),
    ("buy", re.compile(rf"\b(?:{BUY})", re.IGNORECASE)),
    ("do", re.compile(rf"\b(?:{DO})", re.IGNORECASE)),
)
"""Words by which people say what they want, the most telling first."""


@dataclass(frozen=True)
class Stated:
    """What stands in the text; None or nothing where it does not say. `sizes` are as written ("400 Laternen")."""

    way: Way | None = None
    budget_eur: int | None = None
    sizes: tuple[str, ...] = ()
    deadline: str | None = None


def stated(text: str) -> Stated:
    """Read what a text states outright."""
    found = DEADLINE.search(text)
    return Stated(
        way=next((way for way, pattern in ASKS if pattern.search(text)), None),
        budget_eur=budget(text),
        sizes=tuple(dict.fromkeys(_sizes(text)))[:SIZES_TOLD],
        deadline=found["when"].strip() if found else None,
    )


def budget(text: str) -> int | None:
    """The greatest amount of money that a text names, in euros; None if it names none."""
    amounts = (_amount(found) for found in MONEY.finditer(text))
    return max((amount for amount in amounts if amount), default=None)


def _amount(found: re.Match[str]) -> int:
    value = float(found["number"].replace(".", "").replace(",", "."))
    scale = (found["scale"] or "").rstrip(".").lower()
    return round(value * SCALES.get(scale, 1))


def _sizes(text: str) -> Iterator[str]:
    for found in COUNTED.finditer(text):
        thing = found["thing"]
        if not (NO_THING.fullmatch(thing) or LIVING.fullmatch(thing) or _is_year(found["number"])):
            yield " ".join(found.group().split())


def _is_year(number: str) -> bool:
    return number.isdigit() and len(number) == len("2027") and number.startswith(("19", "20"))

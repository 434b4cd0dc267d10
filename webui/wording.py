"""German wording of plain values: dates, amounts, counts, hosts, kinds. Nothing here looks anything up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from matcher import Snippet

MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
          "Dezember")  # fmt: skip
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
KINDS = {"practice": "Praxisbeispiel", "offering": "Angebot", "need": "Bedarf"}
MANY = {
    "Praxisbeispiel": "Praxisbeispiele",
    "Angebot": "Angebote",
    "Bedarf": "Bedarfe",
    "Eintrag": "Einträge",
    "Kommune, die es gemacht hat": "Kommunen, die es gemacht haben",
    "Anbieter": "Anbieter",
    "Kommune mit gleichem Bedarf": "Kommunen mit gleichem Bedarf",
    "Angabe": "Angaben",
    "Treffer": "Treffer",
    "Vorschlag": "Vorschläge",
}
HERE = ZoneInfo("Europe/Berlin")
SOFT_HYPHEN = "\u00ad"
LONG_WORD = 12  # letters; shorter words fit a line of a phone
WORD = re.compile(rf"[^\W\d_]{{{LONG_WORD + 1},}}")


def number(value: float) -> str:
    """1234567 → 1.234.567 (decimals, if any, after a comma)."""
    whole = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return whole.translate(str.maketrans(",.", ".,"))


def euro(value: int) -> str:
    """828000 → 828.000 €, the sign kept with its number."""
    return f"{number(value)}\N{NO-BREAK SPACE}€"


def count(value: int, one: str) -> str:
    """3, "Eintrag" → "3 Einträge"."""
    return f"{number(value)} {one if value == 1 else MANY[one]}"


def decimal(value: float) -> str:
    """0.25 → 0,25."""
    return f"{value:g}".replace(".", ",")


def further(value: int) -> str:
    """How many more records there are: 1 → "ein weiterer Eintrag"."""
    return "ein weiterer Eintrag" if value == 1 else f"{number(value)} weitere Einträge"


def companions(value: int) -> str:
    """How many municipalities share a record: 15 → "mit 15 weiteren Kommunen"."""
    return "mit einer weiteren Kommune" if value == 1 else f"mit {number(value)} weiteren Kommunen"


def day(value: date | str | None) -> str:
    """A date as far as it is known: 2024-07-17 → 17. Juli 2024, 2024-08 → August 2024, 2025 → 2025, None → ""."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"
    parts = value.split("-")
    if not all(part.isdigit() for part in parts) or (len(parts) > 1 and not 1 <= int(parts[1]) <= len(MONTHS)):
        return value
    words = [parts[0], *(MONTHS[int(part) - 1] for part in parts[1:2]), *(f"{int(part)}." for part in parts[2:3])]
    return " ".join(reversed(words))


def moment(value: datetime) -> str:
    """A point in time as people in Hessen say it: Montag, 24. November 2025, 04:10 Uhr."""
    value = value.astimezone(HERE)
    return f"{WEEKDAYS[value.weekday()]}, {day(value.date())}, {value:%H:%M} Uhr"


def host(url: str) -> str:
    """The site an address leads to, without www."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def span(start: int | None, end: int | None) -> str:
    """The years of a project as far as they are known."""
    if start and end:
        return str(start) if start == end else f"{start} bis {end}"
    return f"seit {start}" if start else f"bis {end}" if end else ""


def enumeration(parts: Iterable[str]) -> str:
    """Bach, Pegel, App → Bach, Pegel und App."""
    *first, last = list(parts) or [""]
    return f"{', '.join(first)} und {last}" if first else last


def level_rank(level: str) -> int:
    """The level as a number for its fill: 3 sehr passend, 2 passend, 1 teilweise."""
    return {"sehr passend": 3, "passend": 2, "teilweise": 1}[level]


def softener(joints: Callable[[str], tuple[str, ...]]) -> Callable[[str], str]:
    """A filter that puts soft hyphens at the joints of long compounds, so that they break where a reader would.

    `joints` gives the surface pieces of one word; pieces that do not add up to the word leave it as it is.
    """

    def softened(found: re.Match[str]) -> str:
        pieces = joints(found.group())
        return SOFT_HYPHEN.join(pieces) if "".join(pieces) == found.group() else found.group()

    return lambda text: WORD.sub(softened, text)


def marked(snippet: Snippet, soften: Callable[[str], str] = str) -> Markup:
    """A piece of text with the found words in <mark>; everything is escaped first."""
    return Markup("").join(
        Markup("<mark>{}</mark>").format(soften(text)) if found else escape(soften(text))
        for text, found in snippet.parts
    )

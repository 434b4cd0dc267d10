"""What a table's cell says; what does not fit its field stays as it is and is refused later, with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from indexer.fields import Field, Shape

LIST_MARK = "|"
ESCAPED_MARK = r"\|"  # a mark that belongs to the entry: "Nassauische Heimstätte \| Wohnstadt"
YES = frozenset(["ja", "j", "yes", "wahr", "true", "x", "1"])
NO = frozenset(["nein", "n", "no", "falsch", "false", "0"])

_BETWEEN = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"(-?\d+|-?\d{1,3}(?:[. ]\d{3})+)(?:,0+|,-)?\s*(?:€|EUR|Euro)?")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_GERMAN_MONTH = re.compile(r"(\d{1,2})[./](\d{4})")


def value_of(field: Field, cell: object) -> object:
    """The value of a cell for this field; None if the cell is empty."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    return _READERS[field.shape](field, cell)


def _line(_field: Field, cell: object) -> object:
    return " ".join(_as_text(cell).split("\n"))


def _text(_field: Field, cell: object) -> object:
    return _as_text(cell)


def _list(_field: Field, cell: object) -> object:
    items = (" ".join(item.split("\n")).strip() for item in _BETWEEN.split(_as_text(cell)))
    return tuple(item.replace(ESCAPED_MARK, LIST_MARK) for item in items if item)


def _number(_field: Field, cell: object) -> object:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if not isinstance(cell, str):
        return cell
    found = _NUMBER.fullmatch(cell.strip().replace("\u00a0", " "))
    return int(re.sub(r"[. ]", "", found[1])) if found else cell


def _yes_no(_field: Field, cell: object) -> object:
    word = _as_text(cell).strip().casefold()
    if word in YES:
        return True
    return False if word in NO else cell


def _choice(field: Field, cell: object) -> object:
    text = _as_text(cell).strip()
    words = {word.casefold(): value for word, value in field.choices.items()}
    return words.get(text.casefold(), text)


def _date(_field: Field, cell: object) -> object:
    text = _as_text(cell).strip()
    if day := _GERMAN_DAY.fullmatch(text):
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    if month := _GERMAN_MONTH.fullmatch(text):
        return f"{month[2]}-{int(month[1]):02}"
    return text


def _as_text(cell: object) -> str:
    """A cell as people see it: a date without its midnight, a whole number without its .0."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r\n", "\n")


_READERS: Mapping[Shape, Callable[[Field, object], object]] = {
    "line": _line,
    "text": _text,
    "list": _list,
    "number": _number,
    "yes_no": _yes_no,
    "choice": _choice,
    "date": _date,
}

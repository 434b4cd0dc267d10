"""The form of a record, made from the one table that says what each field is called and holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wtforms import Field, HiddenField, SelectChoice, SelectField, StringField, TextAreaField

from indexer import FIELDS, Record
from webui.desk_forms import GermanForm
from webui.forms import cleaned

ROWS = {"text": 5, "list": 3}  # of a field for many lines
YES, NO = "ja", "nein"
NOTHING = "keine Angabe"
MOST_DIGITS = 12  # longer numbers are refused as they stand


def _line(field: Any) -> Field:
    kind = {"inputmode": "numeric"} if field.shape == "number" else {}
    return StringField(field.head, description=field.help, filters=[cleaned], render_kw=kind)


def _lines(field: Any) -> Field:
    told = "Je Zeile ein Eintrag." if field.shape == "list" else field.help
    return TextAreaField(field.head, description=told, filters=[cleaned], render_kw={"rows": ROWS[field.shape]})


def _choice(field: Any) -> Field:
    words = {code: word for word, code in field.choices.items()} or {YES: YES, NO: NO}
    chosen = [SelectChoice(code, word) for code, word in words.items()]
    needed = field.name in ("kind", "visibility")
    return SelectField(field.head, choices=chosen if needed else [SelectChoice("", NOTHING), *chosen])


SHAPES: dict[str, Callable[[Any], Field]] = {
    "line": _line,
    "date": _line,
    "number": _line,
    "text": _lines,
    "list": _lines,
    "choice": _choice,
    "yes_no": _choice,
}

RecordForm = type(
    "RecordForm",
    (GermanForm,),
    {**{field.name: SHAPES[field.shape](field) for field in FIELDS}, "read": HiddenField(filters=[cleaned])},
)
"""One field for each of a record, and `read`: when the record that is edited had last changed."""


def row_of(form: Any) -> dict[str, object]:
    """What was filled in, as a row of a source."""
    return {field.name: _value(field.shape, form[field.name].data or "") for field in FIELDS}


def filled(record: Record) -> dict[str, str]:
    """A record as the form shows it."""
    return {field.name: _text(getattr(record, field.name)) for field in FIELDS}


def put_error(form: Any, sentence: str) -> None:
    """Show an error at the field that its sentence names, else at the first."""
    named = (form[field.name] for field in FIELDS if sentence.startswith((f"{field.head} ", f"{field.head}:")))
    field = next(named, form["title"])
    field.errors = [*field.errors, sentence]


def _value(shape: str, text: str) -> object:
    if shape == "list":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if shape == "number":
        whole = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
        return int(text) if whole else text
    if shape == "yes_no":
        return {YES: True, NO: False}.get(text)
    return text


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    return "\n".join(value) if isinstance(value, tuple) else str(value)

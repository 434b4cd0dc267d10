"""What is wrong with a row, as one German sentence that names the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from indexer.fields import BY_NAME, head

# Sentences by pydantic's own error types (https://docs.pydantic.dev/latest/errors/validation_errors/), and by ours.
_SENTENCES: Mapping[str, str] = {
    "missing": "{field} fehlt.",
    "extra_forbidden": "Das Feld „{key}“ ist nicht bekannt.",
    "string_type": "{field}: hier muss ein Text stehen.",
    "string_unicode": "{field}: der Text enthält ungültige Zeichen.",
    "string_too_short": "{field} ist leer.",
    "string_too_long": "{field} ist zu lang (höchstens {max_length} Zeichen).",
    "string_pattern_mismatch": "{field} enthält Steuerzeichen.",
    "int_type": "{field}: hier muss eine ganze Zahl stehen.",
    "bool_type": "{field}: hier muss ja oder nein stehen.",
    "tuple_type": "{field}: hier muss eine Liste stehen.",
    "too_long": "{field} hat zu viele Einträge (höchstens {max_length}).",
    "literal_error": "{field}: „{value}“ ist nicht möglich; möglich sind {choices}.",
    "greater_than_equal": "{field}: die Zahl darf nicht kleiner als {ge} sein.",
    "less_than_equal": "{field}: die Zahl darf nicht größer als {le} sein.",
    "year": "{field}: das Jahr ist nicht möglich ({first} bis {last}).",
    "calendar_date": "{field}: dieses Datum gibt es nicht.",
    "web_address": "{field}: die Adresse muss mit https:// oder http:// beginnen und einen Rechnernamen nennen.",
    "contact": "{field}: die Angabe {reason}.",
    "years_turned": "Ende: das Jahr liegt vor dem Beginn.",
}
# The same error type means something else where the pattern is not about control characters.
_SPECIAL: Mapping[tuple[str, str], str] = {
    ("id", "string_pattern_mismatch"): "Kennung: erlaubt sind Buchstaben ohne Umlaute, Ziffern, Punkt und Strich.",
    ("source_date", "string_pattern_mismatch"): "Stand der Quelle: erlaubt sind 2025, 2025-08 und 2025-08-04.",
}
_UNKNOWN = "{field}: die Angabe ist nicht zulässig."
_SHOWN_LENGTH = 40  # of a wrong value; a whole text helps nobody


def sentence(error: ValidationError) -> str:
    """The first thing wrong, in German; the value itself is shown for choices only, so no personal data is repeated."""
    first = error.errors(include_url=False)[0]
    place = tuple(first["loc"])
    name = str(place[0]) if place else ""
    template = _SPECIAL.get((name, first["type"])) or _SENTENCES.get(first["type"], _UNKNOWN)
    return template.format_map(_parts(name, place, first.get("ctx", {}), first["input"]))


def _parts(name: str, place: tuple[int | str, ...], context: Mapping[str, Any], value: object) -> dict[str, object]:
    entry = next((number + 1 for number in place[1:] if isinstance(number, int)), None)
    field = head(name) if entry is None else f"{head(name)} (Eintrag {entry})"
    choices = ", ".join(_choices(name))
    return {
        **context,
        "field": field,
        "key": _shown(name),
        "value": _shown(value),
        "choices": choices,
    }


def _shown(value: object) -> str:
    return "".join(sign for sign in str(value)[:_SHOWN_LENGTH] if sign.isprintable())


def _choices(name: str) -> list[str]:
    choices = BY_NAME[name].choices if name in BY_NAME else {}
    return [value if value == word else f"{value} ({word})" for word, value in choices.items()]

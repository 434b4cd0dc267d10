"""What two records say differently, or one record before and after a change: field by field, in German words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from indexer import FIELDS, Field, Record
from matcher.answers import Snippet
from matcher.desk.model import Difference

LEAST_COMMON = 0.3
"""Share of common words below which two texts are simply two texts: marking nearly all of both tells nothing."""

_WORD = re.compile(r"\s*\S+")
_ITEM = re.compile(r"[^;]+;?")
_TRIFLES = " \n;,."  # around a word or an item


@dataclass(frozen=True)
class Compared:
    """One field of two records; what only one of them says is marked."""

    field: str
    one: Snippet
    other: Snippet


def differences(before: Record, after: Record) -> tuple[Difference, ...]:
    """What differs between two records, field by field."""
    return differences_of(before.model_dump(mode="json"), after.model_dump(mode="json"))


def differences_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The same of two records as plain values."""
    return tuple(Difference(field.head, one, two) for field, one, two in _told(before, after) if one != two)


def compared(one: Record, other: Record) -> tuple[tuple[Compared, ...], tuple[str, ...]]:
    """The fields that differ between two records with ids of their own, and the names of those that are equal."""
    told = [each for each in _told(_without_id(one), _without_id(other)) if each[1] or each[2]]
    return (
        tuple(_compared(field, first, second) for field, first, second in told if first != second),
        tuple(field.head for field, first, second in told if first == second),
    )


def _without_id(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude={"id"})


def _told(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[Field, str, str]]:
    return [
        (each, _words(before.get(each.name), each.choices), _words(after.get(each.name), each.choices))
        for each in FIELDS
    ]


def _words(value: Any, choices: Mapping[str, str]) -> str:
    """A value as the desk shows it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list | tuple):
        return "; ".join(str(item) for item in value)
    return next((word for word, code in choices.items() if code == value), str(value))


def _compared(field: Field, first: str, second: str) -> Compared:
    """Both values, each with the words marked that the other one lacks; whole where hardly a word is common."""
    pieces = _ITEM if field.shape == "list" else _WORD
    one, other = pieces.findall(first), pieces.findall(second)
    bare = [[piece.strip(_TRIFLES) for piece in side] for side in (one, other)]
    match = SequenceMatcher(None, bare[0], bare[1], autojunk=False)
    if match.ratio() < LEAST_COMMON:
        return Compared(field.head, _snippet([([first], False)]), _snippet([([second], False)]))
    steps = match.get_opcodes()
    return Compared(
        field.head,
        _snippet([(one[a:b], kind != "equal") for kind, a, b, _, _ in steps]),
        _snippet([(other[c:d], kind != "equal") for kind, _, _, c, d in steps]),
    )


def _snippet(runs: Sequence[tuple[list[str], bool]]) -> Snippet:
    """The runs one after the other; the space before a marked run is not marked."""
    parts: list[tuple[str, bool]] = []
    for pieces, own in runs:
        text = "".join(pieces)
        words = text.lstrip()
        parts += [(text[: len(text) - len(words)], False), (words, own)]
    return Snippet(tuple(part for part in parts if part[0]))

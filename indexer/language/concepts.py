"""The thesaurus as it stands in its file: concepts, their words and their neighbours."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import SettingsError

_LISTS = ("alt", "lay", "broader", "related")


@dataclass(frozen=True)
class Concept:
    """A topic: preferred label, field of action, other official words, people's words, and its neighbours by id."""

    id: str
    label: str
    field: str
    alt: tuple[str, ...] = ()
    lay: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[tuple[str, bool], ...]:
        """Every wording, label first, and whether it is people's instead of official."""
        return (*((text, False) for text in (self.label, *self.alt)), *((text, True) for text in self.lay))


@dataclass(frozen=True)
class ThesaurusFile:
    """What the file holds: labels of the fields of action, and concepts by id."""

    fields: Mapping[str, str]
    concepts: Mapping[str, Concept]


def parse(raw: bytes, path: Path) -> ThesaurusFile:
    """Read the content of a thesaurus file; SettingsError names the concept that is malformed."""
    try:
        content = tomllib.loads(raw.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"Der Thesaurus {path} ist nicht lesbar: {error}.") from error
    fields, table = content.get("fields"), content.get("concepts")
    if not isinstance(fields, dict) or not isinstance(table, dict):
        raise SettingsError(f"Im Thesaurus {path} fehlt der Abschnitt [fields] oder [concepts].")
    concepts = {id_: _concept(id_, entry, fields) for id_, entry in table.items()}
    _insist_on_neighbours(concepts)
    return ThesaurusFile({name: str(label) for name, label in fields.items()}, concepts)


def _concept(id_: str, entry: object, fields: Mapping[str, object]) -> Concept:
    if not isinstance(entry, dict):
        raise _malformed(id_, "erwartet wird { label = …, field = … }")
    unknown = sorted(set(entry) - {"label", "field", *_LISTS})
    if unknown:
        raise _malformed(id_, f"„{unknown[0]}“ ist nicht bekannt")
    label, field = entry.get("label"), entry.get("field")
    if not isinstance(label, str) or not label.strip():
        raise _malformed(id_, "label fehlt")
    if not isinstance(field, str) or field not in fields:
        raise _malformed(id_, f"field „{field}“ steht nicht unter [fields]")
    return Concept(id_, label, field, **{name: _words(id_, name, entry.get(name, [])) for name in _LISTS})


def _words(id_: str, name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise _malformed(id_, f"{name} muss eine Liste von Wörtern sein")
    return tuple(value)


def _insist_on_neighbours(concepts: Mapping[str, Concept]) -> None:
    for concept in concepts.values():
        for other in (*concept.broader, *concept.related):
            if other not in concepts:
                raise _malformed(concept.id, f"„{other}“ gibt es nicht")


def _malformed(id_: str, what: str) -> SettingsError:
    return SettingsError(f"Thesaurus, „{id_}“: {what}.")

"""What a document in the index looks like: mappings/records.json, OpenSearch's own index body, read once."""

from __future__ import annotations

import json
from collections.abc import Mapping as Table
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.errors import SettingsError

RECORDS = Path(__file__).parent.parent / "mappings" / "records.json"
KEYWORD, NUMBER, TEXT = "keyword", "double", "text"
READY = "whitespace"  # the analyzer of fields that receive ready tokens; any other text is for the server alone


@dataclass(frozen=True)
class Mapping:
    """The fields of a document, by what can be asked of them.

    `text_fields` receive ready tokens; of these, `scored_fields` count in BM25, the others keep positions for phrases.
    `raw_fields` hold plain text that only OpenSearch keeps. `keyword_fields` hold whole values and `number_fields`
    numbers; both take many.
    """

    body: dict[str, Any]
    version: str
    text_fields: tuple[str, ...]
    scored_fields: tuple[str, ...]
    raw_fields: tuple[str, ...]
    keyword_fields: tuple[str, ...]
    number_fields: tuple[str, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(self.body["mappings"]["properties"])

    @classmethod
    def load(cls, path: Path = RECORDS) -> Mapping:
        """Read an index body; raises SettingsError when it is no index body or names a type we do not know."""
        try:
            return cls.of(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, json.JSONDecodeError) as error:
            raise SettingsError(
                f"{path.name} ist nicht lesbar: {error}.", "Bitte die Datei wiederherstellen."
            ) from error

    @classmethod
    def of(cls, body: dict[str, Any]) -> Mapping:
        """Sort the fields of an index body by type; raises SettingsError."""
        try:
            properties, meta = body["mappings"]["properties"], body["mappings"]["_meta"]
            version = str(meta["version"])
        except (KeyError, TypeError) as error:
            raise SettingsError("Der Mapping-Datei fehlt mappings.properties oder mappings._meta.version.") from error
        for name, field in properties.items():
            _check(name, field)
        ready = {n: f for n, f in _of_type(properties, TEXT).items() if f["analyzer"] == READY}
        return cls(
            body=body,
            version=version,
            text_fields=tuple(ready),
            scored_fields=tuple(n for n, f in ready.items() if not keeps_positions(f)),
            raw_fields=tuple(n for n in _of_type(properties, TEXT) if n not in ready),
            keyword_fields=tuple(_of_type(properties, KEYWORD)),
            number_fields=tuple(_of_type(properties, NUMBER)),
        )


def keeps_positions(field: Table[str, Any]) -> bool:
    """Whether a text field can answer phrases."""
    return bool(field.get("index_options", "positions") == "positions")


def _of_type(properties: Table[str, Table[str, Any]], kind: str) -> dict[str, Table[str, Any]]:
    return {name: field for name, field in properties.items() if field["type"] == kind}


def _check(name: str, field: Table[str, Any]) -> None:
    kind = field.get("type")
    if kind not in (KEYWORD, NUMBER, TEXT):
        raise SettingsError(
            f"Feld {name}: Den Typ {kind} kennt die eingebaute Suche nicht.", f"Möglich: {KEYWORD}, {NUMBER}, {TEXT}."
        )
    if kind == TEXT and "analyzer" not in field:
        raise SettingsError(
            f"Feld {name}: Ein Textfeld muss seinen Analyzer nennen.", f"Für fertige Wortmarken: {READY}."
        )

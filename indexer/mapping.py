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
DEPTHS = ("docs", "freqs", "positions")  # what a text field may keep of its tokens
READY = "whitespace"  # the analyzer of fields that receive ready tokens; any other text is for the server alone


@dataclass(frozen=True)
class Mapping:
    """The fields of a document, by what can be asked of them.

    `text_fields` receive ready tokens. Of these, `scored_fields` count in BM25; the others keep positions for phrases,
    or only which documents hold a token, for filters (`depth` tells).
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

    def depth(self, name: str) -> str:
        """What a text field keeps of its tokens: docs, freqs or positions, as OpenSearch's `index_options`."""
        return depth(self.body["mappings"]["properties"][name])

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
            scored_fields=tuple(n for n, f in ready.items() if depth(f) == "freqs"),
            raw_fields=tuple(n for n in _of_type(properties, TEXT) if n not in ready),
            keyword_fields=tuple(_of_type(properties, KEYWORD)),
            number_fields=tuple(_of_type(properties, NUMBER)),
        )


def depth(field: Table[str, Any]) -> str:
    """The `index_options` of a text field; positions where it names none."""
    return str(field.get("index_options", "positions"))


def _of_type(properties: Table[str, Table[str, Any]], kind: str) -> dict[str, Table[str, Any]]:
    return {name: field for name, field in properties.items() if field["type"] == kind}


def _check(name: str, field: Table[str, Any]) -> None:
    kind = field.get("type")
    if kind not in (KEYWORD, NUMBER, TEXT):
        raise SettingsError(
            f"Feld {name}: Den Typ {kind} kennt die eingebaute Suche nicht.", f"Möglich: {KEYWORD}, {NUMBER}, {TEXT}."
        )
    if kind == TEXT and depth(field) not in DEPTHS:
        raise SettingsError(
            f"Feld {name}: index_options kann nicht {depth(field)} sein.", f"Möglich: {', '.join(DEPTHS)}."
        )
    if kind == TEXT and "analyzer" not in field:
        raise SettingsError(
            f"Feld {name}: Ein Textfeld muss seinen Analyzer nennen.", f"Für fertige Wortmarken: {READY}."
        )

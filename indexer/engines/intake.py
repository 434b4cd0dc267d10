"""Documents and tokens made fit for any engine, so that both index and ask exactly the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from indexer.engines.base import Fields
from indexer.engines.query import Words
from indexer.errors import BulkFailed
from indexer.mapping import Mapping

TOKEN_LENGTH = 200  # characters; OpenSearch's whitespace tokenizer splits what is longer than 255
TOO_LONG = re.compile(rf"\S{{{TOKEN_LENGTH + 1},}}")
MOST_CLAUSES = 1000  # OpenSearch refuses a query of more than 1,024
# Stands in every scored field of every document: Lucene takes its averages over the documents that have the field,
# tantivy over all of them. With it both count the same, and so BM25 ranks the same.
SENTINEL = "\u241f"


def prepared(mapping: Mapping, key: str, fields: Fields) -> dict[str, Any]:
    """Return the fields as engines take them: tokens cut, keywords without doubles, numbers as lists, nothing empty.

    Raises BulkFailed for a field that the mapping does not name, or a value of the wrong type.
    """
    unknown = sorted(set(fields) - mapping.fields)
    if unknown:
        raise _unfit(key, unknown[0], "steht nicht in mappings/records.json")
    ready: dict[str, Any] = {"id": key}
    for name in mapping.text_fields:
        ready[name] = _tokens(key, name, fields.get(name), scored=name in mapping.scored_fields)
    for name in mapping.raw_fields:
        ready[name] = _string(key, name, fields.get(name) or "")
    for name in mapping.keyword_fields:
        if name != "id":
            ready[name] = list(dict.fromkeys(_string(key, name, value) for value in _many(fields.get(name))))
    for name in mapping.number_fields:
        ready[name] = [_number(key, name, value) for value in _many(fields.get(name))]
    return {name: value for name, value in ready.items() if value}


def clauses(words: Iterable[Words]) -> list[tuple[str, str, float]]:
    """Flatten to (field, token, weight times boost); a token given twice counts twice.

    Of more tokens than an engine takes, the heaviest stay.
    """
    weights: dict[tuple[str, str], float] = {}
    for group in words:
        for token, weight in group.tokens:
            place = group.field, cut(token)
            weights[place] = weights.get(place, 0.0) + weight * group.boost
    flat = [(field, token, weight) for (field, token), weight in weights.items()]
    return sorted(flat, key=lambda clause: -clause[2])[:MOST_CLAUSES] if len(flat) > MOST_CLAUSES else flat


def cut(token: str) -> str:
    """Return a token or value as it stands in the index: not too long, and free of what UTF-8 cannot say."""
    return token[:TOKEN_LENGTH].encode("utf-8", "replace").decode("utf-8")


def _tokens(key: str, name: str, value: object, *, scored: bool) -> str:
    text = _string(key, name, value or "")
    tokens = text.split()
    if TOO_LONG.search(text):
        tokens = [token[:TOKEN_LENGTH] for token in tokens]
    return " ".join([*tokens, SENTINEL] if scored else tokens)


def _string(key: str, name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _unfit(key, name, "ist kein Text")
    return value.encode("utf-8", "replace").decode("utf-8")


def _number(key: str, name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _unfit(key, name, "ist keine Zahl")
    return float(value)


def _many(value: object) -> Sequence[object]:
    if value is None or value == "":
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _unfit(key: str, name: str, why: str) -> BulkFailed:
    return BulkFailed(f"Dokument {key}: Feld {name} {why}.", "Der Index wurde nicht verändert.")

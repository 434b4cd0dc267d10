"""Our queries in OpenSearch's language: plain data, in which user text stands only as the value of a term or phrase."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from indexer.engines.intake import clauses, cut
from indexer.engines.query import EngineHit, Filter, Found, Phrase, Query, Range

FACET_VALUES = 12_000  # more than any field has values (10,800 municipalities), so every count is exact
WINDOW = 10_000  # how far `from` and `size` may reach (index.max_result_window)
Body = dict[str, Any]


def compiled(query: Query) -> Body:
    """The whole search body but its page. Ticks on faceted fields narrow after counting: their facets stay whole."""
    late = tuple(tick for tick in query.chosen if tick.field in query.facets)
    early = tuple(tick for tick in query.chosen if tick.field not in query.facets)
    body: Body = {
        "query": matching(query, early),
        "sort": _order(query),
        "track_total_hits": True,
        "_source": False,
    }
    if late:
        body["post_filter"] = _all(map(_filter, late))
    if query.facets:
        body["aggs"] = {name: _facet(name, late) for name in query.facets}
    return body


def matching(query: Query, ticks: Iterable[Filter]) -> Body:
    """What must hold for a hit: words score, all else only narrows."""
    narrow = [_filter(part) for part in (*query.scope, *ticks)]
    narrow += [_range(part) for part in query.ranges if not (part.least is None and part.most is None)]
    narrow += [_phrase(part) for part in query.phrases if part.tokens]
    words = {"must": _words(query)} if query.words else {}
    return {"bool": {**words, "filter": narrow}}


def term(field: str, token: str) -> Body:
    """A query for one token, read as it stands."""
    return {"term": {field: cut(token)}}


def found(answer: Body, query: Query) -> Found:
    """Read an answer; hits without words have score 0."""
    hits = tuple(EngineHit(hit["_id"], hit["_score"] or 0.0 if query.words else 0.0) for hit in answer["hits"]["hits"])
    counted = answer.get("aggregations", {})
    facets = {name: _counts(counted[name]) for name in query.facets}
    return Found(answer["hits"]["total"]["value"], hits, facets)


def voice(query: Query) -> str:
    """The same for all pages of a query, so that they come from the same copies: deletes differ between copies."""
    return hashlib.sha256(repr((query.words, query.scope, query.chosen)).encode("utf-8", "replace")).hexdigest()[:16]


def _words(query: Query) -> Body:
    terms = [{"term": {field: {"value": token, "boost": weight}}} for field, token, weight in clauses(query.words)]
    return {"bool": {"should": terms, "minimum_should_match": 1}} if terms else {"match_none": {}}


def _order(query: Query) -> list[Body]:
    by_id = {"id": {"order": "asc"}}
    if query.words:
        return [{"_score": {"order": "desc"}}, by_id]
    if query.sort:
        return [{query.sort: {"order": "desc", "missing": "_last"}}, by_id]
    return [by_id]


def _filter(part: Filter) -> Body:
    return {"terms": {part.field: [cut(value) for value in part.values]}}


def _range(part: Range) -> Body:
    bounds = {"gte": part.least, "lte": part.most}
    return {"range": {part.field: {name: value for name, value in bounds.items() if value is not None}}}


def _phrase(part: Phrase) -> Body:
    """`match_phrase` would analyse: a token is given as the analyzer leaves it, so nothing in it is read as syntax."""
    return {"match_phrase": {part.field: " ".join(cut(token) for token in part.tokens)}}


def _facet(name: str, ticks: Iterable[Filter]) -> Body:
    others = [_filter(tick) for tick in ticks if tick.field != name]
    values = {"values": {"terms": {"field": name, "size": FACET_VALUES}}}
    return {"filter": _all(others), "aggs": values}


def _all(filters: Iterable[Body]) -> Body:
    return {"bool": {"filter": list(filters)}}


def _counts(answer: Body) -> dict[str, int]:
    return {row["key"]: row["doc_count"] for row in answer["values"]["buckets"]}

"""Our queries in tantivy's terms: compiled clause by clause (never through its query parser), ordered, counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tantivy import FieldType, Occur, Order
from tantivy import Query as Clause

from indexer.engines.intake import clauses, cut
from indexer.engines.query import EngineHit, Filter, Phrase, Query, Range

FACET_VALUES = 12_000  # more than any field has values (10,800 municipalities), so every count is exact


@dataclass(frozen=True)
class View:
    """One state of one index: all that a request reads comes from here, whatever is written meanwhile."""

    searcher: Any
    schema: Any


def hits(view: View, query: Query) -> tuple[int, list[EngineHit]]:
    """The exact total and one page of hits, best first, equal ones in order of id."""
    every = int(view.searcher.num_docs)  # tantivy sets memory aside for all that is asked, so no more than there is
    page = replace(query, offset=min(query.offset, every), size=min(query.size, every))
    return _by_score(view, page) if page.words else _by_field(view, page)


def facets(view: View, query: Query) -> dict[str, dict[str, int]]:
    """Count the values of each facet; a ticked field is counted as if it were not ticked."""
    ticked = [name for name in query.facets if any(tick.field == name for tick in query.chosen)]
    plain = [name for name in query.facets if name not in ticked]
    counts: dict[str, dict[str, int]] = {}
    for names, without in [(plain, None), *(([name], name) for name in ticked)]:
        if names:
            counts |= _counted(view, compiled(view, query, without), names)
    return {name: counts[name] for name in query.facets}


def frequency(view: View, field: str, token: str) -> int:
    """In how many documents the token stands; deleted ones do not count."""
    return int(view.searcher.search(_term(view, field, token), 1).count)


def warm(view: View, names: Iterable[str]) -> None:
    """Read the columns of these fields once, so that the first user does not wait for the disk."""
    _counted(view, Clause.all_query(), names)


def compiled(view: View, query: Query, without: str | None = None) -> Any:
    """One tantivy query: words score, all else only narrows. The tick on the field `without` is left out."""
    chosen = tuple(tick for tick in query.chosen if tick.field != without)
    narrow = [_filter(view, part) for part in (*query.scope, *chosen)]
    narrow += [_range(view, part) for part in query.ranges if not (part.least is None and part.most is None)]
    narrow += [_phrase(view, part) for part in query.phrases if part.tokens]
    parts = [(Occur.Must, Clause.const_score_query(clause, 0.0)) for clause in narrow]
    parts.append((Occur.Must, _words(view, query) if query.words else Clause.all_query()))
    return Clause.boolean_query(parts)


def _words(view: View, query: Query) -> Any:
    terms = [(Occur.Should, Clause.boost_query(_term(view, f, t), weight)) for f, t, weight in clauses(query.words)]
    return Clause.boolean_query(terms)


def _term(view: View, field: str, token: str) -> Any:
    return Clause.term_query(view.schema, field, cut(token))


def _filter(view: View, part: Filter) -> Any:
    return Clause.term_set_query(view.schema, part.field, [cut(value) for value in part.values])


def _range(view: View, part: Range) -> Any:
    return Clause.range_query(view.schema, part.field, FieldType.Float, part.least, part.most)


def _phrase(view: View, part: Phrase) -> Any:
    if len(part.tokens) == 1:  # tantivy panics at a phrase of one
        return _term(view, part.field, part.tokens[0])
    return Clause.phrase_query(view.schema, part.field, [cut(token) for token in part.tokens])


def _by_score(view: View, query: Query) -> tuple[int, list[EngineHit]]:
    """tantivy breaks ties by its own numbering, so the whole tie at the end of the page is fetched and put in order."""
    whole, wanted = compiled(view, query), query.offset + query.size
    limit = wanted + 1
    while True:
        found = view.searcher.search(whole, limit)
        whole_tie = len(found.hits) < limit or found.hits[-1][0] < found.hits[wanted - 1][0]
        if whole_tie or not query.size:
            break
        limit *= 4
    return found.count, _page(view, found.hits, query.offset, wanted)


def _page(view: View, rows: Sequence[tuple[float, Any]], offset: int, wanted: int) -> list[EngineHit]:
    """Cut the page out of rows in order of score; only those that share a score with the page are read and sorted."""
    if not rows[offset:wanted]:
        return []
    most, least = rows[offset][0], rows[:wanted][-1][0]
    before = sum(score > most for score, _ in rows)
    near = [EngineHit(_id(view, address), score) for score, address in rows if least <= score <= most]
    return sorted(near, key=lambda hit: (-hit.score, hit.id))[offset - before : wanted - before]


def _by_field(view: View, query: Query) -> tuple[int, list[EngineHit]]:
    """In order of `sort`, descending, without a value last; the tie at the end of the page is asked for by id."""
    whole, wanted = compiled(view, query), query.offset + query.size
    if not query.sort or not query.size:
        return _by_id(view, whole, query.offset, query.size)
    found = view.searcher.search(whole, wanted, order_by_field=query.sort)
    if not found.hits:
        return 0, []
    edge = found.hits[-1][0]
    above = [(key, _id(view, address)) for key, address in found.hits if key is not None and key != edge]
    above.sort(key=lambda row: (-row[0], row[1]))
    tied = Clause.boolean_query([(Occur.Must, whole), _equal(view, query.sort, edge)])
    _, tie = _by_id(view, tied, 0, wanted - len(above))
    return found.count, [*(EngineHit(key, 0.0) for _, key in above), *tie][query.offset : wanted]


def _by_id(view: View, whole: Any, offset: int, size: int) -> tuple[int, list[EngineHit]]:
    found = view.searcher.search(whole, size or 1, order_by_field="id", order=Order.Asc, offset=offset)
    return found.count, [EngineHit(key, 0.0) for key, _ in found.hits[:size]]


def _equal(view: View, field: str, value: float | None) -> tuple[Any, Any]:
    if value is None:
        return Occur.MustNot, Clause.exists_query(field)
    return Occur.Must, _range(view, Range(field, value, value))


def _counted(view: View, whole: Any, names: Iterable[str]) -> dict[str, dict[str, int]]:
    terms = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in names}
    answer = view.searcher.aggregate(whole, terms)
    return {name: {row["key"]: row["doc_count"] for row in answer[name]["buckets"]} for name in terms}


def _id(view: View, address: Any) -> str:
    return str(view.searcher.doc(address)["id"][0])

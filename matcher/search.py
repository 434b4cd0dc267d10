"""Full-text search with facets: by words alone, so that a count can be believed; meaning stands apart."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from indexer import Filter, Found, Query, Token, Words
from matcher.answers import SearchAnswer, SearchHit
from matcher.cards import search_hits
from matcher.facets import FACETS, facets_of, filters_of
from matcher.rescoring import in_order
from matcher.spelling import meant
from matcher.view import View

PAGE = 10
"""Hits on a page."""

RERANKED = 200
"""The engine's first hits, put into the order of the snapshot's numbers; what follows keeps the engine's order."""

NEED, OVER = "need", "beendet"
"""Kind and state of a need past its validity."""

TITLE_WEIGHT = 2.0
NAMES_WEIGHT = 1.0

FEW = 5
"""Below so many hits, records near in meaning are shown too."""

RELATED = 5
NEAR = 0.82
"""e5 cosines lie between .73 and .89; below this a text is about something else."""


@dataclass(frozen=True)
class Wanted:
    """What a user asks of the search page: words, ticked values by facet name, and the page (from 1)."""

    q: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1


def search(view: View, wanted: Wanted) -> SearchAnswer:
    """Answer one page of a search; raises EngineDown when the engine does not answer."""
    tokens = view.holdings.reading.analyzer.analyze(wanted.q, query=True)
    query, found, loosened = _find(view, wanted, tokens)
    ids = _page_of(view, query, found, wanted.page)
    terms = frozenset(term for token in tokens for term in token.terms)
    return SearchAnswer(
        total=found.total,
        page=wanted.page,
        pages=-(-found.total // PAGE),
        hits=search_hits(view, ids, terms),
        related=_related(view, wanted, query, found),
        facets=facets_of(view, found, wanted.chosen),
        meant=meant(view, wanted.q, tokens),
        loosened=loosened,
        degraded=view.degraded,
    )


def found_ids(view: View, wanted: Wanted) -> list[str]:
    """The ids on a page, best first, without asking the database: an index can be tried before its records stand."""
    query, found, _ = _find(view, wanted, view.holdings.reading.analyzer.analyze(wanted.q, query=True))
    return _page_of(view, query, found, wanted.page)


def _find(view: View, wanted: Wanted, tokens: tuple[Token, ...]) -> tuple[Query, Found, bool]:
    """All words first; if no record has them all, any of them, and say so."""
    query = Query(
        words=_words(tokens),
        scope=view.scope + tuple(Filter("suche", _needed(view, token)) for token in tokens),
        chosen=filters_of(wanted.chosen),
        facets=tuple(facet.field for facet in FACETS),
        sort=None if tokens else "changed",
        size=RERANKED,
    )
    found = view.holdings.engine.search(query, view.index)
    if found.total or len(tokens) <= 1:
        return query, found, False
    anyone = tuple(dict.fromkeys(term for token in tokens for term in _needed(view, token)))
    query = replace(query, scope=(*view.scope, Filter("suche", anyone)))
    found = view.holdings.engine.search(query, view.index)
    return query, found, found.total > 0


def _words(tokens: tuple[Token, ...]) -> tuple[Words, ...]:
    terms = tuple((term, 1.0) for term in dict.fromkeys(term for token in tokens for term in token.terms))
    if not terms:
        return ()
    return Words("alles", terms), Words("titel", terms, TITLE_WEIGHT), Words("namen", terms, NAMES_WEIGHT)


def _needed(view: View, token: Token) -> tuple[str, ...]:
    """The whole word; where no record that may be seen has it, its parts.

    The snapshot knows what the engine's field `suche` is made of, and answers without a way over the network.
    """
    whole = token.terms[0]
    known = any(view.snapshot.frequency(name, whole) for name in ("alles", "namen"))
    return (whole,) if known or len(token.terms) == 1 else token.terms


def _page_of(view: View, query: Query, found: Found, page: int) -> list[str]:
    start = (page - 1) * PAGE
    if start >= RERANKED:
        beyond = view.holdings.engine.search(replace(query, size=PAGE, offset=start, facets=()), view.index)
        return [hit.id for hit in beyond.hits]
    ranked = in_order(view, query, [hit.id for hit in found.hits])
    return sorted(ranked, key=lambda id: _over(view, id))[start : start + PAGE]


def _over(view: View, id: str) -> bool:
    """Whether this is a need past its validity: it stands below all others, and its label must not look like news."""
    row = view.snapshot.row(id)
    return row is not None and OVER in view.snapshot.values("state", row) and NEED in view.snapshot.values("kind", row)


def _related(view: View, wanted: Wanted, query: Query, found: Found) -> tuple[SearchHit, ...]:
    encoder = view.holdings.encoder
    if encoder is None or found.total >= FEW or not wanted.q.strip() or wanted.page > 1:
        return ()
    cosines = view.snapshot.cosines(encoder.queries([wanted.q])[0])
    hidden = ~view.snapshot.allowed((*view.scope, *query.chosen)) | ~(cosines >= NEAR)
    cosines = np.where(hidden, -1.0, cosines)
    shown = {hit.id for hit in found.hits}
    best = [
        view.snapshot.ids[row]
        for row in np.argsort(-cosines, kind="stable")[: RELATED + len(shown)]
        if cosines[row] > 0
    ]
    return search_hits(view, [id for id in best if id not in shown][:RELATED], frozenset())

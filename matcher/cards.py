"""Records as they stand in a list: title and best passage with the found words marked."""

from __future__ import annotations

from collections.abc import Sequence

from indexer import Record
from matcher.answers import SearchHit
from matcher.facts import state_in_words, who
from matcher.highlight import best_snippet, marked
from matcher.view import View


def search_hits(view: View, ids: Sequence[str], terms: frozenset[str]) -> tuple[SearchHit, ...]:
    """The records in the order given, each with marked title and passage; one that is gone meanwhile is left out."""
    stored = view.holdings.store.cards.merged(ids)
    return tuple(_hit(view, stored[id].record, terms) for id in ids if id in stored)


def _hit(view: View, record: Record, terms: frozenset[str]) -> SearchHit:
    analyzer = view.holdings.reading.analyzer
    passage = _best_passage(view, record, terms)
    return SearchHit(
        record=record,
        who=who(record),
        state=state_in_words(record),
        title=marked(record.title, analyzer.analyze(record.title), terms),
        snippet=best_snippet(passage, analyzer.analyze(passage), terms),
    )


def _best_passage(view: View, record: Record, terms: frozenset[str]) -> str:
    """The text with the most different found words; the summary where none has more."""
    passages = [text for text in (record.summary, record.situation, record.approach, record.result) if text]
    if not passages or not terms:
        return record.summary
    return max(passages, key=lambda text: len(_found(view, text, terms)))


def _found(view: View, text: str, terms: frozenset[str]) -> frozenset[str]:
    return terms.intersection(term for token in view.holdings.reading.analyzer.analyze(text) for term in token.terms)

""" "Meinten Sie …": only for words that no record has, and only with words that a record the caller may see has."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from indexer import Filter, Query, Token, text_parts
from matcher.view import View

LEAST_LIKE = 0.72
"""Share of letters that must stay: two slips in eight letters. Lower, and "Strauch" becomes "Straße"."""

LEAST_LETTERS = 4
"""Shorter words have too many neighbours."""


def meant(view: View, text: str, tokens: tuple[Token, ...]) -> str | None:
    """The text with each unknown word replaced by the nearest known one, or None where there is nothing to mend."""
    mended, place = [], 0
    for token in tokens:
        better = _better(view, token)
        if better is None:
            continue
        mended += [text[place : token.start], better]
        place = token.end
    return "".join([*mended, text[place:]]) if mended else None


def _better(view: View, token: Token) -> str | None:
    known = any(
        view.snapshot.frequency("folge", term) or view.snapshot.frequency("namen", term) for term in token.terms
    )
    if known or len(token.text) < LEAST_LETTERS:
        return None
    near = process.extractOne(
        token.terms[0],
        view.snapshot.vocabulary.keys(),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=LEAST_LIKE,
    )
    return _as_written(view, near[0]) if near else None


def _as_written(view: View, term: str) -> str | None:
    """The word as it stands in a record that the caller may see; index terms are no words for people."""
    query = Query(scope=(*view.scope, Filter("suche", (term,))), size=1)
    ids = [hit.id for hit in view.holdings.engine.search(query, view.index).hits]
    for stored in view.holdings.store.many(ids).values():
        for token in view.holdings.reading.analyzer.analyze(". ".join(text_parts(stored.record).values())):
            if term == token.terms[0]:
                return token.text
    return None

"""Marks the found words in a text, by the same analysis that found them; escaping is the template's work."""

from __future__ import annotations

from collections.abc import Sequence

from indexer import Token
from matcher.answers import Snippet

SNIPPET_LETTERS = 240
"""About three lines on a phone."""

CLIPPED = " …"


def marked(text: str, tokens: Sequence[Token], wanted: frozenset[str]) -> Snippet:
    """The whole text with every token marked that shares an index term with `wanted`."""
    parts: list[tuple[str, bool]] = []
    place = 0
    for token in tokens:
        if token.start < place or not wanted.intersection(token.terms):
            continue
        parts += [(text[place : token.start], False), (text[token.start : token.end], True)]
        place = token.end
    parts.append((text[place:], False))
    return Snippet(tuple(part for part in parts if part[0]))


def best_snippet(text: str, tokens: Sequence[Token], wanted: frozenset[str]) -> Snippet:
    """The stretch with the most different wanted terms, its hits marked; the start of the text if there are none."""
    start = _best_start(text, tokens, wanted)
    end = _word_end(text, start + SNIPPET_LETTERS)
    inside = [
        Token(t.text, t.start - start, t.end - start, t.terms) for t in tokens if start <= t.start and t.end <= end
    ]
    snippet = marked(text[start:end], inside, wanted)
    before = ((CLIPPED.strip() + " ", False),) if start else ()
    after = ((CLIPPED, False),) if end < len(text) else ()
    return Snippet((*before, *snippet.parts, *after))


def _best_start(text: str, tokens: Sequence[Token], wanted: frozenset[str]) -> int:
    hits = [(token.start, wanted.intersection(token.terms)) for token in tokens if wanted.intersection(token.terms)]
    best, most = 0, 0
    for start, _ in hits:
        terms = frozenset[str]().union(*(found for at, found in hits if start <= at < start + SNIPPET_LETTERS))
        if len(terms) > most:
            best, most = start, len(terms)
    return _sentence_start(text, best)


def _sentence_start(text: str, place: int) -> int:
    """The start of the sentence around `place`, if it is near enough to keep the hit in sight."""
    start = text.rfind(". ", 0, place) + 2 if ". " in text[:place] else 0
    return start if place - start < SNIPPET_LETTERS // 2 else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", 0, place)
    return space if space > place - SNIPPET_LETTERS // 2 else place

"""The spaCy pipeline: a blank German with our tokenizer and two own components.

`anker_words` reads every word, `anker_ellipsis` completes hanging ones. Both write one list per Doc; `token._.lemma`,
`token._.parts` and `token._.terms` look into it, because setting attributes token by token costs ten times the reading.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc, Token

from indexer.language import ellipsis
from indexer.language.tokenizer import WORD
from indexer.language.words import NOTHING, Reader, Word

WORDS = "anker_words"
QUERY = "anker_query"
CACHED_WORDS = 200_000  # surface forms; about 100 MB when full
CACHED_ELLIPSES = 10_000


class WordsComponent:
    """Reads every word of a Doc once per surface form; `reader` is set when the pipeline is put together."""

    reader: Reader

    def __init__(self) -> None:
        self._caches: dict[bool, dict[int, Word | None]] = {False: {}, True: {}}

    def __call__(self, doc: Doc) -> Doc:
        """Write what each token means; None for what is no word."""
        query = bool(doc.user_data.get(QUERY))
        cache = self._caches[query]
        orths = doc.to_array(ORTH).tolist()
        doc.user_data[WORDS] = [cache[orth] if orth in cache else self._read(doc, orth, query) for orth in orths]
        return doc

    def _read(self, doc: Doc, orth: int, query: bool) -> Word | None:
        """Read a surface form for the first time; a full cache starts anew, which costs less than to keep an order."""
        surface = doc.vocab.strings[orth]
        word = self.reader.read(surface, query) if WORD.fullmatch(surface) else None
        if surface.isdecimal():
            return word  # numbers are read at once, hardly ever come again, and would push the words out
        cache = self._caches[query]
        if len(cache) >= CACHED_WORDS:
            cache.clear()
        cache[orth] = word
        return word


class EllipsisComponent:
    """Completes the hanging words of a Doc; `reader` is set when the pipeline is put together."""

    reader: Reader

    def __init__(self) -> None:
        self._complete = lru_cache(CACHED_ELLIPSES)(self._read)

    def __call__(self, doc: Doc) -> Doc:
        """Complete Klima- where Umweltschutz follows."""
        words = doc.user_data[WORDS]
        if any(word is not None and word.hangs for word in words):
            surfaces = [token.text for token in doc]
            for at, whole in list(ellipsis.partners(surfaces, words)):
                words[at] = self._complete(surfaces[at], whole) or words[at]
        return doc

    def _read(self, hanging: str, whole: str) -> Word | None:
        joined = ellipsis.complete(hanging, whole, self.reader)
        return replace(self.reader.read(joined), hangs=True) if joined else None


@Language.factory("anker_words", assigns=["token._.lemma", "token._.parts", "token._.terms"])
def create_words(nlp: Language, name: str) -> WordsComponent:  # noqa: ARG001  # spaCy hands both to every factory
    """What spaCy calls to make the component that reads words."""
    return WordsComponent()


@Language.factory(
    "anker_ellipsis", requires=["token._.lemma"], assigns=["token._.lemma", "token._.parts", "token._.terms"]
)
def create_ellipsis(nlp: Language, name: str) -> EllipsisComponent:  # noqa: ARG001  # spaCy hands both to every factory
    """What spaCy calls to make the component that completes hanging words."""
    return EllipsisComponent()


def open_pipeline(reader: Reader) -> Language:
    """A blank German pipeline whose words are read by `reader`."""
    nlp = spacy.blank("de", config={"nlp": {"tokenizer": {"@tokenizers": "anker.words.v1"}}})
    vocab: Any = nlp.vocab
    vocab.lex_attr_getters = {}  # shape, prefix, likeness to a URL …: nobody asks, and they cost more than the rest
    for name in ("anker_words", "anker_ellipsis"):
        component: Any = nlp.add_pipe(name)
        component.reader = reader
    return nlp


def word_of(token: Token) -> Word:
    """What the pipeline read in a token; NOTHING between words."""
    return token.doc.user_data[WORDS][token.i] or NOTHING


Token.set_extension("lemma", getter=lambda token: word_of(token).lemma, force=True)
Token.set_extension("parts", getter=lambda token: word_of(token).parts, force=True)
Token.set_extension("terms", getter=lambda token: word_of(token).terms, force=True)

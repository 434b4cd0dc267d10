"""The analyzer: text in, tokens with offsets and index terms out; the one reading of German that everything shares."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from spacy.attrs import IDX, LENGTH
from spacy.tokens import Doc

from indexer.language.lexicon import Lexicon
from indexer.language.pipeline import QUERY, WORDS, open_pipeline
from indexer.language.words import HYPHENS, Reader

RULES = "4"  # goes up with every change of the rules in this package that changes a term
DESIGNATIONS = frozenset({"landkreis", "stadtkreis", "regionalverband", "hoheitsgebiet"})  # in names, but no names
BATCH = 256  # texts that spaCy takes at once; more processes halve the speed
_WORDS = re.compile(r"[^\W_]+")
_LIBRARIES = ("simplemma", "PyStemmer", "spacy")


class Token(NamedTuple):
    """One word of a text: text[start:end] == token.text.

    `terms[0]` is the index term of the whole word, then come those of its parts and of known compounds within it.
    """

    text: str
    start: int
    end: int
    terms: tuple[str, ...]


class Analyzer:
    """Reads German. `version` changes with the lexicon's content, the rules, the libraries and the names in `keep`."""

    def __init__(self, lexicon: Lexicon, keep: frozenset[str] = frozenset()) -> None:
        """`keep`: names of places and products whose words are never split, in any case."""
        words = frozenset(word for name in keep for word in _WORDS.findall(name.lower())) - DESIGNATIONS
        self._lexicon = lexicon
        self._reader = Reader(lexicon, words)
        self._nlp = open_pipeline(self._reader)
        self._lock = Lock()  # a memory zone, which forgets the strings of a text after it was read, is no shared thing
        libraries = [version(name) for name in _LIBRARIES]
        named = " ".join([RULES, lexicon.version, *libraries, *sorted(words)])
        self.version = hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:8]

    def analyze(self, text: str, query: bool = False) -> tuple[Token, ...]:
        """The words of one text without its stop words; a `query` may write its nouns in lower case."""
        with self._lock, self._nlp.memory_zone():
            doc = self._nlp.make_doc(text)
            doc.user_data[QUERY] = query
            return _tokens(text, self._nlp(doc))

    def analyze_many(self, texts: Iterable[str]) -> Iterator[tuple[Token, ...]]:
        """The same for many texts, one after the other."""
        remaining = iter(texts)
        while batch := list(islice(remaining, BATCH)):
            with self._lock, self._nlp.memory_zone():
                tokens = [
                    _tokens(text, doc) for text, doc in zip(batch, self._nlp.pipe(batch, batch_size=BATCH), strict=True)
                ]
            yield from tokens

    def parts(self, word: str) -> tuple[str, ...]:
        """The lower-case lemmas of the parts of one word and of the compounds within it; none where it has no parts."""
        return self._reader.read(word).parts if word else ()

    def chance(self, word: str) -> float:
        """The natural log probability of a written word in general German; the lexicon's floor for an unknown one."""
        return self._lexicon.any(word.lower())

    def joints(self, word: str) -> tuple[str, ...]:
        """The pieces of one word between which a line may break; joined they are the word again."""
        pieces: list[str] = []
        for run in _runs(word):
            split = self._reader.german.finest(run) if run.isalpha() else (run,)
            pieces += _cut(run, split) if sum(map(len, split)) == len(run) else [run]
        return tuple(pieces) or (word,)


def open_analyzer(cache: Path, keep: frozenset[str] = frozenset()) -> Analyzer:
    """An analyzer with the lexicon packed in the folder `cache` (built there at first use, about 3 seconds)."""
    return Analyzer(Lexicon.open(cache), keep)


def _tokens(text: str, doc: Doc) -> tuple[Token, ...]:
    spans = doc.to_array([IDX, LENGTH]).tolist()
    return tuple(
        _trimmed(text, start, start + length, word.terms)
        if word.hangs
        else Token(text[start : start + length], start, start + length, word.terms)
        for word, (start, length) in zip(doc.user_data[WORDS], spans, strict=True)
        if word and word.terms
    )


def _trimmed(text: str, start: int, end: int, terms: tuple[str, ...]) -> Token:
    """A hanging word without the hyphen that says so."""
    if text[start] in HYPHENS:
        start += 1
    if text[end - 1] in HYPHENS:
        end -= 1
    return Token(text[start:end], start, end, terms)


def _runs(word: str) -> Iterator[str]:
    """The word cut behind its hyphens."""
    start = 0
    for at, letter in enumerate(word):
        if letter in HYPHENS:
            yield word[start : at + 1]
            start = at + 1
    if start < len(word):
        yield word[start:]


def _cut(run: str, split: tuple[str, ...]) -> Iterator[str]:
    start = 0
    for piece in split:
        yield run[start : start + len(piece)]
        start += len(piece)

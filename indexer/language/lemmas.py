"""Lemma and index term of one word: simplemma (greedy) for the lemma, Snowball's German stemmer for the term."""

from __future__ import annotations

import simplemma
import Stemmer

_GERMAN = "de"
_SNOWBALL = "german"
LONGEST_TERM = 100  # letters; whitespace tokenizers of engines split at 255 bytes


def lemma(word: str) -> str:
    """The lower-case lemma; a noun must come with its capital, or it is taken for a verb or an adjective."""
    return str(simplemma.lemmatize(word, lang=_GERMAN, greedy=True)).lower()


def noun_lemma(word: str) -> str:
    """The lower-case lemma of a lower-case noun."""
    return lemma(word.capitalize())


class Stems:
    """Snowball stems; one object per analyzer, since a stemmer is no shared thing between threads."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer(_SNOWBALL)

    def term(self, word: str) -> str:
        """The index term of a lower-case lemma."""
        return str(self._stemmer.stemWord(word))[:LONGEST_TERM]

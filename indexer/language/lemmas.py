"""Lemma and index term of one word: simplemma (greedy) for the lemma, Snowball's German stemmer for the term."""

from __future__ import annotations

import simplemma
import Stemmer

from indexer.language.lexicon import NEVER, Lexicon

LONGEST_TERM = 100  # letters; whitespace tokenizers of engines split at 255 bytes
_GERMAN = "de"
_SNOWBALL = "german"
_OWN_MEANING = {"daten": "daten"}  # where the dictionary's singular (Datum) is another word
_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_ONE_LETTER = str.maketrans({"ß": "ss"})
_AGENT = "er"  # Verwalter, Bürger
_VERB = "ern"  # fördern; without its n it meets Förderung
_WOMAN, _WOMEN = "in", "innen"


class Lemmas:
    """Reduces words to what is looked up: one lemma for all forms, one term for near ones."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._stemmer = Stemmer.Stemmer(_SNOWBALL)

    def word(self, word: str) -> str:
        """The lower-case lemma; a noun must come with its capital, or it is taken for a verb or an adjective."""
        own = _OWN_MEANING.get(word.lower())
        return own or self._person(str(simplemma.lemmatize(word, lang=_GERMAN, greedy=True)).lower())

    def noun(self, word: str) -> str:
        """The lower-case lemma of a lower-case noun."""
        return self.word(word.capitalize())

    def term(self, lemma: str) -> str:
        """The index term: Snowball's stem of the lemma, but with its umlauts, and with the -er of those who act.

        So Bürger stays apart from Burg, Förderung from Forderung, Verwalter from Verwaltung.
        """
        lemma = lemma.removesuffix("n") if lemma.endswith(_VERB) else lemma
        stem, letters = str(self._stemmer.stemWord(lemma)), lemma.translate(_ONE_LETTER)
        if not lemma.translate(_FOLD).startswith(stem):
            return stem[:LONGEST_TERM]
        keeps_agent = lemma.endswith(_AGENT) and len(stem) == len(letters) - len(_AGENT)
        return (letters if keeps_agent else letters[: len(stem)])[:LONGEST_TERM]

    def _person(self, lemma: str) -> str:
        """Women's forms under the common one: Patientin as Patient, Kollegin as Kollege."""
        base = lemma.removesuffix(_WOMAN)
        if base == lemma or not self._lexicon.knows(base + _WOMEN):
            return lemma
        person = max(base, base + "e", key=self._lexicon.noun)
        return person if self._lexicon.noun(person) > NEVER else lemma

"""One word after the other: from its surface to lemma, parts and index terms."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.language import spellings
from indexer.language.compounds import LONGEST_COMPOUND
from indexer.language.german import German
from indexer.language.lemmas import LONGEST_TERM
from indexer.language.lexicon import NEVER, Lexicon
from indexer.language.stopwords import STOP_WORDS

HYPHENS = "-\u2010\u2011"
SHORTEST_QUERY_NOUN = 6  # letters of an unknown lower-case word that a query means as a noun


@dataclass(frozen=True)
class Word:
    """What one surface form means: the lower-case lemma, the lemmas of its parts, and the index terms of both.

    `hangs`: a hyphen says that a part is left out here ("Klima- und Umweltschutz").
    """

    lemma: str
    parts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    hangs: bool = False


NOTHING = Word("")


class Reader:
    """Reads surface forms of words; names in `keep` (lower-case words) are never split."""

    def __init__(self, lexicon: Lexicon, keep: frozenset[str]) -> None:
        self.lexicon = lexicon
        self.german = German(lexicon, keep)

    def read(self, surface: str, query: bool = False) -> Word:
        """Read one word as it stands in a text; NOTHING for a stop word."""
        core = surface.strip(HYPHENS)
        if core and core != surface:
            return replace(self.read(core, query), hangs=True)
        text = spellings.without_gender(spellings.plain(surface), self.lexicon)
        pieces = [piece for piece in _split_at_hyphens(text) if piece]
        if len(pieces) > 1:
            return self._hyphenated(pieces, query)
        return self._simple(pieces[0], query) if pieces else NOTHING

    def spelt(self, word: str, query: bool = False) -> str:
        """The word in its usual spelling and case."""
        if word.isupper():
            word = word.capitalize()
        lower = word.lower()
        if query and word.islower() and self._is_meant_as_noun(word):
            word = word.capitalize()
        best = max(spellings.respellings(lower), key=self._weight, default=lower)
        if best != lower and self._weight(best) > self._weight(lower) + spellings.RESPELL_MARGIN:
            return best.capitalize() if word[0].isupper() else best
        return word

    def _is_meant_as_noun(self, lower: str) -> bool:
        noun, other = self.lexicon.noun(lower), self.lexicon.other(lower)
        return noun > other or (other == NEVER and len(lower) >= SHORTEST_QUERY_NOUN)

    def _hyphenated(self, pieces: list[str], query: bool) -> Word:
        """Main-Kinzig-Kreis: the whole as one word, then every piece with its own parts."""
        words = [self._simple(piece, query) for piece in pieces]
        glue = HYPHENS[0] if pieces[0].isdecimal() else ""  # 2020-2024 is no number of eight digits
        lemma = glue.join([*(piece.lower() for piece in pieces[:-1]), words[-1].lemma or pieces[-1].lower()])
        return self._word(lemma, *(text for word in words for text in (word.lemma, *word.parts) if len(text) > 1))

    def _simple(self, word: str, query: bool) -> Word:
        lower = word.lower()
        if lower in STOP_WORDS or (len(word) == 1 and not word.isdecimal()):
            return NOTHING
        if len(word) > LONGEST_COMPOUND:
            return self._word(lower[:LONGEST_TERM])
        if self.german.name(word):
            return self._word(*self._flat(word))
        glued = spellings.glued(word, self.lexicon)
        if glued:
            return self._hyphenated(glued, query)
        if spellings.is_abbreviation(word, self.lexicon):
            return self._word(spellings.singular_of_abbreviation(word).lower())
        return self._word(*self._flat(self.spelt(word, query)))

    def _flat(self, word: str) -> tuple[str, ...]:
        lemma, parts = self.german.read(word)
        return lemma, *parts

    def _word(self, lemma: str, *parts: str) -> Word:
        """The word with this lemma and these parts, each once, with the terms of all of them."""
        terms = (self.german.lemmas.term(text) for text in (lemma, *parts))
        return Word(lemma, tuple(dict.fromkeys(parts)), tuple(dict.fromkeys(term for term in terms if term)))

    def _weight(self, lower: str) -> float:
        return self.german.splitter.split(lower).weight


def _split_at_hyphens(text: str) -> list[str]:
    for hyphen in HYPHENS[1:]:
        text = text.replace(hyphen, HYPHENS[0])
    return text.split(HYPHENS[0])

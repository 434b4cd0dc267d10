"""One German word in its usual spelling: is it a compound here, what is its lemma, and what are its parts."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.language.affixes import NO_NOUN
from indexer.language.compounds import Splitter
from indexer.language.lemmas import Lemmas
from indexer.language.lexicon import NEVER, Lexicon
from indexer.language.parts import COMMON_NOUN

VERB_MARGIN = 1.0  # a capitalised word this much likelier in lower case stands at the start of a sentence
NOUN_IN_LOWER_CASE = 1.5  # a lower-case word has to be this much likelier as a noun to be split like one
RARE_HEAD = -13.8  # a head rarer than this is no reason to split a lower-case word
VERB_ENDING = "en"  # of a lemma
KNOWN_TOGETHER = -15.5  # log-probability from which neighbouring parts are a compound of their own


class German:
    """Takes words apart; those in `keep` (lower-case, names of places and products) are never split."""

    def __init__(self, lexicon: Lexicon, keep: frozenset[str]) -> None:
        self.lemmas = Lemmas(lexicon)
        self.splitter = Splitter(lexicon)
        self._lexicon = lexicon
        self._keep = keep

    def read(self, word: str) -> tuple[str, tuple[str, ...]]:
        """The lower-case lemma of a word, and the lemmas of its parts and of the compounds within it."""
        pieces = self.split(word)
        if len(pieces) == 1:
            return self.lemmas.word(self.name(word) or word), ()
        head = self._head(pieces)
        parts = dict.fromkeys([*self._parts(pieces), *self._inner(pieces)])
        return "".join(pieces[:-1]) + head, tuple(parts)

    def split(self, word: str) -> tuple[str, ...]:
        """The lower-case pieces of a word as it stands in a text; a single one where it is no compound."""
        lower = word.lower()
        if self.name(word):
            return (lower,)
        noun, other = self._lexicon.noun(lower), self._lexicon.other(lower)
        if not word[0].islower():
            return self._of_noun(lower, word) if other <= noun + VERB_MARGIN else self._of_adjective(lower)
        if other > noun - NOUN_IN_LOWER_CASE or NO_NOUN.search(lower):
            return self._of_adjective(lower)
        pieces = self.splitter.split(lower, self.lemmas.noun(lower)).pieces
        return pieces if self._lexicon.noun(pieces[-1]) >= RARE_HEAD else self._of_adjective(lower)

    def finest(self, word: str) -> tuple[str, ...]:
        """The pieces of a word split as far as it goes, also where the whole is known: rück + halte + becken."""
        pieces = self.split(word)
        if len(pieces) == 1:
            return pieces
        return tuple(finer for piece in pieces for finer in self.splitter.split(piece, piece).pieces)

    def name(self, word: str) -> str | None:
        """The name to keep whole that the word is, also in its genitive; a lower-case word must not be another one."""
        if word[0].islower() and self._lexicon.other(word) > NEVER:
            return None
        return next((name for name in (word, word.removesuffix("s")) if name.lower() in self._keep), None)

    def _of_noun(self, lower: str, word: str) -> tuple[str, ...]:
        return self.splitter.split(lower, self.lemmas.word(word)).pieces

    def _of_adjective(self, lower: str) -> tuple[str, ...]:
        """A noun before an adjective: barriere + frei, land + wirtschaftlich."""
        lemma = self.lemmas.word(lower)
        if lemma.endswith(VERB_ENDING) or not lower.startswith(lemma):
            return (lower,)
        at = self.splitter.before_adjective(lemma)
        return (lower[:at], lower[at:]) if at else (lower,)

    def _head(self, pieces: tuple[str, ...]) -> str:
        """The lemma of the last part: a noun, but for adjectives."""
        head = pieces[-1]
        return self.lemmas.noun(head) if self.splitter.parts.head(head) > NEVER else self.lemmas.word(head)

    def _parts(self, pieces: tuple[str, ...]) -> Iterator[str]:
        """The lemma of every piece, and of the pieces that a piece has as a word of its own."""
        *front, last = pieces
        for piece in front:
            base = self.splitter.parts.modifier(piece).base or piece
            yield self._modifier(base)
            yield from self._finer(base)
        yield self._head(pieces)
        yield from self._finer(last)

    def _finer(self, piece: str) -> Iterator[str]:
        pieces = self.splitter.split(piece, self.lemmas.noun(piece)).pieces
        if len(pieces) > 1:
            yield from self._parts(pieces)

    def _modifier(self, base: str) -> str:
        """The lemma of the dictionary word behind a part before the head: as a noun, where it is one."""
        noun, other = self._lexicon.noun(base), self._lexicon.other(base)
        return self.lemmas.noun(base) if noun >= min(other, COMMON_NOUN) else self.lemmas.word(base)

    def _inner(self, pieces: tuple[str, ...]) -> Iterator[str]:
        """Compounds within the compound that are words themselves: Hochwasserschutz in Hochwasserschutzmaßnahme."""
        count = len(pieces)
        for start in range(count):
            for end in range(start + 2, count + (start > 0)):
                joined = "".join(pieces[start:end])
                forms = (joined, joined.removesuffix("s"))
                inner = next((form for form in forms if self._lexicon.any(form) > KNOWN_TOGETHER), None)
                if inner:
                    yield self.lemmas.noun(inner)

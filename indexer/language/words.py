"""One word after the other: from its surface to lemma, parts and index terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.language import forms
from indexer.language.affixes import NO_NOUN
from indexer.language.compounds import LONGEST_COMPOUND, Split, Splitter
from indexer.language.lemmas import LONGEST_TERM, Stems, lemma, noun_lemma
from indexer.language.lexicon import NEVER, Lexicon
from indexer.language.stopwords import STOP_WORDS

HYPHENS = "-\u2010\u2011"
VERB_MARGIN = 1.0  # a capitalised word this much likelier in lower case stands at the start of a sentence
NOUN_IN_LOWER_CASE = 1.5  # a lower-case word has to be this much likelier as a noun to be split like one
RARE_HEAD = -13.8  # a head rarer than this is no reason to split a lower-case word
KNOWN_TOGETHER = -15.5  # log-probability from which neighbouring parts are a compound of their own
SHORTEST_QUERY_NOUN = 7  # letters of an unknown lower-case word that a query means as a noun


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
        self.splitter = Splitter(lexicon)
        self._keep = keep
        self._stems = Stems()

    def read(self, surface: str, query: bool = False) -> Word:
        """Read one word as it stands in a text; NOTHING for a stop word."""
        if surface[0] in HYPHENS or surface[-1] in HYPHENS:
            return replace(self.read(surface.strip(HYPHENS), query), hangs=True)
        text = forms.without_gender(forms.plain(surface), self.lexicon)
        pieces = [piece for piece in _split_at_hyphens(text) if piece]
        if not pieces:
            return NOTHING
        if len(pieces) > 1:
            return self._hyphenated(pieces, query)
        return self._simple(pieces[0], query)

    def whole(self, lemma: str, parts: tuple[str, ...]) -> Word:
        """The word with this lemma and these parts, with the terms of all of them."""
        terms = (self._stems.term(text) for text in (lemma, *parts))
        return Word(lemma, parts, tuple(dict.fromkeys(term for term in terms if term)))

    def split(self, word: str) -> Split:
        """Split one word of a running text by its case, as lower-case pieces; one piece where it is none."""
        lower = word.lower()
        unsplit = Split((lower,), 0.0)
        noun, other = self.lexicon.noun(lower), self.lexicon.other(lower)
        if self.name(lower):
            return unsplit
        if not word[0].islower():
            return unsplit if other > noun + VERB_MARGIN else self.splitter.split(lower)
        if other > noun - NOUN_IN_LOWER_CASE or NO_NOUN.search(lower):
            return unsplit
        split = self.splitter.split(lower)
        return split if self.lexicon.noun(split.pieces[-1]) >= RARE_HEAD else unsplit

    def name(self, lower: str) -> str | None:
        """The name to keep whole that the word is, also in its genitive."""
        return next((name for name in (lower, lower.removesuffix("s")) if name in self._keep), None)

    def _hyphenated(self, pieces: list[str], query: bool) -> Word:
        """Main-Kinzig-Kreis: the whole as one word, then every piece with its own parts."""
        words = [self._simple(piece, query) for piece in pieces]
        head = words[-1].lemma or pieces[-1].lower()
        glue = "-" if pieces[0].isdecimal() else ""
        lemma_ = glue.join([*(piece.lower() for piece in pieces[:-1]), head])
        inner = (text for word in words for text in (word.lemma, *word.parts) if len(text) > 1)
        return self.whole(lemma_, tuple(dict.fromkeys(inner)))

    def _simple(self, word: str, query: bool) -> Word:
        lower = word.lower()
        if lower in STOP_WORDS or (len(word) == 1 and not word.isdecimal()):
            return NOTHING
        if len(word) > LONGEST_COMPOUND:
            return self.whole(lower[:LONGEST_TERM], ())
        name = self.name(lower)
        if name:
            return self.whole(name, ())
        if forms.is_abbreviation(word, self.lexicon):
            return self.whole(word.removesuffix("s").lower() if word[-2:-1].isupper() else lower, ())
        return self._german(self._spelt(word, query))

    def _spelt(self, word: str, query: bool) -> str:
        """The word in its usual spelling and case."""
        if word.isupper():
            word = word.capitalize()
        lower = word.lower()
        if query and len(word) >= SHORTEST_QUERY_NOUN and word.islower() and self.lexicon.other(lower) == NEVER:
            word = word.capitalize()
        best = max(forms.respellings(lower), key=self._weight, default=lower)
        if best != lower and self._weight(best) > self._weight(lower) + forms.RESPELL_MARGIN:
            return best.capitalize() if word[0].isupper() else best
        return word

    def _weight(self, lower: str) -> float:
        return self.splitter.split(lower).weight

    def _german(self, word: str) -> Word:
        pieces = self.split(word).pieces
        if len(pieces) == 1:
            return self.whole(lemma(word), ())
        parts = (*map(self._modifier, pieces[:-1]), noun_lemma(pieces[-1]), *self._inner(pieces))
        return self.whole("".join(pieces[:-1]) + noun_lemma(pieces[-1]), tuple(dict.fromkeys(parts)))

    def _modifier(self, piece: str) -> str:
        """The lemma of a part before the head."""
        found = self.splitter.modifier(piece)
        base = found.base if found else piece
        return noun_lemma(base) if self.lexicon.noun(base) >= self.lexicon.other(base) else lemma(base)

    def _inner(self, pieces: tuple[str, ...]) -> Iterator[str]:
        """Compounds within the compound that are words themselves: Hochwasserschutz in Hochwasserschutzmaßnahme."""
        count = len(pieces)
        for start in range(count):
            for end in range(start + 2, count + (start > 0)):
                joined = "".join(pieces[start:end])
                known = (word for word in (joined, joined.removesuffix("s")) if self.lexicon.any(word) > KNOWN_TOGETHER)
                inner = next(known, None)
                if inner:
                    yield noun_lemma(inner)


def _split_at_hyphens(text: str) -> list[str]:
    for hyphen in HYPHENS[1:]:
        text = text.replace(hyphen, HYPHENS[0])
    return text.split(HYPHENS[0])

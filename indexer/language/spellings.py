"""How a word may be written: composed letters, gender forms, abbreviations, spellings without umlaut or ß."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

from indexer.language.lexicon import NEVER, Lexicon

# Bürger:innen, Bürger*innen, Bürger_innen, Bürger/-innen, Bürger(innen), BürgerInnen, Bürger:innenhaushalt
GENDER_SUFFIX = r"(?:[:*_]|/-?)(?:innen(?!\w*[:*_])|in(?![^\W_]))|\((?:innen|in)\)|[:*_](?:r|n|s)(?![^\W_])"
_GENDER = re.compile(rf"(?<=[^\W\d_]){GENDER_SUFFIX}|(?<=[a-zäöüß])In(?:nen|(?![^\W_]))")
_SPELT_OUT = re.compile("ae|oe|ue|ss")
_LETTER = {"ae": "ä", "oe": "ö", "ue": "ü", "ss": "ß"}
_CAPITALISED = re.compile("[A-ZÄÖÜ]?[a-zäöüß]+")
SHORTEST_GLUED = 4  # letters
MOST_SPELT_OUT = 4  # places in one word that are tried; more is no German word
RESPELL_MARGIN = 1.0  # log-probability by which the other spelling must be likelier
LONGEST_ACRONYM = 6  # letters of a word in capitals that may be an abbreviation
COMMON_IN_CAPITALS = -13.0  # a word this likely is a word, also when somebody shouts it


def plain(text: str) -> str:
    """Composed letters (NFKC), without the soft hyphens that only typesetting sees, and without blanks."""
    return "".join(unicodedata.normalize("NFKC", text.replace("\u00ad", "")).split())


def without_gender(word: str, lexicon: Lexicon) -> str:
    """The plain noun of a gender form (Bürger:innen → Bürger, Expert*innen → Experte); other words unchanged."""
    found = _GENDER.search(word)
    if not found:
        return word
    base, rest = word[: found.start()], word[found.end() :]
    if "In" in found.group() and not lexicon.knows(f"{base}innen".lower()):  # LinkedIn
        return word
    if found.group()[-1] in "rns" and "in" not in found.group():  # eine:r, Beschäftigte:r
        return base
    return (_person(base, lexicon) or base) + rest


def _person(base: str, lexicon: Lexicon) -> str | None:
    """The noun of a person that the form stands on, with the e that Expert(e) has lost, or None."""
    person = max(base, base + "e", key=lambda noun: lexicon.noun(noun.lower()))
    return person if lexicon.noun(person.lower()) > NEVER else None


def is_abbreviation(word: str, lexicon: Lexicon) -> bool:
    """Whether the word is kept whole because of its capitals: OZG, ÖPNV, LoRaWAN, KIs; not STADT."""
    if any(letter.isdigit() for letter in word):
        return True
    core = word.removesuffix("s")
    if core.isupper():
        return 1 < len(core) <= LONGEST_ACRONYM and lexicon.any(core.lower()) < COMMON_IN_CAPITALS
    return any(letter.isupper() for letter in core[1:])


def glued(word: str, lexicon: Lexicon) -> list[str]:
    """The words that a missing blank has glued together (OpenService, StadtMusterdorf), or nothing."""
    pieces = _CAPITALISED.findall(word)
    whole = len(pieces) > 1 and "".join(pieces) == word
    return pieces if whole and all(_may_be_glued(piece.lower(), lexicon) for piece in pieces) else []


def _may_be_glued(lower: str, lexicon: Lexicon) -> bool:
    return len(lower) >= SHORTEST_GLUED and lexicon.knows(lower)


def singular_of_abbreviation(word: str) -> str:
    """Without the s that stands behind capitals: KIs → KI; others unchanged."""
    return word[:-1] if word[-1:] == "s" and word[-2:-1].isupper() else word


def respellings(word: str) -> Iterator[str]:
    """Every reading of a lower-case word with some of its ae, oe, ue, ss as ä, ö, ü, ß, the word itself left out."""
    places = [found.start() for found in _SPELT_OUT.finditer(word)][:MOST_SPELT_OUT]
    for count in range(1, len(places) + 1):
        for chosen in itertools.combinations(places, count):
            yield _respell(word, chosen)


def _respell(word: str, places: tuple[int, ...]) -> str:
    pieces, position = [], 0
    for place in places:
        pieces += [word[position:place], _LETTER[word[place : place + 2]]]
        position = place + 2
    return "".join(pieces) + word[position:]

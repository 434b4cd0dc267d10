"""How place names are written: one spelling for all ways to write the same name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ł": "l", "ø": "o", "æ": "ae"})
# Little words that join a name to its river or region; they are written in many ways and decide nothing.
JOINING = frozenset({
    "a", "am", "an", "auf", "b", "bei", "beim", "d", "dem", "den", "der", "i", "im", "in", "ob", "u", "unter", "v",
    "vor", "vorm",
})  # fmt: skip
# Regions and the like, as the register and people shorten them.
SHORTENED = {
    "erzgeb": "erzgebirge", "hann": "hannoversch", "mfr": "mittelfranken", "nb": "niederbayern",
    "ndb": "niederbayern", "obb": "oberbayern", "odw": "odenwald", "ofr": "oberfranken", "oldb": "oldenburg",
    "opf": "oberpfalz", "rhld": "rheinland", "sankt": "st", "ts": "taunus", "ufr": "unterfranken",
    "vogtl": "vogtland", "westf": "westfalen",
}  # fmt: skip
# Words that are shortened only where a point says so: Thür is a municipality.
SHORTENED_WITH_POINT = {
    "allg": "allgaeu", "bay": "bayern", "hess": "hessen", "hl": "heilig", "holst": "holstein", "sa": "sachsen",
    "saechs": "saechsische", "schwarzw": "schwarzwald", "thuer": "thueringen", "wuertt": "wuerttemberg",
}  # fmt: skip
WORD = re.compile(r"[^\W_]+")
CAPITAL_INSIDE = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
# Longer texts are no names; reading further would only cost time.
LONGEST_TEXT = 1_000


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: `text` in the one spelling, `raw` as written, `start` and `end` in the text."""

    text: str
    raw: str
    start: int
    end: int
    dotted: bool  # a point follows: it may be an abbreviation


def fold(text: str) -> str:
    """The one spelling: lower case, ß as ss, ä as ae, other accents dropped."""
    folded = unicodedata.normalize("NFC", text.casefold()).translate(UMLAUTS)
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


def words(text: str, *, glued: bool = False) -> tuple[Word, ...]:
    """The words of a text; `glued` also parts "KölnBäder" at its inner capitals."""
    text = unicodedata.normalize("NFC", text[:LONGEST_TEXT])
    return tuple(_words(text, glued))


def content(text: str) -> tuple[str, ...]:
    """The words of a name without the joining ones: the key under which names are compared."""
    return tuple(word.text for word in words(text) if word.text not in JOINING)


def _words(text: str, glued: bool) -> Iterator[Word]:
    for found in WORD.finditer(text):
        start = found.start()
        for piece in CAPITAL_INSIDE.split(found[0]) if glued else [found[0]]:
            end = start + len(piece)
            dotted = text[end : end + 1] == "."
            yield Word(_one_spelling(piece, dotted), piece, start, end, dotted)
            start = end


def _one_spelling(raw: str, dotted: bool) -> str:
    folded = fold(raw)
    if folded.endswith("kreises"):  # "des Main-Kinzig-Kreises"
        return folded.removesuffix("es")
    pointed = SHORTENED_WITH_POINT.get(folded) if dotted else None
    return pointed or SHORTENED.get(folded, folded)

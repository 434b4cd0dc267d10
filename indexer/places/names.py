"""From a written name to the key of a municipality or district, or to the places to ask about, or to nothing.

Names are found, never keys: where two places remain, both are given and nobody's score decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.places.candidates import Candidates
from indexer.places.designations import DESIGNATIONS, FILLERS, Designation
from indexer.places.gazetteer import DISTRICT_KEY, Gazetteer
from indexer.places.mentions import Plainness, Reading
from indexer.places.municipality import District, Municipality
from indexer.places.names_misspelt import Misspelt
from indexer.places.register import Register
from indexer.places.suggestions import Suggestions

# A misspelt name of more words than this is a sentence.
MOST_NAME_WORDS = 3
NAME_FOLLOWS = frozenset({Designation.TOWN, Designation.VILLAGE})
# A question with more answers than this is none.
MOST_CHOICES = 20


@dataclass(frozen=True)
class Resolution:
    """`key` set: sure (8 digits: municipality, 5: district); `choices`: ask which one; neither: no place is named."""

    key: str | None = None
    choices: tuple[str, ...] = ()


NOTHING = Resolution()


class Names:
    """Resolves and suggests the names of one register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._gazetteer = Gazetteer(register)
        self._candidates = Candidates(register)
        self._misspelt = Misspelt(self._gazetteer.names(), self._candidates.cities())
        self._suggestions = Suggestions(register)

    def resolve(self, text: str, land: str | None = None) -> Resolution:
        """Find the place that a text names; `land` (German name) decides between places of the same name."""
        if known := self._key(text.strip()):
            return Resolution(known)
        reading = Reading.of(text, self._gazetteer)
        if reading.names_a_group():
            return NOTHING
        keys = self._keys(reading, land) or self._keys(Reading.of(text, self._gazetteer, glued=True), land)
        return _resolution(keys or self._corrected(reading, land))

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Municipality | District, ...]:
        """Places one of whose words begins with what was typed: Hessen first, then bigger ones."""
        return self._suggestions.find(prefix, limit)

    def _key(self, text: str) -> str | None:
        """A text that is a key already, of today or of former days."""
        if municipality := self._register.municipality(text):
            return municipality.ags
        district = self._register.district(text)
        return district.key if district else None

    def _keys(self, reading: Reading, land: str | None) -> tuple[str, ...]:
        """The places of the plainest mentions that count; a district beside a name decides which one is meant."""
        found = [(m.plainness, keys) for m in reading.mentions() if (keys := self._candidates.of(m, reading, land))]
        said = {keys[0] for _, keys in found if len(keys) == 1 and len(keys[0]) == DISTRICT_KEY}
        plain = (key for plainness, keys in found if plainness >= Plainness.OWN_PART for key in keys)
        inside = tuple(key for key in dict.fromkeys(plain) if len(key) > DISTRICT_KEY and key[:DISTRICT_KEY] in said)
        plainest = max((plainness for plainness, _ in found), default=None)
        return inside or tuple(dict.fromkeys(key for plainness, keys in found if plainness == plainest for key in keys))

    def _corrected(self, reading: Reading, land: str | None) -> tuple[str, ...]:
        """The places of a name that is nearly one that we know, where the text names none."""
        if reading.spans:
            return ()
        for name in _possible_names(reading):
            if keys := self._candidates.of_misspelt(self._misspelt.find(name), land):
                return keys
        found = (self._misspelt.find_city(word.text) for word in reading.open_words())
        return next((self._candidates.of_misspelt(keys, land) for keys in found if keys), ())


def _possible_names(reading: Reading) -> Iterator[str]:
    """What may be a misspelt name: all the words, those that say no kind ("Kreisstadt"), or the one after a kind."""
    unknown = [word.text for word in reading.words if word.text not in DESIGNATIONS and word.text not in FILLERS]
    for names in (unknown, [word.text for word in reading.open_words()]):
        if len(names) <= MOST_NAME_WORDS:
            yield " ".join(names)
    for designation, word in zip(reading.designations, reading.words[1:], strict=False):
        if designation in NAME_FOLLOWS:
            yield word.text


def _resolution(keys: tuple[str, ...]) -> Resolution:
    if len(keys) == 1:
        return Resolution(keys[0])
    return Resolution(choices=keys) if len(keys) <= MOST_CHOICES else NOTHING

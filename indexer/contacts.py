"""Function mailboxes: which addresses belong to a desk and not to a person.

No list of names can tell that "muster" is a person, so the question is turned round: an address passes only if its
local part is made of words that name a function. It is cut at . _ - + into words (umlauts written out, digits and
joining words left aside; the words stand in mappings/mailboxes.toml), and

* a word is a function if it is listed, ends like one ("hauptamt", "pressestelle") or begins like one ("digitalteam");
* a local part that begins with the name of an authority ("stadt", "gemeinde", "landkreis") may go on with a place;
* any other word must stand in the domain ("bauamt.lollar@lollar.example"), else it may be somebody's name.

So "vorname.nachname@", "mmuster@", "info.muster@" and "m.bauamt@" fail. A desk with an unusual name fails as well: its
record is kept among the rejected rows and the list grows, which is the cheaper mistake of the two.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORDS_FILE = Path(__file__).parent.parent / "mappings" / "mailboxes.toml"
SHORTEST_PLACE = 3  # letters; shorter pieces are initials, or stand in any domain by chance

NO_ADDRESS = "ist kein Funktionspostfach; Namen und Telefonnummern von Personen werden nicht angenommen"
A_PERSON = "sieht nach der Adresse einer Person aus; angenommen werden Funktionspostfächer wie rathaus@ oder bauamt@"

_ADDRESS = re.compile(r"(?P<local>[^\s@<>()\[\],;:\"\\]{1,64})@(?P<domain>(?:[\w-]{1,63}\.)+[^\W\d_]{2,63})")
_CUTS = re.compile(r"[._+\-]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True)
class DeskWords:
    """The words of mappings/mailboxes.toml."""

    authorities: frozenset[str]
    functions: frozenset[str]
    endings: tuple[str, ...]
    beginnings: tuple[str, ...]
    joining: frozenset[str]

    def name_a_function(self, word: str) -> bool:
        """Whether the word says what a desk does."""
        listed = word in self.functions or word in self.authorities
        return listed or word.endswith(self.endings) or word.startswith(self.beginnings)


def complaint(contact: str) -> str | None:
    """Why this is no function mailbox (the end of a German sentence), or None if it is one."""
    address = _ADDRESS.fullmatch(contact)
    if address is None:
        return NO_ADDRESS
    if not _is_desk(_plain(address["local"]), _plain(address["domain"])):
        return A_PERSON
    return None


def _plain(text: str) -> str:
    return text.lower().translate(_UMLAUTS)


def _is_desk(local: str, domain: str) -> bool:
    desk = _desk_words()
    words = [word for piece in _CUTS.split(local) if (word := piece.strip("0123456789"))]
    if not any(desk.name_a_function(word) for word in words):
        return False
    others = [word for word in words if not desk.name_a_function(word) and word not in desk.joining]
    if any(len(word) < SHORTEST_PLACE for word in others):
        return False
    return words[0] in desk.authorities or all(word in domain for word in others)


@cache
def _desk_words() -> DeskWords:
    words = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    return DeskWords(
        authorities=frozenset(words["authorities"]),
        functions=frozenset(words["functions"]),
        endings=tuple(words["endings"]),
        beginnings=tuple(words["beginnings"]),
        joining=frozenset(words["joining"]),
    )

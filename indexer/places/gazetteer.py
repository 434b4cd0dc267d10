"""All ways in which the register's places are named, ready to be found in a text."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from indexer.places.municipality import District, Municipality
from indexer.places.register import Register
from indexer.places.spelling import JOINING, Word, content, fold

CITY_STATES = Path(__file__).parent / "city_states.csv"
# Where the qualifying part of a name begins: "(Efze)", "/Saale", " a. d. Lahn", " am Main".
QUALIFIER = re.compile(rf"\s*[(/]|\s+(?:{'|'.join(sorted(JOINING, key=len, reverse=True))})\b", re.IGNORECASE)
DISTRICT_KEY = 5  # digits
DISTRICT_WORDS = frozenset({"kreis", "landkreis", "region", "staedteregion", "regionalverband"})
# Towns so well known that people say "die Wuppertaler Stadtwerke".
ADJECTIVE_INHABITANTS = 50_000
SHORTEST_WITH_ADJECTIVE = 4
SHORTEST_REGION = 7


class Naming(IntEnum):
    """How a form names its place; a higher one is less sure."""

    FULL = 0  # the whole official name
    SHORT = 1  # without river, region or brackets
    FORMER = 2  # a name of former days
    BOROUGH = 3  # a part of a city state
    AUTHORITY = 4  # an authority that only one city state has
    ADJECTIVE = 5  # "Wuppertaler"
    LAND = 6  # no municipality: "Schleswig-Holstein" does not speak of Schleswig


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write one place: the words of the name, and the key that it leads to."""

    words: tuple[str, ...]
    key: str
    naming: Naming

    @property
    def says_district(self) -> bool:
        """Whether this is the whole name of a district: "Landkreis Fulda", "Wetteraukreis"."""
        return len(self.key) == DISTRICT_KEY and self.naming is Naming.FULL

    def fits(self, text: Sequence[Word]) -> bool:
        """Whether the text begins with this form; a later word may be shortened ("Bad Homburg v. d. H.")."""
        if len(text) < len(self.words):
            return False
        return all(
            word.text == own or (word.dotted and place and own.startswith(word.text))
            for place, (own, word) in enumerate(zip(self.words, text, strict=False))
        )


class Gazetteer:
    """Forms by their first word."""

    def __init__(self, register: Register) -> None:
        self._forms: dict[str, list[Form]] = defaultdict(list)
        for form in dict.fromkeys(_forms(register)):
            if form.words:
                self._forms[form.words[0]].append(form)

    def at(self, text: Sequence[Word]) -> list[Form]:
        """The longest forms with which a text of at least one word begins; several if several places bear them."""
        found = [form for form in self._forms.get(text[0].text, ()) if form.fits(text)]
        longest = max((len(form.words) for form in found), default=0)
        return [form for form in found if len(form.words) == longest]

    def names(self) -> dict[str, set[str]]:
        """Keys by the joined words of their whole and short names, for the search of misspelt ones."""
        keys: dict[str, set[str]] = defaultdict(set)
        for forms in self._forms.values():
            for form in forms:
                if form.naming <= Naming.SHORT:
                    keys[" ".join(form.words)].add(form.key)
        return keys


def _forms(register: Register) -> Iterator[Form]:
    for m in register.municipalities:
        yield from _municipality_forms(m)
    for d in register.districts:
        if not d.independent:
            yield from _district_forms(d)
    for alias in register.aliases:
        yield Form(content(alias.name), alias.now, Naming.FORMER)
    for land in set(register.lands) - {m.name for m in register.municipalities}:
        yield Form(content(land), "", Naming.LAND)
    yield from _city_state_forms()


def _municipality_forms(m: Municipality) -> Iterator[Form]:
    for name in {m.name, *m.name.split(" / ")}:  # two languages
        yield Form(content(name), m.ags, Naming.FULL)
    if (head := _head(m.name)) != m.name:
        yield Form(content(head), m.ags, Naming.SHORT)
    if m.inhabitants >= ADJECTIVE_INHABITANTS:
        yield from (Form((word,), m.ags, Naming.ADJECTIVE) for word in _adjectives(fold(head)))


def _head(name: str) -> str:
    """The name without its qualifier: "Limburg" of "Limburg a. d. Lahn"; a name that begins with one stays whole."""
    found = QUALIFIER.search(name)
    return name[: found.start()] if found and found.start() else name


def _adjectives(name: str) -> Iterator[str]:
    """ "Münchner", "Wiesbadener", "Karlsruher", "Darmstädter", "Hamburgische" from the folded name of one word."""
    if not name.isalpha() or len(name) < SHORTEST_WITH_ADJECTIVE:
        return
    if name.endswith("en"):
        stem = name.removesuffix("en")
        yield from (f"{stem}er", f"{stem}ner", f"{stem}ener")
    else:
        stem = name.removesuffix("e")
        yield f"{re.sub('stadt$', 'staedt', stem)}er"
    yield from (f"{stem}{ending}" for ending in ("ische", "ischer", "isches", "ischen"))


def _district_forms(d: District) -> Iterator[Form]:
    """The whole name; "Fulda" and "Main-Kinzig" as short forms that stand alone or need a word before them."""
    whole, head = content(d.name), content(_head(d.name))
    yield Form(whole, d.key, Naming.FULL)
    for name in (whole, head):
        base = [word for word in name if word not in DISTRICT_WORDS]
        yield Form((*base[:-1], _without_kreis(base[-1])), d.key, Naming.SHORT)


def _without_kreis(word: str) -> str:
    """ "Wetterau" of "Wetteraukreis"; a river alone ("Enz") names no district."""
    short = word.removesuffix("kreis")
    return short if len(short) >= SHORTEST_REGION else word


def _city_state_forms() -> Iterator[Form]:
    """Boroughs and authorities of the states that are municipalities: their publishers seldom name the city."""
    with CITY_STATES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            naming = Naming.BOROUGH if row["kind"] == "Bezirk" else Naming.AUTHORITY
            yield Form(content(row["name"]), row["ags"], naming)

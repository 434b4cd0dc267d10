"""Places and providers that a challenge names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from indexer import District, Municipality, Names, Register
from matcher.question import Named
from matcher.view import View

HOME_LAND = "Hessen"

BIG = 50_000
"""Inhabitants from which a place outside Hessen needs no word like "Stadt" before it: villages share their names with
everyday words."""

EVERYDAY = frozenset({"Essen", "Halle", "Hagen", "Singen", "Regen"})
"""Names of big places that mean something else more often."""

NAME = r"(?:(?:Bad|Groß|Klein|Neu|Alt|Hohe[rn]?)\s)?[A-ZÄÖÜ][\wäöüß-]+(?:\s\([A-ZÄÖÜ]\w+\)|\sam\s(?:Main|Taunus))?"
CUED = re.compile(
    rf"\b(?P<cue>[Ii]n|[Aa]us|[Bb]ei|[Ww]ie|von|nach|um|mit|und|Stadt|Gemeinde|Landkreis|Kreis)\s+(?P<name>{NAME})"
)
OFFICIAL = frozenset({"Stadt", "Gemeinde", "Landkreis", "Kreis"})

MODEL = re.compile(
    r"\b(?:wie|ähnlich|vorbild|beispiel|muster|modell|gehört|gelesen|gesehen|abgeschaut|übernehmen)\b[^.!?;]{0,60}$",
    re.IGNORECASE,
)
"""What stands before the name of a place whose solution somebody wants; "in Kassel auf der Arbeit" is none."""

TRIES = 20
"""Candidates looked at in one text."""

TAIL = re.compile(r"\s*(?:\(|[–|/]\s|\b(?:GmbH|AG|eG|gUG|UG|AöR|KG|SE|e\. ?V\.|im Auftrag|mit (?:der|Tochter))).*$")
"""What follows the name by which people know a firm."""

SHORTEST = 4
PROVIDERS_REMEMBERED = 20_000


def named(view: View, text: str) -> Named:
    """The places, and the providers of the index, that a text names."""
    found = tuple(_places(text, view.holdings.names, view.holdings.reading.register))
    return Named(
        places=tuple(dict.fromkeys(key for key, _ in found)),
        models=tuple(dict.fromkeys(key for key, start in found if MODEL.search(text, 0, start))),
        providers=providers_in(text, view.snapshot.columns["provider"].names),
    )


def places_in(text: str, names: Names, register: Register) -> tuple[str, ...]:
    """The keys of the municipalities and districts that a text names for sure, in order."""
    return tuple(dict.fromkeys(key for key, _ in _places(text, names, register)))


def _places(text: str, names: Names, register: Register) -> Iterator[tuple[str, int]]:
    """Key of each place, and where its name begins."""
    for each in list(CUED.finditer(text))[:TRIES]:
        key = _sure(each["name"], each["cue"] in OFFICIAL, each["cue"], names, register)
        if key:
            yield key, each.start("name")


def _sure(name: str, official: bool, cue: str, names: Names, register: Register) -> str | None:
    """The key of a place, if it is called just so and the word is not an everyday one."""
    if name in EVERYDAY and not official:
        return None
    key = names.resolve(f"{cue} {name}" if cue in ("Landkreis", "Kreis") else name).key
    place = (register.municipality(key) or register.district(key)) if key else None
    if place is None or not set(name.split()) <= set(place.name.split()):
        return None
    return key if official or _known_here(place) else None


def _known_here(place: Municipality | District) -> bool:
    if place.land == HOME_LAND:
        return True
    return isinstance(place, Municipality) and place.inhabitants >= BIG


def providers_in(text: str, providers: Iterable[str]) -> tuple[str, ...]:
    """The providers whose name, without its legal form, stands in a text."""
    return tuple(dict.fromkeys(_named(text, providers)))


def _named(text: str, providers: Iterable[str]) -> Iterator[str]:
    lowered = text.casefold()
    for provider in providers:
        short = _short(provider)
        if len(short) < SHORTEST or short not in lowered:
            continue
        if re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text, re.IGNORECASE):
            yield provider


@lru_cache(PROVIDERS_REMEMBERED)
def _short(provider: str) -> str:
    """The name by which people know a provider, in small letters; every challenge asks for every provider's."""
    return TAIL.sub("", provider).strip().casefold()

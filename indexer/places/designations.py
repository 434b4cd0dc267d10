"""The words that stand around a place name and say what it is: "Stadt", "Magistrat", "Landkreis", "Kommunen in"."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from indexer.places.municipality import Municipality


class Designation(Enum):
    """What a word before or after a name says about it."""

    TOWN = "town"
    VILLAGE = "village"
    MARKET = "market"
    DISTRICT = "district"
    BOROUGH = "borough"
    OTHER = "other"  # says that a place name is near, not of which kind


WORDS = {
    Designation.TOWN: "stadtverwaltung stadtkreis stadtrat magistrat oberbuergermeister oberbuergermeisterin",
    Designation.VILLAGE: "gemeindeverwaltung gemeindevorstand gemeinderat ortsgemeinde",
    Designation.MARKET: "markt marktes flecken",
    Designation.DISTRICT: "kreis landkreis lkr lk kreisverwaltung kreisausschuss landratsamt landrat",
    Designation.BOROUGH: "bezirksamt bezirksaemter bezirk stadtbezirk",
    Designation.OTHER: "verwaltung gemeindeverband verwaltungsgemeinschaft verwaltungsverband samtgemeinde "
    "verbandsgemeinde amt kommune rathaus buergermeister buergermeisterin ortsteil "
    "stadtwerke gemeindewerke feuerwehr standesamt stadtbibliothek stadtbuecherei stadtarchiv",
}
DESIGNATIONS = {word: designation for designation, line in WORDS.items() for word in line.split()}
# Titles that towns give themselves end so: "Barbarossastadt", "Brüder-Grimm-Stadt", "Marktgemeinde".
ENDINGS = (("stadt", Designation.TOWN), ("gemeinde", Designation.VILLAGE), ("flecken", Designation.MARKET))
# Words that add nothing to a name: a text of these and a name is that name.
FILLERS = frozenset({
    "com", "das", "de", "dem", "den", "der", "des", "die", "e", "eu", "fuer", "http", "https", "info", "und", "v",
    "von", "www",
})  # fmt: skip
# Plural words: what follows says where a group is, not which municipality is meant.
GROUPS = frozenset({"kommunen", "gemeinden", "landkreise", "landkreisen", "kreise", "kreisen"})
STREETS = ("strasse", "str", "allee", "platz", "weg", "ring", "damm", "ufer", "chaussee")

FITS: dict[Designation, Callable[[Municipality], bool]] = {
    Designation.TOWN: lambda m: m.is_town,
    Designation.VILLAGE: lambda m: not m.is_town,
    Designation.MARKET: lambda m: m.kind == "Markt" or "lecken" in m.title,
}


def designation_of(word: str) -> Designation | None:
    """What a folded word says about a name beside it; None for any other word."""
    known = DESIGNATIONS.get(word)
    if known:
        return known
    return next((designation for ending, designation in ENDINGS if word.endswith(ending)), None)


def is_street(word: str) -> bool:
    """Whether a word is a street or ends like one."""
    return word.endswith(STREETS)

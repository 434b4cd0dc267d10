"""What the place register holds: municipalities, districts, and the German words for their kinds."""

from __future__ import annotations

from dataclasses import dataclass

# Types of municipalities in GV100AD, positions 123-124 of record type 60 ("Textkennzeichen").
KINDS = {
    "60": "Markt",
    "61": "kreisfreie Stadt",
    "62": "Stadtkreis",
    "63": "Stadt",
    "64": "Gemeinde",
    "65": "gemeindefreies Gebiet, bewohnt",
    "66": "gemeindefreies Gebiet",
    "67": "Große Kreisstadt",
}
# The same positions of record type 40.
DISTRICT_KINDS = {
    "41": "kreisfreie Stadt",
    "42": "Stadtkreis",
    "43": "Kreis",
    "44": "Landkreis",
    "45": "Regionalverband",
}
TOWN_KINDS = frozenset({"kreisfreie Stadt", "Stadtkreis", "Stadt", "Große Kreisstadt"})
INDEPENDENT_KINDS = frozenset({"kreisfreie Stadt", "Stadtkreis"})
UNINCORPORATED_KINDS = frozenset({KINDS["65"], KINDS["66"]})

# Upper borders (exclusive) of the size classes that offices and statistics use.
SIZE_CLASSES = ((5_000, "unter 5.000"), (20_000, "5.000 bis 20.000"), (100_000, "20.000 bis 100.000"))
LARGEST_CLASS = "über 100.000"


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality: `ags` 8 digits, `district` 5 digits, coordinates in degrees (WGS 84) where known."""

    ags: str
    name: str  # as the official register writes it, without its title
    kind: str
    district: str
    land: str
    inhabitants: int
    area_km2: float
    postal_code: str
    lat: float | None = None
    lon: float | None = None
    title: str = ""  # what the official name adds: "Kreisstadt", "documenta-Stadt"

    @property
    def density(self) -> float:
        """Inhabitants per square kilometre; 0 where the area is unknown."""
        return self.inhabitants / self.area_km2 if self.area_km2 else 0.0

    @property
    def size_class(self) -> str:
        return next((word for border, word in SIZE_CLASSES if self.inhabitants < border), LARGEST_CLASS)

    @property
    def is_town(self) -> bool:
        return self.kind in TOWN_KINDS

    @property
    def independent(self) -> bool:
        """Whether the town belongs to no district."""
        return self.kind in INDEPENDENT_KINDS

    @property
    def unincorporated(self) -> bool:
        """Whether this is an area without a municipality: kept, but neither counted nor suggested."""
        return self.kind in UNINCORPORATED_KINDS


@dataclass(frozen=True, slots=True)
class District:
    """One district or independent town: `key` 5 digits, `name` as people say it ("Landkreis Fulda")."""

    key: str
    name: str
    kind: str
    land: str
    seat: str = ""

    @property
    def independent(self) -> bool:
        return self.kind in INDEPENDENT_KINDS


@dataclass(frozen=True, slots=True)
class Alias:
    """A key that is no longer valid, or a former name, and the municipality that it leads to today."""

    ags: str
    name: str
    now: str
    since: str  # ISO date
    exact: bool  # False: `since` is the date of the register in which the change was first seen
    evidence: str


def kind_word(number: str, words: dict[str, str]) -> str:
    """The German word for an official type; an unknown type keeps its number."""
    return words.get(number, f"Typ {number}")


# Three districts of Hessen call themselves "Kreis"; the register gives them the type of a Landkreis.
SELF_NAMED_KREIS = frozenset({"06431", "06433", "06438"})
# Names that already say what they are.
SPEAKING_STARTS = ("Region ", "Städteregion ", "Regionalverband ")


def make_district(key: str, name: str, number: str, land: str, seat: str) -> District:
    """A district with its speaking name: "Fulda", "44" becomes "Landkreis Fulda"."""
    kind = "Kreis" if key in SELF_NAMED_KREIS else kind_word(number, DISTRICT_KINDS)
    speaking = kind in INDEPENDENT_KINDS or "kreis" in name.casefold() or name.startswith(SPEAKING_STARTS)
    return District(key, name if speaking else f"{kind} {name}", kind, land, seat)

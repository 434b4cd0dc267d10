"""What changed between two states of the register, and which keys of the older one lead where in the newer one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb

from indexer.places.municipality import Alias, Municipality
from indexer.places.register import Register

# Areas are given to .01 km² and are rounded once for each municipality that is summed.
AREA_TOLERANCE = 0.03
# Below this growth a new survey explains it as well as a merger.
SMALLEST_MERGER = 0.5
# More sets than this are not tried: among so many, one fits by chance.
MOST_SETS = 2_000
# More names than this in one line of a report are counted only.
NAMES_IN_A_LINE = 12

Merger = tuple[tuple[Municipality, ...], Municipality]  # who is gone, and into whom


@dataclass(frozen=True)
class Renamed:
    """A municipality that kept its key and changed its name."""

    ags: str
    before: str
    after: str


@dataclass(frozen=True)
class RegisterChanges:
    """What is new, gone, renamed, or has another number of inhabitants; `inhabitants` counts the last."""

    before: str  # German dates of the two registers
    after: str
    new: tuple[Municipality, ...]
    gone: tuple[Municipality, ...]
    renamed: tuple[Renamed, ...]
    inhabitants: int
    total_before: int
    total_after: int

    def lines(self) -> tuple[str, ...]:
        """The report for people, in German."""
        people = f"{thousands(self.total_before)} → {thousands(self.total_after)}"
        return (
            f"Ortsregister: Stand {self.after} (bisher {self.before}).",
            _line("neu", [_with_key(m) for m in self.new]),
            _line("weggefallen", [_with_key(m) for m in self.gone]),
            _line("umbenannt", [f"{one.before} → {one.after}" for one in self.renamed]),
            f"Einwohnerzahl geändert: {thousands(self.inhabitants)} Gemeinden; zusammen {people} Einwohner.",
        )


def compare(old: Register, new: Register) -> RegisterChanges:
    """Compare two states of the register by key."""
    before, after = {m.ags: m for m in old.municipalities}, {m.ags: m for m in new.municipalities}
    both = [(before[ags], after[ags]) for ags in before if ags in after]
    return RegisterChanges(
        before=german_date(old),
        after=german_date(new),
        new=tuple(m for m in new.municipalities if m.ags not in before),
        gone=tuple(m for m in old.municipalities if m.ags not in after),
        renamed=tuple(Renamed(b.ags, b.name, a.name) for b, a in both if b.name != a.name),
        inhabitants=sum(b.inhabitants != a.inhabitants for b, a in both),
        total_before=sum(m.inhabitants for m in old.municipalities),
        total_after=sum(m.inhabitants for m in new.municipalities),
    )


def update(current: Register, read: Register) -> Register:
    """The register that a file becomes: coordinates that it lacks, and former keys, come from the current one."""
    derived = tuple(successors(current, read)) if read.as_of > current.as_of else ()
    later = {alias.ags for alias in derived}
    aliases = (*derived, *(alias for alias in current.aliases if alias.ags not in later))
    return with_places(replace(read, aliases=aliases), current)


def with_places(register: Register, source: Register) -> Register:
    """Fill in coordinates and seats that a register lacks, by key or by the one predecessor of the same name."""
    places = {m.ags: m for m in source.municipalities if m.lat is not None}
    for alias in register.aliases:
        old, now = places.get(alias.ags), register.municipality(alias.now)
        if old and now and now.name == old.name:
            places.setdefault(now.ags, old)
    seats = {d.key: d.seat for d in source.districts}
    return replace(
        register,
        municipalities=tuple(_placed(m, places.get(m.ags)) for m in register.municipalities),
        districts=tuple(d if d.seat else replace(d, seat=seats.get(d.key, "")) for d in register.districts),
    )


def successors(old: Register, new: Register) -> Iterator[Alias]:
    """Former names and keys that lead to one municipality of today with certainty.

    A key is gone with certainty into a municipality if the areas say so: the growth of exactly one municipality
    of the same district equals the area of exactly one set of municipalities that are gone.
    """
    since = new.as_of.isoformat()
    for one in compare(old, new).renamed:
        yield Alias(one.ags, one.before, one.ags, since, False, "Name geändert, Schlüssel gleich")
    for gone, heir in _mergers(old, new):
        for m in gone:
            yield Alias(m.ags, m.name, heir.ags, since, False, f"Flächen stimmen überein ({len(gone)} aufgegangen)")


def _mergers(old: Register, new: Register) -> Iterator[Merger]:
    """The mergers that exclude each other nowhere: each municipality that is gone has one place to be."""
    claims: dict[str, set[Merger]] = defaultdict(set)
    found = [claim for d in old.districts for claim in _fitting(d.key, old, new)]
    for claim in (*found, *_moved(old, new)):
        for m in claim[0]:
            claims[m.ags].add(claim)
    certain = {claim for made in claims.values() if len(made) == 1 for claim in made}
    for gone, heir in sorted(certain, key=lambda claim: claim[0][0].ags):
        if all(len(claims[m.ags]) == 1 for m in gone):
            yield gone, heir


def _fitting(district: str, old: Register, new: Register) -> Iterator[Merger]:
    """Every set of municipalities of a district that are gone, and every municipality whose growth it explains."""
    gone = [m for m in old.members(district) if m.ags not in new.keys]
    grown = [(m, m.area_km2 - _area(old, m.ags)) for m in new.members(district)]
    for size in range(1, len(gone) + 1):
        if comb(len(gone), size) > MOST_SETS:
            return
        for some in combinations(gone, size):
            area = sum(m.area_km2 for m in some)
            yield from ((some, heir) for heir, km2 in grown if _same_area(area, km2))


def _moved(old: Register, new: Register) -> Iterator[Merger]:
    """Towns that changed their district and kept name, Land and area: Eisenach in 2021."""
    fresh = {(m.land, m.name): m for m in new.counted if m.ags not in old.keys}
    for m in old.counted:
        heir = fresh.get((m.land, m.name))
        if heir and m.ags not in new.keys and _same_area(m.area_km2, heir.area_km2):
            yield (m,), heir


def _same_area(one: float, other: float) -> bool:
    return other >= SMALLEST_MERGER and abs(one - other) <= AREA_TOLERANCE


def _area(register: Register, ags: str) -> float:
    found = register.municipality(ags) if ags in register.keys else None
    return found.area_km2 if found else 0.0


def _placed(m: Municipality, place: Municipality | None) -> Municipality:
    if m.lat is not None or place is None:
        return m
    return replace(m, lat=place.lat, lon=place.lon)


def german_date(register: Register) -> str:
    """The date of a register as people write it."""
    return f"{register.as_of:%d.%m.%Y}"


def thousands(number: int) -> str:
    """A number with German thousands separators."""
    return f"{number:,}".replace(",", ".")


def _with_key(m: Municipality) -> str:
    return f"{m.name} ({m.ags})"


def _line(word: str, names: list[str]) -> str:
    shown = ", ".join(names[:NAMES_IN_A_LINE])
    rest = len(names) - NAMES_IN_A_LINE
    more = f" und {thousands(rest)} weitere" if rest > 0 else ""
    return f"{thousands(len(names))} {word}{': ' if names else ''}{shown}{more}."

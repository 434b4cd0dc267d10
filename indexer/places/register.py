"""The place register: all municipalities and districts of Germany, keyed by AGS, with the keys of former days."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from indexer.errors import DatabaseError
from indexer.places.municipality import Alias, District, Municipality
from indexer.places.packed import Contents, pack_bytes, read_aliases, unpack_file

HERE = Path(__file__).parent
SHIPPED = HERE / "register.csv.xz"
ALIASES = HERE / "aliases.csv"
# A chain of successors longer than this would be a circle.
MAX_SUCCESSIONS = 5


@dataclass(frozen=True)
class Register:
    """A state of the official register; `as_of` is the day whose territory it describes."""

    as_of: date
    municipalities: tuple[Municipality, ...]
    districts: tuple[District, ...]
    aliases: tuple[Alias, ...] = ()

    @classmethod
    def shipped(cls) -> Register:
        """The register that comes with the product."""
        return cls.open(SHIPPED)

    @classmethod
    def open(cls, path: Path) -> Register:
        """A register from a packed file (see `pack`), with the shipped alias table; raises FileRefused."""
        packed = unpack_file(path)
        known = {alias.ags for alias in packed.aliases}
        shipped = tuple(alias for alias in read_aliases(ALIASES) if alias.ags not in known)
        return cls(packed.as_of, packed.municipalities, packed.districts, packed.aliases + shipped)

    def municipality(self, ags: str) -> Municipality | None:
        """The municipality under a key of today or of former days; None if there is none."""
        for _ in range(MAX_SUCCESSIONS):
            found = self._by_ags.get(ags)
            if found or ags not in self._successors:
                return found
            ags = self._successors[ags]
        return None

    def district(self, key: str) -> District | None:
        """The district or independent town under a five-digit key."""
        return self._by_district.get(key)

    def members(self, district: str) -> tuple[Municipality, ...]:
        """The municipalities of a district, by key, without areas that are no municipalities."""
        return tuple(self._members.get(district, ()))

    @cached_property
    def counted(self) -> tuple[Municipality, ...]:
        """All municipalities in the sense of a count: without unincorporated areas."""
        return tuple(m for m in self.municipalities if not m.unincorporated)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys that are valid in this state of the register."""
        return frozenset(self._by_ags)

    @cached_property
    def lands(self) -> tuple[str, ...]:
        """The German names of the Länder, in the order of their keys."""
        return tuple(dict.fromkeys(d.land for d in sorted(self.districts, key=lambda d: d.key)))

    @cached_property
    def _by_ags(self) -> dict[str, Municipality]:
        return {m.ags: m for m in self.municipalities}

    @cached_property
    def _by_district(self) -> dict[str, District]:
        return {d.key: d for d in self.districts}

    @cached_property
    def _successors(self) -> dict[str, str]:
        return {alias.ags: alias.now for alias in self.aliases}

    @cached_property
    def _members(self) -> dict[str, list[Municipality]]:
        members: dict[str, list[Municipality]] = defaultdict(list)
        for m in self.counted:
            members[m.district].append(m)
        return members


def pack(register: Register, path: Path) -> None:
    """Store a register as a packed file, whole or not at all; raises DatabaseError if the disk refuses."""
    contents = Contents(register.as_of, register.municipalities, register.districts, register.aliases)
    unfinished = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(pack_bytes(contents))
        unfinished.replace(path)
    except OSError as error:
        raise DatabaseError(
            f"Das Ortsregister lässt sich nicht speichern ({path}): {error.strerror}.", "Bitte Platz und Rechte prüfen."
        ) from error

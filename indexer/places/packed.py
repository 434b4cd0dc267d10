"""The packed form of a register: one xz-compressed CSV, readable with the standard library, the same bytes every time.

Rows begin with a letter: R (format, date), L (Land), D (district), M (municipality), A (alias).
"""

from __future__ import annotations

import csv
import io
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from indexer.errors import FileRefused
from indexer.places.municipality import Alias, District, Municipality

FORMAT = "1"
# A damaged file must not fill the memory: the whole register unpacks to about 1 MB.
MAX_UNPACKED_BYTES = 20_000_000


@dataclass(frozen=True)
class Contents:
    """Everything that a packed register holds."""

    as_of: date
    municipalities: tuple[Municipality, ...]
    districts: tuple[District, ...]
    aliases: tuple[Alias, ...]


def pack_bytes(contents: Contents) -> bytes:
    """Write a register as bytes; equal registers give equal bytes."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(_rows(contents))
    return lzma.compress(text.getvalue().encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)


def unpack_file(path: Path) -> Contents:
    """Read a packed register; raises FileRefused if it is missing, damaged or of another format."""
    try:
        raw = lzma.LZMADecompressor().decompress(path.read_bytes(), MAX_UNPACKED_BYTES)
        return _contents(raw.decode("utf-8"))
    except OSError as error:
        raise FileRefused(f"Das Ortsregister {path.name} ist nicht lesbar: {error.strerror}.") from error
    except (lzma.LZMAError, EOFError, ValueError, IndexError, KeyError) as error:
        raise FileRefused(
            f"Das Ortsregister {path.name} ist beschädigt.", "Bitte die amtliche Datei noch einmal einlesen."
        ) from error


def read_aliases(path: Path) -> tuple[Alias, ...]:
    """Read the alias table: `;`, one header line, columns of `Alias`."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(_alias(row) for row in list(csv.reader(lines, delimiter=";"))[1:])


def _rows(contents: Contents) -> Iterator[tuple[object, ...]]:
    yield "R", FORMAT, contents.as_of.isoformat()
    yield from _land_rows(contents.districts)
    for d in sorted(contents.districts, key=lambda d: d.key):
        yield "D", d.key, d.name, d.kind, d.seat
    for m in sorted(contents.municipalities, key=lambda m: m.ags):
        yield "M", m.ags, m.name, m.title, m.kind, m.inhabitants, f"{m.area_km2:.2f}", m.postal_code, *_place(m)
    for a in contents.aliases:
        yield "A", a.ags, a.name, a.now, a.since, "genau" if a.exact else "spätestens", a.evidence


def _land_rows(districts: Iterable[District]) -> Iterator[tuple[object, ...]]:
    for key, name in sorted({(d.key[:2], d.land) for d in districts}):
        yield "L", key, name


def _place(m: Municipality) -> tuple[str, str]:
    """Latitude and longitude with five decimals (about a metre), empty where unknown."""
    if m.lat is None or m.lon is None:
        return "", ""
    return f"{m.lat:.5f}", f"{m.lon:.5f}"


def _contents(text: str) -> Contents:
    rows: dict[str, list[list[str]]] = {letter: [] for letter in "RLDMA"}
    for letter, *row in csv.reader(io.StringIO(text), delimiter=";"):
        rows[letter].append(row)
    version, as_of = rows["R"][0]
    if version != FORMAT:
        raise ValueError(version)
    lands = {row[0]: row[1] for row in rows["L"]}
    return Contents(
        date.fromisoformat(as_of),
        tuple(_municipality(row, lands) for row in rows["M"]),
        tuple(District(key, name, kind, lands[key[:2]], seat) for key, name, kind, seat in rows["D"]),
        tuple(_alias(row) for row in rows["A"]),
    )


def _municipality(row: list[str], lands: dict[str, str]) -> Municipality:
    ags, name, title, kind, inhabitants, area, postal_code, lat, lon = row
    return Municipality(
        ags, name, kind, ags[:5], lands[ags[:2]], int(inhabitants), float(area), postal_code,
        float(lat) if lat else None, float(lon) if lon else None, title,
    )  # fmt: skip


def _alias(row: list[str]) -> Alias:
    ags, name, now, since, precision, evidence = row
    return Alias(ags, name, now, since, precision == "genau", evidence)

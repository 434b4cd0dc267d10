"""Read the official register GV100AD (Gemeindeverzeichnis): fixed width, 220 characters a line.

Positions (counted from 1) as the agency's description of the record gives them; a line is decoded before it is cut,
because the positions count characters, not bytes.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from indexer.errors import FileRefused
from indexer.places.municipality import KINDS, District, Municipality, kind_word, make_district
from indexer.places.official_names import is_ags, split_official_name
from indexer.places.register import Register

RECORD = slice(0, 2)
DATE = slice(2, 10)
AGS = slice(10, 18)
NAME = slice(22, 72)
SEAT = slice(72, 122)
TYPE = slice(122, 124)
HECTARES = slice(128, 139)
INHABITANTS = slice(139, 150)
POSTAL_CODE = slice(165, 170)
LAND, DISTRICT, MUNICIPALITY = "10", "40", "60"
RECORDS = frozenset({"10", "20", "30", "40", "50", "60"})
# A line may have lost its trailing blanks; behind the postal code stands nothing that we read.
SHORTEST_MUNICIPALITY_LINE = POSTAL_CODE.stop
HECTARES_PER_KM2 = 100
FIRST_BYTES = 20  # mark of order, record type, date
# The file of the whole country has 3.5 MB.
MAX_BYTES = 50_000_000


@dataclass
class _Reading:
    """What has been read so far; Länder and districts stand before their municipalities."""

    lands: dict[str, str] = field(default_factory=dict)
    districts: list[District] = field(default_factory=list)
    municipalities: list[Municipality] = field(default_factory=list)


def read_gv100ad(source: Path | bytes) -> Register:
    """Read a GV100AD of any date, without coordinates; raises FileRefused if it is no such file."""
    lines = decode(_bytes(source)).splitlines()
    reading = _Reading()
    for number, line in enumerate(lines, start=1):
        if line.strip():
            _read_line(line, number, reading)
    if not reading.municipalities:
        raise not_a_register("Sie enthält keine Gemeinde.")
    return Register(_date(lines[0]), tuple(reading.municipalities), tuple(reading.districts))


def looks_like_gv100ad(head: bytes) -> bool:
    """Whether the first bytes are those of a GV100AD: record type, date, no separators."""
    head = head[:FIRST_BYTES].removeprefix(codecs.BOM_UTF8)
    return head[: DATE.stop].isdigit() and head[:2].decode() in RECORDS


def decode(raw: bytes) -> str:
    """Decode an official text file: UTF-8 strictly, then cp1252, which older files use."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def not_a_register(reason: str) -> FileRefused:
    """The refusal that every reader of official files gives."""
    return FileRefused(
        f"Diese Datei ist kein amtliches Gemeindeverzeichnis. {reason}",
        "Erwartet wird die Datei GV100AD oder der Quartalsauszug (CSV oder XLSX) des Statistischen Bundesamtes.",
    )


def _bytes(source: Path | bytes) -> bytes:
    raw = source if isinstance(source, bytes) else read_bytes(source)
    if not looks_like_gv100ad(raw):
        raise not_a_register("Die erste Zeile beginnt nicht mit Satzart und Datum.")
    return raw


def read_bytes(path: Path) -> bytes:
    """Read a file of bounded size; raises FileRefused if it is missing or far too large."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise not_a_register(f"Sie ist größer als {MAX_BYTES // 1_000_000} MB.")
        return path.read_bytes()
    except OSError as error:
        raise FileRefused(f"{path.name} ist nicht lesbar: {error.strerror}.") from error


def _read_line(line: str, number: int, reading: _Reading) -> None:
    record = line[RECORD]
    try:
        if record == LAND:
            reading.lands[line[AGS].strip()] = line[NAME].strip()
        elif record == DISTRICT:
            reading.districts.append(_district(line, reading.lands))
        elif record == MUNICIPALITY:
            reading.municipalities.append(_municipality(line, reading.lands))
        elif record not in RECORDS:
            raise not_a_register(f"Zeile {number} hat die unbekannte Satzart „{record}“.")
    except (ValueError, KeyError) as error:
        raise not_a_register(f"Zeile {number} ist nicht lesbar.") from error


def _district(line: str, lands: dict[str, str]) -> District:
    key = line[AGS].strip()
    name, _ = split_official_name(line[NAME])
    return make_district(key, name, line[TYPE], lands[key[:2]], line[SEAT].strip())


def _municipality(line: str, lands: dict[str, str]) -> Municipality:
    ags = line[AGS]
    if len(line) < SHORTEST_MUNICIPALITY_LINE or not is_ags(ags):
        raise ValueError(ags)
    name, title = split_official_name(line[NAME])
    return Municipality(
        ags, name, kind_word(line[TYPE], KINDS), ags[:5], lands[ags[:2]], int(line[INHABITANTS]),
        int(line[HECTARES]) / HECTARES_PER_KM2, line[POSTAL_CODE].strip(), title=title,
    )  # fmt: skip


def _date(line: str) -> date:
    try:
        return date.fromisoformat(line.lstrip("\ufeff")[DATE])
    except ValueError as error:
        raise not_a_register("Das Datum in der ersten Zeile ist ungültig.") from error

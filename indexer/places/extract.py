"""Read the quarterly extract of the official register (Auszug GV-ISys): the only official file with coordinates.

Columns A to T: record type, type, Land, Regierungsbezirk, district, Verband, municipality, name, km², inhabitants,
male, female, per km², postal code, longitude, latitude, and more. The agency publishes XLSX; CSV files are re-saved
ones, with `,` or `;`, decimal commas or points, blanks as thousands separators. Rows are found by their record type,
so headers may differ.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from indexer.places.gv100ad import DISTRICT, LAND, MUNICIPALITY, decode, not_a_register, read_bytes
from indexer.places.municipality import KINDS, District, Municipality, kind_word, make_district
from indexer.places.official_names import is_ags, split_official_name
from indexer.places.register import Register
from indexer.sources.xlsx import open_xlsx_rows

ZIP_START = b"PK\x03\x04"
TABLE_SHEET = "Onlineprodukt_Gemeinden"
RECORD, TYPE, LAND_NO, REGION_NO, DISTRICT_NO, MUNICIPALITY_NO, NAME = 0, 1, 2, 3, 4, 6, 7
AREA, INHABITANTS, POSTAL_CODE, LONGITUDE, LATITUDE = 8, 9, 13, 14, 15
COLUMNS_WE_READ = 16
# The box around Germany; anything outside is a slip (degrees east, degrees north).
LONGITUDES, LATITUDES = (5.5, 15.5), (47.0, 55.5)
DAY = re.compile(r"(\d{2})\.(\d{2})\.(20\d{2})")
QUARTER = re.compile(r"(\d)Q[_-]?(20\d{2})|(20\d{2})[_-]?Q?(\d)Q?", re.IGNORECASE)
QUARTER_ENDS = {"1": (3, 31), "2": (6, 30), "3": (9, 30), "4": (12, 31)}

Row = Sequence[object]


@dataclass
class _Reading:
    lands: dict[str, str] = field(default_factory=dict)
    districts: list[District] = field(default_factory=list)
    municipalities: list[Municipality] = field(default_factory=list)


def read_extract(path: Path) -> Register:
    """Read a quarterly extract as CSV or XLSX.

    The date comes from the title rows ("Gebietsstand: 31.12.2020") or from the file's name ("4Q_2020").
    Raises FileRefused if it is no such file or its date is not to be found.
    """
    rows = [row for row in _rows(path) if any(row)]
    reading = _Reading()
    for number, row in enumerate(rows, start=1):
        _read_row(row, number, reading)
    if not reading.municipalities:
        raise not_a_register("Sie enthält keine Gemeinde.")
    return Register(_date(rows, path.name), tuple(reading.municipalities), tuple(reading.districts))


def _rows(path: Path) -> Iterable[Row]:
    raw = read_bytes(path)
    return open_xlsx_rows(path, _table) if raw.startswith(ZIP_START) else _csv_rows(decode(raw))


def _table(sheets: list[str]) -> str:
    """The sheet with the municipalities; the others are cover and remarks."""
    name = next((name for name in sheets if name.startswith(TABLE_SHEET)), None)
    if name is None:
        raise not_a_register(f"Ihr fehlt das Tabellenblatt „{TABLE_SHEET}…“.")
    return name


def _csv_rows(text: str) -> Iterable[Row]:
    head = text[:5_000]  # enough for titles, headers and the first rows
    delimiter = ";" if head.count(";") > head.count(",") else ","
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise not_a_register("Sie ist keine lesbare Tabelle.") from error


def _read_row(row: Row, number: int, reading: _Reading) -> None:
    record = _digits(row[RECORD], 2)
    if record not in (LAND, DISTRICT, MUNICIPALITY):
        return
    try:
        if record == LAND:
            reading.lands[_digits(row[LAND_NO], 2)] = _text(row[NAME])
        elif record == DISTRICT:
            reading.districts.append(_district(row, reading.lands))
        elif len(row) >= COLUMNS_WE_READ:
            reading.municipalities.append(_municipality(row, reading.lands))
    except (ValueError, KeyError, IndexError) as error:
        raise not_a_register(f"Zeile {number} ist nicht lesbar.") from error


def _district_key(row: Row) -> str:
    return _digits(row[LAND_NO], 2) + _digits(row[REGION_NO], 1) + _digits(row[DISTRICT_NO], 2)


def _district(row: Row, lands: dict[str, str]) -> District:
    key = _district_key(row)
    name, _ = split_official_name(_text(row[NAME]))
    return make_district(key, name, _digits(row[TYPE], 2), lands[key[:2]], "")


def _municipality(row: Row, lands: dict[str, str]) -> Municipality:
    district = _district_key(row)
    ags = district + _digits(row[MUNICIPALITY_NO], 3)
    if not is_ags(ags):
        raise ValueError(ags)
    name, title = split_official_name(_text(row[NAME]))
    lat, lon = _place(row)
    return Municipality(
        ags, name, kind_word(_digits(row[TYPE], 2), KINDS), district, lands[ags[:2]],
        int(_number(row[INHABITANTS]) or 0), _number(row[AREA]) or 0.0, _digits(row[POSTAL_CODE], 5), lat, lon, title,
    )  # fmt: skip


def _place(row: Row) -> tuple[float | None, float | None]:
    """Latitude and longitude, in this order; the file has them the other way round."""
    lon, lat = _number(row[LONGITUDE]), _number(row[LATITUDE])
    if lon is None or lat is None or not LONGITUDES[0] < lon < LONGITUDES[1] or not LATITUDES[0] < lat < LATITUDES[1]:
        return None, None
    return lat, lon


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _digits(cell: object, width: int) -> str:
    """A number that is a key: spreadsheets may have taken its leading zeros."""
    text = _text(cell).removesuffix(".0")
    return text.zfill(width) if text.isascii() and text.isdigit() else text


def _number(cell: object) -> float | None:
    """A German number ("1 701", "9,43751", "1.234,5", " 53.02"), or None for an empty cell; raises ValueError."""
    if isinstance(cell, int | float):
        return float(cell)
    text = re.sub(r"\s", "", _text(cell))
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    return float(text) if text else None


def _date(rows: Sequence[Row], name: str) -> date:
    for row in rows[:10]:  # the titles
        if found := DAY.search(" ".join(_text(cell) for cell in row)):
            return _day(found)
    if found := QUARTER.search(name):
        quarter, year = (found[1] or found[4]), (found[2] or found[3])
        if quarter in QUARTER_ENDS:
            return date(int(year), *QUARTER_ENDS[quarter])
    raise not_a_register("Ihr Gebietsstand steht weder in den Kopfzeilen noch im Dateinamen (etwa „4Q_2020“).")


def _day(found: re.Match[str]) -> date:
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise not_a_register(f"Ihr Gebietsstand {found[0]} ist kein Tag.") from error

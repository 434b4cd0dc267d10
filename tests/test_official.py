"""Official files: GV100AD and the quarterly extract in its forms, and what changed between two of them."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import FileRefused
from indexer.places.changes import update, with_places
from indexer.places.official import compare, read_extract, read_gv100ad, read_register
from indexer.places.register import Register

TITLES = [
    ["Gemeinden in Deutschland nach Fläche, Bevölkerung und Postleitzahl"],
    ["am 31.12.2020 (4. Quartal)"],
    ["Satzart", "Textkennzeichen", "Amtlicher Regionalschlüssel"],
    [None, None, "Land", "RB", "Kreis", "VB", "Gem"],
    [None] * 8 + ["km²", "insgesamt", "männlich", "weiblich", "je km²"],
    [str(number) for number in range(1, 21)],
]
EMPTY = [None] * 12


def row(record: str, number: str | None, key: str, name: str, *cells: object) -> list[object]:
    """A row of the extract: `key` as land, region, district, Verband, municipality, blanks between them."""
    parts = key.split()
    return [record, number, *parts, *[None] * (5 - len(parts)), name, *(cells or EMPTY)]


ROWS = [
    row("10", None, "06", "Hessen"),
    row("40", "44", "06 6 35", "Waldeck-Frankenberg"),
    row("50", "50", "06 6 35 0001", "Allendorf (Eder)"),
    row("60", "64", "06 6 35 0001 001", "Allendorf (Eder)", 41.79, "5 500", 1, 1, 132, "35108", "8,67006", "51,02634"),
    row("60", "64", "06 6 35 0005 005", "Bromskirchen", "35,22", "1 927", 970, 957, 55, "59969", "8,6", "51,1"),
    row("60", "63", "06 6 35 0021 021", "Waldeck, Stadt", "115,8", "6\u00a0789", 1, 1, 59, "34513", "9,06", "51,2"),
]


def line(record: str, key: str, name: str, number: str = "", figures: tuple[int, int] = (0, 0)) -> str:
    """A line of GV100AD; `figures` are hectares and inhabitants."""
    seat = "Sitz" if record == "40" else ""
    start = f"{record}20231130{key:<8}    {name:<50}{seat:<50}{number:<2}    "
    hectares, inhabitants = figures
    numbers = f"{hectares:011d}{inhabitants:011d}{'':<15}35108" if record == "60" else ""
    return (start + numbers).ljust(220)


def gv100ad(*municipalities: str) -> str:
    return "\n".join([line("10", "06", "Hessen"), line("40", "06635", "Waldeck-Frankenberg", "44"), *municipalities])


ALLENDORF = line("60", "06635001", "Allendorf (Eder)", "64", (7_701, 7_739))
WALDECK = line("60", "06635021", "Waldeck, Nationalparkstadt", "63", (11_580, 6_800))


def as_csv(rows: list[list[object]], delimiter: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(["" if cell is None else cell for cell in row] for row in rows)
    return text.getvalue().encode()


def as_xlsx(rows: list[list[object]], sheet: str = "Onlineprodukt_Gemeinden_311220") -> bytes:
    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw, {"in_memory": True})
    book.add_worksheet("Deckblatt").write(0, 0, "Statistisches Bundesamt")
    table = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        table.write_row(number, 0, row)
    book.close()
    return raw.getvalue()


def test_gv100ad_is_read_by_position_after_decoding() -> None:
    for encoding in ("utf-8", "cp1252"):
        text = gv100ad(ALLENDORF, line("60", "06635022", "Größtädt a. d. Höhe, Kurort, Stadt", "67", (1_234, 56_789)))
        register = read_gv100ad(text.encode(encoding))
        place = register.municipalities[1]
        assert (place.name, place.title, place.kind) == ("Größtädt a. d. Höhe", "Kurort, Stadt", "Große Kreisstadt")
        assert (place.area_km2, place.inhabitants, place.postal_code) == (12.34, 56_789, "35108")
        assert register.as_of == date(2023, 11, 30)


def test_an_unknown_type_keeps_its_number() -> None:
    register = read_gv100ad(gv100ad(line("60", "06635099", "Neuartig", "71", (1, 1))).encode())
    assert register.municipalities[0].kind == "Typ 71"


def test_bavarian_letters_and_bilingual_names_are_read() -> None:
    lines = gv100ad(
        line("60", "06635098", "Neuburg a.d.Donau, GKSt", "67", (1, 1)),
        line("60", "06635099", "Weißwasser/O.L., Stadt / Běła Woda", "63", (1, 1)),
    )
    neuburg, weisswasser = read_gv100ad(lines.encode()).municipalities
    assert (neuburg.name, neuburg.title) == ("Neuburg a.d.Donau", "Große Kreisstadt")
    assert (weisswasser.name, weisswasser.title) == ("Weißwasser/O.L. / Běła Woda", "Stadt")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"id;title\n1;Ein Datensatz\n",
        b"\x00\x01\x02",
        b"PK\x03\x04 no zip at all",
        gv100ad().encode(),
        gv100ad(ALLENDORF[:100]).encode(),
        gv100ad(ALLENDORF.replace("06635001", "0663X001")).encode(),
        gv100ad(ALLENDORF, "77" + ALLENDORF[2:]).encode(),
        gv100ad(ALLENDORF).replace("20231130", "20231332").encode(),
        as_csv([["60", "64", "06", "6", "35", "0001", "001", "Ohne Land", *["1"] * 12]], ","),
        as_csv([*TITLES, *ROWS[:3], [*ROWS[3][:8], "keine Zahl", *ROWS[3][9:]]], ";"),
        as_csv([["10"]], ","),
        as_xlsx([*TITLES, *ROWS], sheet="Tabelle1"),
        as_xlsx(TITLES),
    ],
)
def test_a_file_that_is_no_register_is_refused_with_a_german_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "4Q_2020.dat"
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=r"kein amtliches Gemeindeverzeichnis|keine lesbare Excel-Datei"):
        read_register(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="nicht lesbar"):
        read_register(tmp_path / "none.txt")


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 50_000_000)
    with pytest.raises(FileRefused, match="ungewöhnlicher Größe"):
        read_register(path)


@given(content=st.binary(max_size=400))
def test_any_bytes_are_refused(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    for read in (read_gv100ad, read_extract, read_register):
        with pytest.raises(FileRefused):
            read(path)


FORMS = {
    "official.xlsx": as_xlsx([*TITLES, *ROWS]),
    "semicolons.csv": as_csv([*TITLES, *ROWS], ";"),
    "resaved_4Q_2020.csv": "\ufeff".encode() + as_csv([["satzart", "textkennzeichen", "land"], *ROWS], ","),
}


def extract(folder: Path, name: str = "official.xlsx", content: bytes | None = None) -> Register:
    """What is read from an extract; one of the forms above if no content is given."""
    path = folder / name
    path.write_bytes(content or FORMS[name])
    return read_extract(path)


def later() -> Register:
    """The same district three years on: Bromskirchen has gone into Allendorf."""
    return read_gv100ad(gv100ad(ALLENDORF, WALDECK).encode())


@pytest.mark.parametrize("name", FORMS)
def test_the_extract_is_read_in_all_its_forms(name: str, tmp_path: Path) -> None:
    register = extract(tmp_path, name)
    allendorf, bromskirchen, waldeck = register.municipalities
    assert (allendorf.ags, allendorf.district, allendorf.land) == ("06635001", "06635", "Hessen")
    assert (allendorf.lat, allendorf.lon) == (51.02634, 8.67006)
    assert (allendorf.area_km2, allendorf.inhabitants, allendorf.postal_code) == (41.79, 5_500, "35108")
    assert bromskirchen.area_km2 == 35.22
    assert (waldeck.name, waldeck.kind, waldeck.inhabitants) == ("Waldeck", "Stadt", 6_789)
    assert register.districts[0].name == "Landkreis Waldeck-Frankenberg"
    assert register.as_of == date(2020, 12, 31)


def test_keys_that_a_spreadsheet_made_numbers_are_keys_again(tmp_path: Path) -> None:
    rows = [[int(cell) if isinstance(cell, str) and cell.isdigit() else cell for cell in cells] for cells in ROWS]
    read = extract(tmp_path, "numbers.xlsx", as_xlsx([*TITLES, *rows]))
    assert [m.ags for m in read.municipalities] == [
        "06635001",
        "06635005",
        "06635021",
    ]


def test_a_point_outside_germany_is_no_place(tmp_path: Path) -> None:
    exchanged = [*ROWS[3][:14], "51,02634", "8,67006"]
    register = extract(tmp_path, "exchanged.xlsx", as_xlsx([*TITLES, *ROWS[:2], exchanged]))
    assert register.municipalities[0].lat is None


def test_an_extract_without_a_date_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="Gebietsstand"):
        extract(tmp_path, "auszug.csv", as_csv(ROWS, ";"))


def test_the_comparison_tells_people_what_changed(tmp_path: Path) -> None:
    old, new = extract(tmp_path), later()
    changes = compare(old, new)
    assert [m.name for m in changes.gone] == ["Bromskirchen"]
    assert (changes.new, changes.renamed, changes.inhabitants) == ((), (), 2)
    assert changes.lines() == (
        "Ortsregister: Stand 30.11.2023 (bisher 31.12.2020).",
        "0 neu.",
        "1 weggefallen: Bromskirchen (06635005).",
        "0 umbenannt.",
        "Einwohnerzahl geändert: 2 Gemeinden; zusammen 14.216 → 14.539 Einwohner.",
    )


def test_long_lists_are_cut_and_counted() -> None:
    shipped = Register.shipped()
    empty = Register(date(2000, 1, 1), (), ())
    assert compare(empty, shipped).lines()[1].endswith("und 10.969 weitere.")


def test_the_areas_show_into_which_municipality_one_has_gone(tmp_path: Path) -> None:
    old, new = extract(tmp_path), later()
    updated = update(old, new)
    heir = updated.municipality("06635005")
    assert heir is not None
    assert heir.name == "Allendorf (Eder)"
    assert (heir.lat, heir.lon) == (51.02634, 8.67006)


def test_areas_that_do_not_fit_show_nothing(tmp_path: Path) -> None:
    smaller = line("60", "06635001", "Allendorf (Eder)", "64", (7_500, 7_739))
    updated = update(extract(tmp_path), read_gv100ad(gv100ad(smaller, WALDECK).encode()))
    assert updated.municipality("06635005") is None


def test_an_older_file_makes_no_successors(tmp_path: Path) -> None:
    old, new = extract(tmp_path), later()
    assert update(new, old).aliases == ()


def test_places_come_from_the_source_that_has_them(tmp_path: Path) -> None:
    bare = read_gv100ad(gv100ad(WALDECK).encode())
    assert with_places(bare, extract(tmp_path)).municipalities[0].lat == 51.2
    assert bare.municipalities[0].lat is None

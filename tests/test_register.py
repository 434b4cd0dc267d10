"""The shipped register: its facts, its former keys, and its packed file."""

from __future__ import annotations

import lzma
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from indexer.errors import DatabaseError, FileRefused
from indexer.places.municipality import Municipality
from indexer.places.register import SHIPPED, Register, pack


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.shipped()


def test_hessen_has_421_municipalities_26_districts_and_towns_and_its_inhabitants(register: Register) -> None:
    hessen = [m for m in register.counted if m.land == "Hessen"]
    assert len(hessen) == 421
    assert all(m.inhabitants > 0 for m in hessen)
    assert sum(m.inhabitants for m in hessen) == 6_391_360
    assert len([d for d in register.districts if d.land == "Hessen"]) == 26


def test_all_of_germany_is_there(register: Register) -> None:
    assert len(register.counted) == 10_773
    assert len(register.districts) == 400
    assert len(register.lands) == 16
    assert register.as_of == date(2023, 11, 30)


def test_every_municipality_lies_in_a_district_of_its_land(register: Register) -> None:
    for m in register.counted:
        district = register.district(m.district)
        assert district is not None
        assert district.land == m.land
        assert m.ags.startswith(m.district)


def test_places_lie_in_germany_and_nearly_all_are_known(register: Register) -> None:
    placed = [m for m in register.counted if m.lat is not None and m.lon is not None]
    assert len(placed) >= len(register.counted) - 5
    assert all(47 < (m.lat or 0) < 56 and 5 < (m.lon or 0) < 16 for m in placed)


def test_a_municipality_says_what_it_is(register: Register) -> None:
    hersfeld = register.municipality("06632002")
    assert hersfeld is not None
    assert (hersfeld.name, hersfeld.title, hersfeld.kind) == ("Bad Hersfeld", "Kreisstadt", "Stadt")
    assert hersfeld.size_class == "20.000 bis 100.000"
    assert 300 < hersfeld.density < 600
    fulda = register.district("06631")
    assert fulda is not None
    assert (fulda.name, fulda.kind, fulda.seat) == ("Landkreis Fulda", "Landkreis", "Fulda")


def test_areas_without_a_municipality_are_kept_but_not_counted(register: Register) -> None:
    spessart = register.municipality("06435200")
    assert spessart is not None
    assert spessart.unincorporated
    assert spessart not in register.counted
    assert spessart not in register.members("06435")


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("06635005", "Allendorf (Eder)"),
        ("16056000", "Eisenach"),
        ("03153009", "Langelsheim"),
        ("12073603", "Schwedt/Oder"),
    ],
)
def test_a_former_key_leads_to_the_municipality_of_today(register: Register, former: str, today: str) -> None:
    found = register.municipality(former)
    assert found is not None
    assert found.name == today


def test_every_alias_leads_somewhere(register: Register) -> None:
    assert register.aliases
    for alias in register.aliases:
        assert register.municipality(alias.now) is not None, alias
        assert date.fromisoformat(alias.since) <= register.as_of


@pytest.mark.parametrize("nonsense", ["", "Kassel", "99999999", "0663", "06635005 "])
def test_an_unknown_key_gives_nothing(register: Register, nonsense: str) -> None:
    assert register.municipality(nonsense) is None
    assert register.district(nonsense) is None
    assert register.members(nonsense) == ()


def test_a_circle_of_aliases_ends(register: Register) -> None:
    one = replace(register.aliases[0], ags="01999001", now="01999002")
    other = replace(one, ags="01999002", now="01999001")
    assert replace(register, aliases=(one, other)).municipality("01999001") is None


def test_members_of_a_district_are_its_municipalities(register: Register) -> None:
    members = register.members("06631")
    assert len(members) == 23
    assert {m.district for m in members} == {"06631"}


@pytest.mark.parametrize(
    ("inhabitants", "size"),
    [
        (0, "unter 5.000"),
        (4_999, "unter 5.000"),
        (5_000, "5.000 bis 20.000"),
        (20_000, "20.000 bis 100.000"),
        (100_000, "über 100.000"),
    ],
)
def test_size_classes_begin_at_their_lower_border(inhabitants: int, size: str) -> None:
    place = Municipality("06000001", "X", "Gemeinde", "06000", "Hessen", inhabitants, 0.0, "")
    assert place.size_class == size
    assert place.density == 0


def test_the_shipped_register_loads_at_once() -> None:
    start = time.perf_counter()
    Register.shipped()
    assert time.perf_counter() - start < 3  # a generous deadline: it takes a twentieth of a second


def test_packing_gives_the_same_register_and_the_same_bytes(register: Register, tmp_path: Path) -> None:
    pack(register, tmp_path / "one.xz")
    opened = Register.open(tmp_path / "one.xz")
    pack(opened, tmp_path / "deep" / "two.xz")
    assert opened == register
    assert (tmp_path / "one.xz").read_bytes() == (tmp_path / "deep" / "two.xz").read_bytes()
    assert SHIPPED.stat().st_size < 300_000


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no xz",
        lzma.compress(b"R;0;2020-01-01\n"),
        lzma.compress(b"Q;1\n"),
        lzma.compress(b"R;1;2020-01-01\nM;1\n"),
        lzma.compress(b"\xff"),
    ],
)
def test_a_damaged_register_is_refused_in_german(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "register.csv.xz"
    path.write_bytes(content)
    with pytest.raises(FileRefused, match="beschädigt"):
        Register.open(path)


def test_a_missing_register_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="nicht lesbar"):
        Register.open(tmp_path / "none.xz")


def test_a_folder_that_cannot_be_written_is_said(register: Register, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseError, match="nicht speichern"):
        pack(register, tmp_path / "file" / "register.xz")

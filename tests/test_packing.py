"""The lexicon's pack: written at once, read back whole, refused when it is not what it says."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from indexer.language import packing
from indexer.language.packing import Words

SMALL = Words(["haus", "rad", "weg"], array("H", [900, 1050, 812]), array("H", [0, 0, 879]), bytes([1, 0, 1]))


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    packing.write(tmp_path / "deep" / "a.pack", SMALL)
    assert packing.read(tmp_path / "deep" / "a.pack") == SMALL


def test_nothing_but_the_pack_is_left_behind(tmp_path: Path) -> None:
    packing.write(tmp_path / "a.pack", SMALL)
    packing.write(tmp_path / "a.pack", SMALL)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pack"]


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.pack").mkdir()
    with pytest.raises(OSError, match="directory"):
        packing.write(tmp_path / "a.pack", SMALL)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pack"]


def test_a_missing_pack_is_none(tmp_path: Path) -> None:
    assert packing.read(tmp_path / "a.pack") is None


@pytest.mark.parametrize("raw", [b"", b"no json\n", b"[]\n", b'{"version": "old", "words": 3}\n', b"\xff\xfe\n"])
def test_what_is_no_pack_is_none(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.pack").write_bytes(raw)
    assert packing.read(tmp_path / "a.pack") is None


def test_a_pack_cut_short_at_any_place_is_none(tmp_path: Path) -> None:
    packing.write(tmp_path / "a.pack", SMALL)
    whole = (tmp_path / "a.pack").read_bytes()
    for length in range(len(whole)):
        (tmp_path / "a.pack").write_bytes(whole[:length])
        assert packing.read(tmp_path / "a.pack") is None

"""`./run backup` and `./run restore` as an operator types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import Analyzer, Database, Store
from tests.processes import House, house
from tests.workshop import practice


@pytest.fixture
def home(tmp_path: Path, cache: Path, analyzer: Analyzer) -> House:  # noqa: ARG001  # the analyzer has packed the lexicon
    return house(tmp_path / "data", cache / "lexicon", *(practice(f"p{number}") for number in range(3)))


def count(home: House) -> int:
    database = Database(f"sqlite:///{home.folder / 'anker.sqlite'}")
    try:
        return Store(database).counts()["practice"]
    finally:
        database.close()


def test_out_and_back_in_even_over_a_broken_database(home: House, tmp_path: Path) -> None:
    file = tmp_path / "anker.backup"
    assert home.run("reindex").returncode == 0
    saved = home.run("backup", str(file))
    assert (saved.returncode, "Gesichert" in saved.stdout) == (0, True)
    (home.folder / "anker.sqlite").write_bytes(b"broken" * 1000)
    restored = home.run("restore", str(file), "--yes")
    assert restored.returncode == 0, restored.stderr
    assert "ist nicht bekannt" in restored.stderr
    assert "neu gebaut" in restored.stderr
    assert count(home) == 3
    refused = home.run("restore", str(home.folder / "feed.jsonl"), "--yes")
    assert refused.returncode == 1
    assert "keine Sicherung" in refused.stderr
    assert count(home) == 3

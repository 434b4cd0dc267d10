"""`./run status` says what is wrong and what helps, and ends with 0, 2 or 1."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer import Analyzer, Reading, reindex
from indexer.errors import BulkFailed
from tests.workshop import FEED, Workshop, practice, workshop
from webui.commands import main

MANY = [practice(f"p{number}", f"Pegel Nummer {number}") for number in range(5)]


@pytest.fixture
def shop(tmp_path: Path, cache: Path, analyzer: Analyzer, reading: Reading) -> Iterator[Workshop]:  # noqa: ARG001
    shutil.copytree(cache / "lexicon", tmp_path / "lexicon")
    with workshop(tmp_path, reading) as shop:
        yield shop


def status(shop: Workshop) -> Result:
    return CliRunner().invoke(main, ["--data", str(shop.folder), "status"], env={"ANKER_ENCODER__KIND": "none"})


def test_it_tells_the_story_of_an_installation(shop: Workshop) -> None:
    before = status(shop)
    assert before.exit_code == 1
    assert "Index: noch keiner. Hilft: ./run reindex" in before.output
    shop.run(*MANY)
    well = status(shop)
    assert well.exit_code == 0, well.output
    assert f"Index: {shop.job.engine.live()}." in well.output
    assert "5 Praxisbeispiele" in well.output
    assert "fertig." in well.output
    assert "Nächster Lauf: Montag" in well.output
    (shop.folder / FEED).unlink()
    reindex(shop.job)
    held = status(shop)
    assert held.exit_code == 2
    assert "Quelle feed nicht übernommen" in held.output
    assert "./run reindex --back" in held.output
    _fail(shop)
    failed = status(shop)
    assert failed.exit_code == 2
    assert "gescheitert bei „aufbauen“: Kein Platz mehr. Hilft: ./run reindex" in failed.output
    shop.job.runs.start()
    assert "abgebrochen bei" in status(shop).output
    with shop.job.locks.alone():
        assert "er läuft noch" in status(shop).output


def _fail(shop: Workshop) -> None:
    def full(step: str, _done: int) -> None:
        if step == "Index fertigstellen":
            raise BulkFailed("Kein Platz mehr.")

    shop.source(*MANY)
    with pytest.raises(BulkFailed):
        reindex(replace(shop.job, tell=full))

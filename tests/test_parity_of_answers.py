"""On either engine the whole product answers a challenge, and a search, with the same records in the same order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from indexer import Reading, follow_with_vectors
from matcher import Service, Wanted
from tests.opensearch_node import LINES, wipe
from tests.visible import LetterEncoder
from tests.workshop import workshop

SAMPLE = Path(__file__).parent.parent / "sample"
ROWS = [json.loads(line) for file in sorted(SAMPLE.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
CHALLENGES = [json.loads(line) for line in (SAMPLE / "challenges/demo.jsonl").read_text("utf-8").splitlines()]
SEARCHES = (
    Wanted(),
    Wanted("LoRaWAN Wasserzähler"),
    Wanted("Starkregen Pegel", {"art": ("practice",)}),
    Wanted("digital", {"land": ("Hessen",), "stand": ("Betrieb", "Pilot")}, page=2),
    Wanted("Strassenbeleuchtug"),
)


@contextmanager
def filled(folder: Path, reading: Reading, **engine: object) -> Iterator[Service]:
    """The product with the sample and both voices on an engine."""
    with workshop(folder, reading, LetterEncoder(), engine=engine) as shop:
        shop.run(*ROWS)
        follow_with_vectors(shop.job)
        yield shop.service
        if "url" in engine:
            wipe(shop.job.engine, str(engine["url"]))


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory, reading: Reading) -> Iterator[Service]:
    with filled(tmp_path_factory.mktemp("embedded"), reading, kind="embedded") as service:
        yield service


@pytest.mark.parametrize("line", LINES)
def test_a_match_and_a_search_are_the_same(
    line: str, server: Callable[[str], str], embedded: Service, tmp_path: Path, reading: Reading
) -> None:
    engine = {"kind": "opensearch", "alias": "anker-answers", "url": server(line), "deadline_seconds": 30}
    with filled(tmp_path, reading, **engine) as service:
        for each in CHALLENGES:
            assert service.match(each["text"], each["sender_ags"]) == embedded.match(each["text"], each["sender_ags"])
        for wanted in SEARCHES:
            assert service.search(wanted) == embedded.search(wanted), wanted
        assert service.search(SEARCHES[2]).total > 0

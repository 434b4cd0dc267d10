"""On either engine the whole product answers a challenge, and a search, with the same records in the same order.

Also after withdrawals and changes, and when one engine has merged them away and the other has not: a word is as rare as
the snapshot says, whatever an engine remembers of what it deleted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import Reading, follow_with_vectors, put, withdraw
from matcher import Wanted
from tests.opensearch_node import LINES, wipe
from tests.visible import LetterEncoder
from tests.workshop import Workshop, workshop

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
def filled(folder: Path, reading: Reading, **engine: object) -> Iterator[Workshop]:
    """The product with the sample and both voices on an engine."""
    with workshop(folder, reading, LetterEncoder(), engine=engine) as shop:
        shop.run(*ROWS)
        follow_with_vectors(shop.job)
        yield shop
        if "url" in engine:
            wipe(shop.job.engine, str(engine["url"]))


def answers(shop: Workshop) -> list[object]:
    """What the product answers to all challenges and searches."""
    matches = [shop.service.match(each["text"], each["sender_ags"]) for each in CHALLENGES]
    return [*matches, *(shop.service.search(wanted) for wanted in SEARCHES)]


def change(shop: Workshop) -> None:
    """Withdraw one of twenty records, and exchange the title of another."""
    stored = list(shop.job.store.every())
    for each in stored[::20]:
        assert withdraw(shop.job, each.record.id)
    for each, other in zip(stored[7::20], stored[8::20], strict=False):
        assert put(shop.job, replace(each, record=each.record.model_copy(update={"title": other.record.title})))
    follow_with_vectors(shop.job)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory, reading: Reading) -> tuple[list[object], list[object]]:
    """What the embedded engine's product answers before and after the changes."""
    with filled(tmp_path_factory.mktemp("embedded"), reading, kind="embedded") as shop:
        before = answers(shop)
        change(shop)
        return before, answers(shop)


@pytest.mark.parametrize("line", LINES)
def test_matches_and_searches_are_the_same(
    line: str,
    server: Callable[[str], str],
    usual: tuple[list[object], list[object]],
    tmp_path: Path,
    reading: Reading,
) -> None:
    engine = {"kind": "opensearch", "alias": "anker-answers", "url": server(line), "deadline_seconds": 30}
    with filled(tmp_path, reading, **engine) as shop:
        assert answers(shop) == usual[0]
        change(shop)
        assert answers(shop) == usual[1]
        shop.job.engine.ready(shop.job.engine.live() or "")  # merges
        assert answers(shop) == usual[1]
    assert usual[0] != usual[1]

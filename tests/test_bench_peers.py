"""The peers of the bench: stock German on a real server, and its hits fused with vectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from indexer import Reading
from tests.bench import peers
from tests.bench.challenges import Judged
from tests.opensearch_node import LINES
from tests.visible import LetterEncoder
from tests.workshop import Workshop, practice, workshop

LOLLAR = "06531013"
ROWS = [
    practice(
        "p1", "Pegel am Bach messen", summary="Sensoren melden Hochwasser.", municipalities=["Buseck"], land="Hessen"
    ),
    practice("p2", "Laternen dimmen", summary="Die Straße wird dunkler.", municipalities=["Buseck"], land="Hessen"),
    practice("p3", "Pegel im Keller", summary="Wasser steht im Haus.", municipalities=["Lollar"], land="Hessen"),
]
KINDS = {"p1": "practice", "p2": "practice", "p3": "practice"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, reading: Reading) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("peers"), reading) as shop:
        shop.run(*ROWS)
        yield shop


@pytest.fixture(params=LINES[:1])
def rival(request: pytest.FixtureRequest, server: Callable[[str], str], shop: Workshop) -> Iterator[peers.Rival]:
    records = list(shop.job.store.every())
    where = peers.Where(server(request.param), request.param)
    with peers.rival(where, records, shop.service.view().snapshot, LetterEncoder()) as rival:
        yield rival


def test_every_system_ranks_and_leaves_the_senders_own_records_out(rival: peers.Rival) -> None:
    asked = Judged("Wir wollen den Pegel im Bach messen.", LOLLAR, {"p1": 3})
    for system in peers.ASKED:
        assert rival.ranked(system, asked, "practice")[0] == "p1", system
        assert "p3" not in rival.ranked(system, asked, "practice")
        assert peers.figures(rival, system, [asked], KINDS) == {"ndcg10_practice": 1.0, "peer_in_top5": 1.0}
    assert rival.systems == (*peers.ASKED, "fused")
    assert rival.ranked("fused", asked, "practice") == rival.ranked("one field", asked, "practice")  # no vectors yet


def test_two_voices_are_scaled_and_averaged_and_who_is_missing_in_one_has_nothing_there() -> None:
    words, meaning = {"a": 12.0, "b": 8.0, "c": 4.0}, {"b": 0.9, "d": 0.8}
    assert peers.scaled(words) == {"a": 1.0, "b": 0.5, "c": 0.001}
    assert peers.scaled({"a": 3.0}) == {"a": 1.0}
    assert peers.scaled({}) == {}
    assert peers.fused([peers.scaled(words), peers.scaled(meaning)]) == ["b", "a", "c", "d"]


def test_a_practice_leads_for_municipalities_that_nobody_leads_yet() -> None:
    places = {"a": ("1", "2"), "b": ("2",), "c": ("2", "3"), "d": ()}
    assert peers.leading(["a", "b", "c", "d"], places) == ["a", "c", "d"]


def test_the_table_is_markdown_and_leaves_open_what_was_not_measured() -> None:
    told = peers.table({"Anker": {"ndcg10_practice": 0.5}})
    assert told.splitlines()[0].startswith("| system | nDCG@10 practice |")
    assert told.splitlines()[-1] == "| Anker | 0.500 | – | – | – |"

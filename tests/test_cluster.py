"""Three nodes: one is killed during a run and one during a thousand searches; nothing is lost and no page fails."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import Reading, reindex, running_nodes
from indexer.engines import jars
from indexer.engines.nodes import Cluster
from tests.opensearch_node import CLUSTER, without
from tests.processes import until
from tests.workshop import Workshop, practice, workshop
from webui.app import create_app

SIZE, HALF = 1_200, 600  # records of the run, and after how many of them a node dies
SEARCHES, ABREAST, BEFORE = 1_000, 4, 200
WORDS = ("Pegel", "Laterne", "Freibad", "Bauantrag", "Parkplatz")
BANNER = "Anker arbeitet gerade eingeschränkt."


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    if CLUSTER not in jars.LINES:
        without("no line can be started here")
    with running_nodes(CLUSTER, 3) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, reading: Reading, cluster: Cluster) -> Iterator[Workshop]:
    folder: Path = tmp_path_factory.mktemp("cluster")
    engine = {"kind": "opensearch", "alias": "anker-cluster", "url": cluster.url}
    with workshop(folder, reading, engine=engine) as shop:
        yield shop


def rows() -> list[dict[str, object]]:
    return [practice(f"p{number:04}", f"{WORDS[number % 5]} Nummer {number}") for number in range(SIZE)]


def health(url: str) -> dict[str, object]:
    with urllib.request.urlopen(f"{url}/_cluster/health", timeout=30) as answer:  # noqa: S310  # our own server
        found: dict[str, object] = json.load(answer)
        return found


def test_one_node_after_the_other_is_killed(shop: Workshop, cluster: Cluster) -> None:
    """One story, because each start of three nodes takes its time."""
    killed_during_a_run(shop, cluster)
    whole = cluster.revived()
    try:
        until(lambda: health(whole.nodes[0].url)["status"] == "green")
        killed_during_searches(shop, whole)
        until(lambda: health(whole.nodes[0].url)["status"] == "green")  # a third of the copies is made elsewhere
        assert health(whole.nodes[0].url)["number_of_data_nodes"] == 2
    finally:
        whole.stop()


def killed_during_a_run(shop: Workshop, cluster: Cluster) -> None:
    def tell(step: str, done: int) -> None:
        if step == "Einträge aufbereiten" and done >= HALF and not cluster.lost:
            cluster.nodes[0].kill()

    shop.source(*rows())
    report = reindex(replace(shop.job, tell=tell))
    assert cluster.lost == ("n0",)
    assert shop.job.engine.count(report.index) == SIZE
    assert shop.job.engine.live() == report.index


def killed_during_searches(shop: Workshop, cluster: Cluster) -> None:
    app, asked, due = create_app(shop.service), Counter[str](), threading.Event()

    def ask(number: int) -> str:
        answer = app.test_client().get(
            "/suche", query_string={"q": WORDS[number % 5], "stand": "Betrieb" * (number % 2)}
        )
        if number == BEFORE:
            due.set()
        text = answer.get_data(as_text=True)
        return "degraded" if answer.status_code == 200 and BANNER in text else str(answer.status_code)

    def kill() -> None:
        due.wait()
        cluster.nodes[1].kill()

    with ThreadPoolExecutor(ABREAST + 1) as pool:
        killing = pool.submit(kill)
        asked.update(pool.map(ask, range(SEARCHES)))
        killing.result()
    assert set(asked) <= {"200", "degraded"}, asked
    assert sum(asked.values()) == SEARCHES
    assert asked["200"] > BEFORE  # it goes on as usual, not degraded for good

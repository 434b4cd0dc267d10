"""Vectors follow a swap and a live change; requests take them up, and a withdrawn record's vector goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer import EncoderMissing, Reading, follow_with_vectors, put, withdraw
from tests.workshop import Workshop, practice, published, workshop

MANY = [practice(f"p{number}", "x" * (number + 1)) for number in range(4)]


class Lengths:
    """A small encoder of the same protocol: one direction per text length; goes away after `limit` texts."""

    name, dimensions = "lengths", 8

    def __init__(self, limit: int = 10_000) -> None:
        self.left = limit

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.left -= len(texts)
        if self.left < 0:
            raise EncoderMissing("Der Probe-Encoder ist weg.")
        return np.eye(self.dimensions, dtype=np.float32)[[len(text) % self.dimensions for text in texts]]

    queries = passages


@pytest.fixture
def shop(tmp_path: Path, reading: Reading) -> Iterator[Workshop]:
    with workshop(tmp_path, reading, Lengths()) as shop:
        shop.run(*MANY)
        yield shop


def cosine(shop: Workshop, id_: str, length: int) -> float:
    snapshot = shop.service.view().snapshot
    query = np.eye(8, dtype=np.float32)[length]
    return float(snapshot.cosines(query, snapshot.rows([id_]))[0])


def test_a_swap_comes_first_and_vectors_follow(shop: Workshop) -> None:
    assert shop.service.state().vectors_missing == 4
    assert follow_with_vectors(shop.job) == 4
    assert shop.service.state().vectors_missing == 0
    assert cosine(shop, "p2", 3) == pytest.approx(1, abs=0.01)
    assert follow_with_vectors(shop.job) == 0


def test_a_published_record_gets_its_vector(shop: Workshop) -> None:
    follow_with_vectors(shop.job)
    put(shop.job, published("n1", "fünf!"))
    assert shop.service.state().vectors_missing == 1
    assert follow_with_vectors(shop.job) == 1
    assert cosine(shop, "n1", 5) == pytest.approx(1, abs=0.01)
    put(shop.job, published("p1", "sechs!"))
    follow_with_vectors(shop.job)
    assert cosine(shop, "p1", 6) == pytest.approx(1, abs=0.01)
    assert cosine(shop, "p1", 2) == pytest.approx(0, abs=0.01)


def test_a_run_takes_over_the_vectors_it_has(shop: Workshop) -> None:
    follow_with_vectors(shop.job)
    shop.run(*MANY)
    assert shop.service.state().vectors_missing == 4
    assert follow_with_vectors(shop.job) == 0
    assert shop.service.state().vectors_missing == 0


def test_a_withdrawn_vector_is_gone_from_requests_and_then_from_the_files(shop: Workshop) -> None:
    follow_with_vectors(shop.job)
    withdraw(shop.job, "p2")
    snapshot = shop.service.view().snapshot
    assert snapshot.without_vector == 0
    assert snapshot.rows(["p2"]).size == 0
    follow_with_vectors(shop.job)
    _, built = shop.job.live.built()
    assert built.vectors is not None
    assert int(built.vectors.has.sum()) == 3


def test_only_the_newest_states_of_the_vectors_are_kept(shop: Workshop) -> None:
    for number in range(4):
        put(shop.job, published(f"n{number}"))
        put(shop.job, published(f"m{number}", "y" * number + "z"))
        follow_with_vectors(shop.job)
    (index,) = shop.job.engine.indexes()
    assert len(list((shop.folder / "snapshots" / index).glob("vectors-*"))) == 2


def test_an_encoder_that_goes_away_keeps_what_it_did(tmp_path: Path, reading: Reading) -> None:
    with workshop(tmp_path, reading, Lengths(limit=0)) as shop:
        assert follow_with_vectors(shop.job) == 0
        shop.run(*MANY)
        assert follow_with_vectors(shop.job) == 0
        assert shop.service.state().vectors_missing == 4


def test_one_process_follows_at_a_time(shop: Workshop) -> None:
    with shop.job.locks.alone("vectors"):
        assert follow_with_vectors(shop.job) == 0
    assert follow_with_vectors(shop.job) == 4

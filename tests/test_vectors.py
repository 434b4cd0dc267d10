"""Vectors of records in the database: encoded once, found again, kept batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.database import Database
from indexer.errors import EncoderMissing
from indexer.meaning.vectors import ENCODED_TOGETHER, Vectors, texts_of
from indexer.records import Record, record_from


class Lengths:
    """A small encoder of the same protocol: a direction per text length; goes away after `limit` texts."""

    dimensions = 8

    def __init__(self, name: str = "lengths", limit: int = 10_000) -> None:
        self.name = name
        self.seen: list[str] = []
        self._limit = limit

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(self.seen) + len(texts) > self._limit:
            raise EncoderMissing("Der Probe-Encoder ist weg.")
        self.seen += texts
        return np.eye(self.dimensions, dtype=np.float32)[[len(text) % self.dimensions for text in texts]]

    queries = passages


def practice(number: int, **given: object) -> Record:
    row = {
        "id": f"p{number}",
        "kind": "practice",
        "title": f"Vorhaben {number}",
        "source_url": "https://anker.example/",
    }
    return record_from(row | given)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'anker.sqlite'}")
    opened.migrate()
    yield opened
    opened.close()


def test_title_summary_topics_and_situation_stand_for_a_record() -> None:
    record = practice(1, summary="Kurz.", topics=["Licht", "Energie"], situation="Es ist dunkel.", result="Hell.")
    told = ("Vorhaben 1", "Vorhaben 1. Kurz.", "Licht, Energie", "Es ist dunkel.", "Es ist dunkel.")
    assert texts_of(record) == told


def test_what_the_source_did_not_say_is_left_out() -> None:
    assert texts_of(practice(1)) == ("Vorhaben 1",)


def test_the_vector_of_a_record_is_the_mean_of_its_texts(database: Database) -> None:
    vectors, record = Vectors(database, Lengths()), practice(1, summary="abc")
    vectors.fill([record])
    expected = (np.eye(8)[len(record.title) % 8] + np.eye(8)[len(f"{record.title}. abc") % 8]) / 2
    assert np.allclose(vectors.load([record])[0], expected, atol=1e-3)


def test_a_record_is_encoded_once(database: Database) -> None:
    encoder = Lengths()
    vectors, records = Vectors(database, encoder), [practice(number) for number in range(5)]
    assert (vectors.missing(records), vectors.fill(records), vectors.missing(records)) == (5, 5, 0)
    assert vectors.fill(records) == 0
    assert len(encoder.seen) == 5


def test_a_changed_record_is_encoded_again_and_the_others_are_not(database: Database) -> None:
    encoder = Lengths()
    vectors = Vectors(database, encoder)
    vectors.fill([practice(1), practice(2)])
    assert vectors.fill([practice(1, summary="Neu."), practice(2)]) == 1


def test_a_change_that_no_text_shows_needs_no_new_vector(database: Database) -> None:
    vectors = Vectors(database, Lengths())
    vectors.fill([practice(1)])
    assert vectors.missing([practice(1, state="Betrieb", start_year=2022)]) == 0


def test_records_of_the_same_texts_share_one_vector(database: Database) -> None:
    vectors = Vectors(database, Lengths())
    records = [practice(1, title="Gleich"), practice(2, title="Gleich")]
    assert vectors.fill(records) == 1
    assert np.isfinite(vectors.load(records)).all()


def test_another_encoder_has_its_own_vectors(database: Database) -> None:
    Vectors(database, Lengths()).fill([practice(1)])
    assert Vectors(database, Lengths("other")).missing([practice(1)]) == 1


def test_rows_come_in_the_order_asked_for(database: Database) -> None:
    vectors = Vectors(database, Lengths())
    records = [practice(number, title="x" * (number + 1)) for number in range(6)]
    vectors.fill(records)
    assert np.argmax(vectors.load(reversed(records)), axis=1).tolist() == [6, 5, 4, 3, 2, 1]


def test_who_has_no_vector_is_an_empty_row(database: Database) -> None:
    vectors = Vectors(database, Lengths())
    vectors.fill([practice(1)])
    assert vectors.matrix([practice(2), practice(1), None]).has.tolist() == [False, True, False]


def test_no_records_give_an_empty_matrix(database: Database) -> None:
    assert len(Vectors(database, Lengths()).matrix([])) == 0


def test_progress_counts_every_record_to_the_last(database: Database) -> None:
    vectors, records = Vectors(database, Lengths()), [practice(number) for number in range(ENCODED_TOGETHER * 2 + 3)]
    vectors.fill(records[:10])
    told: list[int] = []
    vectors.fill(records, told.append)
    assert told == sorted(told)
    assert told[-1] == len(records)


def test_an_encoder_that_goes_away_loses_only_its_last_batch(database: Database) -> None:
    records = [practice(number) for number in range(ENCODED_TOGETHER * 3)]
    leaving = Vectors(database, Lengths(limit=ENCODED_TOGETHER * 2 + 1))
    with pytest.raises(EncoderMissing):
        leaving.fill(records)
    assert leaving.missing(records) == ENCODED_TOGETHER


def test_a_vector_that_another_process_wrote_meanwhile_does_no_harm(database: Database) -> None:
    class Overtaken(Lengths):
        def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
            Vectors(database, Lengths()).fill([practice(1)])
            return super().passages(texts)

    vectors = Vectors(database, Overtaken())
    assert vectors.fill([practice(1)]) == 1
    assert vectors.missing([practice(1)]) == 0


def test_pruning_leaves_what_records_still_say(database: Database) -> None:
    vectors = Vectors(database, Lengths())
    vectors.fill([practice(1), practice(2)])
    Vectors(database, Lengths("other")).fill([practice(1)])
    assert vectors.prune([practice(2)]) == 2
    assert (vectors.missing([practice(1)]), vectors.missing([practice(2)])) == (1, 0)

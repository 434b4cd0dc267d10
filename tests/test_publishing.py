"""Live changes: published, withdrawn or narrowed at any moment, seen by the next request of every process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import Filter, NotFound, Query, Reading, Words, narrow, put, reconcile, reindex, withdraw
from indexer.publishing import caught_up
from matcher import Wanted
from tests.workshop import Workshop, practice, published, workshop

OZG = practice("p1", "Serviceportal für den Bauantrag", summary="Bauanträge digital stellen.", topics=["Bauantrag"])
PEGEL = practice("p2", "Pegel am Bach messen", summary="Sensoren warnen vor Hochwasser.", topics=["Hochwasser"])
BADEN = practice("p3", "Schwimmbad zeigt Auslastung", summary="Besucher zählen im Freibad.", topics=["Freibad"])


@pytest.fixture
def shop(tmp_path: Path, reading: Reading) -> Iterator[Workshop]:
    with workshop(tmp_path, reading) as shop:
        shop.run(OZG, PEGEL, BADEN)
        yield shop


def found(shop: Workshop, words: str) -> list[str]:
    answer = shop.service.search(Wanted(words))
    assert answer.total == len(answer.hits)
    return [hit.record.id for hit in answer.hits]


def matched(shop: Workshop, text: str) -> set[str]:
    match = shop.service.match(text)
    return {each.id for each in match.practices} | {id_ for hit in match.peers for id_ in hit.evidence}


def in_index(shop: Workshop, record_id: str, index: str | None = None) -> bool:
    return shop.job.engine.search(Query(scope=(Filter("id", (record_id,)),)), index).total > 0


def test_a_published_record_is_found_by_everything_at_once(shop: Workshop) -> None:
    assert put(shop.job, published("n1", "Laternen dimmen", summary="Straßenlampen nachts dunkler.", topics=["Licht"]))
    assert found(shop, "Laternen") == ["n1"]
    assert "n1" in matched(shop, "Unsere Laternen brennen die ganze Nacht")
    assert shop.service.record("n1").record.title == "Laternen dimmen"


def test_a_changed_record_is_found_by_its_new_words_alone(shop: Workshop) -> None:
    put(shop.job, published("p2", "Grundwasser beobachten", summary="Brunnen melden ihren Stand."))
    assert found(shop, "Grundwasser") == ["p2"]
    assert found(shop, "Sensoren") == []
    assert "p2" in matched(shop, "Wie beobachten wir unser Grundwasser?")
    assert shop.service.view().snapshot.frequency("alles", "pegel") == 0
    assert shop.job.engine.frequency("alles", "pegel") in (0, 1)  # an engine may count a replaced document on


def test_a_withdrawn_record_is_nowhere(shop: Workshop) -> None:
    assert shop.service.suggest("hochwasser")
    assert withdraw(shop.job, "p2")
    assert found(shop, "Hochwasser") == []
    assert matched(shop, "Pegel am Bach messen, Hochwasser") == set()
    assert shop.service.suggest("hochwasser") == ()
    with pytest.raises(NotFound):
        shop.service.record("p2")
    assert all(hit.record.id != "p2" for hit in shop.service.record("p1").similar)
    assert shop.service.state().practices == 2


def test_did_you_mean_no_longer_knows_a_word_of_a_withdrawn_record(shop: Workshop) -> None:
    assert shop.service.search(Wanted("Schwimbad")).meant == "Schwimmbad"
    withdraw(shop.job, "p3")
    assert shop.service.search(Wanted("Schwimbad")).meant is None


def test_a_withdrawn_record_stays_away_when_it_is_put_or_read_again(shop: Workshop) -> None:
    withdraw(shop.job, "p2")
    put(shop.job, published("p2"))
    assert found(shop, "Pegel") == []
    shop.run(OZG, PEGEL, BADEN)
    assert found(shop, "Pegel") == []


def test_a_narrowed_record_is_seen_by_fewer_people_also_after_a_run(shop: Workshop) -> None:
    assert narrow(shop.job, "p2", "office")
    assert found(shop, "Pegel") == []
    assert "p2" not in matched(shop, "Pegel am Bach messen")
    with pytest.raises(NotFound):
        shop.service.record("p2")
    office = shop.service.view("office")
    assert office.snapshot.allowed(office.scope)[office.snapshot.rows(["p2"])].all()
    shop.run(OZG, PEGEL, BADEN)
    assert found(shop, "Pegel") == []
    narrow(shop.job, "p2", "public")
    assert found(shop, "Pegel") == ["p2"]
    shop.run(OZG, PEGEL, BADEN)
    assert found(shop, "Pegel") == ["p2"]


def test_every_kept_index_follows(shop: Workshop) -> None:
    shop.run(OZG, PEGEL, BADEN)
    before, live = shop.job.engine.indexes()
    withdraw(shop.job, "p2")
    put(shop.job, published("n1"))
    for index in (before, live):
        assert not in_index(shop, "p2", index)
        assert in_index(shop, "n1", index)


def test_another_process_sees_a_change_with_its_next_request(shop: Workshop, reading: Reading) -> None:
    with workshop(shop.folder, reading) as other:
        assert found(other, "Pegel") == ["p2"]
        assert "p2" in matched(other, "Pegel am Bach messen")
        withdraw(shop.job, "p2")
        put(shop.job, published("n1", "Laternen dimmen"))
        assert found(other, "Pegel") == []
        assert "p2" not in matched(other, "Pegel am Bach messen")
        assert "n1" in matched(other, "Laternen dimmen")


def test_a_view_that_is_open_keeps_its_snapshot(shop: Workshop) -> None:
    view = shop.service.view()
    withdraw(shop.job, "p2")
    assert view.snapshot.row("p2") is not None
    assert shop.service.view().snapshot.row("p2") is None


class Meanwhile:
    """Does something once, in the middle of a run."""

    def __init__(self, shop: Workshop, step: str) -> None:
        self._shop, self._step, self.done = shop, step, False

    def __call__(self, step: str, _done: int) -> None:
        if step == self._step and not self.done:
            self.done = True
            withdraw(self._shop.job, "p2")
            put(self._shop.job, published("n1", "Laternen dimmen"))
            narrow(self._shop.job, "p3", "office")
            put(self._shop.job, published("p1", "Bauen mit Formular"))


@pytest.mark.parametrize("step", ["Quelle feed lesen", "Einträge aufbereiten", "Index fertigstellen"])
def test_what_changes_during_a_run_is_in_the_new_index(shop: Workshop, step: str) -> None:
    meanwhile = Meanwhile(shop, step)
    reindex(replace(shop.job, tell=meanwhile))
    assert meanwhile.done
    assert found(shop, "Pegel") == found(shop, "Freibad") == []
    assert found(shop, "Laternen") == ["n1"]
    assert found(shop, "Formular") == ["p1"]
    assert not in_index(shop, "p2")
    shop.run(OZG, PEGEL, BADEN)
    assert found(shop, "Pegel") == found(shop, "Freibad") == []
    assert found(shop, "Formular") == ["p1"]


def test_what_people_published_survives_the_run_and_a_run_without_any_source(shop: Workshop) -> None:
    put(shop.job, published("n1", "Laternen dimmen"))
    shop.run(OZG, PEGEL, BADEN)
    assert found(shop, "Laternen") == ["n1"]


class Unwritable:
    """While it lasts no index takes a change, as on a server that refuses writes."""

    def __init__(self, shop: Workshop) -> None:
        self._locks = [shop.folder / "indexes" / index / "write.lock" for index in shop.job.engine.indexes()]

    def __enter__(self) -> None:
        for lock in self._locks:
            lock.rename(lock.with_name("away"))

    def __exit__(self, *_: object) -> None:
        for lock in self._locks:
            lock.with_name("away").rename(lock)


def test_a_change_that_the_engine_does_not_take_follows_later(shop: Workshop) -> None:
    with Unwritable(shop):
        assert not withdraw(shop.job, "p2")
    assert in_index(shop, "p2")
    assert matched(shop, "Pegel am Bach messen") == set()
    reconcile(shop.job)
    assert not in_index(shop, "p2")
    assert caught_up(shop.job)


def test_words_of_live_changes_rank_as_after_a_run(shop: Workshop) -> None:
    extra = published("n1", "Pegelsensoren im Hochwasserschutz", summary="Bäche melden Hochwasser und Starkregen.")
    put(shop.job, extra)
    laid = shop.service.view().snapshot
    reindex(shop.job)
    anew = shop.service.view().snapshot
    terms = {"hochwass": 1.0, "pegel": 1.0, "messen": 1.0}
    for id_ in ("p1", "p2", "p3", "n1"):
        one, other = laid.rows([id_]), anew.rows([id_])
        for field in ("alles", "titel", "themen"):
            assert laid.bm25(field, terms, one) == pytest.approx(anew.bm25(field, terms, other))
            assert laid.coverage(field, terms, one) == pytest.approx(anew.coverage(field, terms, other))
        # older rows keep the lengths they had: seen in an index as small as this
        assert laid.gram_cosine({"pegelsensor": 1.0}, one) == pytest.approx(
            anew.gram_cosine({"pegelsensor": 1.0}, other), abs=0.05
        )
        assert laid.values("topic", int(one[0])) == anew.values("topic", int(other[0]))
    query = Query(words=(Words("alles", (("pegel", 1.0),)),), scope=(Filter("visibility", ("public",)),))
    assert {hit.id for hit in shop.job.engine.search(query).hits} >= {"p2"}

"""The store: nothing is seen before it is adopted, nothing withdrawn comes back, nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from indexer.database import Database
from indexer.records import Record, record_from
from indexer.rejected import Rejected, RejectedRows, without_contact
from indexer.runs import Runs
from indexer.staging import Built
from indexer.store import Store
from indexer.stored import Arrived, Entry, Stored, fresh


@pytest.fixture(params=["sqlite", "postgresql"])
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """The same store on both databases."""
    own = f"sqlite:///{tmp_path / 'anker.sqlite'}"
    database = Database(own if request.param == "sqlite" else request.getfixturevalue("postgres_url")())
    database.migrate()
    yield database
    database.close()


@pytest.fixture
def store(database: Database) -> Store:
    return Store(database)


def record(id_: str, title: str = "Pegel messen", **more: object) -> Record:
    return record_from({"id": id_, "kind": "practice", "title": title, "source_url": "https://stadt.example/", **more})


def arrived(*records: Record, source: str = "feed", places: tuple[str, ...] = ()) -> list[Arrived | Rejected]:
    return [Arrived(fresh(each, source, places), f"{source}.jsonl", row) for row, each in enumerate(records, start=1)]


def kept(*records: Record) -> list[Stored]:
    return [fresh(each, "feed") for each in records]


def test_a_record_comes_back_as_it_was_put_in(store: Store) -> None:
    whole = fresh(
        record("p1", municipalities=["Lollar"], start_year=2022), "feed", ("06531013", "06531", "06531"), "Hinweis."
    )
    store.replace_source("feed", [whole])
    back = store.get("p1")
    assert back is not None
    assert (back.record, back.places, back.source, back.note) == (
        whole.record,
        ("06531013", "06531"),
        "feed",
        "Hinweis.",
    )
    assert back.changed.tzinfo is not None
    assert store.get("p2") is None


def test_nothing_staged_is_seen_before_it_is_adopted(store: Store, database: Database) -> None:
    store.replace_source("feed", kept(record("p1")))
    before = database.change_number()
    staging = store.staging(7)
    staging.stage("feed", arrived(record("p1", "Neuer Titel"), record("p2")))
    assert [each.record.title for each in store.every()] == ["Pegel messen"]
    assert (database.change_number(), store.active_index()) == (before, None)
    assert sorted((each.record.id, each.record.title) for each in staging.upcoming()) == [
        ("p1", "Neuer Titel"),
        ("p2", "Pegel messen"),
    ]
    staging.adopt(Built("anker-1", 0))
    assert [each.record.title for each in store.every()] == ["Neuer Titel", "Pegel messen"]
    assert (database.change_number(), store.active_index()) == (before + 1, "anker-1")


def test_adopting_says_what_is_new_changed_and_gone(store: Store) -> None:
    store.replace_source("feed", kept(record("p1"), record("p2"), record("p3", "Geht")))
    staging = store.staging(8)
    staging.stage("feed", arrived(record("p1"), record("p2", "Anders"), record("p4", "Neu")))
    (changes,) = staging.adopt(Built("anker-2", 0))
    assert changes.source == "feed"
    assert changes.new == (Entry("p4", "Neu"),)
    assert changes.changed == (Entry("p2", "Anders"),)
    assert changes.gone == (Entry("p3", "Geht"),)


def test_what_did_not_change_keeps_its_time(store: Store) -> None:
    store.replace_source("feed", kept(record("p1"), record("p2")))
    first = {each.record.id: each.changed for each in store.every()}
    staging = store.staging(9)
    staging.stage("feed", arrived(record("p1"), record("p2", "Anders")))
    assert {each.record.id: each.changed for each in staging.upcoming()}["p1"] == first["p1"]
    staging.adopt()
    after = {each.record.id: each.changed for each in store.every()}
    assert after["p1"] == first["p1"]
    assert after["p2"] > first["p2"]
    assert [each.record.id for each in store.changed_since(after["p2"])] == ["p2"]


def test_a_source_that_did_not_answer_keeps_its_records(store: Store) -> None:
    store.replace_source("feed", kept(record("p1")))

    def broken() -> Iterator[Arrived | Rejected]:
        yield from arrived(record("p9"))
        raise OSError("line down")

    staging = store.staging(10)
    staging.stage("other", arrived(record("p2"), source="other"))
    with pytest.raises(OSError, match="line down"):
        staging.stage("feed", broken())
    assert sorted(each.record.id for each in staging.upcoming()) == ["p1", "p2"]
    assert [changes.source for changes in staging.adopt()] == ["other"]
    assert [each.record.id for each in store.every()] == ["p1", "p2"]


def test_a_source_that_is_read_empty_loses_its_records(store: Store) -> None:
    store.replace_source("feed", kept(record("p1")))
    assert [entry.id for entry in store.replace_source("feed", []).gone] == ["p1"]
    assert store.counts() == {"practice": 0, "offering": 0, "need": 0}


def test_a_discarded_run_leaves_nothing(store: Store) -> None:
    staging = store.staging(11)
    staging.stage("feed", arrived(record("p1")))
    staging.discard()
    assert list(staging.upcoming()) == []
    assert staging.adopt() == ()
    assert list(store.every()) == []


def test_staging_a_source_twice_counts_the_second_time(store: Store) -> None:
    staging = store.staging(12)
    staging.stage("feed", arrived(record("p1")))
    staging.stage("feed", arrived(record("p2")))
    assert [each.record.id for each in staging.upcoming()] == ["p2"]


def test_a_withdrawn_record_is_gone_at_once_and_stays_away(store: Store, database: Database) -> None:
    store.replace_source("feed", kept(record("p1", provider="Pegel GmbH"), record("p2")))
    before, moment = database.change_number(), datetime.now(UTC)
    assert store.withdraw("p1")
    assert not store.withdraw("p1")
    assert store.get("p1") is None
    assert store.by_provider("Pegel GmbH") == ()
    assert database.change_number() > before
    assert store.withdrawn_since(moment) == ("p1",)
    staging = store.staging(13)
    assert staging.stage("feed", arrived(record("p1"), record("p2"))).withdrawn == 1
    (changes,) = staging.adopt()
    assert (changes.new, changes.gone) == ((), ())
    store.put(fresh(record("p1"), "feed"))
    assert store.get("p1") is None


def test_a_withdrawal_in_the_middle_of_a_run_holds(store: Store) -> None:
    staging = store.staging(14)
    staging.stage("feed", arrived(record("p1"), record("p2")))
    store.withdraw("p1")
    staging.adopt()
    assert [each.record.id for each in store.every()] == ["p2"]


def test_an_id_that_stands_twice_rejects_the_second_row(store: Store) -> None:
    store.replace_source("old", [fresh(record("p1"), "old")])
    staging = store.staging(15)
    staged = staging.stage("feed", arrived(record("p1"), record("p2"), record("p2", "Noch einmal")))
    assert (staged.waiting, staged.rejected) == (1, 2)
    assert [(row.row, row.reason) for row in store.rejected(15)] == [
        (1, "Kennung: „p1“ gibt es schon (Quelle old)."),
        (3, "Kennung: „p2“ gibt es schon (Quelle feed)."),
    ]


def test_a_renamed_source_hands_its_records_over(store: Store) -> None:
    store.replace_source("old", [fresh(record("p1"), "old", ("06531013",))])
    staging = store.staging(16)
    staging.stage("old", [])
    staging.stage("new", arrived(record("p1"), source="new", places=("06531013",)))
    staging.adopt()
    assert [(each.record.id, each.source) for each in store.by_place("06531013")] == [("p1", "new")]


def test_rejected_rows_keep_file_row_reason_and_values(store: Store, database: Database) -> None:
    bad = Rejected("feed.csv", 17, "Titel ist leer.", {"id": "p1", "title": "", "odd": "\ud800\x00"})
    staged = store.staging(17).stage("feed", [bad])
    assert (staged.waiting, staged.rejected) == (0, 1)
    assert store.rejected(17) == (bad,)
    rows = RejectedRows(database)
    assert rows.count(17) == {"feed": 1}
    rows.forget_before(18)
    assert store.rejected(17) == ()


def test_a_rejected_contact_is_not_kept() -> None:
    assert without_contact({"id": "p1", "contact": "Max Muster"}) == {"id": "p1", "contact": "(entfernt)"}
    assert without_contact({"contact": ""}) == {"contact": ""}


def test_records_are_found_by_place_and_by_provider(store: Store) -> None:
    offering = record("o1", provider="Pegel GmbH", providers_involved=["Netz eG"])
    store.replace_source(
        "feed", [fresh(record("p1", providers_involved=["Pegel GmbH"]), "feed", ("06531013",)), fresh(offering, "feed")]
    )
    assert [each.record.id for each in store.by_place("06531013")] == ["p1"]
    assert [each.record.id for each in store.by_provider("Pegel GmbH")] == ["o1", "p1"]
    assert store.providers() == ("Netz eG", "Pegel GmbH")
    assert store.sources() == ("feed",)


def test_one_record_can_be_put_in_beside_the_runs(store: Store, database: Database) -> None:
    before = database.change_number()
    store.put(fresh(record("n1"), "office", ("06531013",)))
    store.put(fresh(record("n1", "Zweite Fassung"), "office", ("06531013",)))
    assert [each.record.title for each in store.by_place("06531013")] == ["Zweite Fassung"]
    assert database.change_number() == before + 2


def test_many_keeps_the_order_of_the_ids_and_leaves_out_unknown_ones(store: Store) -> None:
    store.replace_source("feed", kept(*(record(f"p{number}") for number in range(1200))))
    wanted = [f"p{number}" for number in range(1199, -1, -1)]
    assert list(store.many([*wanted, "p9999"])) == wanted
    assert store.counts()["practice"] == 1200


def test_no_links_are_left_behind(store: Store, database: Database) -> None:
    store.replace_source("feed", [fresh(record("p1", provider="Pegel GmbH"), "feed", ("06531013",))])
    store.replace_source("feed", [])
    with database.session() as session:
        for table in ("record_places", "record_providers", "staged", "staged_sources"):
            assert session.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0  # noqa: S608 # our own names


def test_a_run_is_written_down_while_it_works(database: Database) -> None:
    runs = Runs(database)
    assert runs.last() is None
    first = runs.start()
    runs.step(first, "documents", "anker-1")
    running = runs.get(first)
    assert (running.state, running.step, running.index_name) == ("running", "documents", "anker-1")
    runs.finish(first, "done", {"new": 3})
    second = runs.start()
    assert runs.close_abandoned() == 1
    assert (runs.get(second).state, runs.last() == runs.get(second)) == ("failed", True)
    done = runs.last_done()
    assert done is not None
    assert (done.id, done.report) == (first, {"new": 3})
    assert done.finished is not None
    assert done.finished >= done.started

"""A restored backup brings back what was lost, and nobody and nothing that was erased since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from indexer import NotFound, Reading, narrow, put, rebuild, restore, withdraw, write_backup
from indexer.erasures import Erased
from matcher import Wanted
from tests.workshop import Workshop, practice, published, workshop

MANY = [practice(f"p{number}", f"Pegel Nummer {number}") for number in range(5)]


@pytest.fixture
def shop(tmp_path: Path, reading: Reading) -> Iterator[Workshop]:
    with workshop(tmp_path, reading) as shop:
        shop.run(*MANY)
        yield shop


def saved(shop: Workshop) -> Path:
    file = shop.folder / "one.backup"
    write_backup(shop.job.settings.database_url, file)
    return file


def found(shop: Workshop) -> set[str]:
    return {hit.record.id for hit in shop.service.search(Wanted("Pegel")).hits}


def sql(shop: Workshop, statement: str) -> list[tuple[object, ...]]:
    with shop.database.session() as session:
        result = session.execute(text(statement))
        return [tuple(row) for row in result] if result.returns_rows else []


def test_what_was_lost_comes_back_and_is_found_after_the_index_is_built(shop: Workshop) -> None:
    file = saved(shop)
    shop.run(*MANY[:4], forced=True)
    sql(shop, "DELETE FROM records WHERE id = 'p0'")
    restore(shop.job, shop.database, file)
    assert shop.job.store.counts()["practice"] == 5
    rebuild(shop.job)
    assert found(shop) == {f"p{number}" for number in range(5)}


def test_what_was_withdrawn_or_narrowed_since_stays_away_at_once(shop: Workshop) -> None:
    put(shop.job, published("n1", "Pegel von Hand"))
    file = saved(shop)
    withdraw(shop.job, "p1")
    withdraw(shop.job, "n1")
    narrow(shop.job, "p2", "office")
    done = restore(shop.job, shop.database, file)
    assert (done.persons, done.records) == (0, 3)
    assert found(shop) == {"p0", "p3", "p4"}
    with pytest.raises(NotFound):
        shop.service.record("p1")
    rebuild(shop.job)
    assert found(shop) == {"p0", "p3", "p4"}
    shop.run(*MANY)
    assert found(shop) == {"p0", "p3", "p4"}


def test_a_person_who_was_erased_since_stays_erased(shop: Workshop) -> None:
    sql(shop, "INSERT INTO people (name, mailbox) VALUES ('Beispiel A', 'a@x.example'), ('Beispiel B', 'b@x.example')")
    file = saved(shop)
    sql(shop, "DELETE FROM people WHERE mailbox = 'a@x.example'")
    assert restore(shop.job, shop.database, file).persons == 1
    assert sql(shop, "SELECT mailbox FROM people") == [("b@x.example",)]
    with shop.database.session() as session:
        assert Erased.of(session).persons == {("people", "1")}


def test_a_row_that_was_only_written_anew_is_no_erasure(shop: Workshop) -> None:
    sql(shop, "INSERT INTO mailboxes (id, address) VALUES (7, 'a@x.example')")
    file = saved(shop)
    sql(shop, "DELETE FROM mailboxes WHERE id = 7")
    sql(shop, "INSERT INTO mailboxes (id, address) VALUES (7, 'neu@x.example')")
    assert restore(shop.job, shop.database, file).persons == 0
    assert sql(shop, "SELECT address FROM mailboxes") == [("a@x.example",)]


def test_somebody_who_signed_out_since_is_not_signed_in_again(shop: Workshop) -> None:
    file = saved(shop)
    restore(shop.job, shop.database, file)
    assert sql(shop, "SELECT * FROM sessions") == []


def test_another_process_sees_what_was_restored_with_its_next_request(shop: Workshop, reading: Reading) -> None:
    put(shop.job, published("n1", "Pegel von Hand"))
    file = saved(shop)
    with workshop(shop.folder, reading) as other:
        assert "n1" in found(other)
        withdraw(shop.job, "p0")
        put(shop.job, published("n2", "Pegel zwei"))
        restore(shop.job, shop.database, file)
        rebuild(shop.job)
        assert found(other) == {"n1", "p1", "p2", "p3", "p4"}
        assert other.service.view().snapshot.row("n2") is None

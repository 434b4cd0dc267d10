"""PostgreSQL by URL: the same story as with SQLite, and locks among hosts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from indexer import Database, Locks, Reading, RunBusy, decide, go_back, narrow, put, rebuild, restore, withdraw
from indexer import write_backup as save
from indexer.errors import DatabaseError
from indexer.restoring import Restored
from matcher import Person, Wanted
from tests.fair import LOLLAR, arranged, town
from tests.workshop import Workshop, practice, published, workshop
from webui.accounts import Audit

TEXT = "Sensoren messen den Pegel am Bach und melden jede Minute den Stand an Leitstelle, Feuerwehr und alle Anlieger."
ROWS = [
    practice("p1", "Pegel am Bach messen", summary=TEXT, municipalities=["Lollar"], land="Hessen"),
    practice("p2", "Pegel am Bach messen", summary=f"{TEXT} Gut.", municipalities=["Buseck"], land="Hessen"),
    *(practice(f"q{number}", f"Laterne Nummer {number}") for number in range(20)),
]


@pytest.fixture
def url(postgres_url: Callable[[], str]) -> str:
    return postgres_url()


@pytest.fixture
def shop(tmp_path: Path, reading: Reading, url: str) -> Iterator[Workshop]:
    with workshop(tmp_path, reading, database=url) as shop:
        shop.run(*ROWS)
        yield shop


def found(shop: Workshop, words: str = "Pegel") -> set[str]:
    return {hit.record.id for hit in shop.service.search(Wanted(words)).hits}


def test_a_whole_story(shop: Workshop) -> None:
    assert found(shop) == {"p2"}
    decide(shop.job, "p1", "p2", False)
    assert found(shop) == {"p1", "p2"}
    put(shop.job, published("n1", "Pegel von Hand"))
    narrow(shop.job, "p1", "office")
    withdraw(shop.job, "p2")
    assert found(shop) == {"n1"}
    shop.run(*ROWS)
    assert found(shop) == {"n1"}
    assert shop.job.store.rejected(1) == ()
    go_back(shop.job)
    assert found(shop) == {"n1"}
    challenge = shop.service.keep_challenge("Pegel messen", None)
    assert shop.service.challenge(challenge).text == "Pegel messen"


def test_out_and_back_in_with_its_own_tools(shop: Workshop, url: str) -> None:
    with shop.database.session() as session:
        session.execute(text("INSERT INTO people (name, mailbox) VALUES ('Beispiel', 'a@x.example')"))
    file = shop.folder / "anker.dump"
    save(url, file)
    with shop.database.session() as session:
        session.execute(text("DELETE FROM people"))
    withdraw(shop.job, "q1")
    put(shop.job, published("n1", "Pegel von Hand"))
    assert restore(shop.job, shop.database, file) == Restored(persons=1, records=1)
    rebuild(shop.job)
    assert found(shop) == {"p2"}
    assert shop.job.store.get("q1") is None
    assert shop.job.store.get("n1") is None


def test_who_was_erased_stays_away_when_a_backup_comes_back(shop: Workshop, url: str) -> None:
    mailbox, colleague = "rathaus@stadt.example", Person("", "Hauptamt", "hauptamt@stadt.example")
    put(shop.job, published("n1", "Pegel von Hand", contact=mailbox))
    events, desk = shop.service.events, shop.service.desk
    event = events.calendar.create(arranged()).id
    events.people.add(event, town("Lollar", LOLLAR), (Person("", "Bauamt", mailbox.upper()), colleague))
    desk.tasks.take("Quallen?", "", mailbox)
    save(url, shop.folder / "anker.dump")
    assert desk.erase(mailbox)
    assert events.forgetting.erase(mailbox) == 1
    # of the task's mailbox, of the seat; the mail to it goes with the mailbox, the record loses its contact
    assert restore(shop.job, shop.database, shop.folder / "anker.dump") == Restored(persons=2, records=1)
    assert list(events.people.persons(event).values()) == [(colleague,)]
    assert desk.entries.get("n1").record.contact is None
    assert desk.outbox.waiting() == ()
    assert not desk.erase(mailbox)


def test_a_pair_of_long_ids_fits_into_the_audit_log(shop: Workshop) -> None:
    thing = f"records {'a' * 64} {'b' * 64}"
    Audit(shop.database).note("called one", None, thing)
    assert Audit(shop.database).latest(1)[0].thing == thing


def test_a_backup_that_is_none_is_told_and_changes_nothing(shop: Workshop, tmp_path: Path) -> None:
    file = tmp_path / "no.dump"
    file.write_bytes(b"no dump")
    with pytest.raises(DatabaseError, match="pg_restore"):
        restore(shop.job, shop.database, file)
    assert found(shop) == {"p2"}


def test_one_run_among_all_hosts(url: str, tmp_path: Path) -> None:
    one, other = Database(url), Database(url)
    here, there = Locks(tmp_path / "a", one), Locks(tmp_path / "b", other)
    with here.alone():
        with pytest.raises(RunBusy), there.alone():
            pass
        with there.alone("another"):
            pass
    with there.alone():
        pass
    one.close()
    other.close()


def test_a_host_that_goes_away_holds_nothing(url: str, tmp_path: Path) -> None:
    dying, living = Database(url), Database(url)
    held = Locks(tmp_path / "a", dying).alone()
    held.__enter__()
    with living.session() as session:
        others = "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        session.execute(text(f"{others} AND datname = current_database()"))
    with Locks(tmp_path / "b", living).alone():
        pass
    with pytest.raises(DatabaseError):
        held.__exit__(None, None, None)
    dying.close()
    living.close()


def test_changes_of_several_hosts_at_once_lose_nothing(shop: Workshop, reading: Reading, url: str) -> None:
    def publish(letter: str) -> None:
        with workshop(shop.folder / letter, reading, database=url) as host:
            for number in range(10):
                host.job.store.put(published(f"{letter}{number}"))

    hosts = [threading.Thread(target=publish, args=(letter,)) for letter in "xyz"]
    for host in hosts:
        host.start()
    for host in hosts:
        host.join(120)
    assert {f"{letter}{number}" for letter in "xyz" for number in range(10)} <= set(shop.job.store.journal.since(0))

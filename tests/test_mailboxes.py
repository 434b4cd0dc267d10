"""Addresses stand in one place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from indexer import Database, InputError
from matcher.desk import Letter, address_from
from matcher.desk.mailboxes import erase, keep, sweep
from matcher.desk.outbox import Outbox, post
from matcher.desk.tables import MailboxRow


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'anker.sqlite'}")
    database.migrate()
    yield database
    database.close()


def test_one_mailbox_has_one_spelling() -> None:
    assert address_from("  RatHaus@Lollar.Example ") == "rathaus@lollar.example"


@pytest.mark.parametrize(
    "typed",
    ["", "rathaus", "a@b", "a b@c.example", "a@b.example\nBcc: x@y.example", "x" * 250 + "@b.example", "a@@b.de"],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        address_from(typed)


def test_an_address_is_kept_once_and_goes_when_nothing_refers_to_it(database: Database) -> None:
    with database.session() as session:
        assert keep(session, "a@b.example") == keep(session, "a@b.example")
        sweep(session)
        assert session.scalars(select(MailboxRow)).all() == []


def test_erasing_takes_every_mail_to_and_from_it(database: Database) -> None:
    with database.session() as session:
        post(session, Letter("a@b.example", "eins", "…"))
        post(session, Letter("c@d.example", "zwei", "…", "a@b.example"))
        post(session, Letter("c@d.example", "drei", "…"))
        assert erase(session, "a@b.example")
        assert not erase(session, "a@b.example")
    assert [mail.subject for mail in Outbox(database).waiting()] == ["drei"]

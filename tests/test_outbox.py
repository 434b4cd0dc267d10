"""The outbox: nothing is lost, nothing is sent twice, nothing personal stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from indexer import Database
from matcher.desk import Letter, Posted
from matcher.desk.outbox import LEASE, Outbox, post
from matcher.desk.tables import MailboxRow, OutboxRow

LETTER = Letter("bauamt@lollar.example", "Pegel\nmessen", "Guten Tag", "rathaus@schotten.example")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'anker.sqlite'}")
    database.migrate()
    with database.session() as session:
        post(session, LETTER)
    yield database
    database.close()


def mailboxes(database: Database) -> int:
    with database.session() as session:
        return session.scalar(select(func.count()).select_from(MailboxRow)) or 0


def let_pass(database: Database, time: timedelta) -> None:
    with database.session() as session:
        session.execute(update(OutboxRow).values(next_try=OutboxRow.next_try))
        for row in session.scalars(select(OutboxRow)):
            row.next_try -= time


def test_a_subject_is_one_line(database: Database) -> None:
    assert Outbox(database).waiting()[0].subject == "Pegel messen"


def test_what_was_taken_leaves_a_receipt_without_address_and_text(database: Database) -> None:
    outbox, sent = Outbox(database), []
    assert mailboxes(database) == 2
    assert outbox.deliver(lambda mail: sent.append(mail) or "") == 1
    assert [(mail.recipient, mail.reply, mail.body) for mail in sent] == [(LETTER.recipient, LETTER.reply, LETTER.body)]
    assert outbox.waiting() == ()
    receipt = outbox.receipts()[0]
    assert (receipt.recipient, receipt.reply, receipt.body) == ("", None, "")
    assert mailboxes(database) == 0


def test_what_was_refused_waits_longer_each_time_and_is_never_given_up(database: Database) -> None:
    outbox = Outbox(database)
    for tries in range(1, 8):
        assert outbox.deliver(lambda _: "452 voll") == 0
        assert outbox.deliver(lambda _: "") == 0  # not due yet
        (mail,) = outbox.waiting()
        assert (mail.tries, mail.trouble, mail.body) == (tries, "452 voll", "Guten Tag")
        let_pass(database, timedelta(hours=6))
    assert outbox.deliver(lambda _: "") == 1


def test_the_office_can_try_at_once(database: Database) -> None:
    outbox = Outbox(database)
    outbox.deliver(lambda _: "kaputt")
    assert outbox.deliver(lambda _: "", at_once=True) == 1


def test_a_mail_in_hand_is_not_sent_by_another_process(database: Database) -> None:
    first, second, taken = Outbox(database), Outbox(database), []

    def slowly(mail: Posted) -> str:
        assert second.deliver(lambda other: taken.append(other) or "") == 0
        taken.append(mail)
        return ""

    assert first.deliver(slowly) == 1
    assert len(taken) == 1


def test_a_process_that_died_while_sending_loses_nothing(database: Database) -> None:
    outbox, ids = Outbox(database), []

    def dies(mail: Posted) -> str:
        ids.append(mail.message_id)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        outbox.deliver(dies)
    assert outbox.deliver(lambda _: "") == 0
    let_pass(database, LEASE)
    assert outbox.deliver(lambda mail: ids.append(mail.message_id) or "") == 1
    assert ids[0] == ids[1]


def test_only_what_was_in_the_file_is_ticked_off(database: Database) -> None:
    outbox = Outbox(database)
    newest = outbox.waiting()[-1].id
    with database.session() as session:
        post(session, LETTER)
    assert outbox.tick_off(newest) == 1
    assert outbox.count() == 1


def test_receipts_go_after_a_while(database: Database) -> None:
    outbox = Outbox(database)
    outbox.deliver(lambda _: "")
    outbox.forget_receipts()
    assert len(outbox.receipts()) == 1
    with database.session() as session:
        session.execute(update(OutboxRow).values(sent=datetime.now(UTC) - timedelta(days=31)))
    outbox.forget_receipts()
    assert outbox.receipts() == ()

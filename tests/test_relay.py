"""First contact through the relay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Reading, record_from
from matcher.desk import Desk, Message
from tests.desk_parts import MAILBOX, need
from tests.workshop import Workshop, practice, workshop

SENDER = "bauamt@lollar.example"
MESSAGE = Message(SENDER, "Lollar", "Anfrage zu: Pegel", "Guten Tag,\n\nhaben Sie Zeit?")


@pytest.fixture
def shop(tmp_path: Path, reading: Reading) -> Iterator[Workshop]:
    with workshop(tmp_path, reading) as shop:
        shop.run(practice("p1", contact="digitales@stadt.example"), practice("p2"))
        yield shop


@pytest.fixture
def desk(shop: Workshop) -> Desk:
    return shop.service.desk


@pytest.mark.parametrize(
    ("record_id", "direct", "recipient"),
    [("p1", True, "digitales@stadt.example"), ("p2", False, "geschaeftsstelle@anker.example")],
)
def test_a_message_goes_to_the_people_behind_a_record_or_to_the_office(
    desk: Desk, record_id: str, direct: bool, recipient: str
) -> None:
    record = desk.entries.get(record_id).record
    assert desk.relay.direct(record) is direct
    desk.relay.send(record, MESSAGE)
    (mail,) = desk.outbox.waiting()
    assert (mail.recipient, mail.reply, mail.subject) == (recipient, SENDER, MESSAGE.subject)
    assert mail.body.startswith(MESSAGE.body)
    assert ("Bitte leiten Sie die Nachricht weiter." in mail.body) is not direct


def test_a_published_need_is_reached_without_telling_its_mailbox(desk: Desk, shop: Workshop) -> None:
    approved = desk.needs.approve(desk.needs.offer(need(), str), str)
    page = shop.service.record(approved.record_id)
    assert (page.contact.kind, page.contact.address) == ("mailbox", "")
    desk.relay.send(page.record, MESSAGE)
    assert desk.outbox.waiting()[-1].recipient == MAILBOX


def test_no_page_and_no_hit_tells_a_mailbox(shop: Workshop) -> None:
    hit = shop.service.match("Pegel messen").peers
    assert "digitales@stadt.example" not in repr(hit)
    assert shop.service.record("p1").contact.address == ""


def test_the_office_sees_that_contact_was_made_and_not_what_was_written(desk: Desk) -> None:
    desk.relay.send(record_from(practice("p2")), MESSAGE)
    desk.outbox.deliver(lambda _: "")
    (made,) = desk.relay.made()
    assert (made.record_id, made.title, made.town) == ("p2", "Pegel messen", "Lollar")
    assert SENDER not in repr(desk.relay.made()) + repr(desk.outbox.receipts())

"""The postman's rounds."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from indexer import DatabaseError, Reading
from matcher.desk import Postman
from matcher.desk.tables import NeedRow
from tests.desk_parts import MAILBOX, Inbox, mail_server, need
from tests.workshop import practice, workshop

PATIENCE = 20.0  # seconds on a busy machine


def test_mails_go_out_and_old_needs_are_labelled_while_the_site_runs(tmp_path: Path, reading: Reading) -> None:
    inbox = Inbox()
    with mail_server(inbox) as given, workshop(tmp_path, reading, mail=given) as shop:
        shop.run(practice("p1"))
        needs = shop.service.desk.needs
        number = needs.approve(needs.offer(need(), str), str).id
        with shop.database.session() as session:
            session.execute(update(NeedRow).values(until=date.today() - timedelta(days=1)))
        postman = Postman(shop.service.desk)
        postman.start()
        end = time.monotonic() + PATIENCE
        while (len(inbox.mails) < 2 or needs.get(number).state == "live") and time.monotonic() < end:
            time.sleep(0.05)
        postman.stop()
        assert inbox.recipients == [MAILBOX, MAILBOX]
        assert needs.get(number).state == "expired"


def test_a_round_that_fails_is_no_crash(tmp_path: Path, reading: Reading) -> None:
    with workshop(tmp_path, reading) as shop:
        shop.run(practice("p1"))
        desk = shop.service.desk
        with shop.database.session() as session:
            desk.needs.offer(need(), str)
            session.execute(update(NeedRow).values(state="live"))
        shop.database.close()
        for file in tmp_path.glob("anker.sqlite*"):
            file.unlink()
        (tmp_path / "anker.sqlite").mkdir()
        with pytest.raises(DatabaseError):
            desk.needs.every("live")
        Postman(desk).go()

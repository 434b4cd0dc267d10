"""The desk as a whole: what time brings, and the mail merge."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from indexer import Reading
from matcher.desk.desk import MERGE_HEADS
from tests.desk_parts import MAILBOX, Inbox, mail_server, need
from tests.workshop import practice, workshop


def test_with_a_server_mails_go_by_themselves(tmp_path: Path, reading: Reading) -> None:
    inbox = Inbox()
    with mail_server(inbox) as given, workshop(tmp_path, reading, mail=given) as shop:
        desk = shop.service.desk
        shop.run(practice("p1"))
        desk.needs.offer(need(), lambda token: f"https://anker.example/bedarf/{token}")
        inbox.refuses = ["451 später"]
        desk.tend(date.today())
        assert inbox.mails == []
        assert "451 später" in desk.outbox.waiting()[0].trouble
        assert desk.deliver(at_once=True) == 1
    assert inbox.recipients == [MAILBOX]
    assert "https://anker.example/bedarf/" in inbox.mails[0].get_content()


def test_without_a_server_the_outbox_is_a_mail_merge_of_plain_text(tmp_path: Path, reading: Reading) -> None:
    with workshop(tmp_path, reading) as shop:
        desk = shop.service.desk
        desk.tasks.take('=HYPERLINK("https://boese.example")', "", MAILBOX)
        assert desk.deliver(at_once=True) == 0
        file, newest = desk.mail_merge()
        sheet = load_workbook(io.BytesIO(file)).active
        assert sheet is not None
        rows = list(sheet.iter_rows())
        assert tuple(cell.value for cell in rows[0]) == MERGE_HEADS
        assert rows[1][0].value == MAILBOX
        assert {cell.data_type for row in rows for cell in row if cell.value} == {"s"}
        assert desk.outbox.tick_off(newest) == 1
        assert desk.mail_merge()[1] == 0

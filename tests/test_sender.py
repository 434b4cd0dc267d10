"""Mails to a real mail server on loopback."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from indexer import MailSettings
from matcher.desk import Posted
from matcher.desk.sender import message_of, send
from tests.desk_parts import Inbox, free_port, mail_server

MAIL = Posted(
    id=1,
    message_id="abc",
    recipient="bauamt@lollar.example",
    reply="rathaus@schotten.example",
    subject="Pegel an Bächen: „früh warnen“",
    body="Guten Tag,\n\nwie messen Sie?\n.\nGrüße",
    created=datetime(2026, 2, 3, 4, 5, tzinfo=UTC),
    tries=1,
    trouble="",
    sent=None,
)


def test_a_server_takes_the_mail_whole() -> None:
    inbox = Inbox()
    with mail_server(inbox) as given:
        assert send(MailSettings(**given), "Anker", MAIL) == ""
    (mail,) = inbox.mails
    assert inbox.recipients == [MAIL.recipient]
    assert (str(mail["From"]), mail["To"], mail["Reply-To"]) == (
        "Anker <anker@anker.example>",
        MAIL.recipient,
        MAIL.reply,
    )
    assert (mail["Subject"], mail["Message-ID"]) == (MAIL.subject, "<abc@anker.example>")
    assert mail["Auto-Submitted"] is None
    assert message_of(MailSettings(), "Anker", replace(MAIL, reply=None))["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n").rstrip() == MAIL.body


def test_what_the_server_says_is_told() -> None:
    inbox = Inbox()
    inbox.refuses = ["452 Kein Platz"]
    with mail_server(inbox) as given:
        assert send(MailSettings(**given), "Anker", MAIL) == "Der Mailserver hat abgelehnt: 452 Kein Platz"


def test_a_server_that_is_not_there_is_trouble_and_no_crash() -> None:
    settings = MailSettings(host="127.0.0.1", port=free_port(), security="none")
    assert "nicht zu erreichen" in send(settings, "Anker", MAIL)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_without_a_trusted_line_nothing_is_handed_over(security: str) -> None:
    inbox = Inbox()
    with mail_server(inbox) as given:
        assert send(MailSettings(**{**given, "security": security}), "Anker", MAIL) != ""
    assert inbox.mails == []


def test_no_header_can_be_smuggled_in() -> None:
    evil = replace(MAIL, recipient="a@b.example\nBcc: c@d.example")
    settings = MailSettings(host="127.0.0.1", port=free_port(), security="none")
    with pytest.raises(ValueError, match=r"(?i)line|header|newline|cr"):
        message_of(settings, "Anker", evil)
    assert send(settings, "Anker", evil) != ""

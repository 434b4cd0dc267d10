"""What the tests of the desk share: a product of their own, a need, a mail server that really listens."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from matcher.desk import NewNeed

TOWN, AGS = "Schotten", "06535016"
MAILBOX = "rathaus@schotten.example"


def need(**other: Any) -> NewNeed:
    """A need as a municipality writes it."""
    given: dict[str, Any] = {
        "title": "Pegel an kleinen Bächen",
        "text": "Wir suchen Kommunen, die kleine Bäche mit Sensoren überwachen.",
        "ags": AGS,
        "town": TOWN,
        "land": "Hessen",
        "mailbox": MAILBOX,
        "visibility": "public",
        "until": date.today() + timedelta(days=90),
        "named": False,
        **other,
    }
    return NewNeed(**given)


class Inbox:
    """A mail server that keeps what it takes; `refuses` is what it answers instead, one line per mail."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.refuses: list[str] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 # aiosmtpd's name
        if self.refuses:
            return self.refuses.pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        self.recipients += envelope.rcpt_tos
        return "250 OK"


@contextmanager
def mail_server(inbox: Inbox) -> Iterator[dict[str, object]]:
    """A server on loopback; gives the settings that lead to it."""
    port = free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield {"host": "127.0.0.1", "port": port, "security": "none", "sender": "anker@anker.example"}
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

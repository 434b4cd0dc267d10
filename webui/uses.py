"""Public forms that send mail are counted by sender, network and record, so that nobody floods a mailbox with them."""

from __future__ import annotations

from typing import Literal

from flask import request

from matcher.desk import Counted
from webui.accounts import secret_of
from webui.accounts.keys import keyed, network_of
from webui.context import service
from webui.limits import MAILS_PER_MAILBOX, MAILS_PER_NETWORK, MAILS_PER_RECORD

Kind = Literal["need", "message", "task"]


def count_use(kind: Kind, mailbox: str, record_id: str = "") -> None:
    """Count one use of a form; raises TooManyTries when the day is full. Only keyed hashes are kept."""
    secret = secret_of(service().settings.data)
    counted = [
        Counted(keyed(secret, kind, "mailbox", mailbox), MAILS_PER_MAILBOX),
        Counted(keyed(secret, kind, "network", network_of(request.remote_addr or "")), MAILS_PER_NETWORK),
    ]
    if record_id:
        counted.append(Counted(keyed(secret, kind, "record", record_id), MAILS_PER_RECORD))
    service().desk.quota.take(counted)

"""Roles and accounts as values."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from indexer import InputError
from matcher import Caller
from webui.accounts.tables import MAILBOX_LENGTH, NAME_LENGTH

Role = Literal["kommune", "geschaeftsstelle", "betrieb"]
ROLES: tuple[Role, ...] = get_args(Role)

LEVELS: dict[Role, Caller] = {"kommune": "municipality", "geschaeftsstelle": "office", "betrieb": "public"}
"""Which records a role sees; the operation page shows no records, so its role needs none."""

MAILBOX = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;.]+")


@dataclass(frozen=True)
class NewAccount:
    """An account to be made: whose it is, what it may do, and for a municipality its key."""

    mailbox: str
    role: Role
    name: str = ""
    ags: str | None = None
    sample: bool = False


@dataclass(frozen=True)
class Account:
    """An account with the person it belongs to; `invited` says that no password was chosen yet."""

    id: int
    role: Role
    mailbox: str
    name: str
    ags: str | None
    invited: bool
    sample: bool
    created: datetime

    @property
    def level(self) -> Caller:
        """Which records this account sees."""
        return LEVELS[self.role]

    @property
    def called(self) -> str:
        """The name, or the mailbox where none was given."""
        return self.name or self.mailbox


@dataclass(frozen=True)
class SignedIn:
    """Who is here: the account, and the session it came in by."""

    session_id: int
    account: Account


def mailbox_from(typed: str) -> str:
    """One spelling for one mailbox, so that nobody has two accounts by a capital letter."""
    return unicodedata.normalize("NFC", typed).strip().casefold()


def checked(new: NewAccount) -> NewAccount:
    """The same in one spelling; raises InputError in German."""
    mailbox, name = mailbox_from(new.mailbox), " ".join(new.name.split())
    if len(mailbox) > MAILBOX_LENGTH or not MAILBOX.fullmatch(mailbox):
        raise InputError("Das ist keine E-Mail-Adresse.", "Beispiel: digital@musterstadt.example")
    if len(name) > NAME_LENGTH:
        raise InputError(f"Der Name ist länger als {NAME_LENGTH} Zeichen.", "Bitte kürzen Sie ihn.")
    if new.role == "kommune" and new.ags is None:
        raise InputError("Zu diesem Zugang fehlt die Kommune.", "Bitte nennen Sie sie.")
    return NewAccount(mailbox, new.role, name, new.ags if new.role == "kommune" else None, new.sample)

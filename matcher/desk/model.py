"""What the desk deals with, as plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from indexer import Visibility

NeedState = Literal["offered", "live", "expired"]


@dataclass(frozen=True)
class NewNeed:
    """A need as a municipality writes it; `named` says whether everybody may read whose it is."""

    title: str
    text: str
    ags: str
    town: str
    land: str
    mailbox: str
    visibility: Visibility
    until: date
    named: bool


@dataclass(frozen=True)
class OfferedNeed:
    """The same as the office sees it; the mailbox is None once it was erased."""

    id: int
    record_id: str
    state: NeedState
    title: str
    text: str
    ags: str
    town: str
    land: str
    mailbox: str | None
    visibility: Visibility
    until: date
    named: bool
    created: datetime
    published: date | None


@dataclass(frozen=True)
class Task:
    """A challenge that the office looks after until a day; `mailbox` is None once the answer is on its way."""

    id: int
    text: str
    town: str
    due: date
    created: datetime
    answer: str
    done: datetime | None
    mailbox: str | None

    def late(self, today: date) -> bool:
        """Whether the promised day has passed."""
        return self.done is None and self.due < today


@dataclass(frozen=True)
class Letter:
    """A mail to be sent; `reply` is where the answer shall go."""

    recipient: str
    subject: str
    body: str
    reply: str | None = None


@dataclass(frozen=True)
class Posted:
    """A mail in the outbox: waiting with its tries and what the server said, or sent."""

    id: int
    message_id: str
    recipient: str
    reply: str | None
    subject: str
    body: str
    created: datetime
    tries: int
    trouble: str
    sent: datetime | None


@dataclass(frozen=True)
class ContactMade:
    """That somebody wrote to the people behind a record; `town` is empty where the sender did not say."""

    record_id: str
    title: str
    town: str
    when: datetime


@dataclass(frozen=True)
class Difference:
    """One field that a change touched, in German words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """One change of a record: when, by which account (None: its source), and what it changed."""

    id: int
    when: datetime
    actor: int | None
    action: str
    differences: tuple[Difference, ...]
    undoable: bool

"""Who takes part: what somebody says about themselves, where they stand, and whom they want to meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from indexer import EventRefused
from matcher.events.values import Role

Presence = Literal["expected", "here", "missing", "cancelled"]
PRESENCES: dict[Presence, str] = {
    "expected": "angemeldet",
    "here": "da",
    "missing": "nicht erschienen",
    "cancelled": "abgesagt",
}
ATTENDING: frozenset[Presence] = frozenset({"expected", "here"})
"""Who can be met."""

WishKind = Literal["want", "avoid"]
ConsentField = Literal["name", "mailbox", "text"]

CONSENT_TEXTS: dict[ConsentField, str] = {
    "name": "Mein Name darf auf den Blättern meiner Gesprächspartner stehen.",
    "mailbox": "Meine E-Mail-Adresse darf auf den Blättern meiner Gesprächspartner stehen.",
    "text": "Mein Text darf auf den Blättern meiner Gesprächspartner stehen.",
}
CONSENT_VERSION = "1"
"""Goes up whenever a sentence above changes: what somebody agreed to stays known."""

NAME_LENGTH, TEXT_LENGTH, MAILBOX_LENGTH = 200, 2000, 200
"""Three sentences have about 400 letters."""


@dataclass(frozen=True)
class Duty:
    """Something to do elsewhere during a slot: a talk, the own stand."""

    slot: str
    title: str


@dataclass(frozen=True)
class Entry:
    """What somebody gives, and what the office sets; nothing personal stands here.

    `place` is an AGS or a district's key, `provider` the name under which the index knows a provider, `text` the
    challenge or the offering in their own words; `absent` and `duties` name slots. `presents`: gets a stand and shows
    something. Raises EventRefused.
    """

    organisation: str
    role: Role
    place: str | None = None
    provider: str | None = None
    text: str = ""
    presents: bool = False
    walk_in: bool = False
    absent: frozenset[str] = frozenset()
    duties: tuple[Duty, ...] = ()
    fewest: int = 0
    most: int | None = None

    def __post_init__(self) -> None:
        if found := next(_mistakes(self), ""):
            raise EventRefused(found)

    @property
    def delegation(self) -> str:
        """Who belongs together: participants of one delegation do not meet each other."""
        return self.place or self.provider or " ".join(self.organisation.casefold().split())


@dataclass(frozen=True)
class Person:
    """Who comes, or would come instead: the only values here that name somebody."""

    name: str = ""
    function: str = ""
    mailbox: str = ""

    def __post_init__(self) -> None:
        if max(len(self.name), len(self.function)) > NAME_LENGTH or len(self.mailbox) > MAILBOX_LENGTH:
            raise EventRefused(f"Namen und Adressen haben höchstens {NAME_LENGTH} Zeichen.")
        if self.mailbox and ("@" not in self.mailbox or any(sign.isspace() for sign in self.mailbox)):
            raise EventRefused(f"„{self.mailbox}“ ist keine E-Mail-Adresse.")


@dataclass(frozen=True)
class Consent:
    """What somebody agreed to or took back, when, and in which words."""

    field: ConsentField
    given: bool
    when: datetime
    version: str = CONSENT_VERSION


@dataclass(frozen=True)
class Wish:
    """Somebody's wish about another participant; rank 1 is wanted most, 0 means unranked."""

    other: str
    kind: WishKind
    rank: int = 0


@dataclass(frozen=True)
class Registration:
    """One seat at an event. `number` is the place in the order of reception, `revision` grows with every change."""

    id: str
    event: str
    number: int
    entry: Entry
    presence: Presence = "expected"
    since: datetime | None = None
    counter: str = ""
    revision: int = 1
    answered: datetime | None = None
    consents: tuple[Consent, ...] = ()

    @property
    def attends(self) -> bool:
        """Whether this participant can be met."""
        return self.presence in ATTENDING

    def agrees(self, field: ConsentField) -> bool:
        """Whether the latest word about a field was yes."""
        return next((consent.given for consent in reversed(self.consents) if consent.field == field), False)


def _mistakes(entry: Entry) -> Iterator[str]:
    if not entry.organisation.strip() or len(entry.organisation) > NAME_LENGTH:
        yield f"Die Organisation braucht 1 bis {NAME_LENGTH} Zeichen."
    if len(entry.text) > TEXT_LENGTH:
        yield f"Der Text hat mehr als {TEXT_LENGTH} Zeichen; drei Sätze genügen."
    if entry.fewest < 0 or (entry.most is not None and entry.most < entry.fewest):
        yield "Die Zahl der Gespräche ist nicht möglich."

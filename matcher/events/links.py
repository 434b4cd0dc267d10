"""The personal link of a participant: what can be said there without an account.

Only a hash of the link's token is kept: whoever reads the database cannot act for anybody.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from indexer import Database, EventRefused, NotFound
from matcher.events.calendar import event_row, held
from matcher.events.entries import Consent, ConsentField, Registration, Wish
from matcher.events.people import CONSENTS, ENTRY, advance, as_json, put_wishes, registration, registration_row
from matcher.events.tables import RegistrationRow

TOKEN_BYTES = 24
"""192 random bits: an address that cannot be guessed."""

BEST_BEFORE_DAYS = 30
"""Days after the event until a link ends: the outcome question comes the day after."""


@dataclass(frozen=True)
class Answer:
    """What somebody says by their link; None leaves a thing as it is."""

    text: str | None = None
    absent: frozenset[str] | None = None
    wishes: tuple[Wish, ...] | None = None
    consents: Mapping[ConsentField, bool] | None = None


class Links:
    """Raises NotFound for a token that was never given, was replaced, or is past its time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, registration: str) -> str:
        """A new token for a participant; the one before it ends. It is told here once and never again."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._database.session() as session:
            registration_row(session, registration).link_hash = hashed(token)
        return token

    def give_all(self, event: str) -> dict[str, str]:
        """Registration id → a new token, for everybody who has none yet and has not cancelled."""
        chosen = select(RegistrationRow).where(RegistrationRow.event_id == event, RegistrationRow.batch.is_(None))
        tokens = {}
        with self._database.session() as session:
            for row in session.scalars(chosen.where(RegistrationRow.link_hash.is_(None))):
                if row.presence != "cancelled":
                    tokens[row.id] = secrets.token_urlsafe(TOKEN_BYTES)
                    row.link_hash = hashed(tokens[row.id])
        return tokens

    def open(self, token: str) -> Registration:
        """Whose link this is."""
        with self._database.session() as session:
            return registration(self._row(session, token))

    def answer(self, token: str, answer: Answer) -> Registration:
        """Write down what somebody says."""
        with self._database.session() as session:
            row = self._row(session, token)
            entry = ENTRY.validate_python(row.entry)
            if answer.text is not None:
                entry = replace(entry, text=tidy(answer.text))
            if answer.absent is not None:
                entry = replace(entry, absent=self._known_slots(session, row, answer.absent))
            if answer.wishes is not None:
                put_wishes(session, row, answer.wishes)
            values: dict[str, Any] = {"entry": as_json(entry), "answered": datetime.now(UTC)}
            if answer.consents is not None:
                values["consents"] = _with(registration(row).consents, answer.consents)
            return advance(session, row.id, row.revision, values)

    def _row(self, session: Session, token: str) -> RegistrationRow:
        row = session.scalar(select(RegistrationRow).where(RegistrationRow.link_hash == hashed(token)))
        if row is None or _ended(event_row(session, row.event_id).day):
            raise NotFound("Dieser Link gilt nicht mehr.", "Die Geschäftsstelle schickt Ihnen gern einen neuen.")
        return row

    def _known_slots(self, session: Session, row: RegistrationRow, slots: Iterable[str]) -> frozenset[str]:
        known = {slot.id for slot in held(event_row(session, row.event_id)).arrangement.slots}
        if unknown := set(slots) - known:
            raise EventRefused(f"Die Runde „{min(unknown)}“ gibt es nicht.")
        return frozenset(slots)


def hashed(token: str) -> str:
    """What is kept of a token; it is random and long, so one plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def tidy(text: str) -> str:
    """A text as it is kept: without control characters, which no page and no sheet can show."""
    return "".join(sign for sign in text.replace("\r\n", "\n") if sign.isprintable() or sign == "\n").strip()


def _ended(day: date) -> bool:
    return (date.today() - day).days > BEST_BEFORE_DAYS


def _with(before: tuple[Consent, ...], said: Mapping[ConsentField, bool]) -> list[dict[str, Any]]:
    """The consents with what is new in them; what was said before stays on record."""
    latest = {consent.field: consent.given for consent in before}
    now = datetime.now(UTC)
    new = tuple(Consent(field, given, now) for field, given in said.items() if latest.get(field, False) != given)
    found: list[dict[str, Any]] = CONSENTS.dump_python((*before, *new), mode="json")
    return found

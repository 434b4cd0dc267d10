"""The one place where addresses stand: kept once, found by id, gone when nothing refers to them."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from indexer import InputError
from matcher.desk.tables import MAILBOX_LENGTH, MailboxRow, NeedRow, OutboxRow, TaskRow, VersionRow

ADDRESS = re.compile(r"[^@\s<>\"',;:()\[\]\\]+@(?:[^@\s<>\"',;:()\[\]\\.]+\.)+[^@\s<>\"',;:()\[\]\\.]{2,}")
REFERRING = (
    NeedRow.mailbox_id,
    TaskRow.mailbox_id,
    OutboxRow.recipient_id,
    OutboxRow.reply_id,
    VersionRow.contact_id,
)
"""Every column that tells of a mailbox."""


def address_from(typed: str) -> str:
    """One spelling for one mailbox; raises InputError for what is none."""
    address = unicodedata.normalize("NFC", typed).strip().casefold()
    if len(address) > MAILBOX_LENGTH or not ADDRESS.fullmatch(address):
        raise InputError("Das ist keine E-Mail-Adresse.", "Beispiel: rathaus@musterstadt.example")
    return address


def keep(session: Session, address: str) -> int:
    """The id under which an address is kept from now on."""
    found = session.scalar(select(MailboxRow.id).where(MailboxRow.address == address))
    if found is not None:
        return found
    row = MailboxRow(address=address)
    session.add(row)
    session.flush()
    return row.id


def address_of(session: Session, mailbox_id: int | None) -> str | None:
    """The address under an id, or None once it is erased."""
    return session.scalar(select(MailboxRow.address).where(MailboxRow.id == mailbox_id))


def sweep(session: Session) -> None:
    """Remove every address that nothing refers to any more."""
    session.flush()
    used = [exists().where(column == MailboxRow.id) for column in REFERRING]
    unused = delete(MailboxRow)
    for use in used:
        unused = unused.where(~use)
    session.execute(unused)


def erase(session: Session, address: str) -> bool:
    """Remove an address with every mail to or from it, wherever it stands; returns whether it stood anywhere."""
    gone = delete(MailboxRow).where(MailboxRow.address == address).returning(MailboxRow.id)
    return session.scalars(gone).first() is not None

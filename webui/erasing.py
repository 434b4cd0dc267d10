"""An erasure: one mailbox, in every table in which people stand, in one step of the office."""

from __future__ import annotations

from indexer import InputError
from webui import visitor
from webui.account_forms import INVITED_ROLES
from webui.accounts import Account
from webui.context import service


def erase_everywhere(address: str) -> bool:
    """Remove a mailbox from desk, records, events and accounts; returns whether it stood anywhere.

    Raises InputError for an account that this person may not remove, and then removes nothing.
    """
    account = visitor.doorkeeper().accounts.named(address)
    if account is not None:
        _refuse_unless_removable(account)
        visitor.doorkeeper().accounts.remove(account.id, visitor.me().account.id)
    at_events = service().events.forgetting.erase(address)
    at_desk = service().desk.erase(address)
    return account is not None or at_events > 0 or at_desk


def _refuse_unless_removable(account: Account) -> None:
    if account.id == visitor.me().account.id:
        raise InputError("Das ist Ihr eigener Zugang.", "Ihn kann eine andere Person im Büro entfernen.")
    if account.role not in INVITED_ROLES:
        raise InputError(
            "Unter dieser Adresse gibt es einen Zugang des Betriebs.", "Ihn entfernt: ./run account remove"
        )

"""Accounts, sessions and roles: who may come in. This front door names what pages and commands use."""

from webui.accounts.audit import Action, Audit, Noted, audit_row
from webui.accounts.doorkeeper import Credentials, Doorkeeper
from webui.accounts.keys import secret_of
from webui.accounts.model import ROLES, Account, NewAccount, Role, SignedIn, mailbox_from
from webui.accounts.sessions import Session
from webui.accounts.tables import PersonRow

__all__ = [
    "ROLES",
    "Account",
    "Action",
    "Audit",
    "Credentials",
    "Doorkeeper",
    "NewAccount",
    "Noted",
    "PersonRow",
    "Role",
    "Session",
    "SignedIn",
    "audit_row",
    "mailbox_from",
    "secret_of",
]

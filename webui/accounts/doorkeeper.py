"""The one object that lets people in: it ties accounts, sessions, invitations, limits and the audit log together."""

from __future__ import annotations

from dataclasses import dataclass

from indexer import Database, SignInRefused
from webui.accounts.audit import Audit
from webui.accounts.failures import Attempt, Failures
from webui.accounts.invitations import Invitations
from webui.accounts.keys import network_of
from webui.accounts.model import Account, NewAccount, SignedIn, mailbox_from
from webui.accounts.passwords import Passwords, check_new
from webui.accounts.places import UsualPlaces
from webui.accounts.register import Accounts
from webui.accounts.sessions import Sessions


@dataclass(frozen=True)
class Credentials:
    """What somebody typed to sign in, and the address the request came from."""

    mailbox: str
    password: str
    address: str


class Doorkeeper:
    """Signs people in and out. Raises SignInRefused, TooManyTries, TooBusy, InputError and NotFound."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self.accounts = Accounts(database)
        self.sessions = Sessions(database)
        self.invitations = Invitations(database)
        self.audit = Audit(database)
        self._passwords = Passwords()
        self._failures = Failures(database, secret)
        self._places = UsualPlaces(database, secret)

    def sign_in(self, given: Credentials) -> str:
        """The token of a new session. A wrong password and a mailbox nobody has are answered alike."""
        network = network_of(given.address)
        attempt = Attempt(mailbox_from(given.mailbox), network)
        account = self.accounts.named(given.mailbox)
        usual = account is not None and self._places.knows(account.id, network)
        self._failures.check(attempt, usual)
        kept = self.accounts.password_of(account.id) if account else None
        if not self._passwords.matches(kept, given.password, usual) or account is None or kept is None:
            self._failures.note(attempt)
            raise SignInRefused("Adresse oder Passwort stimmt nicht.", "Bitte prüfen Sie beides.")
        self._failures.forget(attempt)
        if self._passwords.outdated(kept):
            self.accounts.rehash(account.id, self._passwords.hash(given.password))
        return self._let_in(account.id, network, by_link=False)

    def sign_in_by_link(self, token: str, address: str) -> str:
        """The token of a new session for a link of the sample; it works once."""
        return self._let_in(self.invitations.take(token, "once"), network_of(address), by_link=True)

    def accept(self, token: str, password: str, address: str) -> str:
        """Choose the password that an invitation asks for; returns the token of a new session."""
        account = self.accounts.get(self.invitations.look(token, "password"))
        hashed = self._passwords.hash(check_new(password, account.mailbox))
        self.invitations.take(token, "password")
        self.accounts.set_password(account.id, hashed)
        return self._let_in(account.id, network_of(address), by_link=True)

    def add(self, new: NewAccount, password: str) -> Account:
        """Make an account with a password from the command line."""
        hashed = self._passwords.hash(check_new(password, new.mailbox))
        return self.accounts.add(new, hashed, None)

    def change_password(self, who: SignedIn, given: Credentials, new: str) -> None:
        """Replace the own password and end all other sessions; the old one is asked for under the same limits."""
        attempt = Attempt(who.account.mailbox, network_of(given.address))
        self._failures.check(attempt, usual=True)
        if not self._passwords.matches(self.accounts.password_of(who.account.id), given.password, usual=True):
            self._failures.note(attempt)
            raise SignInRefused("Das bisherige Passwort stimmt nicht.", "Bitte geben Sie es noch einmal ein.")
        hashed = self._passwords.hash(check_new(new, who.account.mailbox))
        self.accounts.set_password(who.account.id, hashed, who.session_id)

    def sign_out(self, who: SignedIn) -> None:
        """End this session."""
        self.sessions.end(who.session_id, who.account.id)
        self.audit.note("signed out", who.account.id)

    def end_session(self, who: SignedIn, session_id: int) -> bool:
        """End one of the own sessions; returns whether there was such a one."""
        ended = self.sessions.end(session_id, who.account.id)
        if ended:
            self.audit.note("ended session", who.account.id, f"session {session_id}")
        return ended

    def sign_out_everywhere(self, who: SignedIn) -> None:
        """End every session of the account, this one too."""
        self.sessions.end_all(who.account.id)
        self.audit.note("signed out everywhere", who.account.id)

    def _let_in(self, account_id: int, network: str, by_link: bool) -> str:
        token = self.sessions.start(account_id)
        self._places.note(account_id, network)
        self.audit.note("signed in by link" if by_link else "signed in", account_id)
        return token

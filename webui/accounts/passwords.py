"""Passwords: argon2id with bounded work, so that a flood of sign-ins cannot take the machine."""

from __future__ import annotations

import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from indexer import InputError, TooBusy

LEAST_LETTERS, MOST_LETTERS = 12, 200
"""Length is what counts (NIST SP 800-63B); the upper end only keeps the work small."""

LEAST_DIFFERENT = 5
"""Different characters, so that "aaaaaaaaaaaa" is none."""

MEMORY_KIB, ROUNDS, LANES = 19_456, 2, 1
"""OWASP's parameters for argon2id: 19 MiB and about 25 ms of one core."""

AT_ONCE, IN_LINE = 2, 4
"""Hashes that run and that wait for accounts that exist; whoever comes then is told so at once, and the other threads
go on serving pages. How often one account may be tried is limited elsewhere, so this lane stays free for new people."""

USUAL_AT_ONCE, USUAL_IN_LINE = 1, 8
"""The same for people who come from where they always come: nobody from elsewhere stands in their way."""

NOBODY_AT_ONCE, NOBODY_IN_LINE = 1, 0
"""The same for names that nobody has. Beyond it no work is done, only the time passes that it would have taken."""

LONGEST_REST = 1.0  # seconds

NOBODYS = "Das Passwort von niemandem"


class Lane:
    """A few may work, a few may wait; raises TooBusy beyond that."""

    def __init__(self, at_once: int, in_line: int) -> None:
        self._working = threading.BoundedSemaphore(at_once)
        self._inside = threading.BoundedSemaphore(at_once + in_line)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn."""
        if not self._inside.acquire(blocking=False):
            raise TooBusy(
                "Gerade melden sich sehr viele an.", "Bitte versuchen Sie es in einigen Sekunden noch einmal."
            )
        try:
            with self._working:
                yield
        finally:
            self._inside.release()


class Passwords:
    """Hashes and compares passwords; holds the lanes they wait in."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=ROUNDS, memory_cost=MEMORY_KIB, parallelism=LANES)
        self._known, self._usual = Lane(AT_ONCE, IN_LINE), Lane(USUAL_AT_ONCE, USUAL_IN_LINE)
        self._nobody = Lane(NOBODY_AT_ONCE, NOBODY_IN_LINE)
        self._took = 0.0
        self._nobodys = self._hasher.hash(NOBODYS)

    def hash(self, password: str) -> str:
        """What is kept of a new password; raises TooBusy."""
        with self._usual.turn():
            return self._hasher.hash(composed(password))

    def matches(self, kept: str | None, password: str, usual: bool = False) -> bool:
        """Whether a password is the kept one; where none is kept it takes as long. Raises TooBusy."""
        if kept is None:
            self._pretend(password)
            return False
        began = time.monotonic()
        with (self._usual if usual else self._known).turn():
            matched = self._verified(kept, password)
        self._took = min(time.monotonic() - began, LONGEST_REST)
        return matched

    def _pretend(self, password: str) -> None:
        """Do the work for a name that nobody has, so that the time does not tell; in a flood only the time passes."""
        try:
            with self._nobody.turn():
                self._verified(self._nobodys, password)
        except TooBusy:
            time.sleep(self._took)

    def _verified(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, composed(password))
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, kept: str) -> bool:
        """Whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)


def composed(password: str) -> str:
    """One spelling, whatever keyboard and system typed it (NIST SP 800-63B: NFKC)."""
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode("utf-8"))


def check_new(password: str, mailbox: str) -> str:
    """A password that may be used; raises InputError in German."""
    plain = composed(password)
    if not LEAST_LETTERS <= len(plain) <= MOST_LETTERS:
        raise InputError(
            f"Das Passwort braucht {LEAST_LETTERS} bis {MOST_LETTERS} Zeichen.",
            "Gut sind mehrere Wörter, die nur Sie zusammenstellen würden.",
        )
    folded, own = plain.casefold(), mailbox.casefold()
    if len(set(folded)) < LEAST_DIFFERENT or folded in own or own.split("@")[0] == folded:
        raise InputError("Dieses Passwort lässt sich leicht erraten.", "Bitte wählen Sie ein anderes.")
    return password

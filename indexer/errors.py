"""Every error of Anker, in one tree.

    AnkerError
    ├── SettingsError          config.toml or the environment says something impossible
    ├── InputError             what came from outside is not usable
    │   ├── RowRejected        one row; the good rows beside it go in
    │   ├── FileRefused        the whole file (too large, not what it says it is)
    │   └── EventRefused       an event that names what is not there
    ├── SourceDown             a source did not answer; its old records stay
    ├── NotFound               no record, challenge, municipality or run under that key
    ├── EncoderMissing         the encoder's package or server is not there
    ├── DatabaseError          the database is not there or refuses
    ├── EngineError
    │   ├── EngineDown         no answer in time, or the breaker is open
    │   ├── IndexMissing       nothing is live under the alias yet
    │   └── BulkFailed         documents were refused after every retry
    ├── EventError
    │   ├── RulesClash         no schedule can keep every rule of the event
    │   ├── NoSchedule         no schedule was found in time, and none was ruled out
    │   ├── SolverDied         the process that looks for schedules has ended before its time
    │   ├── ScheduleFaulty     a schedule breaks a rule; it is not stored
    │   ├── Overtaken          somebody else changed it in the meantime
    │   └── PrintFailed        the sheets could not be set as a PDF
    ├── AccessError
    │   ├── SignInNeeded       nobody is signed in, and the page is for somebody
    │   ├── SignInRefused      mailbox or password is wrong
    │   ├── NotAllowed         somebody is signed in, and the page is for somebody else
    │   ├── TooManyTries       sign-ins failed too often; `seconds` until the next try
    │   └── TooBusy            more sign-ins at once than the machine shall work on
    └── RunError
        ├── RunBusy            another run holds the lock
        └── GateRefused        the new index is not good enough; the old one stays live

The text of an error is German, because people read it: what is wrong, and what helps.
"""

from __future__ import annotations


class AnkerError(Exception):
    """Something went wrong that a person can read about: the thing, and the remedy."""

    def __init__(self, thing: str, remedy: str = "") -> None:
        super().__init__(f"{thing} {remedy}".strip())
        self.thing = thing
        self.remedy = remedy


class SettingsError(AnkerError):
    """config.toml or the environment says something impossible."""


class InputError(AnkerError):
    """What came from outside is not usable."""


class RowRejected(InputError):
    """One row is not usable; the good rows beside it go in."""


class FileRefused(InputError):
    """A whole file is not usable."""


class EventRefused(InputError):
    """An event names what is not there, or a meeting has too few or too many people."""


class SourceDown(AnkerError):
    """A source did not answer; its old records stay."""


class NotFound(AnkerError):
    """Nothing lies under the key that was asked for."""


class EncoderMissing(AnkerError):
    """The encoder's package or server is not there; words alone go on."""


class DatabaseError(AnkerError):
    """The database is not there or refuses."""


class EngineError(AnkerError):
    """The search engine cannot do what was asked."""


class EngineDown(EngineError):
    """The engine did not answer in time."""


class IndexMissing(EngineError):
    """Nothing is live under the alias yet."""


class BulkFailed(EngineError):
    """Documents were refused after every retry."""


class EventError(AnkerError):
    """An event cannot be planned as it is."""


class RulesClash(EventError):
    """No schedule can keep every rule; `rules` holds sentences that cannot all be true."""

    def __init__(self, rules: tuple[str, ...]) -> None:
        super().__init__(" ".join(("Diese Regeln lassen sich nicht zusammen einhalten:", *rules)))
        self.rules = rules


class NoSchedule(EventError):
    """No schedule was found in the time given, and none was ruled out."""


class SolverDied(EventError):
    """The process that looks for schedules has ended before its time: killed, or out of memory."""


class ScheduleFaulty(EventError):
    """A schedule breaks a rule of its event; it is neither shown nor stored."""


class Overtaken(EventError):
    """Somebody else changed it since it was read; nothing was written."""


class PrintFailed(EventError):
    """The sheets of an event could not be set as a PDF; the pages show them all the same."""


class AccessError(AnkerError):
    """Somebody is not let in."""


class SignInNeeded(AccessError):
    """Nobody is signed in, and the page is for somebody."""


class SignInRefused(AccessError):
    """Mailbox or password is wrong; which of them is not told."""


class NotAllowed(AccessError):
    """Somebody is signed in, and the page is for somebody else."""


class TooManyTries(AccessError):
    """Sign-ins failed too often; `seconds` says when it is worth trying again."""

    def __init__(self, thing: str, remedy: str, seconds: int) -> None:
        super().__init__(thing, remedy)
        self.seconds = seconds


class TooBusy(AccessError):
    """More sign-ins at once than the machine shall work on."""


class RunError(AnkerError):
    """A run could not start or did not finish."""


class RunBusy(RunError):
    """Another run holds the lock."""


class GateRefused(RunError):
    """The new index is not good enough; the old one stays live."""

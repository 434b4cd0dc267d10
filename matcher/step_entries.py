"""The office's file of next steps, checked on entry: funding, advice, events, procurement, all with their dates."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from indexer import ROOT, SettingsError

SHIPPED = ROOT / "mappings" / "next_steps.toml"


class Table(BaseModel):
    """One table of the file; unknown keys are refused, so that a misspelt one does not go unnoticed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Dated(Table):
    """What every fact carries: where it is from, how old that is, and from when to when it holds."""

    sources: tuple[str, ...] = ()
    as_of: date
    valid_from: date | None = None
    valid_until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether it has not ended; what begins later holds already, and is said to be not in force."""
        return self.valid_until is None or today <= self.valid_until


class Entry(Dated):
    """What is shown for a topic: `fields` and `topics` are ids of the thesaurus, without both it fits everything."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    says: str
    land: str | None = None
    fields: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


class Funding(Entry):
    """A programme that pays; `municipal` is False where somebody else has to apply."""

    who: str = ""
    municipal: bool = True
    quota: str = ""
    amount: str = ""
    least_eur: int | None = Field(None, ge=0)
    most_eur: int | None = Field(None, ge=0)
    duration: str = ""
    conditions: str = ""
    deadline: date | None = None
    joint: str = ""
    joint_least: int = Field(2, ge=2)
    only_joint: bool = False


class Event(Entry):
    """A meeting; one without a date goes on, and the office knows the next day."""

    on: date | None = None

    def holds(self, today: date) -> bool:
        return super().holds(today) and (self.on is None or today <= self.on)


class Way(Table):
    """How something of a net estimated value may be bought."""

    what: str
    over_eur: int = Field(0, ge=0)
    to_eur: int
    says: str


class Change(Dated):
    """What is announced about the ways."""

    says: str
    in_force: bool


class Procurement(Dated):
    """The ways to a contract, the law they stand in, and what this file does not tell."""

    land: str
    basis: str
    not_told: str
    way: tuple[Way, ...]
    change: tuple[Change, ...] = ()


class StepsFile(Table):
    """The whole file."""

    stale_after_days: int = Field(180, ge=1)
    funding: tuple[Funding, ...] = ()
    advice: tuple[Entry, ...] = ()
    event: tuple[Event, ...] = ()
    procurement: Procurement | None = None


def read_steps(path: Path = SHIPPED) -> StepsFile:
    """Read the office's file; raises SettingsError that names what is wrong."""
    try:
        return StepsFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise SettingsError(
            f"{path.name} ist nicht brauchbar: {error}", "Bitte die genannte Stelle berichtigen."
        ) from error

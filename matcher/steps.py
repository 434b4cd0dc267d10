"""The steps that may follow a conversation, as pages and API show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

StepKind = Literal["funding", "advice", "event", "procurement"]


@dataclass(frozen=True)
class Step:
    """One step: its name, what it is in one sentence, and what is known of it as pairs of a term and a text.

    `sources` are addresses, empty where nobody has checked; `stale` says that they are old; `in_force` is False for
    what is announced; `joint` is what it says about joint projects; `municipal` is False where others apply.
    """

    kind: StepKind
    id: str
    name: str
    says: str
    as_of: date
    facts: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    joint: str = ""
    stale: bool = False
    in_force: bool = True
    municipal: bool = True


@dataclass(frozen=True)
class NextSteps:
    """All steps that fit one challenge, the closest ones first; `note` is what no entry says."""

    funding: tuple[Step, ...] = ()
    advice: tuple[Step, ...] = ()
    events: tuple[Step, ...] = ()
    procurement: tuple[Step, ...] = ()
    note: str = ""


NO_STEPS = NextSteps()

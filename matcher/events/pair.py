"""Who could meet, and why: what the office accepts, rejects or adds by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matcher.events.affinity import PairKind

Kind = PairKind | Literal["group", "hand"]
Origin = Literal["index", "wish", "hand", "day"]
State = Literal["proposed", "accepted", "rejected"]

PAIR_KINDS: dict[Kind, str] = {
    "offering": "Bedarf und Angebot",
    "practice": "Bedarf und Erfahrung",
    "need": "gleicher Bedarf",
    "group": "Gruppentisch",
    "hand": "von Hand",
}
STATES: dict[State, str] = {"proposed": "vorgeschlagen", "accepted": "angenommen", "rejected": "abgelehnt"}


@dataclass(frozen=True)
class Draft:
    """A pair or a group before it is stored; `reason` is the line that stands on every sheet it concerns."""

    people: tuple[str, ...]
    kind: Kind
    score: float
    reason: str
    origin: Origin = "index"


@dataclass(frozen=True)
class Pair:
    """Two to six participants who may meet. Its id is the id of the meeting; `locked`: it stays where it is planned."""

    id: str
    people: tuple[str, ...]
    kind: Kind
    score: float
    reason: str
    origin: Origin
    state: State
    locked: bool

    @property
    def counts(self) -> bool:
        """Whether it is to be scheduled."""
        return self.state != "rejected"

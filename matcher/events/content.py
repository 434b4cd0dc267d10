"""What a version of the plan holds, whole: so that it can be compared, printed and gone back to at any time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter

from matcher.events.arrangement import Arrangement
from matcher.events.model import Event
from matcher.events.pair import Kind, Origin, State
from matcher.events.values import Schedule


@dataclass(frozen=True)
class Decision:
    """What the office had decided about a pair when the version was made, and what the pair was.

    Versions that were stored before know only state and lock; such a pair counts as made by hand.
    """

    state: State
    locked: bool
    kind: Kind = "hand"
    score: float = 0.0
    origin: Origin = "hand"


@dataclass(frozen=True)
class Content:
    """Arrangement, event as it was planned, schedule, and the decisions by pair. Nobody's name stands here."""

    arrangement: Arrangement
    event: Event
    schedule: Schedule
    decisions: Mapping[str, Decision]


CONTENT = TypeAdapter(Content)


def read_content(text: str) -> Content:
    """The content of a stored version."""
    return CONTENT.validate_json(text)


def content_json(content: Content) -> str:
    """A version's content as it is stored."""
    return CONTENT.dump_json(content).decode()

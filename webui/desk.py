"""The office's desk as a list of sections: each room of the desk says what waits there to be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Todo:
    """One thing that waits: a German sentence, and the address where it is done."""

    says: str
    address: str


@dataclass(frozen=True)
class Section:
    """One room of the desk: its title, what it is for, the endpoint of its page, and what waits there now."""

    title: str
    purpose: str
    endpoint: str
    todos: Callable[[], tuple[Todo, ...]]

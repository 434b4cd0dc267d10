"""What tells participants apart: two with a mark in common are the same person."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.events.entries import Entry, Person


def marks_of(entry: Entry, persons: Sequence[Person]) -> list[str]:
    """Mailbox, and name within a delegation; without any person the organisation itself."""
    if not persons:
        return [f"organisation {entry.delegation}"]
    first = persons[0]
    name = " ".join(sorted(first.name.casefold().replace(",", " ").split()))
    marks = [f"mailbox {first.mailbox}"] if first.mailbox else []
    if name:
        marks.append(f"person {entry.delegation} {name}")
    return marks or [f"organisation {entry.delegation} {first.function}"]

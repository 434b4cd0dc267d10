"""Events to come that the office lets be named beside the results of a challenge."""

from __future__ import annotations

from datetime import date

from matcher.events.arrangement import Arrangement
from matcher.events.calendar import Calendar
from matcher.step_entries import Event


def announced(calendar: Calendar, today: date) -> tuple[Event, ...]:
    """The announced events from today on, the next one first, as entries of the office's file of next steps."""
    held = [listed.held for listed in calendar.coming(today) if listed.held.arrangement.announced]
    return tuple(
        Event(
            id=one.id,
            name=one.arrangement.title,
            says=_says(one.arrangement),
            topics=one.arrangement.topics,
            on=one.arrangement.day,
            as_of=one.changed.date(),
        )
        for one in held
    )


def _says(event: Arrangement) -> str:
    place = f" Ort: {event.place.rstrip('.')}." if event.place else ""
    return f"Gespräche mit Kommunen und Anbietern, vorbereitet von der Geschäftsstelle.{place} Dort melden Sie sich an."

"""Which rules of an event clash, in words: as few sentences as make a schedule impossible."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.events.asking import Asker
from matcher.events.bounds import places
from matcher.events.breaks import FAIR, add_breaks, levels
from matcher.events.deadline import Deadline
from matcher.events.domain import busy_times, hindrances, possible_slots
from matcher.events.encoding import encode
from matcher.events.formula import Formula
from matcher.events.model import Event, Participant

UNCLEAR = (
    "Die Gespräche, die stattfinden müssen, ihre festen Zeiten, ihre Reihenfolge, die freien Zeiten der Teilnehmer "
    "und die Zahl der Tische."
)
"""What is said when there was no time to find out."""


TRY_CONFLICTS = 5_000
"""After so many conflicts a sentence is taken to be needed."""


def clashes(event: Event, deadline: Deadline) -> tuple[str, ...]:
    """Sentences that cannot all be true; for an event without any schedule."""
    return next(_plain(event), None) or _searched(event, deadline) or (UNCLEAR,)


def _plain(event: Event) -> Iterator[tuple[str, ...]]:
    """Clashes that counting shows."""
    for meeting in event.meetings:
        if meeting.required and not possible_slots(event, meeting):
            against = [rule for slot in event.slots for rule in hindrances(event, meeting, slot)]
            yield f"Das Gespräch {event.describe(meeting)} muss stattfinden.", *dict.fromkeys(against)
    for person in event.participants:
        yield from _too_many(event, person)
    required = [meeting for meeting in event.meetings if meeting.required and event.only_table(meeting) is None]
    if len(required) > places(event):
        yield (f"{len(required)} Gespräche müssen stattfinden, aber an den Tischen ist nur Platz für {places(event)}.",)


def _too_many(event: Event, person: Participant) -> Iterator[tuple[str, ...]]:
    """More meetings than time, or than wished; or fewer than wished."""
    theirs = event.meetings_of[person.id]
    required = [meeting for meeting in theirs if meeting.required]
    time = {slot for meeting in required for slot in possible_slots(event, meeting)}
    must = f"{person} hat {len(required)} Gespräche, die stattfinden müssen"
    if len(required) > len(time):
        yield f"{must}, aber nur {len(time)} Zeiten dafür.", *([busy_times(event, person)] if person.busy else [])
    if person.most is not None and len(required) > person.most:
        yield (f"{must}, soll aber höchstens {person.most} haben.",)
    if person.fewest > len(theirs):
        yield (f"{person} soll mindestens {person.fewest} Gespräche haben, vorgesehen sind nur {len(theirs)}.",)


def _searched(event: Event, deadline: Deadline) -> tuple[str, ...] | None:
    """What a solver needs for a contradiction at each level of fairness; None where time is too short."""
    found: dict[str, None] = {}
    for level in levels(event):
        formula = Formula(named=True)
        add_breaks(encode(event, formula), level)
        sentences = _core(formula, deadline)
        if sentences is None:
            return None
        found |= dict.fromkeys(sentences)
        if FAIR.format(difference=event.fair_difference) not in sentences:
            return tuple(sentences)
    return tuple(found)


def _core(formula: Formula, deadline: Deadline) -> list[str] | None:
    """The rules of a clash, without those that it does not need as far as time allows to try."""
    with Asker(formula, deadline) as asker:
        needed = asker.clashing(list(formula.rules.values()), deadline)
        if needed is None:
            return None
        for literal in sorted(needed):
            fewer = asker.clashing(sorted(needed - {literal}), deadline, TRY_CONFLICTS) if literal in needed else None
            needed = needed if fewer is None else fewer
    return [rule for rule, literal in formula.rules.items() if literal in needed]

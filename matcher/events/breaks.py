"""Idle breaks as literals, and fairness as levels.

A break of a person is a group of idle slots between two of their meetings. It is told by its end: busy here, not busy
in the slot before, busy at some time earlier. Fair means that no participant with meetings has more than two breaks
more than another. The least number anybody has is tried in turn: at level 0 everybody has at most two, at level 1
everybody has one to three, and so on; together the levels say exactly the difference.
"""

from __future__ import annotations

from collections.abc import Sequence

from matcher.events.encoding import Encoding
from matcher.events.formula import Formula
from matcher.events.model import Event, Participant

FAIR = "Niemand hat mehr als {difference} Pausen mehr als ein anderer."


def most_breaks(event: Event, person: Participant) -> int:
    """More breaks than this a person cannot have: a break needs a meeting on either side and a slot of its own."""
    timeline = sum(slot.id not in person.duties for slot in event.slots)
    return max(0, min(len(event.meetings_of[person.id]) - 1, (timeline - 1) // 2))


def levels(event: Event) -> range:
    """The levels at which a fair schedule may exist that an earlier level does not have as well.

    Somebody with a required meeting has as many breaks as the level says at least, and nothing is gained from a level
    at which nobody can have the most.
    """
    if event.fair_difference is None:
        return range(1)
    reach = [most_breaks(event, person) for person in event.participants]
    bound = [
        most_breaks(event, event.people[person])
        for meeting in event.meetings
        if meeting.required
        for person in meeting.people
    ]
    highest = min([*bound, max(reach, default=0) - event.fair_difference])
    return range(max(0, highest) + 1)


def level_bound(event: Event, level: int) -> int:
    """So many meetings are certainly unplaced at a level: those of people who cannot have as many breaks."""
    return sum(
        any(most_breaks(event, event.people[person]) < level for person in meeting.people) for meeting in event.meetings
    )


def add_breaks(encoding: Encoding, level: int) -> list[int]:
    """Say what a break is and what is fair at this level; the literals of all breaks."""
    found: list[int] = []
    for person in encoding.event.participants:
        met, breaks = _breaks_of(encoding, encoding.busy_of(person), exact=level > 0)
        _be_fair(encoding, level, met, breaks)
        found += breaks
    return found


def _breaks_of(encoding: Encoding, timeline: Sequence[int | None], exact: bool) -> tuple[int | None, list[int]]:
    """The literal of somebody having met at all, and one literal for each slot that may end a break."""
    formula = encoding.formula
    met: int | None = None
    breaks = []
    before: int | None = None
    for here in timeline:
        if here and met and met != before:
            breaks.append(_break(formula, here, met, before, exact))
        met, before = _met_by_now(formula, met, here), here
    return met, breaks


def _met_by_now(formula: Formula, met: int | None, here: int | None) -> int | None:
    if met and here:
        return formula.any_of([met, here])
    return here or met


def _break(formula: Formula, here: int, met: int, before: int | None, exact: bool) -> int:
    """A literal that is true where a break ends here; only `exact` also the other way round."""
    ends = formula.fresh()
    without = [before] if before else []
    formula.always(-here, -met, *without, ends)
    if exact:
        for needed in (here, met, *(-literal for literal in without)):
            formula.always(-ends, needed)
    return ends


def _be_fair(encoding: Encoding, level: int, met: int | None, breaks: Sequence[int]) -> None:
    difference = encoding.event.fair_difference
    if difference is None or met is None:
        return
    with encoding.formula.under(FAIR.format(difference=difference)):
        encoding.formula.at_most(breaks, level + difference)
        encoding.formula.at_least(breaks, level, unless=[-met])

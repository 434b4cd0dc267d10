"""How many breaks there may be, and fairness as levels.

Fair means that no participant with meetings has more than two breaks more than another. The least number anybody has
is tried in turn: at level 0 everybody has at most two, at level 1 everybody has one to three, and so on; together the
levels say exactly the difference.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from matcher.events.encoding import Encoding
from matcher.events.model import Event, Participant
from matcher.events.timeline import Timeline

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
    """Say what a break is and what is fair at this level; literals of which at least as many are true as there are
    breaks."""
    found: list[int] = []
    for person in encoding.event.participants:
        found += _breaks_of(encoding, person, level)
    return found


def _breaks_of(encoding: Encoding, person: Participant, level: int) -> list[int]:
    event, formula = encoding.event, encoding.formula
    reach, fair = most_breaks(event, person), event.fair_difference
    limited = fair is not None and level + fair < reach
    rule = FAIR.format(difference=fair) if limited else None
    most = min(reach, level + fair) if fair is not None else reach
    timeline = Timeline(formula, encoding.busy_of(person), most, rule)
    timeline.count()
    if not formula.named:
        timeline.meet(len(event.meetings_of[person.id]), encoding.everything)
    if level and fair is not None and timeline.met:
        with formula.under(FAIR.format(difference=fair)):
            formula.at_least(timeline.ends(), level, unless=[-timeline.met])
    return timeline.more


def count_breaks(encoding: Encoding, true: Collection[int]) -> int:
    """How many breaks all people have where these literals are true."""
    return sum(
        _gaps([literal in true for literal in encoding.busy_of(person)]) for person in encoding.event.participants
    )


def _gaps(busy: Sequence[bool]) -> int:
    """Groups of False between two True."""
    groups = [is_busy for is_busy, _ in groupby(busy)]
    return max(0, sum(groups) - 1)

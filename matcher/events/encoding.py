"""The rules of an event as clauses: which meeting in which slot, nobody twice at a time, never too few tables.

The published SAT model (Bofill et al., JAIR 2022) with its implied constraints 1 (a person is busy in as many slots as
they have meetings) and 2 (no more people busy in a slot than sit at all tables), and clusters: one person's meetings
never share a slot, so tables are counted over few such clusters instead of over meetings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matcher.events.domain import hindrances
from matcher.events.formula import Formula
from matcher.events.model import Event, Meeting, Participant

PAIR = 2


@dataclass(frozen=True)
class Encoding:
    """An event said in clauses. `everything`: a literal that no meeting is unplaced; `at`: (meeting, slot position) →
    literal; `busy`: (person, slot position) → literal; `taken`: meeting that is not required → literal that it is
    placed."""

    event: Event
    formula: Formula
    everything: int
    at: dict[tuple[str, int], int]
    busy: dict[tuple[str, int], int]
    taken: dict[str, int]

    def slots_of(self, meeting: str) -> dict[int, int]:
        """Slot position → literal, for one meeting."""
        return {slot: self.at[meeting, slot] for slot in range(len(self.event.slots)) if (meeting, slot) in self.at}

    def busy_of(self, person: Participant) -> list[int | None]:
        """The literals of a person's own timeline: every slot that is not one of their duties; None: never busy."""
        return [
            self.busy.get((person.id, at)) for at, slot in enumerate(self.event.slots) if slot.id not in person.duties
        ]


def encode(event: Event, formula: Formula) -> Encoding:
    """Say every rule but fairness."""
    encoding = Encoding(event, formula, formula.fresh(), {}, {}, {})
    for meeting in event.meetings:
        _place(encoding, meeting)
    if not encoding.taken:
        formula.add(encoding.everything)
    for person in event.participants:
        _meet_one_at_a_time(encoding, person)
        _count_meetings(encoding, person)
    for meeting in event.meetings:
        _keep_order(encoding, meeting)
    for position in range(len(event.slots)):
        _count_tables(encoding, position)
    return encoding


def _place(encoding: Encoding, meeting: Meeting) -> None:
    """Give the meeting a literal for each slot it may take, and at most one of them."""
    event, formula = encoding.event, encoding.formula
    for position, slot in enumerate(event.slots):
        against = list(hindrances(event, meeting, slot))
        if formula.named or not against:
            encoding.at[meeting.id, position] = formula.fresh()
        for rule in against if formula.named else ():
            with formula.under(rule):
                formula.add(-encoding.at[meeting.id, position])
    literals = list(encoding.slots_of(meeting.id).values())
    formula.at_most_one(literals)
    if meeting.required:
        with formula.under(f"Das Gespräch {event.describe(meeting)} muss stattfinden."):
            formula.add(*literals)
    else:
        encoding.taken[meeting.id] = formula.any_of(literals)
        formula.add(-encoding.everything, encoding.taken[meeting.id])


def _meet_one_at_a_time(encoding: Encoding, person: Participant) -> None:
    meetings = encoding.event.meetings_of[person.id]
    for position in range(len(encoding.event.slots)):
        literals = [encoding.at[one.id, position] for one in meetings if (one.id, position) in encoding.at]
        if literals:
            encoding.formula.at_most_one(literals)
            encoding.busy[person.id, position] = encoding.formula.any_of(literals)


def _count_meetings(encoding: Encoding, person: Participant) -> None:
    """Most and fewest meetings of a person; where all of theirs are placed, their exact number (implied 1)."""
    formula = encoding.formula
    meetings = encoding.event.meetings_of[person.id]
    busy = [literal for literal in encoding.busy_of(person) if literal]
    if person.most is not None:
        with formula.under(f"{person} hat höchstens {person.most} Gespräche."):
            formula.at_most(busy, person.most)
    if person.fewest:
        with formula.under(f"{person} hat mindestens {person.fewest} Gespräche."):
            formula.at_least(busy, person.fewest)
    if meetings and not formula.named:
        with formula.when(encoding.everything):
            formula.exactly(busy, len(meetings))


def _keep_order(encoding: Encoding, meeting: Meeting) -> None:
    """Where a meeting and one that must come before are both placed, the other one has an earlier slot."""
    event, formula = encoding.event, encoding.formula
    for first in sorted(meeting.after):
        earlier = encoding.slots_of(first)
        with formula.under(f"{event.describe(meeting)} liegt nach {event.describe(event.by_meeting[first])}."):
            for position, literal in encoding.slots_of(meeting.id).items():
                before = [other for at, other in earlier.items() if at < position]
                unplaced = [-encoding.taken[first]] if first in encoding.taken else []
                formula.add(-literal, *before, *unplaced)


def _count_tables(encoding: Encoding, position: int) -> None:
    """Never more meetings than tables that are large enough; where a meeting has its one table, it alone."""
    event, formula = encoding.event, encoding.formula
    slot = event.slots[position]
    here = [meeting for meeting in event.meetings if (meeting.id, position) in encoding.at]
    for meetings in _at_one_table(event, here):
        formula.at_most_one([encoding.at[one.id, position] for one in meetings])
    for seats in sorted({len(one.people) for one in here}):
        tables = {
            table.id: table
            for table in event.tables
            if not table.owner and slot.id not in table.closed and table.seats >= seats
        }
        rivals = [one for one in here if _needs_one_of(event, one, tables.keys(), seats)]
        with formula.under(f"Um {slot} gibt es {len(tables)} Tische für {seats} oder mehr Personen."):
            _share(encoding, position, rivals, len(tables))


def _at_one_table(event: Event, meetings: Iterable[Meeting]) -> Iterator[list[Meeting]]:
    """Groups of meetings that can only take place at one and the same table."""
    groups: dict[str, list[Meeting]] = {}
    for meeting in meetings:
        if only := event.only_table(meeting):
            groups.setdefault(only, []).append(meeting)
    yield from (group for group in groups.values() if len(group) > 1)


def _needs_one_of(event: Event, meeting: Meeting, tables: Iterable[str], seats: int) -> bool:
    """Whether a meeting takes a table of this size away: its own one, or any of at least the size it needs."""
    only = event.only_table(meeting)
    return only in tables if only else len(meeting.people) >= seats


def _share(encoding: Encoding, position: int, rivals: Sequence[Meeting], tables: int) -> None:
    """No more of the rivals in this slot than tables; of pairs, no more people busy than two a table (implied 2)."""
    if len(rivals) <= tables:
        return
    formula = encoding.formula
    formula.at_most(
        [formula.any_of([encoding.at[one.id, position] for one in cluster]) for cluster in _clusters(rivals)], tables
    )
    if all(len(one.people) == PAIR for one in rivals):
        known = {one.id for one in rivals}
        people = [
            person.id
            for person in encoding.event.participants
            if known >= {one.id for one in encoding.event.meetings_of[person.id] if (one.id, position) in encoding.at}
        ]
        busy = [encoding.busy[one, position] for one in people if (one, position) in encoding.busy]
        formula.at_most(busy, PAIR * tables)


def _clusters(meetings: Iterable[Meeting]) -> Iterator[list[Meeting]]:
    """Part meetings into few groups that each share a person: take the busiest person's away, again and again."""
    left = {meeting.id: meeting for meeting in meetings}
    while left:
        busiest = Counter(person for meeting in left.values() for person in meeting.people).most_common(1)[0][0]
        cluster = [meeting for meeting in left.values() if busiest in meeting.people]
        yield cluster
        left = {key: meeting for key, meeting in left.items() if busiest not in meeting.people}

"""The independent guard: every rule of an event, checked on a schedule, in words. It shares the values of the model
with what makes schedules, but no reasoning: places, agendas and breaks are worked out here once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise

from matcher.events.model import Event, Meeting, Participant, Placed, Schedule, Slot, Table


def faults(event: Event, schedule: Schedule) -> list[str]:
    """Every rule that the schedule breaks (German); empty for a good one."""
    if unknown := list(_unknown(event, schedule)):
        return unknown
    agendas = _agendas(event, schedule)
    found = [*_once_each(event, schedule), *_full_tables(event, schedule), *_order(event, schedule)]
    for place in schedule.placed:
        found += _placed(event, place)
    for person in event.participants:
        found += _person(event, person, agendas[person.id])
    breaks = {key: _breaks(event, event.people[key], agenda) for key, agenda in agendas.items() if agenda}
    return [*found, *_fairness(event, breaks), *_figures(schedule, sum(breaks.values()), agendas)]


def _unknown(event: Event, schedule: Schedule) -> Iterator[str]:
    slots, tables = {slot.id for slot in event.slots}, {table.id for table in event.tables}
    meetings = {meeting.id for meeting in event.meetings}
    for place in schedule.placed:
        if place.slot not in slots:
            yield f"Die Runde „{place.slot}“ gibt es nicht."
        if place.table not in tables:
            yield f"Den Tisch „{place.table}“ gibt es nicht."
    for key in {
        *(place.meeting for place in schedule.placed),
        *(left.meeting for left in schedule.unplaced),
    } - meetings:
        yield f"Das Gespräch „{key}“ gibt es nicht."


def _once_each(event: Event, schedule: Schedule) -> Iterator[str]:
    listed = Counter([place.meeting for place in schedule.placed] + [left.meeting for left in schedule.unplaced])
    for meeting in event.meetings:
        if listed[meeting.id] != 1:
            yield f"Das Gespräch {event.describe(meeting)} steht {listed[meeting.id]}-mal im Plan statt einmal."
    for meeting in (event.by_meeting[left.meeting] for left in schedule.unplaced):
        if meeting.required:
            yield f"Das Gespräch {event.describe(meeting)} muss stattfinden, hat aber keinen Platz."


def _full_tables(event: Event, schedule: Schedule) -> Iterator[str]:
    for (slot, table), times in Counter((place.slot, place.table) for place in schedule.placed).items():
        if times > 1:
            yield f"{_table(event, table)} ist um {_slot(event, slot)} {times}-fach belegt."


def _order(event: Event, schedule: Schedule) -> Iterator[str]:
    at = {place.meeting: _position(event, place.slot) for place in schedule.placed}
    for meeting in event.meetings:
        for first in meeting.after:
            if meeting.id in at and first in at and at[meeting.id] <= at[first]:
                name, other = event.describe(meeting), event.describe(event.by_meeting[first])
                yield f"Das Gespräch {name} liegt nicht nach {other}."


def _placed(event: Event, place: Placed) -> Iterator[str]:
    """What is wrong with the place of one meeting, whoever else is where."""
    meeting, slot, table = event.by_meeting[place.meeting], _slot(event, place.slot), _table(event, place.table)
    name = event.describe(meeting)
    if meeting.slot is not None and meeting.slot != slot.id:
        yield f"Das Gespräch {name} liegt fest in Runde „{meeting.slot}“, steht aber um {slot}."
    if meeting.session is not None and meeting.session != slot.session:
        yield f"Das Gespräch {name} soll in den Teil „{meeting.session}“, steht aber um {slot}."
    for pair in combinations(meeting.people, 2):
        if frozenset(pair) in event.apart:
            yield f"Das Gespräch {name} bringt zwei zusammen, die einander nicht treffen sollen."
    yield from _at_table(event, meeting, slot, table)


def _at_table(event: Event, meeting: Meeting, slot: Slot, table: Table) -> Iterator[str]:
    name = event.describe(meeting)
    if slot.id in table.closed:
        yield f"{table} ist um {slot} nicht offen, dort steht aber {name}."
    if table.seats < len(meeting.people):
        yield f"{table} hat {table.seats} Plätze, {name} braucht {len(meeting.people)}."
    stands = [stand.id for person in meeting.people for stand in event.tables if stand.owner == person]
    if meeting.table is not None:
        if meeting.table != table.id:
            yield f"Das Gespräch {name} liegt fest an Tisch „{meeting.table}“, steht aber an {table}."
    elif stands and table.id != stands[0]:
        yield f"Das Gespräch {name} gehört an den Stand „{stands[0]}“, steht aber an {table}."
    elif not stands and table.owner is not None:
        yield f"{table} ist ein Stand, an dem {name} nichts zu suchen hat."


def _person(event: Event, person: Participant, agenda: list[Placed]) -> Iterator[str]:
    for key, times in Counter(place.slot for place in agenda).items():
        slot = _slot(event, key)
        if times > 1:
            yield f"{person} hat um {slot} {times} Gespräche zugleich."
        if key in person.absent:
            yield f"{person} ist um {slot} nicht da."
        if key in person.duties:
            yield f"{person} hat um {slot} eine andere Aufgabe."
    if person.most is not None and len(agenda) > person.most:
        yield f"{person} hat {len(agenda)} Gespräche, höchstens {person.most} sind gewollt."
    if len(agenda) < person.fewest:
        yield f"{person} hat {len(agenda)} Gespräche, mindestens {person.fewest} sind gewollt."


def _fairness(event: Event, breaks: dict[str, int]) -> Iterator[str]:
    if breaks and event.fair_difference is not None:
        most, least = max(breaks, key=breaks.__getitem__), min(breaks, key=breaks.__getitem__)
        if breaks[most] - breaks[least] > event.fair_difference:
            yield f"{event.people[most]} hat {breaks[most]} Pausen, {event.people[least]} nur {breaks[least]}."


def _figures(schedule: Schedule, breaks: int, agendas: dict[str, list[Placed]]) -> Iterator[str]:
    changes = sum(one.table != other.table for agenda in agendas.values() for one, other in pairwise(agenda))
    if schedule.breaks != breaks:
        yield f"Der Plan gibt {schedule.breaks} Pausen an, es sind {breaks}."
    if schedule.table_changes != changes:
        yield f"Der Plan gibt {schedule.table_changes} Tischwechsel an, es sind {changes}."
    if schedule.unplaced_bound > len(schedule.unplaced) or schedule.breaks_bound > schedule.breaks:
        yield "Der Plan ist besser, als angeblich bewiesen ist."


def _breaks(event: Event, person: Participant, agenda: list[Placed]) -> int:
    """Walk through the day: idle time counts once somebody has met and meets again."""
    meets = {place.slot for place in agenda}
    breaks, met, idle = 0, False, False
    for slot in event.slots:
        if slot.id in meets:
            breaks += met and idle
            met, idle = True, False
        elif slot.id not in person.duties:
            idle = True
    return breaks


def _agendas(event: Event, schedule: Schedule) -> dict[str, list[Placed]]:
    """Participant id → their meetings in order of time."""
    found: dict[str, list[Placed]] = {person.id: [] for person in event.participants}
    for slot in event.slots:
        for place in (place for place in schedule.placed if place.slot == slot.id):
            for person in event.by_meeting[place.meeting].people:
                found[person].append(place)
    return found


def _position(event: Event, key: str) -> int:
    return next(at for at, slot in enumerate(event.slots) if slot.id == key)


def _slot(event: Event, key: str) -> Slot:
    return event.slots[_position(event, key)]


def _table(event: Event, key: str) -> Table:
    return next(table for table in event.tables if table.id == key)

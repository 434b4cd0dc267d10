"""From arrangement, participants and pairs to the event that is scheduled. No name of a person goes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from matcher.events.arrangement import Arrangement
from matcher.events.entries import Registration, Wish
from matcher.events.model import Event
from matcher.events.pair import Pair
from matcher.events.values import GROUP, Meeting, Participant, Table


def planned_event(
    arrangement: Arrangement,
    registrations: Sequence[Registration],
    pairs: Iterable[Pair],
    wishes: Mapping[str, tuple[Wish, ...]],
) -> Event:
    """The event with everybody who attends and every meeting that still has people enough.

    Raises EventRefused where ids do not belong together.
    """
    coming = [one for one in registrations if one.attends]
    names = labels(coming)
    known = {slot.id for slot in arrangement.slots}
    return Event(
        slots=arrangement.slots,
        participants=tuple(_participant(one, names[one.id], known) for one in coming),
        tables=tuple(table for table in arrangement.tables if table.owner is None or table.owner in names),
        meetings=tuple(_meetings(pairs, names)),
        title=arrangement.title,
        pauses=arrangement.pauses,
        apart=_apart(wishes, names),
    )


def labels(registrations: Sequence[Registration]) -> dict[str, str]:
    """Registration id → the organisation, with its number where several come from one."""
    times = Counter(one.entry.organisation for one in registrations)
    several = {name for name, count in times.items() if count > 1}
    names = ((one.id, one.entry.organisation, one.number) for one in registrations)
    return {id: f"{name} ({number})" if name in several else name for id, name, number in names}


def with_stands(arrangement: Arrangement, registrations: Sequence[Registration]) -> Arrangement:
    """A stand for everybody who presents and has none: a free table becomes theirs, or a new one is set up."""
    owned = {table.owner for table in arrangement.tables}
    waiting = [one for one in registrations if one.attends and one.entry.presents and one.id not in owned]
    tables = list(arrangement.tables)
    numbers = {table.id for table in tables}
    for one in waiting:
        number = next(f"S{at}" for at in range(1, len(numbers) + 2) if f"S{at}" not in numbers)
        numbers.add(number)
        tables.append(Table(number, f"Stand {number[1:]}", owner=one.id, seats=GROUP.stop - 1))
    return replace(arrangement, tables=tuple(tables))


def _participant(one: Registration, name: str, slots: set[str]) -> Participant:
    entry = one.entry
    return Participant(
        id=one.id,
        name=name,
        role=entry.role,
        absent=entry.absent & slots,
        duties=frozenset(duty.slot for duty in entry.duties) & slots,
        fewest=entry.fewest,
        most=entry.most,
    )


def _meetings(pairs: Iterable[Pair], names: Mapping[str, str]) -> Iterable[Meeting]:
    """A pair needs both; a group goes on with whoever is left, while they are two."""
    for pair in pairs:
        people = tuple(person for person in pair.people if person in names)
        if pair.counts and len(people) >= GROUP.start:
            yield Meeting(pair.id, people, reason=pair.reason)


def _apart(wishes: Mapping[str, tuple[Wish, ...]], names: Mapping[str, str]) -> frozenset[frozenset[str]]:
    return frozenset(
        frozenset((person, wish.other))
        for person in names
        for wish in wishes.get(person, ())
        if wish.kind == "avoid" and wish.other in names
    )

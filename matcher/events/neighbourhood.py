"""Parts of a solution to hold while the rest is looked at again: most of a good plan can stay in a better one."""

from __future__ import annotations

from random import Random

from matcher.events.encoding import Encoding

FIRST_FREE = 0.3
"""Part of the meetings that is looked at again at first."""
STEP = 1.1
"""How much larger or smaller the next part is."""
LEAST_FREE, MOST_FREE = 0.05, 0.8
"""Less is not worth a question; more is nearly everything."""
BY_SLOT = 0.3
"""How often whole slots are looked at again; else people who have a break, and those whom they meet."""


class Neighbourhood:
    """Chooses what to hold. The part that is free grows while it is searched through in no time, and shrinks when it
    is too large for that."""

    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding
        self._random = Random(encoding.event.title)  # noqa: S311  # the same event gives the same plan
        self._free = FIRST_FREE

    def held(self, model: frozenset[int]) -> list[int]:
        """Literals of the model to assume: where meetings are that stay."""
        slot_of = {meeting: slot for (meeting, slot), literal in self._encoding.at.items() if literal in model}
        wanted = int(self._free * len(slot_of))
        choose = self._some_slots if self._random.random() < BY_SLOT else self._some_people
        free = choose(slot_of, wanted)
        return [self._encoding.at[meeting, slot] for meeting, slot in slot_of.items() if meeting not in free]

    def searched(self) -> None:
        """The last part held nothing better."""
        self._free = min(MOST_FREE, self._free * STEP)

    def too_large(self) -> None:
        """The last part was not searched through in time."""
        self._free = max(LEAST_FREE, self._free / STEP)

    def _some_slots(self, slot_of: dict[str, int], wanted: int) -> set[str]:
        """Every meeting in some slots."""
        slots = list(range(len(self._encoding.event.slots)))
        self._random.shuffle(slots)
        free: set[str] = set()
        while slots and len(free) < wanted:
            chosen = slots.pop()
            free |= {meeting for meeting, slot in slot_of.items() if slot == chosen}
        return free

    def _some_people(self, slot_of: dict[str, int], wanted: int) -> set[str]:
        """Every meeting of somebody with a break, of those whom they meet, and so on."""
        free: set[str] = set()
        people = self._with_a_gap(slot_of)
        known = set(people)
        while people and len(free) < wanted:
            person = people.pop(0)
            theirs = self._encoding.event.meetings_of[person]
            free |= {meeting.id for meeting in theirs}
            met = sorted({other for meeting in theirs for other in meeting.people} - known)
            people += self._random.sample(met, len(met))
            known |= set(met)
        return free

    def _with_a_gap(self, slot_of: dict[str, int]) -> list[str]:
        """Somebody with a gap between meetings, then everybody without one, in random order."""
        event = self._encoding.event
        people = [person.id for person in event.participants]
        self._random.shuffle(people)
        gaps = {
            person: _gap([slot_of[one.id] for one in event.meetings_of[person] if one.id in slot_of])
            for person in people
        }
        return sorted(people, key=lambda person: not gaps[person])[:1]


def _gap(slots: list[int]) -> bool:
    return bool(slots) and max(slots) - min(slots) >= len(slots)

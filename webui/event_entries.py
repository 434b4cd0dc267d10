"""Between the form of a participant and the participant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import SelectChoice

from indexer import EventRefused
from matcher import Duty, Entry, Person, Slot
from webui.event_forms import EntryForm, options
from webui.placing import Placed, placed

if TYPE_CHECKING:
    from matcher import Service


def slot_choices(slots: tuple[Slot, ...]) -> list[SelectChoice]:
    """The rounds as boxes to tick."""
    return options({slot.id: f"{slot.id} ({slot})" if slot.starts else f"Runde {slot.id}" for slot in slots})


def place_of_entry(service: Service, form: EntryForm) -> Placed:
    """The municipality that a participant comes from; a name that no register knows stays without a place."""
    if form.role.data != "municipality":
        return Placed()
    found = placed(service, form.organisation.data, form.key.data)
    return found if found.choices or found.key else Placed()


def entry_of(service: Service, form: EntryForm, place: str | None, slots: tuple[Slot, ...]) -> Entry:
    """What a checked form says of a participant; raises EventRefused with the sentence to show."""
    return Entry(
        organisation=form.organisation.data,
        role=form.role.data,
        place=place,
        provider=_provider(service, form.organisation.data) if form.role.data == "provider" else None,
        text=form.text.data,
        presents=form.presents.data,
        absent=frozenset(form.absent.data or ()) & {slot.id for slot in slots},
        duties=_duties(form.duties.data, slots),
        most=form.most.data,
    )


def persons_of(form: EntryForm) -> tuple[Person, ...]:
    """Who comes, then who would come instead."""
    first = Person(form.name.data, form.function.data, form.mailbox.data)
    second = (Person(form.substitute.data),) if form.substitute.data else ()
    return (first, *second) if second or first != Person() else ()


def given_by_entry(entry: Entry, persons: tuple[Person, ...]) -> dict[str, object]:
    """What the form shows of a participant."""
    first = persons[0] if persons else Person()
    second = persons[1] if len(persons) > 1 else Person()
    return {
        "organisation": entry.organisation,
        "key": entry.place or "",
        "role": entry.role,
        "name": first.name,
        "function": first.function,
        "mailbox": first.mailbox,
        "substitute": second.name or second.function,
        "text": entry.text,
        "presents": entry.presents,
        "absent": sorted(entry.absent),
        "duties": ", ".join(f"{duty.slot} {duty.title}" for duty in entry.duties),
        "most": entry.most,
    }


def _provider(service: Service, name: str) -> str | None:
    """The provider that the index knows under this name."""
    known = service.view().holdings.store.providers()
    return next((one for one in known if one.casefold() == name.casefold()), None)


def _duties(text: str, slots: tuple[Slot, ...]) -> tuple[Duty, ...]:
    known, found = {slot.id for slot in slots}, []
    for part in filter(None, (part.strip() for part in text.split(","))):
        slot, _, title = part.partition(" ")
        if slot not in known:
            raise EventRefused(f"Die Runde „{slot}“ gibt es nicht.", "So geht es: 3 Vortrag, 5 Podium")
        found.append(Duty(slot, title.strip() or "Aufgabe"))
    return tuple(found)

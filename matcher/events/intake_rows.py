"""From a line of a list to an entry with its persons: the place is looked up, what is unclear becomes a question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer import EventRefused, Names, RowRejected
from matcher.events.entries import Entry, Person
from matcher.events.heads import Line
from matcher.events.values import Role, Slot

ROLE_WORDS: dict[Role, tuple[str, ...]] = {
    "municipality": ("kommune", "gemeinde", "stadt", "landkreis", "kreis", "verwaltung", "rathaus"),
    "provider": (
        "anbieter",
        "aussteller",
        "unternehmen",
        "firma",
        "start-up",
        "startup",
        "dienstleister",
        "hersteller",
    ),
    "guest": ("gast", "presse", "förderung", "fördermittelgeber", "hochschule", "verband", "land", "beratung"),
}
NO_WORDS = frozenset({"nein", "n", "no", "0", "-", "falsch"})
LEGAL_FORMS = re.compile(
    r"\b(gmbh|mbh|ag|eg|e\s?\.?\s?v|ug|se|kg|ohg|gbr|kgaa|aör|co|haftungsbeschränkt)\b\.?|[&.,()]", re.I
)
BETWEEN = re.compile(r"[;,/|\n]")


@dataclass(frozen=True)
class Guide:
    """What lines are read against: the place register, the known providers, the slots of the event."""

    names: Names
    providers: Mapping[str, str]
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Reading:
    """A line that was understood. `choices` are places to ask about; `unknown`: the place is in no register."""

    row: int
    entry: Entry
    persons: tuple[Person, ...] = ()
    choices: tuple[str, ...] = ()
    unknown: bool = False
    wants: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()


def read_line(line: Line, guide: Guide) -> Reading:
    """Understand one line; raises RowRejected with the reason."""
    try:
        return _reading(line, guide)
    except EventRefused as error:
        raise RowRejected(str(error)) from error


def _reading(line: Line, guide: Guide) -> Reading:
    organisation = line.says("organisation")
    if not organisation:
        raise RowRejected("Die Organisation fehlt.")
    provider = guide.providers.get(folded(organisation))
    place = guide.names.resolve(organisation)
    role = _role(line, provider, place.key or place.choices)
    ours = role == "municipality"
    entry = Entry(
        organisation=organisation,
        role=role,
        place=place.key if ours else None,
        provider=provider if role == "provider" else None,
        text=line.says("text") or line.says("offering"),
        presents=bool(line.says("presents")) and line.says("presents").casefold() not in NO_WORDS,
        absent=_slots(line.says("absent"), guide.slots),
        most=_count(line.says("most")),
    )
    return Reading(
        row=line.number,
        entry=entry,
        persons=tuple(_persons(line)),
        choices=place.choices if ours else (),
        unknown=ours and not place.key and not place.choices,
        wants=_names(line.says("wants")),
        avoids=_names(line.says("avoids")),
    )


def folded(name: str) -> str:
    """A provider's name without its legal form, as names are compared."""
    return " ".join(LEGAL_FORMS.sub(" ", name.casefold()).split())


def _role(line: Line, provider: str | None, place: str | Sequence[str] | None) -> Role:
    """As the line says it; else as the index and the register know the organisation, else as its columns tell."""
    said = line.says("role").casefold()
    if said:
        found = next((role for role, words in ROLE_WORDS.items() if any(word in said for word in words)), None)
        if found is None:
            raise RowRejected(f"Die Rolle „{line.says('role')}“ ist nicht bekannt (Kommune, Anbieter oder Gast).")
        return found
    if provider or line.says("offering"):
        return "provider"
    return "municipality" if place else "guest"


def _persons(line: Line) -> list[Person]:
    name = line.says("name") or f"{line.says('first_name')} {line.says('last_name')}".strip()
    persons = [Person(name, line.says("function"), line.says("mailbox").lower())]
    if line.says("substitute"):
        persons.append(Person(line.says("substitute"), "", line.says("substitute_mailbox").lower()))
    return persons if persons != [Person()] else []


def _slots(said: str, slots: Sequence[Slot]) -> frozenset[str]:
    """Slots by number or by time: "1, 3" or "10:20"; raises RowRejected for others."""
    found = set()
    for word in filter(None, (part.strip() for part in BETWEEN.split(said))):
        slot = next((slot for slot in slots if word in (slot.id, _time(slot))), None)
        if slot is None:
            raise RowRejected(f"Die Runde „{word}“ gibt es nicht.")
        found.add(slot.id)
    return frozenset(found)


def _time(slot: Slot) -> str:
    return f"{slot.starts:%H:%M}" if slot.starts else ""


def _count(said: str) -> int | None:
    if not said:
        return None
    if not said.isdecimal():
        raise RowRejected(f"„{said}“ ist keine Zahl von Gesprächen.")
    return int(said)


def _names(said: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in BETWEEN.split(said))))

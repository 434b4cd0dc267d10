"""From municipalities with the same need to one group that could start a joint project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer import Register, Snapshot
from matcher.answers import Hit, Match
from matcher.facts import EXPIRED
from matcher.likeness import Place, kilometres, likeness, place_of, same_size
from matcher.next_steps import Finder, Occasion
from matcher.steps import Step

LEAST, MOST = 3, 6
"""Municipalities of a group: with fewer there is nothing to share, with more nobody finds a day."""

NEAR_KM = 40.0
"""So far apart people still meet in person without losing a day."""

FIT = 0.5
"""How much likeness weighs beside the fit of the need: the same task comes first."""

TOPICS_TOLD = 3

PLANNED = "in Planung"
"""How the state of a practice begins that is not there yet."""

HOME_LAND = "Hessen"
"""Where a group is looked for if nobody says who asks."""


@dataclass(frozen=True)
class Member:
    """One municipality of a group: its record, and what speaks for it in short German sentences."""

    key: str
    name: str
    id: str
    title: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class Joint:
    """A group beside the sender; `members` is empty where too few were found, `few` then names those few.

    `funding` are programmes that say something about joint projects, `letter` is a draft to copy.
    """

    task: str
    members: tuple[Member, ...]
    few: tuple[Member, ...]
    funding: tuple[Step, ...]
    letter: str


@dataclass(frozen=True)
class Circle:
    """Who looks for partners: the register, the own place if it is known, and the Land that pays."""

    register: Register
    own: Place | None
    land: str

    @property
    def room(self) -> int:
        """How many members a group takes beside the sender."""
        return MOST - 1 if self.own else MOST

    @property
    def least(self) -> int:
        """How many members it needs beside the sender."""
        return LEAST - 1 if self.own else LEAST


def circle(register: Register, ags: str | None) -> Circle:
    """The circle around a sender."""
    place = (register.municipality(ags) or register.district(ags)) if ags else None
    return Circle(register, place_of(ags, register) if ags else None, place.land if place else HOME_LAND)


def wanting(found: Match, snapshot: Snapshot) -> tuple[Hit, ...]:
    """Who has the same need, or plans the same: hits that fit well, or that are about a topic of the challenge."""
    asked = {topic.id for topic in found.understood.topics}
    planning = (hit for hit in found.peers if hit.state.startswith(PLANNED))
    looking = (hit for hit in found.same_need if hit.state != EXPIRED)
    return tuple(hit for hit in (*looking, *planning) if hit.level != "teilweise" or asked & _topics(hit, snapshot))


def _topics(hit: Hit, snapshot: Snapshot) -> frozenset[str]:
    row = snapshot.row(hit.id)
    return frozenset() if row is None else frozenset(snapshot.values("topic", row))


def joint(topics: Sequence[str], hits: Sequence[Hit], around: Circle, finder: Finder, occasion: Occasion) -> Joint:
    """The group that those hits allow, with funding and a draft letter; `topics` are labels."""
    members = tuple(_member(hit, place, around) for hit, place in _chosen(hits, around))
    task = ", ".join(topics[:TOPICS_TOLD])
    enough = len(members) >= around.least
    return Joint(
        task=task,
        members=members if enough else (),
        few=() if enough else members,
        funding=finder.joint_funding(occasion),
        letter=letter(task, around.own, members) if enough else "",
    )


def _chosen(hits: Sequence[Hit], around: Circle) -> list[tuple[Hit, Place]]:
    """The hits that are places of the same Land, each place once, by fit of the need and likeness to the sender."""
    placed = [(hit, place) for hit in hits if (place := _placed(hit, around))]
    best = {place.key: (hit, place) for hit, place in reversed(placed)}
    ranked = sorted(best.values(), key=lambda pair: (-_worth(pair[0], pair[1], around.own), pair[1].key))
    return ranked[: around.room]


def _placed(hit: Hit, around: Circle) -> Place | None:
    if hit.key is None or (around.own and hit.key == around.own.key):
        return None
    here = around.register.municipality(hit.key) or around.register.district(hit.key)
    return place_of(hit.key, around.register) if here and here.land == around.land else None


def _worth(hit: Hit, place: Place, own: Place | None) -> float:
    return hit.score + (FIT * likeness(own, place) if own else 0.0)


def _member(hit: Hit, place: Place, around: Circle) -> Member:
    return Member(place.key, place.name, hit.id, hit.title, tuple(_speaks(hit, place, around.own)))


def _speaks(hit: Hit, place: Place, own: Place | None) -> Iterator[str]:
    """What speaks for a member: the same task as its hit says, then how near it is and how big."""
    yield hit.reason
    yield f"Stand: {hit.state}."
    if own is None:
        return
    apart = kilometres(own, place)
    if apart is not None and apart <= NEAR_KM:
        yield f"Nur {round(apart)} km entfernt."
    if place.sort != "Landkreis" and same_size(own, place) and "Ähnlich groß" not in hit.reason:
        yield "Ähnlich groß."


def letter(task: str, own: Place | None, members: Sequence[Member]) -> str:
    """A draft letter to all members; plain text, to copy."""
    us = f"wir, {own.name}, suchen" if own else "wir suchen"
    about = f" zum Thema {task}" if task else ""
    listed = "\n".join(f"– {member.name}: {member.title}" for member in members)
    return (
        f"Guten Tag,\n\n{us} Partner für ein gemeinsames Vorhaben{about}. Über Anker haben wir gesehen, dass diese "
        f"Kommunen an derselben Aufgabe arbeiten:\n\n{listed}\n\n"
        "Gemeinsam ließen sich Aufwand und Kosten teilen, und manche Förderung bevorzugt gemeinsame Vorhaben. "
        "Wir schlagen ein erstes Gespräch von 45 Minuten vor, in dem wir drei Fragen klären:\n\n"
        "1. Was soll am Ende laufen, und bis wann?\n"
        "2. Wer bringt was ein: Personal, Daten, Geld?\n"
        "3. Wer stellt einen Antrag, und wer trägt die Federführung?\n\n"
        "Wann passt es Ihnen in den nächsten zwei Wochen?\n\nFreundliche Grüße\n"
    )

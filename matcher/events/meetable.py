"""Who may meet whom, and how often: the rules of the event, the wishes of its people, what is booked already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matcher.events.arrangement import Arrangement
from matcher.events.choosing import Room
from matcher.events.entries import Entry, Registration, Wish
from matcher.events.pair import Pair
from matcher.events.values import Role
from matcher.events.voices import Hall

WANTED = 0.6
"""What a wish adds to a fit: as much as a good fit is worth, so that a wish alone is reason enough."""
PER_RANK = 0.05
"""What each rank behind the first takes from it, down to half."""

MET_BEFORE = {"": 0.6, "contact": 0.6, "agreed": 0.4, "nothing": 0.3}
"""What a fit still counts when the two met at an earlier event, by what came of it: a new partner comes first where
both fit alike, all the more where they work on without us, or where nothing came of it."""

PAIRWISE = 2
THEME: frozenset[Role] = frozenset({"municipality", "provider"})


@dataclass(frozen=True)
class Met:
    """An earlier meeting: the title of its event, and the best that was said of it ("" nobody said anything)."""

    event: str
    outcome: str = ""


@dataclass(frozen=True)
class Ties:
    """What is known of people apart from their texts: wishes by registration, delegations that met and where."""

    wishes: Mapping[str, tuple[Wish, ...]] = field(default_factory=dict)
    met: Mapping[frozenset[str], Met] = field(default_factory=dict)


def allowed(hall: Hall, event: Arrangement, ties: Ties) -> NDArray[np.bool_]:
    """(n, n): whether two may meet; nobody meets oneself, one's own delegation, or whom either avoids."""
    entries = [voice.registration.entry for voice in hall.voices]
    may = np.zeros((len(entries), len(entries)), np.bool_)
    for pair in event.rules.may_meet:
        roles = sorted(pair)
        mask = np.outer(_of_role(entries, roles[0]), _of_role(entries, roles[-1]))
        may |= mask | mask.T
    if event.format == "theme":
        presents = np.asarray([entry.presents for entry in entries], np.bool_)
        may &= presents[:, None] ^ presents[None, :] if presents.any() else may
    groups = {name: at for at, name in enumerate(dict.fromkeys(entry.delegation for entry in entries))}
    own = np.asarray([groups[entry.delegation] for entry in entries], np.int64)
    may &= own[:, None] != own[None, :]
    for asks, other, wish in _wishes(hall, ties):
        if wish.kind == "avoid":
            may[asks, other] = may[other, asks] = False
    return may


def wished(hall: Hall, ties: Ties) -> NDArray[np.float32]:
    """(n, n): what the wish of the first for the second adds."""
    added = np.zeros((len(hall.voices), len(hall.voices)), np.float32)
    for one, other, wish in _wishes(hall, ties):
        if wish.kind == "want":
            added[one, other] = WANTED * max(0.5, 1 - PER_RANK * max(0, wish.rank - 1))
    return added


def again(hall: Hall, ties: Ties) -> NDArray[np.float32]:
    """(n, n), symmetric: what a fit still counts after an earlier meeting."""
    names = [voice.registration.entry.delegation for voice in hall.voices]
    places: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        places.setdefault(name, []).append(at)
    counts = np.ones((len(names), len(names)), np.float32)
    for pair, met in ties.met.items():
        one, other = min(pair), max(pair)
        if one in places and other in places:
            counts[np.ix_(places[one], places[other])] = MET_BEFORE[met.outcome]
            counts[np.ix_(places[other], places[one])] = MET_BEFORE[met.outcome]
    return counts


def room(hall: Hall, event: Arrangement, kept: Sequence[Pair]) -> Room:
    """How many meetings everybody can have in all; without any slot, as many as the rules say."""
    most = tuple(capacity(voice.registration, event) for voice in hall.voices)
    fewest = tuple(min(voice.registration.entry.fewest, top) for voice, top in zip(hall.voices, most, strict=True))
    total = event.places if event.slots and event.tables else sum(most) // PAIRWISE
    return Room(most, fewest, max(total, len(kept)))


def capacity(registration: Registration, event: Arrangement) -> int:
    """The most meetings of one participant: the free slots, or fewer if asked for."""
    entry = registration.entry
    limits = [limit for limit in (entry.most, event.rules.most) if limit is not None]
    if not event.slots:
        return min(limits, default=PAIRWISE)
    busy = entry.absent | {duty.slot for duty in entry.duties}
    return min([sum(slot.id not in busy for slot in event.slots), *limits])


def _of_role(entries: Sequence[Entry], role: Role) -> NDArray[np.bool_]:
    return np.asarray([entry.role == role for entry in entries], np.bool_)


def _wishes(hall: Hall, ties: Ties) -> list[tuple[int, int, Wish]]:
    places = {voice.id: at for at, voice in enumerate(hall.voices)}
    return [
        (at, places[wish.other], wish)
        for voice_id, at in places.items()
        for wish in ties.wishes.get(voice_id, ())
        if wish.other in places
    ]

"""Pairs with reasons from the index, whoever is left without one and why, and how evenly the meetings are spread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matcher.events.affinity import Affinity
from matcher.events.arrangement import Arrangement
from matcher.events.choosing import choose
from matcher.events.fairness import Fairness, fairness
from matcher.events.grouping import TABLES_EACH, group
from matcher.events.meetable import Met, Ties, again, allowed, capacity, room, wished
from matcher.events.pair import Draft, Pair
from matcher.events.telling import tell_group, tell_pair
from matcher.events.voices import Hall, Voice

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Borders:
    """Fits of a pair: from `weak` on it is better than none, from `enough` on it is worth both sides' time, from
    `answered` on a need has found an answer."""

    weak: float
    enough: float
    answered: float


TWO_VOICES = Borders(weak=0.33, enough=0.42, answered=0.5)
WORDS_ALONE = Borders(weak=0.12, enough=0.2, answered=0.3)
"""Read off the pairs of the sample: below `enough` they share an everyday word, above they share a task."""


@dataclass(frozen=True)
class Left:
    """Somebody without a pair, and why (German)."""

    registration: str
    why: str


@dataclass(frozen=True)
class Proposal:
    """What is proposed beside the pairs that stand, who is left, and the figures of both together."""

    drafts: tuple[Draft, ...]
    left: tuple[Left, ...]
    fairness: Fairness


@dataclass(frozen=True)
class Scale:
    """Everybody against everybody: who may meet, wishes (of the first for the second), worth (0: no pair); and which
    delegations met before."""

    hall: Hall
    affinity: Affinity
    may: NDArray[np.bool_]
    wishes: Scores
    worth: Scores
    met: Mapping[frozenset[str], Met] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """What is decided already: pairs that stay, pairs that were rejected, and the ids of those who attend."""

    kept: tuple[Pair, ...]
    rejected: tuple[Pair, ...]
    attending: frozenset[str]


def weigh(hall: Hall, affinity: Affinity, event: Arrangement, ties: Ties) -> Scale:
    """Apply rules, wishes and history to what was measured."""
    may, wishes = allowed(hall, event, ties), wished(hall, ties)
    scores = affinity.scores * again(hall, ties)
    mutual = wishes + wishes.T
    enough = _enough(affinity.scores, may, hall, event) | (mutual > 0)
    worth = np.where(may & enough, scores + mutual, 0.0).astype(np.float32)
    return Scale(hall, affinity, may, wishes, worth, ties.met)


def _enough(scores: Scores, may: NDArray[np.bool_], hall: Hall, event: Arrangement) -> NDArray[np.bool_]:
    """Pairs that are worth it; where everybody shall get something, a weak one for whoever would else have none."""
    border = borders(hall)
    worth = scores >= border.enough
    if event.rules.goal == "best":
        return worth
    alone: NDArray[np.bool_] = np.logical_not((worth & may).any(axis=1))
    return worth | ((scores >= border.weak) & (alone[:, None] | alone[None, :]))


def propose(scale: Scale, event: Arrangement, standing: Standing) -> Proposal:
    """New pairs (or groups) for everybody who attends, beside what stands."""
    places = {voice.id: at for at, voice in enumerate(scale.hall.voices)}
    kept = [people for pair in standing.kept if (people := _at(pair, places))]
    worth = _open(scale, standing, places)
    if event.format == "groups":
        drafts = _groups(scale, event, worth, kept)
    else:
        edges = choose(worth, room(scale.hall, event, standing.kept), event.rules.goal, kept)
        drafts = [draft(scale, one, other) for one, other in edges]
    meetings = [*(pair.people for pair in standing.kept), *(new.people for new in drafts)]
    counts = _counts(standing.attending, meetings)
    return Proposal(tuple(drafts), left_over(scale, event, standing, meetings), fairness(list(counts.values())))


def left_over(
    scale: Scale, event: Arrangement, standing: Standing, meetings: Sequence[tuple[str, ...]]
) -> tuple[Left, ...]:
    """Everybody who attends and is in none of the meetings, each with the reason."""
    counts = _counts(standing.attending, meetings)
    voices = [(at, voice.id) for at, voice in enumerate(scale.hall.voices) if voice.id in counts]
    free = np.asarray([_places_left(voice, event, counts) > 0 for voice in scale.hall.voices], np.bool_)
    full = bool(event.slots and event.tables) and len(meetings) >= event.places
    return tuple(Left(id, _why(scale, event, at, free & (not full))) for at, id in voices if not counts[id])


def _open(scale: Scale, standing: Standing, places: Mapping[str, int]) -> Scores:
    """What a pair is worth, without those rejected and those who do not attend."""
    worth = scale.worth.copy()
    for people in (found for pair in standing.rejected if (found := _at(pair, places))):
        worth[np.ix_(people, people)] = 0.0
    away = [at for id, at in places.items() if id not in standing.attending]
    worth[away, :] = worth[:, away] = 0.0
    return worth


def draft(scale: Scale, one: int, other: int) -> Draft:
    """The pair of two participants with its reason."""
    kind, _, _, fit = scale.affinity.best(one, other)
    wish, names = _wish(scale, one, other), scale.hall.voices
    told = tell_pair(scale.hall, scale.affinity, one, other) if fit > 0 else ""
    return Draft(
        people=(names[one].id, names[other].id),
        kind=kind,
        score=round(fit, 4),
        reason=" ".join(filter(None, (wish, told, _known(scale, one, other)))) or "Passt zu beiden Texten.",
        origin="wish" if wish else "index",
    )


def borders(hall: Hall) -> Borders:
    """The borders for the voices that speak."""
    return TWO_VOICES if hall.two_voices else WORDS_ALONE


def _groups(scale: Scale, event: Arrangement, worth: Scores, kept: Sequence[tuple[int, ...]]) -> list[Draft]:
    alike = np.where(worth > 0, scale.affinity.same_need + scale.wishes + scale.wishes.T, 0.0).astype(np.float32)
    seats = [min(TABLES_EACH, capacity(voice.registration, event)) for voice in scale.hall.voices]
    for people in kept:
        alike[np.ix_(people, people)] = 0.0
        for person in people:
            seats[person] -= 1
    groups = group(alike, borders(scale.hall).enough, event.rules.group, seats)
    if event.slots and event.tables:
        groups = groups[: max(0, event.places - len(kept))]
    return [_group_draft(scale, members) for members in groups]


def _group_draft(scale: Scale, members: tuple[int, ...]) -> Draft:
    ties = scale.affinity.same_need[np.ix_(members, members)]
    mean = float(ties.sum() / (len(members) * (len(members) - 1)))
    ids = tuple(scale.hall.voices[member].id for member in members)
    return Draft(ids, "group", round(mean, 4), tell_group(scale.hall, members))


def _wish(scale: Scale, one: int, other: int) -> str:
    """Whose wish it is; "" where it is nobody's."""
    asking = [scale.hall.voices[asks].name for asks, has in ((one, other), (other, one)) if scale.wishes[asks, has] > 0]
    return f"Gesprächswunsch von {' und '.join(asking)}." if asking else ""


def _known(scale: Scale, one: int, other: int) -> str:
    """That the two have met before; what came of it is nobody's business here."""
    delegations = frozenset(scale.hall.voices[at].registration.entry.delegation for at in (one, other))
    met = scale.met.get(delegations)
    return f"Sie kennen sich: „{met.event}“." if met else ""


def _at(pair: Pair, places: Mapping[str, int]) -> tuple[int, ...]:
    """Where its people stand; nothing where one of them does not attend."""
    if any(person not in places for person in pair.people):
        return ()
    return tuple(sorted(places[person] for person in pair.people))


def _counts(places: Iterable[str], meetings: Iterable[tuple[str, ...]]) -> dict[str, int]:
    counts = dict.fromkeys(places, 0)
    for people in meetings:
        for person in people:
            if person in counts:
                counts[person] += 1
    return counts


def _places_left(voice: Voice, event: Arrangement, counts: Mapping[str, int]) -> int:
    return capacity(voice.registration, event) - counts[voice.id] if voice.id in counts else 0


def _why(scale: Scale, event: Arrangement, at: int, free: NDArray[np.bool_]) -> str:
    """Why somebody has no pair; `free`: who could still take one."""
    voice, fits = scale.hall.voices[at], scale.affinity.scores[at]
    if not capacity(voice.registration, event):
        return "Ist in keiner Runde frei."
    if voice.question is None and not len(voice.rows):
        return "Hat weder Anliegen noch Angebot genannt, und im Index steht nichts."
    if (scale.worth[at] > 0).any():
        open_ones = (scale.worth[at] > 0) & free
        return "Passende Gegenüber sind noch frei." if open_ones.any() else "Alle, die passen, sind ausgebucht."
    if (fits >= borders(scale.hall).enough).any():
        return "Wer passt, ist durch die Regeln oder einen Wunsch ausgeschlossen."
    return "Niemand unter den Teilnehmern passt zu Anliegen oder Angebot."

"""Peers are municipalities: ranked practices are folded to the places that people can call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from matcher.order import ordered
from matcher.ranking import Ranked
from matcher.weights import WEIGHTS, Weights

EVIDENCE = 3
"""Practices that speak for one place: more is a list of publications, not a reason to call."""

HALVED = 0.5
"""What the third practice of a place adds against the second: experience counts, mass does not."""

FOLDED = 50
"""Practices, best first, that may bring a place into the list."""


@dataclass(frozen=True)
class Participant:
    """A municipality or district of a practice; a group that the register does not know has no key."""

    name: str
    key: str | None


@dataclass(frozen=True)
class Peer:
    """A place and the practices that speak for it, the leading one first; `also` counts others who share that one."""

    place: Participant
    lead: Ranked
    evidence: tuple[Ranked, ...]
    score: float
    also: int


Like = Callable[[Participant], float]
"""How like the sender a place is, 0 to 1; 0.5 where nothing is known."""


Joined = Mapping[str, Sequence[Participant]]
"""The participants of each practice, by record id."""


def fold(practices: Sequence[Ranked], joined: Joined, like: Like, weights: Weights = WEIGHTS) -> tuple[Peer, ...]:
    """One place per practice, the participant most like the sender; a place that has its practice gathers the others.

    So no practice leads twice, and no place stands twice.
    """
    chosen = practices[:FOLDED]
    leads = _leads(chosen, joined, like)
    evidence = {place: _evidence(place, lead, chosen, joined) for place, lead in leads.items()}
    peers = [
        Peer(place, lead, evidence[place], _score(evidence[place], like(place), weights), len(joined[lead.id]) - 1)
        for place, lead in leads.items()
    ]
    names = [peer.place.key or peer.place.name for peer in peers]
    return tuple(peers[at] for at in ordered(names, [peer.score for peer in peers]))


def _leads(practices: Sequence[Ranked], joined: Joined, like: Like) -> dict[Participant, Ranked]:
    leads: dict[Participant, Ranked] = {}
    for practice in practices:
        free = [place for place in joined.get(practice.id, ()) if place not in leads]
        if free:
            leads[max(free, key=like)] = practice
    return leads


def _evidence(place: Participant, lead: Ranked, practices: Sequence[Ranked], joined: Joined) -> tuple[Ranked, ...]:
    others = (other for other in practices if other.id != lead.id and place in joined.get(other.id, ()))
    return lead, *islice(others, EVIDENCE - 1)


def _score(evidence: Sequence[Ranked], like: float, weights: Weights) -> float:
    """The lead counts whole, each further practice less; a place like the sender stands above an equal one."""
    shares = (1.0, *(weights.further.value * HALVED**place for place in range(EVIDENCE - 1)))
    score = sum(share * practice.score for share, practice in zip(shares, evidence, strict=False))
    return score * (1 + weights.likeness.value * (like - 0.5))

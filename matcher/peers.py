"""Peers are municipalities: ranked practices are folded to the places that people can call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matcher.order import ordered
from matcher.ranking import Ranked

EVIDENCE = 3
"""Practices that speak for one place: more is a list of publications, not a reason to call."""

FURTHER = (0.1, 0.05)
"""What the second and third practice of a place add, as shares of their scores: experience counts, mass does not."""

LIKE = 0.1
"""How much the score of a place rises or falls between a place just like the sender and one quite different."""

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


def fold(practices: Sequence[Ranked], joined: Mapping[str, Sequence[Participant]], like: Like) -> tuple[Peer, ...]:
    """One place per practice, the participant most like the sender; a place that has its practice gathers the others.

    `joined` maps a record id to the participants. So no practice leads twice, and no place stands twice.
    """
    chosen = practices[:FOLDED]
    leads = _leads(chosen, joined, like)
    peers = [_peer(place, lead, chosen, joined, like(place)) for place, lead in leads.items()]
    names = [peer.place.key or peer.place.name for peer in peers]
    return tuple(peers[at] for at in ordered(names, [peer.score for peer in peers]))


def _leads(
    practices: Sequence[Ranked], joined: Mapping[str, Sequence[Participant]], like: Like
) -> dict[Participant, Ranked]:
    leads: dict[Participant, Ranked] = {}
    for practice in practices:
        free = [place for place in joined.get(practice.id, ()) if place not in leads]
        if free:
            leads[max(free, key=like)] = practice
    return leads


def _peer(
    place: Participant,
    lead: Ranked,
    practices: Sequence[Ranked],
    joined: Mapping[str, Sequence[Participant]],
    like: float,
) -> Peer:
    others = [other for other in practices if other.id != lead.id and place in joined.get(other.id, ())]
    further = others[: EVIDENCE - 1]
    score = lead.score + sum(share * other.score for share, other in zip(FURTHER, further, strict=False))
    score *= 1 + LIKE * (like - 0.5)
    return Peer(place, lead, (lead, *further), score, len(joined[lead.id]) - 1)

"""Which pairs are proposed: many good ones, or something for everybody, and never more than fit.

A greedy choice with falling worth: for "everybody" the first meeting of a participant counts most, each further one
less. Such a choice keeps at least half of the best possible sum (Nemhauser et al. 1978 for falling worth). Whoever is
then without a meeting although a partner would fit gets the place of somebody who has others.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from matcher.events.arrangement import Goal

FALLING = 0.5
"""What each further meeting of a participant counts against the one before, when everybody shall get something."""

FIRST_OF_ALL = 10.0
"""A participant's first meeting, and the fewest they asked for, outweigh any score."""

Scores = NDArray[np.float32]
Edge = tuple[int, int]


@dataclass(frozen=True)
class Room:
    """How much there is to give: the most and the fewest meetings of each participant, and of all together."""

    most: tuple[int, ...]
    fewest: tuple[int, ...]
    meetings: int


def choose(scores: Scores, room: Room, goal: Goal, kept: Sequence[tuple[int, ...]] = ()) -> list[Edge]:
    """The pairs to propose beside those (and the groups) `kept`, best first; a score of 0: two cannot meet.

    `scores` is symmetric.
    """
    ones, others = np.nonzero(np.triu(scores, 1))
    had = {edge for people in kept for edge in combinations(sorted(people), 2)}
    edges = [edge for edge in zip(ones.tolist(), others.tolist(), strict=True) if edge not in had]
    choice = _Choice(scores, room, goal, kept)
    choice.fill(edges)
    if goal == "everybody":
        choice.reach(edges)
    return choice.chosen


class _Choice:
    def __init__(self, scores: Scores, room: Room, goal: Goal, kept: Sequence[tuple[int, ...]]) -> None:
        self._scores, self._room, self._goal = scores, room, goal
        self._count = [0] * len(room.most)
        self._left = room.meetings
        self.chosen: list[Edge] = []
        for people in kept:
            self._book(people, 1)

    def fill(self, edges: Iterable[Edge]) -> None:
        """Take the pair that is worth most, again and again; worth only falls, so a place in the heap is a bound."""
        heap = [(-self._worth(edge), edge) for edge in edges]
        heapq.heapify(heap)
        while heap and self._left > 0:
            before, edge = heap[0]
            if not self._fits(edge):
                heapq.heappop(heap)
            elif (now := -self._worth(edge)) > before:
                heapq.heapreplace(heap, (now, edge))
            else:
                heapq.heappop(heap)
                self._take(edge)

    def reach(self, edges: Sequence[Edge]) -> None:
        """Give everybody without a meeting the place of somebody who has more than one."""
        partners: dict[int, list[int]] = {}
        for one, other in edges:
            partners.setdefault(one, []).append(other)
            partners.setdefault(other, []).append(one)
        for person in sorted(partners, key=lambda person: len(partners[person])):
            if not self._count[person] and self._room.most[person]:
                self._squeeze_in(person, partners[person])

    def _squeeze_in(self, person: int, partners: Sequence[int]) -> None:
        for partner in sorted(partners, key=lambda partner: -self._scores[person, partner]):
            given = (
                self._weakest(partner) if not self._free(partner) else self._weakest(None) if self._left < 1 else None
            )
            if self._free(partner) and self._left > 0:
                self._take(_edge(person, partner))
                return
            if given is not None:
                self._give_up(given)
                self._take(_edge(person, partner))
                return

    def _weakest(self, partner: int | None) -> Edge | None:
        """The pair of least score that leaves nobody without a meeting: one of this partner's, or any."""
        spare = [edge for edge in self.chosen if partner in (None, *edge) and self._can_spare(edge, partner)]
        return min(spare, key=lambda edge: self._scores[edge], default=None)

    def _can_spare(self, edge: Edge, partner: int | None) -> bool:
        return all(self._count[person] > max(1, self._room.fewest[person]) for person in edge if person != partner)

    def _worth(self, edge: Edge) -> float:
        score = float(self._scores[edge])
        return score if self._goal == "best" else sum(self._share(person, score) for person in edge)

    def _share(self, person: int, score: float) -> float:
        count = self._count[person]
        if count < max(1, self._room.fewest[person]):
            return FIRST_OF_ALL + score
        falling: float = score * FALLING**count
        return falling

    def _fits(self, edge: Edge) -> bool:
        return self._left > 0 and all(self._free(person) for person in edge)

    def _free(self, person: int) -> bool:
        return self._count[person] < self._room.most[person]

    def _take(self, edge: Edge) -> None:
        self.chosen.append(edge)
        self._book(edge, 1)

    def _give_up(self, edge: Edge) -> None:
        self.chosen.remove(edge)
        self._book(edge, -1)

    def _book(self, people: Iterable[int], times: int) -> None:
        for person in people:
            self._count[person] += times
        self._left -= times


def _edge(one: int, other: int) -> Edge:
    return (min(one, other), max(one, other))

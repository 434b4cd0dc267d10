"""Pairs are chosen within everybody's room; the goal decides between many good ones and something for everybody."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.events.choosing import Edge, Room, choose


@st.composite
def crowds(draw: st.DrawFn) -> tuple[np.ndarray, Room]:
    """Symmetric scores of up to seven people, many of them 0, and some room."""
    count = draw(st.integers(2, 7))
    scores = np.zeros((count, count), np.float32)
    for one, other in combinations(range(count), 2):
        scores[one, other] = scores[other, one] = draw(st.sampled_from([0.0, 0.0, 0.2, 0.5, 0.8, 1.0]))
    most = tuple(draw(st.integers(0, 3)) for _ in range(count))
    fewest = tuple(draw(st.integers(0, top)) for top in most)
    return scores, Room(most, fewest, draw(st.integers(0, 12)))


def counts(edges: list[Edge], people: int) -> list[int]:
    return [sum(person in edge for edge in edges) for person in range(people)]


@given(crowds(), st.sampled_from(["best", "everybody"]))
def test_nobody_gets_more_than_they_can_take(crowd: tuple[np.ndarray, Room], goal: str) -> None:
    scores, room = crowd
    edges = choose(scores, room, goal)  # type: ignore[arg-type]  # one of the two goals
    assert len(edges) == len(set(edges)) <= room.meetings
    assert all(scores[edge] > 0 for edge in edges)
    assert all(count <= most for count, most in zip(counts(edges, len(scores)), room.most, strict=True))


@given(crowds())
def test_no_pair_is_left_out_for_which_there_is_room(crowd: tuple[np.ndarray, Room]) -> None:
    scores, room = crowd
    edges = choose(scores, room, "best")
    had = counts(edges, len(scores))
    for one, other in combinations(range(len(scores)), 2):
        free = had[one] < room.most[one] and had[other] < room.most[other] and len(edges) < room.meetings
        assert not (scores[one, other] > 0 and (one, other) not in edges and free)


@given(crowds())
def test_the_best_fit_is_at_least_half_of_what_is_possible(crowd: tuple[np.ndarray, Room]) -> None:
    scores, room = crowd
    possible = [edge for edge in combinations(range(len(scores)), 2) if scores[edge] > 0][:9]
    only = np.zeros_like(scores)
    for one, other in possible:
        only[one, other] = only[other, one] = scores[one, other]
    optimum = max(
        sum(float(only[edge]) for edge in some)
        for size in range(min(len(possible), room.meetings) + 1)
        for some in combinations(possible, size)
        if all(count <= most for count, most in zip(counts(list(some), len(scores)), room.most, strict=True))
    )
    assert 2 * sum(float(only[edge]) for edge in choose(only, room, "best")) >= optimum - 1e-6


def test_a_popular_provider_is_shared() -> None:
    """Two could meet only the one who is full with somebody who has others."""
    scores = np.zeros((4, 4), np.float32)
    for one, other, score in ((0, 1, 1.0), (1, 2, 0.9), (0, 3, 0.3)):
        scores[one, other] = scores[other, one] = score
    edges = choose(scores, Room((1, 2, 2, 2), (0, 0, 0, 0), 10), "everybody")
    assert set(edges) == {(1, 2), (0, 3)}


def test_with_everybody_in_mind_fewer_go_without() -> None:
    scores = np.full((8, 8), 0.2, np.float32)
    scores[:3, :3] = 1.0
    np.fill_diagonal(scores, 0.0)
    room = Room((3,) * 8, (0,) * 8, 6)
    best, shared = choose(scores, room, "best"), choose(scores, room, "everybody")
    assert counts(best, 8).count(0) > counts(shared, 8).count(0) == 0


def test_what_is_kept_takes_room_and_is_not_proposed_again() -> None:
    scores = np.ones((3, 3), np.float32)
    np.fill_diagonal(scores, 0.0)
    assert choose(scores, Room((1, 1, 1), (0, 0, 0), 5), "best", kept=[(0, 1)]) == []
    assert choose(scores, Room((2, 2, 2), (0, 0, 0), 5), "best", kept=[(0, 1, 2)]) == []


def test_whoever_asked_for_more_than_one_gets_them_first() -> None:
    scores = np.full((4, 4), 0.5, np.float32)
    np.fill_diagonal(scores, 0.0)
    edges = choose(scores, Room((3, 3, 3, 3), (3, 0, 0, 0), 3), "everybody")
    assert counts(edges, 4)[0] == 3

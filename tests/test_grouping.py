"""Group tables: members look for the same, tables are neither too small nor too large, nobody meets twice."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.events.grouping import group


@given(st.integers(2, 12), st.randoms(use_true_random=False), st.integers(0, 3))
def test_every_table_keeps_the_rules(count: int, random: object, seats: int) -> None:
    alike = np.zeros((count, count), np.float32)
    for one, other in combinations(range(count), 2):
        alike[one, other] = alike[other, one] = random.choice([0.0, 0.3, 0.6, 0.9])  # type: ignore[attr-defined]  # hypothesis' random
    groups = group(alike, 0.5, (3, 5), [seats] * count)
    met = [pair for members in groups for pair in combinations(members, 2)]
    assert all(3 <= len(members) <= 5 for members in groups)
    assert all(alike[pair] >= 0.5 for pair in met)
    assert len(met) == len(set(met))
    assert all(sum(person in members for members in groups) <= seats for person in range(count))


def test_three_with_the_same_need_sit_together_and_a_fourth_does_not() -> None:
    alike = np.zeros((4, 4), np.float32)
    alike[:3, :3] = 0.9
    np.fill_diagonal(alike, 0.0)
    assert group(alike, 0.5, (3, 6), [2] * 4) == [(0, 1, 2)]


def test_one_who_is_tied_to_two_strangers_does_not_hide_a_table() -> None:
    alike = np.zeros((5, 5), np.float32)
    alike[0, 1] = alike[1, 0] = 1.0
    for one, other in combinations((2, 3, 4), 2):
        alike[one, other] = alike[other, one] = 0.5
    assert group(alike, 0.5, (3, 6), [1] * 5) == [(2, 3, 4)]

"""Figures of evenness that can be checked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.events.fairness import fairness

COUNTS = st.lists(st.integers(0, 20), min_size=1, max_size=40)


@given(COUNTS)
def test_gini_is_the_mean_difference_of_all_pairs(counts: list[int]) -> None:
    mean = sum(counts) / len(counts)
    apart = sum(abs(one - other) for one in counts for other in counts) / len(counts) ** 2
    assert fairness(counts).gini == pytest.approx(apart / (2 * mean) if mean else 0.0, abs=1e-9)


@given(COUNTS)
def test_the_other_figures_are_as_their_names_say(counts: list[int]) -> None:
    found = fairness(counts)
    assert (found.participants, found.least, found.most) == (len(counts), min(counts), max(counts))
    assert found.without_share == counts.count(0) / len(counts)
    assert found.least <= found.median <= found.most


def test_nobody_is_no_fault() -> None:
    assert fairness([]).without_share == 0

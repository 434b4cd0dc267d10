"""The network's parts against their plain definitions."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.meaning.transformer import Norm, gelu


@given(st.lists(st.floats(-30, 30, width=32), min_size=1, max_size=20))
def test_gelu_is_x_times_the_normal_distribution(numbers: list[float]) -> None:
    expected = [x * (1 + math.erf(x / math.sqrt(2))) / 2 for x in numbers]
    assert np.allclose(gelu(np.array([numbers], np.float32)), expected, atol=5e-4)


@given(st.integers(0, 2**32 - 1))
def test_a_normed_row_has_mean_and_spread_of_the_weights(seed: int) -> None:
    rows = np.random.default_rng(seed).normal(5, 3, (4, 64)).astype(np.float32)
    normed = Norm(np.full(64, 2, np.float32), np.full(64, 1, np.float32), 1e-12)(rows)
    assert np.allclose(normed.mean(axis=1), 1, atol=1e-4)
    assert np.allclose(normed.std(axis=1), 2, atol=1e-3)

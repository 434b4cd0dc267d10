from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from matcher.order import SAME, ordered

SCORES = st.lists(st.floats(0.001, 100), min_size=1, max_size=30)


@given(SCORES)
def test_better_stands_before_worse_wherever_they_differ_enough(scores: list[float]) -> None:
    ids = [f"p{place:03}" for place in range(len(scores))]
    out = [scores[place] for place in ordered(ids, scores)]
    assert sorted(out) == sorted(scores)
    tolerance = SAME * max(scores) * len(scores)
    assert all(first >= second - tolerance for first, second in pairwise(out))


@given(SCORES, st.randoms())
def test_noise_below_the_tolerance_does_not_change_the_order(scores: list[float], random) -> None:
    """Two engines that add up the same numbers in another order agree, as long as real gaps are wide enough."""
    apart = [round(score) + 1.0 for score in scores]
    ids = [f"p{place:03}" for place in range(len(apart))]
    noisy = [score * (1 + random.uniform(-1e-7, 1e-7)) for score in apart]
    assert ordered(ids, apart) == ordered(ids, noisy)


def test_equal_scores_fall_to_the_smaller_id() -> None:
    assert ordered(["b", "a", "c"], [1.0, 1.0, 2.0]) == [2, 1, 0]

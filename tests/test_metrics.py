from tests.bench.metrics import mean, ndcg, recall, reciprocal_rank

GRADES = {"a": 3, "b": 1}


def test_the_ideal_order_is_one() -> None:
    assert ndcg(["a", "b", "c"], GRADES) == 1.0


def test_a_later_place_costs() -> None:
    assert ndcg(["c", "a", "b"], GRADES) < ndcg(["b", "a"], GRADES) < 1.0


def test_what_is_not_found_counts_nothing() -> None:
    assert ndcg([], GRADES) == 0.0
    assert reciprocal_rank(["c"], GRADES) == 0.0


def test_the_first_relevant_place_is_what_counts() -> None:
    assert reciprocal_rank(["c", "b", "a"], GRADES) == 0.5


def test_recall_is_a_share_of_the_relevant() -> None:
    assert recall(["a", "c"], GRADES, 10) == 0.5


def test_the_mean_of_nothing_is_zero() -> None:
    assert mean([]) == 0.0

from dataclasses import fields, replace

from matcher.weights import WEIGHTS, Weights
from tests.bench.ablation import CAP, FULL, GROUPS, Bench, markdown, table


class Counting(Bench):
    """Its figures are the sum of the weights that are on."""

    def figures(self, weights: Weights) -> dict[str, float]:
        return {"P": sum(getattr(weights, field.name).value for field in fields(weights)), "O": 1.0}

    def uncapped(self) -> dict[str, float]:
        return {"O": 0.5}


def test_each_component_is_switched_off_alone_and_those_that_belong_together() -> None:
    rows = dict(table(Counting(None, (), {}, {})))  # type: ignore[arg-type]  # it looks at none of them
    assert rows.keys() == {FULL, CAP, *GROUPS, *(field.name for field in fields(Weights))}
    for field in fields(Weights):
        lost = rows[FULL]["P"] - rows[field.name]["P"]
        assert abs(lost - getattr(WEIGHTS, field.name).value) < 1e-9


def test_the_table_shows_what_is_lost() -> None:
    rows = {FULL: {"P": 0.5, "O": 0.7}, "meaning": {"P": 0.41, "O": 0.71}}
    lines = list(markdown(rows.items()))
    assert lines[2] == f"| nothing ({FULL}) | 0.500 | 0.700 |"
    assert lines[3] == "| meaning | -0.090 | +0.010 |"


def test_what_is_off_weighs_nothing() -> None:
    off = WEIGHTS.without(*(field.name for field in fields(Weights)))
    assert all(getattr(off, field.name).value == 0 for field in fields(Weights))
    assert replace(off, title=WEIGHTS.title).title.value == WEIGHTS.title.value

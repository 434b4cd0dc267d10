import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import reindex
from indexer.errors import GateRefused
from matcher.evaluation import History, drops, ndcg
from webui.opening import Opened

GRADES = {"a": 3, "b": 1}


def test_the_ideal_order_is_one() -> None:
    assert ndcg(["a", "b", "c"], GRADES, 5) == 1.0


def test_a_later_place_costs() -> None:
    assert 0 < ndcg(["c", "a", "b"], GRADES, 5) < ndcg(["b", "a"], GRADES, 5) < 1.0


@given(st.permutations("abcdef"), st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3)))
def test_the_figure_lies_between_nothing_and_all(ranked: list[str], grades: dict[str, int]) -> None:
    assert 0.0 <= ndcg(ranked, grades, 5) <= 1.0 + 1e-9


def test_only_what_falls_further_than_it_may_is_told() -> None:
    assert list(drops({"practice@10": 0.6, "need@10": 0.8}, {"practice@10": 0.58, "need@10": 0.7}, 0.03)) == [
        "Bedarfe werden schlechter gefunden als bisher (nDCG@10 0.700 statt 0.800)."
    ]


def test_every_reindex_that_passes_is_in_the_history(own: Opened) -> None:
    history = History(own.database).latest()
    assert [each.voices for each in history] == ["words"]
    assert set(history[0].figures) == {f"{kind}@{cut}" for kind in ("practice", "offering", "need") for cut in (5, 10)}


def test_the_demonstration_is_found_well(own: Opened) -> None:
    found = own.service.evaluate()
    assert found.figures == pytest.approx(History(own.database).latest(2)[1].figures)
    assert found.figures["practice@10"] > 0.5


def test_an_index_that_ranks_worse_stays_outside(own: Opened) -> None:
    judgements = own.service.judgements
    asked = judgements.add("Laternen brennen die ganze Nacht", None)
    judgements.grade(asked, {"p004": 3})
    first = own.service.evaluate()
    better = dict.fromkeys(first.figures, 1.0)
    History(own.database).keep(type(first)(**(vars(first) | {"figures": better | {"practice@10": 2.0}})))
    with pytest.raises(GateRefused, match="Praxisbeispiele werden schlechter gefunden"):
        reindex(own.job)

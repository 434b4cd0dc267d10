from hypothesis import given
from hypothesis import strategies as st

from matcher.neutrality import MOST_EACH, capped


def test_a_third_offering_of_a_provider_gives_way() -> None:
    hits = [("a", "Firma"), ("b", "FIRMA "), ("c", "firma"), ("d", "Andere")]
    assert [id for id, _ in capped(hits, lambda hit: hit[1])] == ["a", "b", "d"]


@given(st.lists(st.sampled_from(["", "A", "B", "C"])))
def test_the_order_stays_and_nobody_has_more_than_allowed(providers: list[str]) -> None:
    numbered = list(enumerate(providers))
    kept = list(capped(numbered, lambda hit: hit[1]))
    assert kept == sorted(kept)
    assert all(sum(name == provider for _, name in kept) <= MOST_EACH for provider in "ABC")
    assert sum(name == "" for _, name in kept) == providers.count("")

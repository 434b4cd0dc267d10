"""What the addresses of the pages say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from matcher import Wanted
from webui import addresses
from webui.addresses import Chosen
from webui.limits import LAST_PAGE, TOPICS_IN_ADDRESS

TOPICS = st.lists(st.text("abc", min_size=1, max_size=3), unique=True, max_size=5)


@given(st.text())
def test_any_page_number_is_a_page(text: str) -> None:
    assert 1 <= addresses.page_number(MultiDict({"seite": text})) <= LAST_PAGE


def test_page_numbers_are_read() -> None:
    assert [addresses.page_number(MultiDict({"seite": text})) for text in ("3", "0", "-1", "²", "x")] == [3, 1, 1, 1, 1]


@given(TOPICS, TOPICS, st.text("abc", min_size=1, max_size=3))
def test_a_topic_is_taken_out_or_added_never_both(without: list[str], extra: list[str], topic: str) -> None:
    chosen = Chosen.read(MultiDict([("ohne", each) for each in without] + [("mit", each) for each in extra]))
    gone, added = chosen.removing(topic), chosen.adding(topic)
    assert topic in gone.without
    assert topic not in gone.extra
    assert topic in added.extra
    assert topic not in added.without


@given(TOPICS, TOPICS)
def test_an_address_says_what_it_was_made_of(without: list[str], extra: list[str]) -> None:
    chosen = Chosen.read(MultiDict([("ohne", each) for each in without] + [("mit", each) for each in extra]))
    pairs = [(name, value) for name, values in chosen.params().items() if isinstance(values, list) for value in values]
    assert Chosen.read(MultiDict(pairs)) == chosen


def test_a_flood_of_topics_is_cut() -> None:
    flood = MultiDict([("ohne", f"t{number}") for number in range(1000)])
    assert len(Chosen.read(flood).without) == TOPICS_IN_ADDRESS


def test_facets_are_read_and_unknown_parameters_passed_over() -> None:
    given_ = MultiDict([("q", " Starkregen "), ("art", "need"), ("art", "practice"), ("stand", ""), ("x", "y")])
    assert addresses.read_wanted(given_) == Wanted("Starkregen", {"art": ("need", "practice")}, 1)


def test_taking_a_filter_away_starts_at_the_first_page() -> None:
    wanted = Wanted("Bach", {"art": ("need", "practice")}, 3)
    assert addresses.unticked(wanted, "art", "need") == {"q": "Bach", "art": ["practice"]}
    assert addresses.cleared(wanted) == {"q": "Bach"}
    assert addresses.on_page(wanted, 4) == {"q": "Bach", "art": ["need", "practice"], "seite": 4}

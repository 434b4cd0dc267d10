"""Documents and tokens are made fit once, for both engines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.intake import MOST_CLAUSES, SENTINEL, TOKEN_LENGTH, clauses, cut, prepared
from indexer.engines.query import Words
from indexer.errors import BulkFailed
from indexer.mapping import Mapping

MAPPING = Mapping.load()


def test_every_scored_field_ends_with_the_sentinel_even_an_empty_one():
    ready = prepared(MAPPING, "r1", {"alles": "haus baum"})
    assert ready["alles"] == f"haus baum {SENTINEL}"
    assert {ready[name] for name in MAPPING.scored_fields if name != "alles"} == {SENTINEL}
    assert set(ready) == {"id", *MAPPING.scored_fields}


def test_the_id_is_the_key_and_nothing_else():
    assert prepared(MAPPING, "r1", {"id": "anders"})["id"] == "r1"


def test_keywords_lose_doubles_and_keep_their_order():
    assert prepared(MAPPING, "r1", {"topic": ["b", "a", "b"], "kind": "need"})["topic"] == ["b", "a"]


def test_numbers_come_as_lists_and_zero_is_a_number():
    ready = prepared(MAPPING, "r1", {"lat": 50, "lon": (8.5, 9), "changed": 0})
    assert (ready["lat"], ready["lon"], ready["changed"]) == ([50.0], [8.5, 9.0], [0.0])


def test_nothing_stays_nothing():
    empty = {"topic": [], "kind": None, "land": "", "lat": None, "folge": " ", "roh": ""}
    assert set(prepared(MAPPING, "r1", empty)) == {"id", *MAPPING.scored_fields}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"neu": "x"}, "neu steht nicht"),
        ({"alles": ["haus"]}, "alles ist kein Text"),
        ({"topic": [1]}, "topic ist kein Text"),
        ({"lat": "50"}, "lat ist keine Zahl"),
        ({"lat": True}, "lat ist keine Zahl"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(fields, why):
    with pytest.raises(BulkFailed, match=why):
        prepared(MAPPING, "r1", fields)


@given(st.text())
def test_tokens_hold_no_white_space_of_any_kind_and_are_never_too_long(text):
    tokens = prepared(MAPPING, "r1", {"alles": text})["alles"].split(" ")
    assert all(0 < len(token) <= TOKEN_LENGTH and not any(sign.isspace() for sign in token) for token in tokens)
    assert [cut(token) for token in text.split()] == tokens[:-1]


@given(st.text(st.characters(), max_size=300))
def test_a_cut_token_can_always_be_written_as_utf8_and_cutting_again_changes_nothing(token):
    assert len(cut(token).encode("utf-8")) <= 4 * TOKEN_LENGTH
    assert cut(cut(token)) == cut(token)


def test_weights_of_a_token_add_up_within_a_field():
    words = (Words("alles", (("haus", 1.0), ("haus", 0.5)), 2.0), Words("titel", (("haus", 1.0),)))
    assert clauses(words) == [("alles", "haus", 3.0), ("titel", "haus", 1.0)]


def test_of_too_many_tokens_the_heaviest_stay():
    tokens = tuple((f"t{number}", float(number)) for number in range(MOST_CLAUSES + 500))
    kept = clauses([Words("alles", tokens)])
    assert len(kept) == MOST_CLAUSES
    assert min(weight for _, _, weight in kept) == 500

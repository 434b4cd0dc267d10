"""Two records side by side: what only one of them says is marked, and nothing is lost or added."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer import Record, record_from
from matcher.answers import Snippet
from matcher.desk import compared, differences
from tests.workshop import practice

LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=6)
TEXTS = st.lists(LETTERS, max_size=12).map(" ".join)


def record(id_: str, title: str = "Pegel messen", **more: object) -> Record:
    return record_from(practice(id_, title, **more))


def said(snippet: Snippet) -> str:
    return "".join(text for text, _ in snippet.parts)


def marked(snippet: Snippet) -> list[str]:
    return [text for text, own in snippet.parts if own]


def test_the_words_that_only_one_side_has_are_marked() -> None:
    fields, equal = compared(
        record("p1", summary="Sensoren messen den Pegel am Bach."),
        record("p2", summary="Sensoren messen jeden Pegel am Bach."),
    )
    assert [(each.field, marked(each.one), marked(each.other)) for each in fields] == [
        ("Kurzbeschreibung", ["den"], ["jeden"])
    ]
    assert "Titel" in equal
    assert "Kennung" not in equal


def test_of_lists_whole_items_are_marked() -> None:
    fields, _ = compared(
        record("p1", municipalities=["Bad Vilbel", "Lollar"]), record("p2", municipalities=["Bad Nauheim", "Lollar"])
    )
    assert [(marked(each.one), marked(each.other)) for each in fields] == [(["Bad Vilbel;"], ["Bad Nauheim;"])]


def test_two_different_texts_are_not_marked_all_over() -> None:
    fields, _ = compared(record("p1", "Laternen dimmen in der Nacht"), record("p2", "Freibad zählt Gäste am Tor"))
    assert [(marked(each.one), marked(each.other)) for each in fields] == [([], [])]


def test_a_field_that_one_side_leaves_empty_differs() -> None:
    fields, _ = compared(record("p1", result="Es wirkt."), record("p2"))
    assert [(each.field, said(each.one), each.other.parts) for each in fields] == [("Ergebnis", "Es wirkt.", ())]


@given(TEXTS, TEXTS)
def test_nothing_is_lost_and_the_unmarked_words_are_common(first: str, second: str) -> None:
    one, other = record("p1", result=first), record("p2", result=second)
    for each in compared(one, other)[0]:
        assert said(each.one) == one.result
        assert said(each.other) == other.result
    assert [each.field for each in differences(one, other)] == ["Kennung", "Ergebnis"][
        : 1 + (one.result != other.result)
    ]

"""German wording of plain values."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import Snippet
from webui import wording


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024-07-17", "17. Juli 2024"),
        ("2024-08", "August 2024"),
        ("2025", "2025"),
        (None, ""),
        (date(2026, 12, 8), "8. Dezember 2026"),
        ("2024-13", "2024-13"),
        ("Frühjahr", "Frühjahr"),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(value: date | str | None, words: str) -> None:
    assert wording.day(value) == words


def test_a_moment_is_told_in_the_time_of_hessen() -> None:
    assert wording.moment(datetime(2025, 7, 7, 2, 10, tzinfo=UTC)) == "Montag, 7. Juli 2025, 04:10 Uhr"


def test_numbers_are_german() -> None:
    assert wording.number(1_234_567) == "1.234.567"
    assert wording.number(133.61) == "133,6"
    assert wording.euro(828_000) == "828.000\N{NO-BREAK SPACE}€"
    assert wording.decimal(0.25) == "0,25"


def test_one_is_singular() -> None:
    assert wording.count(1, "Kommune, die es gemacht hat") == "1 Kommune, die es gemacht hat"
    assert wording.count(12, "Kommune, die es gemacht hat") == "12 Kommunen, die es gemacht haben"
    assert wording.companions(1) == "mit einer weiteren Kommune"
    assert wording.companions(15) == "mit 15 weiteren Kommunen"
    assert (wording.further(1), wording.further(2)) == ("ein weiterer Eintrag", "2 weitere Einträge")


def test_a_span_of_years_tells_what_is_known() -> None:
    told = [wording.span(2021, 2024), wording.span(2021, 2021), wording.span(2021, None), wording.span(None, 2024)]
    assert told == ["2021 bis 2024", "2021", "seit 2021", "bis 2024"]
    assert wording.span(None, None) == ""


def test_an_enumeration_ends_with_und() -> None:
    assert wording.enumeration(["Bach", "Pegel", "App"]) == "Bach, Pegel und App"
    assert (wording.enumeration(["Bach"]), wording.enumeration([])) == ("Bach", "")


def test_a_host_stands_for_an_address() -> None:
    assert wording.host("https://www.hanau.de/a?b=c") == "hanau.de"


def pieces(word: str) -> tuple[str, ...]:
    return {"Starkregenfrühalarmsystem": ("Starkregen", "früh", "alarm", "system")}.get(word, (word + "!",))


def test_a_long_compound_may_break_at_its_joints() -> None:
    soften = wording.softener(pieces)
    assert soften("Ein Starkregenfrühalarmsystem") == "Ein Starkregen\u00adfrüh\u00adalarm\u00adsystem"


@given(st.text())
def test_softening_changes_nothing_but_hyphens(text: str) -> None:
    clean = text.replace(wording.SOFT_HYPHEN, "")
    assert wording.softener(lambda word: (word[:5], word[5:]))(clean).replace(wording.SOFT_HYPHEN, "") == clean
    assert wording.softener(pieces)(clean) in {clean, clean.replace("Starkregenfrühalarmsystem", "")}


@given(st.lists(st.tuples(st.text(), st.booleans())))
def test_marks_are_put_around_escaped_text(parts: list[tuple[str, bool]]) -> None:
    html = str(wording.marked(Snippet(tuple(parts))))
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert ">" not in bare
    assert html.count("<mark>") == sum(found for _, found in parts)

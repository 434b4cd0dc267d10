import math

import pytest

from matcher.levels import TWO_VOICES, WORDS_ALONE, Verdict, verdict_on
from matcher.ranking import Lists, Ranked


def hit(fit: float, meaning: float = math.nan, planned: bool = False) -> Ranked:
    return Ranked(0, "p1", fit, fit, fit, meaning, planned)


def test_a_high_fit_is_sehr_passend() -> None:
    assert Verdict(TWO_VOICES, "hits").level(hit(TWO_VOICES.very)) == "sehr passend"


def test_a_hit_that_meaning_contradicts_fits_in_part() -> None:
    assert Verdict(TWO_VOICES, "hits").level(hit(2.0, meaning=TWO_VOICES.agree - 0.01)) == "teilweise"
    assert Verdict(TWO_VOICES, "hits").level(hit(2.0, meaning=TWO_VOICES.agree + 0.01)) == "passend"
    assert Verdict(TWO_VOICES, "hits").level(hit(2.0, meaning=TWO_VOICES.very_agree)) == "sehr passend"


def test_a_plan_is_never_sehr_passend() -> None:
    assert Verdict(TWO_VOICES, "hits").level(hit(2.0, planned=True)) == "passend"


def test_below_the_border_a_hit_fits_in_part() -> None:
    assert Verdict(TWO_VOICES, "hits").level(hit(TWO_VOICES.good - 0.01)) == "teilweise"


@pytest.mark.parametrize("emptiness", ["weak", "none"])
def test_where_the_answer_is_weak_nothing_is_called_fitting(emptiness: str) -> None:
    assert Verdict(TWO_VOICES, emptiness).level(hit(2.0)) == "teilweise"  # type: ignore[arg-type]  # parametrized


def test_three_good_records_make_an_answer() -> None:
    assert verdict_on(Lists((hit(1),), (hit(1),), (hit(1),), True)).emptiness == "hits"


def test_one_lucky_record_makes_a_weak_answer() -> None:
    strength = TWO_VOICES.weak * 3 + 0.01
    assert verdict_on(Lists((hit(strength),), (), (), True)).emptiness == "weak"


def test_a_question_whose_words_nobody_knows_has_no_hits() -> None:
    hits = (hit(TWO_VOICES.hits + 0.01),)
    assert verdict_on(Lists(hits, hits, hits, True)).emptiness == "hits"
    assert verdict_on(Lists(hits, hits, hits, True, unknown=1.0)).emptiness != "hits"


def test_nothing_found_is_nothing() -> None:
    assert verdict_on(Lists()).emptiness == "none"


def test_words_alone_have_borders_of_their_own() -> None:
    assert verdict_on(Lists(two_voices=False)).borders is WORDS_ALONE
    assert verdict_on(Lists(two_voices=True)).borders is TWO_VOICES

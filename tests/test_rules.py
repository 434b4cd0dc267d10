from dataclasses import astuple

from matcher.levels import TWO_VOICES, WORDS_ALONE
from matcher.neutrality import MOST_EACH
from matcher.rules import comma, percent, rules


def test_the_levels_are_told_with_the_borders_that_hold() -> None:
    assert comma(TWO_VOICES.very) in rules(two_voices=True).levels[0].says
    assert comma(WORDS_ALONE.very) in rules(two_voices=False).levels[0].says


def test_the_share_of_a_provider_is_told() -> None:
    assert any(f"höchstens {MOST_EACH} Angebote" in rule.says for rule in rules(two_voices=True).providers)


def test_every_rule_is_a_sentence() -> None:
    for group in astuple(rules(two_voices=True)):
        for _, says in group:
            assert says.endswith(".")
            assert "{" not in says


def test_numbers_are_german() -> None:
    assert comma(0.25) == "0,25"
    assert percent(0.05) == "5\N{NO-BREAK SPACE}%"

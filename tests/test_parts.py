"""What a piece of a word can be in its place."""

from __future__ import annotations

import pytest

from indexer.language.lexicon import NEVER, Lexicon
from indexer.language.parts import NO_MODIFIER, Parts


@pytest.fixture(scope="module")
def parts(lexicon: Lexicon) -> Parts:
    return Parts(lexicon)


@pytest.mark.parametrize(
    ("piece", "base"),
    [
        ("straßen", "straße"),
        ("schul", "schule"),
        ("verwaltungs", "verwaltung"),
        ("zitronen", "zitrone"),
        ("sprach", "sprache"),
        ("lade", "laden"),
        ("akkretions", "akkretion"),
    ],
)
def test_a_modifier_is_a_form_of_a_dictionary_word(parts: Parts, piece: str, base: str) -> None:
    assert parts.modifier(piece).base == base


@pytest.mark.parametrize("piece", ["ver", "auf", "oder", "xqz", "weg"])
def test_prefixes_and_function_words_modify_nothing(parts: Parts, piece: str) -> None:
    assert parts.modifier(piece) == NO_MODIFIER


def test_a_suffix_may_only_stand_in_front(parts: Parts) -> None:
    assert parts.modifier("haft", first=True) != NO_MODIFIER
    assert parts.modifier("haft", first=False) == NO_MODIFIER


@pytest.mark.parametrize("piece", ["schutz", "genossenschaft", "weg", "auslesung", "entsorgung"])
def test_nouns_are_heads_even_if_only_their_verb_is_known(parts: Parts, piece: str) -> None:
    assert parts.head(piece) > NEVER


@pytest.mark.parametrize("piece", ["heit", "schaft", "lichen", "kommunalen", "attung", "gingen"])
def test_suffixes_adjectives_and_verbs_are_no_heads(parts: Parts, piece: str) -> None:
    assert parts.head(piece) == NEVER


@pytest.mark.parametrize("piece", ["neutral", "gerecht", "wirtschaftlich"])
def test_adjectives_join_nouns(parts: Parts, piece: str) -> None:
    assert parts.adjective(piece) > NEVER


@pytest.mark.parametrize("piece", ["voll", "lich", "haus"])
def test_nouns_and_suffixes_are_no_adjectives(parts: Parts, piece: str) -> None:
    assert parts.adjective(piece) == NEVER


@pytest.mark.parametrize(("word", "head", "town"), [("bernburg", "burg", True), ("weinberg", "berg", False)])
def test_a_town_has_no_plural(parts: Parts, word: str, head: str, town: bool) -> None:
    assert parts.is_town(word, head) is town

"""The many ways in which one word is written."""

from __future__ import annotations

import pytest

from indexer.language.lexicon import Lexicon
from indexer.language.spellings import (
    glued,
    is_abbreviation,
    plain,
    respellings,
    singular_of_abbreviation,
    without_gender,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Stra\u00dfen\u00adnetz", "Straßennetz"), ("Bu\u0308rger", "Bürger"), ("CO₂", "CO2"), ("ﬁnden", "finden")],
)
def test_typesetting_is_taken_off(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Bürger:innen", "Bürger"),
        ("Bürger*innen", "Bürger"),
        ("Bürger_innen", "Bürger"),
        ("Bürger/-innen", "Bürger"),
        ("Bürger/innen", "Bürger"),
        ("Bürger(innen)", "Bürger"),
        ("BürgerInnen", "Bürger"),
        ("BürgerIn", "Bürger"),
        ("Mitarbeiter:in", "Mitarbeiter"),
        ("Expert:innen", "Experte"),
        ("Kolleg*in", "Kollege"),
        ("Beschäftigte:r", "Beschäftigte"),
        ("Bürger:innenhaushalt", "Bürgerhaushalt"),
        ("LinkedIn", "LinkedIn"),
        ("Termin", "Termin"),
    ],
)
def test_gender_forms_become_the_plain_noun(lexicon: Lexicon, form: str, expected: str) -> None:
    assert without_gender(form, lexicon) == expected


@pytest.mark.parametrize("word", ["OZG", "ÖPNV", "KI", "KIs", "LoRaWAN", "WLAN", "B2B", "5G", "CO2", "eGovernment"])
def test_abbreviations_are_seen(lexicon: Lexicon, word: str) -> None:
    assert is_abbreviation(word, lexicon)


@pytest.mark.parametrize("word", ["STADT", "STARKREGENVORSORGE", "Haus", "haus", "A"])
def test_words_are_no_abbreviations_even_in_capitals(lexicon: Lexicon, word: str) -> None:
    assert not is_abbreviation(word, lexicon)


def test_an_abbreviation_loses_the_s_of_its_plural() -> None:
    assert [singular_of_abbreviation(word) for word in ("KIs", "DBS", "OZG")] == ["KI", "DBS", "OZG"]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("OpenService", ["Open", "Service"]),
        ("LoRaWAN", []),
        ("YouTube", []),
        ("WhatsApp", []),
        ("Haus", []),
        ("XqzvHaus", []),
    ],
)
def test_only_known_words_are_taken_as_glued(lexicon: Lexicon, word: str, pieces: list[str]) -> None:
    assert glued(word, lexicon) == pieces


def test_every_place_of_a_spelling_is_tried() -> None:
    assert set(respellings("fuesse")) == {"füsse", "fueße", "füße"}
    assert list(respellings("haus")) == []

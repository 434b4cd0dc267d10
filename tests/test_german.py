"""A word in its sentence: what it is there, and what it is made of."""

from __future__ import annotations

import pytest

from indexer.language.german import German
from indexer.language.lexicon import Lexicon


@pytest.fixture(scope="module")
def german(lexicon: Lexicon) -> German:
    return German(lexicon, frozenset({"seligenstadt", "kleinen"}))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Straßenbeleuchtungen", "straßenbeleuchtung straße beleuchtung"),
        ("Gemeinderatssitzung", "gemeinderatssitzung gemeinderat gemeinde rat sitzung"),
        ("Klimaschutzkonzepte", "klimaschutzkonzept klimaschutz klima schutz konzept"),
        ("Haushaltskonsolidierung", "haushaltskonsolidierung haushalt konsolidierung"),
        ("Sprachkurse", "sprachkurs sprache kurs"),
        ("Warenautomat", "warenautomat ware automat"),
        ("Datenschutz", "datenschutz daten schutz"),
        ("barrierefreie", "barrierefrei barriere frei"),
        ("Beantragen", "beantragen"),
        ("nachhaltiges", "nachhaltig"),
        ("Seligenstadts", "seligenstadt"),
        ("seligenstadt", "seligenstadt"),
        ("kleinen", "klein"),
    ],
)
def test_a_word_has_this_lemma_and_these_parts(german: German, word: str, expected: str) -> None:
    lemma, parts = german.read(word)
    assert " ".join([lemma, *parts]) == expected


def test_every_part_of_a_compound_is_read_as_a_word_of_its_own(german: German) -> None:
    whole = german.read("Bürgerhaushaltsverfahren")
    assert {"bürger", "haushalt", "verfahren"} <= set(whole[1])
    assert not {"haus", "halt"} & set(whole[1])


def test_the_finest_pieces_are_the_word(german: German) -> None:
    assert german.finest("Hochwasserrückhaltebecken") == ("hoch", "wasser", "rück", "halte", "becken")
    assert german.finest("Antrag") == ("antrag",)

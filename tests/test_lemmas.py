"""Forms of one word meet, different words stay apart."""

from __future__ import annotations

import pytest

from indexer.language.lemmas import LONGEST_TERM, Lemmas
from indexer.language.lexicon import Lexicon


@pytest.fixture(scope="module")
def lemmas(lexicon: Lexicon) -> Lemmas:
    return Lemmas(lexicon)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("Häuser", "haus"),
        ("Museen", "museum"),
        ("kommunalen", "kommunal"),
        ("beantragte", "beantragen"),
        ("Bürgerinnen", "bürger"),
        ("Patientin", "patient"),
        ("Kolleginnen", "kollege"),
        ("Berlin", "berlin"),
        ("Termin", "termin"),
        ("Daten", "daten"),
    ],
)
def test_a_form_has_this_lemma(lemmas: Lemmas, form: str, lemma: str) -> None:
    assert lemmas.word(form) == lemma


@pytest.mark.parametrize(
    "pair",
    ["bürger burg", "förderung forderung", "verwalter verwalten", "müller müll", "pfleger pflege", "gerät geraten"],
)
def test_these_words_have_different_terms(lemmas: Lemmas, pair: str) -> None:
    one, two = map(lemmas.term, pair.split())
    assert one != two


@pytest.mark.parametrize("pair", ["beraten beratung", "verwalten verwaltung", "straße strasse", "fördern förderung"])
def test_these_words_share_a_term(lemmas: Lemmas, pair: str) -> None:
    one, two = map(lemmas.term, pair.split())
    assert one == two


def test_a_term_has_a_length_that_every_engine_takes(lemmas: Lemmas) -> None:
    assert len(lemmas.term("ä" * 10_000)) <= LONGEST_TERM

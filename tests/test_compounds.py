"""Compounds fall apart where a reader would cut them, other words stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.language.compounds import LONGEST_COMPOUND, Splitter
from indexer.language.lexicon import Lexicon


@pytest.fixture(scope="module")
def splitter(lexicon: Lexicon) -> Splitter:
    return Splitter(lexicon)


@pytest.mark.parametrize(
    "pieces",
    [
        "radwege netz",
        "rad weg",
        "geh weg",
        "hitze aktions plan",
        "solar kataster",
        "tür schließ system",
        "zähler fern auslesung",
        "energie genossenschaft",
        "bürger haushalt",
        "ruf bus",
        "mehr generationen haus",
        "obdachlosen unterkunft",
        "einwohner melde amt",
        "liegenschafts kataster",
        "feuerwehr geräte haus",
        "trinkwasser brunnen",
    ],
)
def test_a_compound_is_cut_between_its_words(splitter: Splitter, pieces: str) -> None:
    assert " ".join(splitter.split(pieces.replace(" ", "")).pieces) == pieces


@pytest.mark.parametrize(
    "word",
    [
        "haushalt",
        "plattform",
        "bücherei",
        "zisterne",
        "biodiversität",
        "genossenschaft",
        "nachbarschaft",
        "öffentlichkeit",
        "beteiligung",
        "veranstaltung",
        "auszubildende",
        "dezernat",
        "heidelberg",
        "quedlinburg",
    ],
)
def test_a_simple_word_stays_whole(splitter: Splitter, word: str) -> None:
    assert splitter.split(word).pieces == (word,)


def test_the_lemma_speaks_for_the_word(splitter: Splitter) -> None:
    assert splitter.split("plattformen", "plattform").pieces == ("plattformen",)


@pytest.mark.parametrize(
    ("word", "at"),
    [("barrierefrei", 8), ("klimaneutral", 5), ("landwirtschaftlich", 4), ("nachhaltig", 0), ("wertvoll", 0)],
)
def test_an_adjective_is_cut_behind_its_noun(splitter: Splitter, word: str, at: int) -> None:
    assert splitter.before_adjective(word) == at


def test_a_very_long_run_is_left_alone(splitter: Splitter) -> None:
    run = "haus" * LONGEST_COMPOUND
    assert splitter.split(run).pieces == (run,)
    assert splitter.before_adjective(run) == 0


@settings(deadline=None)  # a busy machine is no fault
@given(word=st.text("abdeghiklnorstuäöüß", max_size=30))
def test_the_pieces_are_the_word(splitter: Splitter, word: str) -> None:
    split = splitter.split(word)
    assert "".join(split.pieces) == word
    assert split == splitter.split(word)

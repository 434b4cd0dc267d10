"""One surface form after the other becomes lemma, parts and terms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.language.lexicon import Lexicon
from indexer.language.words import Reader


@pytest.fixture(scope="module")
def reader(lexicon: Lexicon) -> Reader:
    return Reader(lexicon, frozenset())


@pytest.mark.parametrize(
    ("surface", "terms"),
    [
        ("Main-Kinzig-Kreis", "mainkinzigkreis main kinzig kreis"),
        ("LED-Straßenbeleuchtung", "ledstrassenbeleucht led strassenbeleucht strass beleucht"),
        ("Vor-Ort-Service", "vorortservic ort servic"),
        ("2020-2024", "2020-2024 2020 2024"),
        ("E-Mail", "email mail"),
        ("OpenService", "openservic open servic"),
        ("ÖPNV", "öpnv"),
        ("KIs", "ki"),
        ("STADT", "stadt"),
        ("Strassen", "strass"),
        ("Buergermeister", "bürgermeister"),
        ("Waermenetz", "wärmenetz wärm netz"),
        ("aktuelle", "aktull"),
        ("Masse", "mass"),
    ],
)
def test_a_surface_has_these_terms(reader: Reader, surface: str, terms: str) -> None:
    assert " ".join(reader.read(surface).terms) == terms


@pytest.mark.parametrize("surface", ["und", "Die", "bzw", "z", "-", "--"])
def test_stop_words_are_nothing(reader: Reader, surface: str) -> None:
    assert not reader.read(surface).terms


@pytest.mark.parametrize("word", ["straßenlaterne", "wärmeplanung", "betriebe", "rufbus", "plätze", "lorawan", "öpnv"])
def test_a_query_means_the_noun(reader: Reader, word: str) -> None:
    noun = word.capitalize() if word not in {"lorawan", "öpnv"} else {"lorawan": "LoRaWAN", "öpnv": "ÖPNV"}[word]
    assert reader.read(word, query=True).terms == reader.read(noun).terms


def test_a_hanging_word_says_so(reader: Reader) -> None:
    assert reader.read("Klima-").hangs
    assert reader.read("-bildung").hangs
    assert not reader.read("Klima").hangs


@settings(deadline=None)  # a busy machine is no fault
@given(surface=st.text(min_size=1, max_size=80), query=st.booleans())
def test_terms_never_hold_a_blank(reader: Reader, surface: str, query: bool) -> None:
    word = reader.read(surface, query)
    assert all(term and term == "".join(term.split()) for term in word.terms)

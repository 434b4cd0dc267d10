"""Text in, tokens out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.language.analyzer import Analyzer, open_analyzer
from indexer.language.lexicon import Lexicon

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)  # lone surrogates too


@pytest.fixture(scope="module")
def analyzer(lexicon: Lexicon) -> Analyzer:
    return Analyzer(lexicon, keep=frozenset({"Hohenstein", "Bad Homburg vor der Höhe", "Landkreis Fulda", "Darmstadt"}))


def terms(analyzer: Analyzer, text: str, query: bool = False) -> str:
    return " ".join(term for token in analyzer.analyze(text, query) for term in token.terms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Straßenbeleuchtungen", "strassenbeleucht strass beleucht"),
        ("Strassenbeleuchtung", "strassenbeleucht strass beleucht"),
        ("Hochwasserschutz", "hochwasserschutz hoch wasser schutz hochwasser"),
        ("Klima- und Umweltschutz", "klimaschutz klima schutz umweltschutz umwelt schutz"),
        ("Rad- und Fußwege", "radweg rad weg fussweg fuss weg"),
        ("Umweltschutz und -bildung", "umweltschutz umwelt schutz umweltbild umwelt bildung"),
        ("Main-Kinzig-Kreis", "mainkinzigkreis main kinzig kreis"),
        ("Bürger:innen Bürger*innen Bürger_innen Bürger/-innen BürgerInnen", " ".join(["bürger"] * 5)),
        ("Buergermeister der Staedte", "bürgermeister stadt"),
        ("OZG, LoRaWAN, ÖPNV und KI", "ozg lorawan öpnv ki"),
        ("die in der", ""),
        ("z. B. am 5. Mai", "5 mai"),
        ("Hohensteins und Darmstadt", "hohenstein darmstadt"),
        ("Landkreise", "landkreis land kreis"),
        ("barrierefreie Wege", "barrierefrei barri frei weg"),
    ],
)
def test_a_text_becomes_these_terms(analyzer: Analyzer, text: str, expected: str) -> None:
    assert terms(analyzer, text) == expected


@pytest.mark.parametrize(
    "text", ["Straßenlaterne defekt", "Wärmeplanung Förderung", "Spielplätze", "Darmstadt", "LoRaWAN"]
)
def test_a_query_in_lower_case_means_the_same(analyzer: Analyzer, text: str) -> None:
    assert terms(analyzer, text.lower(), query=True) == terms(analyzer, text)


def test_offsets_leave_the_hanging_hyphen_out(analyzer: Analyzer) -> None:
    first, second = analyzer.analyze("Klima- und Umweltschutz")
    assert (first.text, first.start, first.end) == ("Klima", 0, 5)
    assert (second.text, second.start, second.end) == ("Umweltschutz", 11, 23)


def test_the_first_term_is_the_whole_word(analyzer: Analyzer) -> None:
    (token,) = analyzer.analyze("Radwegenetz")
    assert token.terms[0] == "radwegenetz"


@settings(deadline=None)  # a busy machine is no fault
@given(text=ANY_TEXT, query=st.booleans())
def test_any_text_is_read_and_its_offsets_hold(analyzer: Analyzer, text: str, query: bool) -> None:
    tokens = analyzer.analyze(text, query)
    assert all(text[token.start : token.end] == token.text and token.terms for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)
    assert tokens == analyzer.analyze(text, query)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "👍🏽" * 50,
        "ä" * 10_000,
        "Haus-" * 5_000,
        "\ud800",
        "\x00\x1b[0m",
        "مرحبا بالعالم",
        "Zähl\u0308er",
        "ﷺ ½ ㎏ ²",
    ],
)
def test_odd_texts_do_no_harm(analyzer: Analyzer, text: str) -> None:
    tokens = analyzer.analyze(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(" " not in term and len(term) <= 100 for token in tokens for term in token.terms)


def test_many_texts_are_read_like_single_ones(analyzer: Analyzer) -> None:
    texts = ["Hochwasserschutz", "", "Klima- und Umweltschutz", "Bürger:innen"] * 100
    assert list(analyzer.analyze_many(iter(texts))) == [analyzer.analyze(text) for text in texts]


def test_a_text_may_be_read_while_many_are(analyzer: Analyzer) -> None:
    many = analyzer.analyze_many(["Radweg"] * 1_000)
    assert next(many) == analyzer.analyze("Radweg")


def test_threads_read_side_by_side(analyzer: Analyzer) -> None:
    texts = [f"Straßenlaterne {number} am Radweg {number}" for number in range(200)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(analyzer.analyze, texts)) == [analyzer.analyze(text) for text in texts]


def test_parts_are_lemmas(analyzer: Analyzer) -> None:
    assert analyzer.parts("Straßenlaternen") == ("straße", "laterne")
    assert analyzer.parts("Antrag") == ()
    assert analyzer.parts("") == ()


@pytest.mark.parametrize(
    ("word", "joints"),
    [
        ("Hochwasserrückhaltebecken", "Hoch wasser rück halte becken"),
        ("LED-Straßenbeleuchtung", "LED- Straßen beleuchtung"),
        ("Antrag", "Antrag"),
        ("Darmstadt", "Darmstadt"),
        ("", ""),
    ],
)
def test_a_line_may_break_between_the_pieces(analyzer: Analyzer, word: str, joints: str) -> None:
    assert " ".join(analyzer.joints(word)) == joints


@settings(deadline=None)  # a busy machine is no fault
@given(word=ANY_TEXT)
def test_joints_are_the_word(analyzer: Analyzer, word: str) -> None:
    assert "".join(analyzer.joints(word)) == word


def test_the_version_knows_the_names_that_stay_whole(lexicon: Lexicon, analyzer: Analyzer) -> None:
    assert Analyzer(lexicon).version == Analyzer(lexicon).version
    assert Analyzer(lexicon).version != analyzer.version


def test_an_analyzer_opens_from_a_folder(cache: Path, lexicon: Lexicon) -> None:
    assert open_analyzer(cache / "lexicon").version == Analyzer(lexicon).version

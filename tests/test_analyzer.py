"""Text in, tokens out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.language.analyzer import Analyzer, open_analyzer


@pytest.fixture(scope="module")
def analyzer(tmp_path_factory: pytest.TempPathFactory) -> Analyzer:
    return open_analyzer(tmp_path_factory.mktemp("lexicon"), keep=frozenset({"Hohenstein", "Bad Homburg"}))


def terms(analyzer: Analyzer, text: str, query: bool = False) -> list[str]:
    return [term for token in analyzer.analyze(text, query) for term in token.terms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Straßenbeleuchtungen", "strassenbeleucht strass beleucht"),
        ("Strassenbeleuchtung", "strassenbeleucht strass beleucht"),
        (
            "Hochwasserschutzmaßnahmen",
            "hochwasserschutzmassnahm hochwasser hoch wasser schutz massnahm hochwasserschutz schutzmassnahm",
        ),
        ("Klima- und Umweltschutz", "klimaschutz klima schutz umweltschutz umwelt schutz"),
        ("Rad- und Fußwege", "radweg rad weg fussweg fuss weg"),
        ("Main-Kinzig-Kreis", "mainkinzigkreis main kinzig kreis"),
        ("Bürger:innen Bürger*innen Bürger_innen Bürger/-innen BürgerInnen", " ".join(["bürger"] * 5)),
        ("OZG LoRaWAN KI KIs", "ozg lorawan ki ki"),
        ("die in der", ""),
        ("Hohensteins", "hohenstein"),
    ],
)
def test_a_text_becomes_these_terms(analyzer: Analyzer, text: str, expected: str) -> None:
    assert " ".join(terms(analyzer, text)) == expected


@settings(deadline=None, max_examples=200)
@given(text=st.text(max_size=300))
def test_any_text_is_read_and_its_offsets_hold(analyzer: Analyzer, text: str) -> None:
    tokens = analyzer.analyze(text)
    assert all(text[token.start : token.end] == token.text and token.terms for token in tokens)
    assert tokens == analyzer.analyze(text)

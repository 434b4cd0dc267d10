"""Words with their hyphens and gender forms in one piece, and nothing of the text lost."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.language.tokenizer import WORD, WordTokenizer


@pytest.fixture(scope="module")
def tokenizer() -> WordTokenizer:
    return WordTokenizer(spacy.blank("de").vocab)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rad- und Fußwege", "Rad-|und|Fußwege"),
        ("Umweltschutz und -bildung", "Umweltschutz|und|-bildung"),
        ("Main-Kinzig-Kreis (Hessen)", "Main-Kinzig-Kreis|Hessen"),
        ("Bürger:innen, Bürger*innen/Bürger_innen", "Bürger:innen|Bürger*innen|Bürger_innen"),
        ("Bürger/-innen oder Bürger(innen)", "Bürger/-innen|oder|Bürger(innen)"),
        ("Straßen\u00adnetz", "Straßen\u00adnetz"),
        ("Bu\u0308rger", "Bu\u0308rger"),
        ("–5 Grad, 24/7", "5|Grad|24|7"),
        ("Ziel: innen und außen", "Ziel|innen|und|außen"),
        ("Bau-/Planungsamt", "Bau-|Planungsamt"),
        ("- Spiegelstrich", "Spiegelstrich"),
    ],
)
def test_a_text_has_these_words(tokenizer: WordTokenizer, text: str, words: str) -> None:
    assert "|".join(token.text for token in tokenizer(text) if WORD.fullmatch(token.text)) == words


@pytest.mark.parametrize("text", ["", " ", "\n\n", "👍🏽", "\x00\x07", "مرحبا بالعالم", "a  b", " a ", "a\u00a0b"])
def test_odd_texts_come_back_whole(tokenizer: WordTokenizer, text: str) -> None:
    assert tokenizer(text).text == text


@settings(deadline=None)  # a busy machine is no fault
@given(text=st.text(max_size=200))
def test_nothing_of_a_text_is_lost(tokenizer: WordTokenizer, text: str) -> None:
    assert tokenizer(text).text == text


def test_a_lone_surrogate_is_read_as_the_replacement_character(tokenizer: WordTokenizer) -> None:
    assert tokenizer("a\ud800b").text == "a\ufffdb"

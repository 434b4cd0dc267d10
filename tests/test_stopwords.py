"""Which words are passed over."""

from __future__ import annotations

import pytest

from indexer.language.stopwords import STOP_WORDS


@pytest.mark.parametrize("word", ["und", "die", "bzw", "nicht", "sowie"])
def test_words_without_content_are_passed_over(word: str) -> None:
    assert word in STOP_WORDS


@pytest.mark.parametrize("word", ["jahr", "recht", "mensch", "neue", "gut", "kunst"])
def test_words_that_somebody_may_look_for_are_kept(word: str) -> None:
    assert word not in STOP_WORDS

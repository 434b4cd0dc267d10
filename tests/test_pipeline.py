"""An ordinary spaCy pipeline: its components are known by name, its tokens carry what was read."""

from __future__ import annotations

import pytest
from spacy.language import Language

from indexer.language import pipeline
from indexer.language.lexicon import Lexicon
from indexer.language.pipeline import open_pipeline
from indexer.language.words import Reader


@pytest.fixture(scope="module")
def nlp(lexicon: Lexicon) -> Language:
    return open_pipeline(Reader(lexicon, frozenset()))


def test_the_components_stand_in_their_order(nlp: Language) -> None:
    assert nlp.pipe_names == ["anker_words", "anker_ellipsis"]
    assert not nlp.analyze_pipes()["problems"]["anker_words"]


def test_tokens_carry_lemma_parts_and_terms(nlp: Language) -> None:
    _, lamps, point = nlp("Neue Straßenlaternen.")
    assert lamps._.lemma == "straßenlaterne"
    assert lamps._.parts == ("straße", "laterne")
    assert lamps._.terms == ("strassenlatern", "strass", "latern")
    assert point._.terms == ()


def test_a_hanging_word_is_completed(nlp: Language) -> None:
    assert nlp("Klima- und Umweltschutz")[0]._.lemma == "klimaschutz"


def test_a_query_is_read_as_one(nlp: Language) -> None:
    doc = nlp.make_doc("straßenlaterne")
    doc.user_data[pipeline.QUERY] = True
    assert nlp(doc)[0]._.parts == ("straße", "laterne")

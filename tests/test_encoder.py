"""The encoder with its real weights: what near means, and that batches, threads and long texts change nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.meaning.e5 import LONGEST_TEXT, E5Encoder
from indexer.meaning.encoder import open_encoder
from indexer.settings import EncoderSettings

TEXTS = (
    "Straßenlaternen brennen die ganze Nacht",
    "Wir suchen eine Kommune, die ihre Straßenbeleuchtung auf LED umgestellt hat und sie nachts abdimmt.",
    "Hundesteuer",
    "",
    "Ü",
    "Starkregen läuft vom Hang in die Keller. " * 6,
)


@pytest.fixture(scope="module")
def encoder() -> E5Encoder:
    return E5Encoder()


def near(encoder: E5Encoder, query: str, passage: str) -> float:
    return float(encoder.queries([query])[0] @ encoder.passages([passage])[0])


@pytest.mark.parametrize(
    ("query", "nearer", "farther"),
    [
        ("Straßenlaterne", "Straßenbeleuchtung", "Hundesteuer"),
        ("Die Wasseruhr abzulesen dauert zu lange", "LoRaWAN-Wasserzähler", "Ferienspiele"),
        ("Bürger parken vor der Feuerwehrausfahrt", "Überwachung des ruhenden Verkehrs", "Wärmeplanung"),
        ("Keller laufen bei Unwetter voll", "Starkregenfrühwarnsystem", "Ratsinformationssystem"),
    ],
)
def test_what_means_the_same_is_nearer_than_what_does_not(
    encoder: E5Encoder, query: str, nearer: str, farther: str
) -> None:
    assert near(encoder, query, nearer) > near(encoder, query, farther) + 0.01


def test_rows_have_unit_length(encoder: E5Encoder) -> None:
    rows = encoder.passages(TEXTS)
    assert rows.shape == (len(TEXTS), encoder.dimensions)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_text_gives_no_row(encoder: E5Encoder) -> None:
    assert encoder.queries([]).shape == (0, encoder.dimensions)


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: E5Encoder) -> None:
    alone = np.concatenate([encoder.passages([text]) for text in TEXTS])
    assert np.allclose(encoder.passages(TEXTS), alone, atol=1e-4)


def test_the_same_text_has_the_same_vector_twice(encoder: E5Encoder) -> None:
    assert np.array_equal(encoder.queries(TEXTS[:2]), encoder.queries(TEXTS[:2]))


def test_a_question_and_a_record_of_the_same_words_differ_a_little(encoder: E5Encoder) -> None:
    assert 0.8 < near(encoder, TEXTS[1], TEXTS[1]) < 0.9999


def test_several_threads_get_what_one_gets(encoder: E5Encoder) -> None:
    expected = [encoder.queries([text]) for text in TEXTS]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda text: encoder.queries([text]), TEXTS * 2))
    assert all(np.allclose(row, expected[i % len(TEXTS)], atol=1e-5) for i, row in enumerate(found))


def test_what_stands_behind_the_longest_text_is_not_read(encoder: E5Encoder) -> None:
    text = ("Der Bauhof räumt bei Schnee zuerst die Schulwege. " * 50)[:LONGEST_TEXT]
    assert np.allclose(encoder.passages([text]), encoder.passages([text + " Und die Hundesteuer."]), atol=1e-5)


def test_a_text_of_several_windows_keeps_its_meaning(encoder: E5Encoder) -> None:
    many_pieces = "㍿ 8§7%6 " * 100  # more pieces than one window holds
    rows = encoder.passages(["Schneeräumen an Schulwegen. " + many_pieces])
    assert np.isfinite(rows).all()
    assert np.allclose(np.linalg.norm(rows), 1, atol=1e-5)


def test_a_decomposed_umlaut_is_the_same_letter(encoder: E5Encoder) -> None:
    assert np.allclose(encoder.queries(["Grünflächen"]), encoder.queries(["Gru\u0308nfla\u0308chen"]), atol=1e-5)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_a_vector(encoder: E5Encoder, text: str) -> None:
    assert np.isfinite(encoder.queries([text])).all()


def test_the_name_says_which_weights_these_are(encoder: E5Encoder) -> None:
    assert encoder.name.startswith("multilingual-e5-small")


def test_e5_is_opened_where_the_package_is() -> None:
    opened = open_encoder(EncoderSettings(kind="e5"))
    assert opened is not None
    assert opened.dimensions == 384


def test_without_an_encoder_there_is_none() -> None:
    assert open_encoder(EncoderSettings(kind="none")) is None

"""The challenge form: what it takes, what it says."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from webui.forms import ChallengeForm, cleaned
from webui.limits import PLACE_CHARACTERS, TEXT_CHARACTERS


def filled(text: str, municipality: str = "", key: str = "") -> ChallengeForm:
    return ChallengeForm(MultiDict({"text": text, "municipality": municipality, "key": key}))


def test_a_challenge_alone_is_enough() -> None:
    assert filled("Laternen brennen die ganze Nacht").validate()


@pytest.mark.parametrize("text", ["", "   ", "\n", "?!", "12 34"])
def test_a_text_without_words_is_asked_for_again(text: str) -> None:
    form = filled(text)
    assert not form.validate()
    assert form.text.errors[0].startswith("Bitte beschreiben Sie Ihr Anliegen")


def test_a_text_that_is_too_long_is_told_its_length_and_kept() -> None:
    form = filled("a" * (TEXT_CHARACTERS + 1))
    assert not form.validate()
    assert form.text.errors == ["Ihr Text ist zu lang: 5.001 Zeichen, möglich sind 5.000. Bitte kürzen Sie ihn."]
    assert len(form.text.data) == TEXT_CHARACTERS + 1


def test_a_long_name_and_a_wrong_key_are_refused() -> None:
    form = filled("Laternen", "x" * (PLACE_CHARACTERS + 1), "0653")
    assert not form.validate()
    assert set(form.errors) == {"municipality", "key"}


@given(st.text())
def test_cleaned_text_has_no_control_characters(text: str) -> None:
    kept = cleaned(text)
    assert not any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in kept)
    assert cleaned(kept) == kept


def test_umlauts_are_composed() -> None:
    assert cleaned("Mu\u0308ll\r\nabfuhr\x00") == "Müll\nabfuhr"

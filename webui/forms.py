"""The forms that visitors fill in. They carry no token: a token would set a cookie (see webui/security.py)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from wtforms import Field, Form, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from webui.limits import PLACE_CHARACTERS, TEXT_CHARACTERS

LEAST_LETTERS = 3
KEY = re.compile(r"(\d{5}|\d{8})?", re.ASCII)


def cleaned(text: str | None) -> str:
    """Typed text with one kind of line break, composed umlauts and no control characters."""
    composed = unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        sign for sign in composed if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}
    ).strip()


def says_something(_form: Form, field: Field) -> None:
    """Refuse a text without a single word."""
    if sum(sign.isalpha() for sign in field.data) < LEAST_LETTERS:
        raise ValidationError("Bitte beschreiben Sie Ihr Anliegen mit ein paar Worten.")


def known_key(_form: Form, field: Field) -> None:
    """Refuse what is no key of a municipality or district; only a broken page sends it."""
    if not KEY.fullmatch(field.data or ""):
        raise ValidationError("Bitte wählen Sie Ihre Kommune noch einmal aus.")


def at_most(characters: int) -> Callable[[Form, Field], None]:
    """Refuse longer text, and say how long it is."""

    def check(_form: Form, field: Field) -> None:
        length = len(field.data or "")
        if length > characters:
            told = f"{length:,} Zeichen, möglich sind {characters:,}".replace(",", ".").replace(". m", ", m")
            raise ValidationError(f"Ihr Text ist zu lang: {told}. Bitte kürzen Sie ihn.")

    return check


class ChallengeForm(Form):  # type: ignore[misc]  # WTForms ships no types
    """A challenge in the municipality's own words, and whose it is (optional)."""

    text = TextAreaField(
        "Woran arbeitet Ihre Kommune?",
        description="Drei Sätze genügen: Was ist das Problem, was haben Sie versucht? Bitte keine Namen von Personen.",
        filters=[cleaned],
        validators=[InputRequired("Bitte beschreiben Sie Ihr Anliegen."), at_most(TEXT_CHARACTERS), says_something],
    )
    municipality = StringField(
        "Ihre Kommune (freiwillig)",
        description="Damit finden wir Kommunen, die Ihrer ähnlich sind. Name oder Landkreis.",
        filters=[cleaned],
        validators=[Length(max=PLACE_CHARACTERS, message=f"Bitte höchstens {PLACE_CHARACTERS} Zeichen.")],
    )
    key = HiddenField(filters=[cleaned], validators=[known_key])

"""Mails that open in the visitor's own program."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from webui import letters
from webui.limits import MAIL_CHARACTERS


def read(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    fields = parse_qs(parts.query, keep_blank_values=True)
    return parts.path, fields["subject"][0], fields["body"][0]


def test_a_mail_carries_address_subject_and_text() -> None:
    assert read(letters.mail("smart@stadt.example", "Anfrage zu: Pegel: „Früh“", "Guten Tag,\n\nPegel & Bäche?")) == (
        "smart@stadt.example",
        "Anfrage zu: Pegel: „Früh“",
        "Guten Tag,\r\n\r\nPegel & Bäche?",
    )


@given(st.text(st.characters(codec="utf-8"), max_size=MAIL_CHARACTERS * 2))
def test_no_text_breaks_the_address(text: str) -> None:
    address = letters.mail("a@b.example", "Betreff", text)
    assert address.isascii()
    assert not set(address) & set(' "<>\n\r')
    assert len(read(address)[2].replace("\r\n", "\n")) <= MAIL_CHARACTERS + 2

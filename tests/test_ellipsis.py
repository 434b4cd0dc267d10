"""Parts that German leaves out are found again."""

from __future__ import annotations

import pytest

from indexer.language.ellipsis import complete, partners
from indexer.language.lexicon import Lexicon
from indexer.language.words import Reader


@pytest.fixture(scope="module")
def reader(lexicon: Lexicon) -> Reader:
    return Reader(lexicon, frozenset())


@pytest.mark.parametrize(
    ("hanging", "whole", "joined"),
    [
        ("Klima-", "Umweltschutz", "Klimaschutz"),
        ("Rad-", "Fußwege", "Radwege"),
        ("Vor-", "Nachteile", "Vorteile"),
        ("Kinder-", "Jugendarbeit", "Kinderarbeit"),
        ("Hochwasser-", "Starkregenvorsorge", "Hochwasservorsorge"),
        ("Haupt-", "Ehrenamt", "Hauptamt"),
        ("-bildung", "Umweltschutz", "Umweltbildung"),
        ("Xqz-", "Vrt", None),
        ("A-", "2024", None),
    ],
)
def test_a_hanging_word_takes_the_part_it_shares(reader: Reader, hanging: str, whole: str, joined: str | None) -> None:
    assert complete(hanging, whole, reader) == joined


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Klima- und Umweltschutz", {0: "Umweltschutz"}),
        ("Klima- , Natur- oder Umweltschutz", {0: "Umweltschutz", 2: "Umweltschutz"}),
        ("Umweltschutz und -bildung", {2: "Umweltschutz"}),
        ("Klima- . Umweltschutz", {}),
        ("Klima-", {}),
    ],
)
def test_the_next_full_word_is_the_partner(reader: Reader, text: str, expected: dict[int, str]) -> None:
    surfaces = text.split()
    words = [None if surface in {",", "."} else reader.read(surface) for surface in surfaces]
    assert dict(partners(surfaces, words)) == expected

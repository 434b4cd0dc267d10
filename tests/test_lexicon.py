"""How likely German forms are, as nouns and otherwise."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from indexer.language.lexicon import NEVER, Lexicon

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("noun", ["straße", "hochwasser", "gemeinde", "genossenschaft", "zisterne"])
def test_nouns_are_likelier_with_their_capital(lexicon: Lexicon, noun: str) -> None:
    assert lexicon.noun(noun) > lexicon.other(noun)
    assert lexicon.any(noun) == lexicon.noun(noun)


@pytest.mark.parametrize("word", ["und", "gehen", "ländlich", "nachhaltig"])
def test_other_words_are_likelier_in_lower_case(lexicon: Lexicon, word: str) -> None:
    assert lexicon.other(word) > lexicon.noun(word)


def test_an_invented_word_was_never_seen(lexicon: Lexicon) -> None:
    assert lexicon.any("xqzvbrt") == NEVER
    assert not lexicon.knows("xqzvbrt")


def test_a_word_of_the_lemma_list_is_listed(lexicon: Lexicon) -> None:
    assert "haus" in lexicon.listed
    assert "klimaanpassung" not in lexicon.listed


def test_a_damaged_pack_is_built_anew(lexicon: Lexicon, tmp_path: Path) -> None:
    (tmp_path / f"lexicon-{lexicon.version}.pack").write_bytes(b"damaged")
    assert Lexicon.open(tmp_path).nouns == lexicon.nouns


def test_two_processes_may_build_it_at_once(lexicon: Lexicon, tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\nfrom indexer.language.lexicon import Lexicon\nLexicon.open(pathlib.Path(sys.argv[1]))"
    )
    both = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT) for _ in range(2)]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    assert [path.name for path in tmp_path.iterdir()] == [f"lexicon-{lexicon.version}.pack"]
    assert Lexicon.open(tmp_path).others == lexicon.others

"""The tokenizer of the pipeline: words with their hyphens and gender forms in one piece, the rest apart."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from indexer.language.spellings import GENDER_SUFFIX
from indexer.language.words import HYPHENS

_RUN = r"[^\W_]+(?:[\u0300-\u036f\u00ad]+[^\W_]*)*"
_PIECE = rf"{_RUN}(?:(?:{GENDER_SUFFIX})(?:{_RUN})?)?"
_HANGING_FRONT = rf"(?<![^\s/(])[{HYPHENS}](?=[^\W\d_])"  # -bildung
_HANGING_END = rf"[{HYPHENS}](?![^\W_])"  # Klima-
WORD = re.compile(rf"(?:{_HANGING_FRONT})?{_PIECE}(?:[{HYPHENS}]{_PIECE})*(?:{_HANGING_END})?")
_SURROGATE = re.compile("[\ud800-\udfff]")


@registry.tokenizers("anker.words.v1")  # type: ignore[untyped-decorator]  # spaCy ships no type for it
def create_tokenizer() -> Callable[[Language], WordTokenizer]:
    """What spaCy calls to make the tokenizer of a pipeline."""
    return lambda nlp: WordTokenizer(nlp.vocab)


class WordTokenizer:
    """Makes a Doc whose tokens are words and the stretches between words; nothing of the text is lost."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Split a text; lone surrogates, which no string store takes, are read as U+FFFD."""
        text = _SURROGATE.sub("\ufffd", text)
        words: list[str] = []
        spaces: list[bool] = []
        position = 0
        for found in WORD.finditer(text):
            if found.start() > position:
                _between(text[position : found.start()], words, spaces)
            words.append(found.group())
            spaces.append(False)
            position = found.end()
        if position < len(text):
            _between(text[position:], words, spaces)
        return Doc(self._vocab, words=words, spaces=spaces)


def _between(gap: str, words: list[str], spaces: list[bool]) -> None:
    """Add what stands between two words: a blank belongs to the token before it, the rest is a token of its own."""
    if words and gap[0] == " ":
        spaces[-1] = True
        gap = gap[1:]
    if not gap:
        return
    blank_behind = len(gap) > 1 and gap[-1] == " "
    words.append(gap[:-1] if blank_behind else gap)
    spaces.append(blank_behind)

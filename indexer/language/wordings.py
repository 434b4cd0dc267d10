"""The wordings of the thesaurus, analysed once and kept: ten thousand unknown compounds cost more than a second."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from indexer.language.analyzer import Analyzer
from indexer.language.concepts import Concept
from indexer.language.phrases import Phrase


class Wording(NamedTuple):
    """One way to name a concept, with the index terms of its words, each once; `lay`: people say it, no office."""

    concept: str
    text: str
    lay: bool
    terms: tuple[str, ...]

    @property
    def shrunk(self) -> bool:
        """Whether several words came down to one or none, which alone says little ("alles digital")."""
        return len(self.terms) < min(2, len(self.text.split()))

    @property
    def phrase(self) -> Phrase:
        """What is looked for in text: nothing where the wording shrank."""
        noun = len(self.text.split()) == 1 and self.text[0].isupper()
        return Phrase(() if self.shrunk else self.terms, self.concept, self.lay, noun)


def read(concepts: Iterable[Concept], analyzer: Analyzer) -> tuple[Wording, ...]:
    """Analyse every wording of every concept."""
    plain = [(concept.id, text, lay) for concept in concepts for text, lay in concept.wordings]
    analysed = analyzer.analyze_many(text for _, text, _ in plain)
    terms = (tuple(dict.fromkeys(token.terms[0] for token in tokens)) for tokens in analysed)
    return tuple(Wording(*wording, found) for wording, found in zip(plain, terms, strict=True))


def kept(path: Path, version: str) -> tuple[Wording, ...] | None:
    """The wordings kept in a file; None if it is missing, broken or of another version."""
    try:
        content = json.loads(path.read_bytes())
        if content["version"] != version:
            return None
        return tuple(Wording(concept, text, lay, tuple(terms)) for concept, text, lay, terms in content["wordings"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(path: Path, version: str, wordings: Iterable[Wording]) -> None:
    """Write the wordings beside their place and move them there at once; a folder that refuses costs only time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".part", delete=False) as file:
            file.write(json.dumps({"version": version, "wordings": list(wordings)}, ensure_ascii=False).encode())
        os.replace(file.name, path)  # noqa: PTH105  # one call that replaces on every system
    except OSError:
        return

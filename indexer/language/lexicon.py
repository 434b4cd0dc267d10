"""The lexicon: how likely a German form is as a noun (capitalised) and as any other word (lower-case)."""

from __future__ import annotations

from pathlib import Path

from indexer.language import packing

NEVER = -99.0  # log-probability of a form that nobody has seen
RARE_NOUN = -13.8  # below this a noun is too rare to be typed in lower case by somebody who means it


class Lexicon:
    """Natural log-probabilities of a million forms, looked up in lower case.

    `nouns` and `others` are the two tables themselves, for the splitter's inner loop. `version` names their content.
    """

    def __init__(self, packed: packing.Words, version: str) -> None:
        chances = [-code / packing.STEP for code in range(max(packed.nouns.tolist() + packed.others.tolist()) + 1)]
        self.nouns = {w: chances[code] for w, code in zip(packed.words, packed.nouns, strict=True) if code}
        self.others = {w: chances[code] for w, code in zip(packed.words, packed.others, strict=True) if code}
        self.listed = {w for w, known in zip(packed.words, packed.listed, strict=True) if known}
        self.version = version

    @classmethod
    def open(cls, folder: Path) -> Lexicon:
        """Load the pack from `folder`, building it first where it is missing or of another version."""
        version = packing.source_version()
        path = folder / f"lexicon-{version}.pack"
        packed = packing.read(path)
        if packed is None:
            packed = packing.build()
            packing.write(path, packed)
        return cls(packed, version)

    def noun(self, word: str) -> float:
        """Log-probability of the lower-case `word` written with a capital."""
        return self.nouns.get(word, NEVER)

    def other(self, word: str) -> float:
        """Log-probability of `word` written in lower case."""
        return self.others.get(word, NEVER)

    def any(self, word: str) -> float:
        """Log-probability of the more likely of both writings."""
        return max(self.noun(word), self.other(word))

    def knows(self, word: str) -> bool:
        """Whether the lower-case word was ever seen, in either writing."""
        return word in self.nouns or word in self.others

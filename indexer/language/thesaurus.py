"""The thesaurus: topics of municipal life, found in analysed text by official words and by people's."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from indexer.errors import SettingsError
from indexer.language import thesaurus_check, wordings
from indexer.language.analyzer import Analyzer, Token
from indexer.language.concepts import Concept, parse
from indexer.language.phrases import Phrase, Phrases, Tag
from indexer.language.wordings import Wording

__all__ = ["Concept", "Tag", "Thesaurus"]  # concept and tag have rooms of their own, and come with it

SHIPPED = Path(__file__).parents[2] / "mappings" / "thesaurus.toml"
KEPT = "thesaurus.json"  # the analysed wordings, in the folder that also keeps the lexicon
COMMON = 12  # longer wordings with a term from which on it ("digital", "kommunal") widens no query


class Thesaurus:
    """All concepts by id, found in analysed text; `version` changes with the file.

    `beside` gives for each concept those that are broader, narrower or related.
    """

    def __init__(self, concepts: Mapping[str, Concept], analyzer: Analyzer) -> None:
        self._fill(concepts, wordings.read(concepts.values(), analyzer), "")

    @classmethod
    def load(cls, analyzer: Analyzer, path: Path = SHIPPED, cache: Path | None = None) -> Thesaurus:
        """Read the file; its analysed words are kept in the folder `cache`. SettingsError if malformed."""
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise SettingsError(f"Der Thesaurus {path} ist nicht lesbar: {error.strerror}.") from error
        concepts = parse(raw, path).concepts
        version = hashlib.sha256(raw).hexdigest()[:8]
        thesaurus = cls.__new__(cls)
        thesaurus._fill(concepts, _analysed(concepts, analyzer, version, cache), version)
        return thesaurus

    def _fill(self, concepts: Mapping[str, Concept], read: tuple[Wording, ...], version: str) -> None:
        self.concepts = dict(concepts)
        self.wordings = read
        self.version = version
        phrases = [wording.phrase for wording in read]
        self._phrases = Phrases(phrases)
        self._terms = _own_terms(phrases)
        self.beside = _beside(self.concepts)

    def tag(self, tokens: Sequence[Token], text: str = "") -> tuple[Tag, ...]:
        """The concepts that an analysed text names, in order of place; given the text, none goes beyond a sentence."""
        return self._phrases.tags(tokens, text)

    def terms(self, concept_id: str) -> tuple[str, ...]:
        """The index terms of a concept's official words, to widen a query with; KeyError for an unknown id."""
        return self._terms[concept_id]

    def check(self) -> list[str]:
        """What is wrong with the file, one German sentence each: circles, doubles, lost words, no lay words."""
        return thesaurus_check.faults(self.concepts, self.wordings)

    def coverage(self, texts: Mapping[str, Sequence[Token]]) -> dict[str, tuple[str, ...]]:
        """For each concept the keys of the analysed texts that it tags."""
        found: dict[str, dict[str, None]] = {id_: {} for id_ in self.concepts}
        for key, tokens in texts.items():
            for tag in self.tag(tokens):
                found[tag.concept][key] = None
        return {id_: tuple(keys) for id_, keys in found.items()}


def _analysed(
    concepts: Mapping[str, Concept], analyzer: Analyzer, version: str, cache: Path | None
) -> tuple[Wording, ...]:
    if cache is None:
        return wordings.read(concepts.values(), analyzer)
    both = f"{version}{analyzer.version}"
    read = wordings.kept(cache / KEPT, both)
    if read is None:
        read = wordings.read(concepts.values(), analyzer)
        wordings.keep(cache / KEPT, both, read)
    return read


def _beside(concepts: Mapping[str, Concept]) -> dict[str, frozenset[str]]:
    near = {concept.id: {*concept.broader, *concept.related} for concept in concepts.values()}
    for concept in concepts.values():
        for broader in concept.broader:
            near.setdefault(broader, set()).add(concept.id)
    return {id_: frozenset(others) for id_, others in near.items()}


def _own_terms(phrases: Sequence[Phrase]) -> dict[str, tuple[str, ...]]:
    """For each concept its official terms, without those that many concepts use within longer wordings."""
    uses = Counter(term for phrase in phrases if len(phrase.terms) > 1 for term in set(phrase.terms))
    terms: dict[str, dict[str, None]] = {phrase.concept: {} for phrase in phrases}
    for phrase in phrases:
        if not phrase.lay:
            alone = len(phrase.terms) == 1
            terms[phrase.concept].update({term: None for term in phrase.terms if alone or uses[term] < COMMON})
    return {concept: tuple(found) for concept, found in terms.items()}

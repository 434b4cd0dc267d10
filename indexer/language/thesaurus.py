"""The thesaurus: topics of municipal life, the official words for them, and how people say them."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.errors import SettingsError
from indexer.language.analyzer import Analyzer, Token
from indexer.language.phrases import Phrase, Phrases, Tag

SHIPPED = Path(__file__).parents[2] / "mappings" / "thesaurus.toml"
COMMON = 12  # wordings from which a term within longer ones ("digital", "kommunal") says nothing on its own
_LISTS = ("alt", "lay", "broader", "related")


@dataclass(frozen=True)
class Concept:
    """A topic: preferred label, field of action, other official words, people's words, and its neighbours by id."""

    id: str
    label: str
    field: str
    alt: tuple[str, ...] = ()
    lay: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def official(self) -> tuple[str, ...]:
        """Label and other official words."""
        return (self.label, *self.alt)


class Thesaurus:
    """All concepts by id, found in analysed text; `version` changes with the file."""

    def __init__(self, concepts: Mapping[str, Concept], analyzer: Analyzer, version: str = "") -> None:
        self.concepts = dict(concepts)
        self.version = version
        wordings = [(c.id, text, lay) for c in concepts.values() for text, lay in _wordings(c)]
        read = analyzer.analyze_many(text for _, text, _ in wordings)
        self.phrases = tuple(_phrase(*wording, tokens) for wording, tokens in zip(wordings, read, strict=True))
        self._phrases = Phrases(self.phrases)
        self._terms = _own_terms(self.phrases)

    @classmethod
    def load(cls, analyzer: Analyzer, path: Path = SHIPPED) -> Thesaurus:
        """Read the file and analyse its words; SettingsError names the concept that is malformed."""
        try:
            raw = path.read_bytes()
            content = tomllib.loads(raw.decode())
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"Der Thesaurus {path} ist nicht lesbar: {error}.") from error
        concepts = _concepts(content)
        return cls(concepts, analyzer, hashlib.sha256(raw).hexdigest()[:8])

    def tag(self, tokens: Sequence[Token]) -> tuple[Tag, ...]:
        """The concepts that analysed text names, in order of place."""
        return self._phrases.tags(tokens)

    def terms(self, concept_id: str) -> tuple[str, ...]:
        """The index terms of a concept's official words, to widen a query with; KeyError for an unknown id."""
        return self._terms[concept_id]


def _wordings(concept: Concept) -> Iterator[tuple[str, bool]]:
    yield from ((text, False) for text in concept.official)
    yield from ((text, True) for text in concept.lay)


def _phrase(concept: str, text: str, lay: bool, tokens: Sequence[Token]) -> Phrase:
    """A wording as terms; without any when only one of its words means something ("alles digital")."""
    terms = tuple(token.terms[0] for token in tokens)
    single = len(text.split()) == 1
    return Phrase(terms if single or len(terms) > 1 else (), concept, lay, single and text[0].isupper())


def _own_terms(phrases: Sequence[Phrase]) -> dict[str, tuple[str, ...]]:
    """For each concept its official terms, without those that many concepts use within longer wordings."""
    uses = Counter(term for phrase in phrases if len(phrase.terms) > 1 for term in set(phrase.terms))
    terms: dict[str, dict[str, None]] = {phrase.concept: {} for phrase in phrases}
    for phrase in phrases:
        if not phrase.lay:
            alone = len(phrase.terms) == 1
            terms[phrase.concept].update({term: None for term in phrase.terms if alone or uses[term] < COMMON})
    return {concept: tuple(found) for concept, found in terms.items()}


def _concepts(content: Mapping[str, Any]) -> dict[str, Concept]:
    fields = content.get("fields")
    table = content.get("concepts")
    if not isinstance(fields, dict) or not isinstance(table, dict):
        raise SettingsError("Im Thesaurus fehlt der Abschnitt [fields] oder [concepts].")
    concepts = {id_: _concept(id_, entry, fields) for id_, entry in table.items()}
    for concept in concepts.values():
        for other in (*concept.broader, *concept.related):
            if other not in concepts:
                raise SettingsError(f"Thesaurus, „{concept.id}“: „{other}“ gibt es nicht.")
    return concepts


def _concept(id_: str, entry: object, fields: Mapping[str, object]) -> Concept:
    if not isinstance(entry, dict):
        raise SettingsError(f"Thesaurus, „{id_}“: erwartet wird {{ label = …, field = … }}.")
    unknown = sorted(set(entry) - {"label", "field", *_LISTS})
    if unknown:
        raise SettingsError(f"Thesaurus, „{id_}“: „{unknown[0]}“ ist nicht bekannt.")
    label, field = entry.get("label"), entry.get("field")
    if not isinstance(label, str) or not label.strip():
        raise SettingsError(f"Thesaurus, „{id_}“: label fehlt.")
    if not isinstance(field, str) or field not in fields:
        raise SettingsError(f"Thesaurus, „{id_}“: field „{field}“ steht nicht unter [fields].")
    return Concept(id_, label, field, **{name: _words(id_, name, entry.get(name, [])) for name in _LISTS})


def _words(id_: str, name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise SettingsError(f"Thesaurus, „{id_}“: {name} muss eine Liste von Wörtern sein.")
    return tuple(value)

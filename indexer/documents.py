"""From a stored record to the document that an index holds: analysed once, here, for every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from indexer.grams import word_grams
from indexer.language.analyzer import Analyzer, Token
from indexer.language.thesaurus import Thesaurus
from indexer.places.municipality import Municipality
from indexer.places.register import Register
from indexer.records import Record
from indexer.store import Stored

Document = tuple[str, dict[str, Any]]

TEXTS = ("title", "summary", "situation", "approach", "result", "topics", "names")
"""The parts of a record that are analysed, in the order in which they are sent through the pipeline."""

TOLD = ("title", "summary", "topics")
"""The parts that say what a record is about; only they give it topics, or every aside would."""

SECONDS_A_DAY = 86_400

BATCH = 500
"""Records analysed at a time: enough to keep the pipeline busy, little enough to hold in memory."""


@dataclass(frozen=True)
class Reading:
    """What turns text into tokens, topics and places."""

    analyzer: Analyzer
    thesaurus: Thesaurus
    register: Register

    @property
    def version(self) -> str:
        """Changes whenever the same record would give another document."""
        return f"{self.analyzer.version}{self.thesaurus.version}"[:16]


def text_parts(record: Record) -> dict[str, str]:
    """The analysed texts of a record by part; `names` are whom it concerns and who took part."""
    return {
        "title": record.title,
        "summary": record.summary,
        "situation": record.situation,
        "approach": record.approach,
        "result": record.result,
        "topics": ". ".join(record.topics),
        "names": ". ".join(filter(None, (*record.municipalities, record.provider, *record.providers_involved))),
    }


def documents(
    records: Iterable[Stored], reading: Reading, seen: Callable[[int], None] = lambda _: None
) -> Iterator[Document]:
    """Build the document of each record; `seen` hears how many are done."""
    remaining, done = iter(records), 0
    while batch := list(islice(remaining, BATCH)):
        texts = chain.from_iterable(text_parts(stored.record).values() for stored in batch)
        analysed = reading.analyzer.analyze_many(texts)
        for stored in batch:
            tokens = dict(zip(TEXTS, islice(analysed, len(TEXTS)), strict=True))
            yield stored.record.id, fields(stored, tokens, reading)
        done += len(batch)
        seen(done)


def fields(stored: Stored, tokens: dict[str, tuple[Token, ...]], reading: Reading) -> dict[str, Any]:
    """The fields of one document as mappings/records.json names them."""
    return {
        **_words(tokens),
        **_places(stored, reading.register),
        **_facts(stored),
        "topic": topics(text_parts(stored.record), tokens, reading.thesaurus),
    }


def topics(texts: dict[str, str], tokens: dict[str, tuple[Token, ...]], thesaurus: Thesaurus) -> list[str]:
    """The concepts that the telling parts of a record name, each once."""
    tags = chain.from_iterable(thesaurus.tag(tokens[part], texts[part]) for part in TOLD)
    return list(dict.fromkeys(tag.concept for tag in tags))


def _words(tokens: dict[str, tuple[Token, ...]]) -> dict[str, str]:
    told = list(chain.from_iterable(tokens[part] for part in TEXTS if part != "names"))
    whole = {token.terms[0] for token in told}
    return {
        "titel": _terms(tokens["title"]),
        "themen": _terms(tokens["topics"]),
        "alles": _terms(told),
        "namen": _terms(tokens["names"]),
        "suche": " ".join(sorted({term for part in TEXTS for token in tokens[part] for term in token.terms})),
        "gramm": " ".join(sorted(set().union(*map(word_grams, whole)))),
        "folge": " ".join(token.terms[0] for token in told),
    }


def _terms(tokens: Iterable[Token]) -> str:
    return " ".join(chain.from_iterable(token.terms for token in tokens))


def _places(stored: Stored, register: Register) -> dict[str, Any]:
    towns = [town for key in stored.places if (town := register.municipality(key))]
    return {
        "ags": list(stored.places),
        "district": sorted({key[:5] for key in stored.places}),
        "land": [stored.record.land] if stored.record.land else sorted({town.land for town in towns}),
        "size": sorted({town.size_class for town in towns}),
        "lat": [town.lat for town in towns if _located(town)],
        "lon": [town.lon for town in towns if _located(town)],
    }


def _located(town: Municipality) -> bool:
    return town.lat is not None and town.lon is not None


def _facts(stored: Stored) -> dict[str, Any]:
    record = stored.record
    return {
        "kind": record.kind,
        "visibility": record.visibility,
        "state": [record.state] if record.state else [],
        "year": [str(record.start_year)] if record.start_year else [],
        "provider": list(dict.fromkeys(filter(None, (record.provider, *record.providers_involved)))),
        "trait": _traits(record),
        "changed": stored.changed.timestamp() // SECONDS_A_DAY,
    }


def _traits(record: Record) -> list[str]:
    told = {
        "nachnutzbar": bool(record.reused_by or record.reuse_of or record.references),
        "quelloffen": bool(record.open_source),
        "kooperation": bool(record.wants_cooperation),
    }
    return [name for name, holds in told.items() if holds]

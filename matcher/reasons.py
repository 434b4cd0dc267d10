"""Why a record is shown, in German sentences built from the same numbers that rank it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer import Concept, Record, Snapshot
from matcher.likeness import Place, number, same_size
from matcher.question import Question

TOPICS_TOLD = 3
WORDS_TOLD = 3
NAMES_TOLD = 3
"""What can be read at a glance."""

LEAST_WORTH = 1.0
"""Weight times idf below which a word is no reason: everyday words, and words that most records have."""

SHORTEST_WORD = 3

NUMBER = re.compile(r"[\W\d_]*\d[\W\d_]*")
"""A year or half of an amount ("000") that two texts share says nothing; "4G" and "24/7-Box" may."""


@dataclass(frozen=True)
class Asker:
    """Who asks, and what for: the question to one snapshot, the thesaurus' concepts, the sender's place if known."""

    question: Question
    snapshot: Snapshot
    concepts: Mapping[str, Concept]
    place: Place | None = None


def reason(asker: Asker, row: int, record: Record, place: Place | None) -> str:
    """Why this record, in one to four short sentences; never empty."""
    topics = _shared_topics(asker, row)
    said = [*_of_names(asker, row), *_of_topics(asker, topics, row), *_of_words(asker, row, topics)]
    if not said:
        said = ["Beschreibt Verwandtes mit anderen Worten."]
    return " ".join((*said, *_of_size(asker.place, place), *_of_reuse(record)))


def _of_names(asker: Asker, row: int) -> Iterator[str]:
    named, snapshot = asker.question.named, asker.snapshot
    if set(named.models) & set(snapshot.values("ags", row)) or set(named.providers) & set(
        snapshot.values("provider", row)
    ):
        yield "Von Ihnen genannt."


def _shared_topics(asker: Asker, row: int) -> list[str]:
    """The labels of the topics that question and record share, the rarest first."""
    held = asker.snapshot.values("topic", row)
    shared = [topic for topic in asker.question.topics if topic in held and topic in asker.concepts]
    column = asker.snapshot.columns["topic"]
    rarest = sorted(shared, key=lambda topic: int(column.frequency[column.numbers[topic]]))
    return [asker.concepts[topic].label for topic in rarest[:TOPICS_TOLD]]


def _of_topics(asker: Asker, labels: Sequence[str], row: int) -> Iterator[str]:
    if labels:
        yield f"{'Gleiches Thema' if len(labels) == 1 else 'Gleiche Themen'}: {', '.join(labels)}."
        return
    near = {other for others in asker.question.near.values() for other in others}
    beside = [asker.concepts[topic].label for topic in asker.snapshot.values("topic", row) if topic in near]
    if beside:
        yield f"{'Verwandtes Thema' if len(beside) == 1 else 'Verwandte Themen'}: {', '.join(beside[:TOPICS_TOLD])}."


def _of_words(asker: Asker, row: int, labels: Sequence[str]) -> Iterator[str]:
    told = " ".join(labels).lower()
    same, alike = _shared_words(asker, row)
    for name, names, found in (("Gleiches Wort", "Gleiche Wörter", same), ("Ähnliches Wort", "Ähnliche Wörter", alike)):
        words = [word for word in found if word.lower() not in told][:WORDS_TOLD]
        if words:
            yield f"{name if len(words) == 1 else names}: {', '.join(f'„{word}“' for word in words)}."
            return


def _shared_words(asker: Asker, row: int) -> tuple[list[str], list[str]]:
    """Words of the question, as they were written, that stand in the record, and those of which only the last part
    does (Straßenbäume: Bäume); what says most comes first."""
    question, snapshot = asker.question, asker.snapshot
    _, terms, _ = snapshot.words["alles"].cells(np.asarray([row], np.int64))
    held = set(terms.tolist())
    same: dict[str, float] = {}
    alike: dict[str, float] = {}
    for term, weight in question.words.items():
        if snapshot.vocabulary.get(term) in held and (word := _telling(question, term)):
            found = same if term in question.whole else alike
            found[word] = max(found.get(word, 0.0), weight * snapshot.idf("alles", term))
    return _best(same), _best({word: worth for word, worth in alike.items() if word not in same})


def _telling(question: Question, term: str) -> str:
    """The word of the text that a term is, or is the last part of; "" if it says nothing to a reader."""
    word = question.surfaces.get(term, "")
    if len(word) < SHORTEST_WORD or NUMBER.fullmatch(word) or (question.capitals and word.islower()):
        return ""
    ends = term in question.whole or any(w.endswith(term) for w in question.whole if question.surfaces[w] == word)
    return word if ends else ""


def _best(worth: Mapping[str, float]) -> list[str]:
    telling = [word for word in worth if worth[word] >= LEAST_WORTH]
    return sorted(telling, key=lambda word: (-worth[word], word))


def _of_size(mine: Place | None, other: Place | None) -> Iterator[str]:
    if mine is not None and other is not None and other.sort != "Landkreis" and same_size(mine, other):
        yield f"Ähnlich groß ({number(mine.inhabitants)} / {number(other.inhabitants)} Einwohner)."


def _of_reuse(record: Record) -> Iterator[str]:
    if record.reused_by:
        yield f"Übernommen von {listed(record.reused_by)}."
    if record.kind == "offering" and record.references:
        yield f"Im Einsatz: {listed(record.references)} (eigene Angabe)."
    if record.open_source:
        yield "Quelloffen."
    if record.kind == "need" and record.wants_cooperation:
        yield "Sucht Partner."


def listed(names: Sequence[str]) -> str:
    """Names as German lists them: "A, B und C", "A, B, C und 4 weitere"."""
    shown = list(names[:NAMES_TOLD])
    if len(names) > NAMES_TOLD:
        return f"{', '.join(shown)} und {len(names) - NAMES_TOLD} weitere"
    return " und ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else ""

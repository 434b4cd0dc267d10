"""What a challenge was understood to say: topics, telling words, and one question for each thing that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matcher.answers import Topic, Understood
from matcher.question import Question
from matcher.view import View

TOPICS_SHOWN = 8
OFFERED = 5
WORDS_SHOWN = 8
"""What fits beside a challenge without burying it."""

SHORT = 6
"""Fewer words than this tell a neighbour nothing he could answer."""

WAYS = ("kauf", "beschaff", "ausschreib", "anbiet", "produkt", "dienstleist", "selb", "gemeinsam", "kooper")
"""Stems that tell whether somebody wants to buy, to do it alone or to join."""


def chosen_topics(question: Question, without: Sequence[str], extra: Sequence[str]) -> tuple[str, ...]:
    """The topics that count: those of the text and those added, without those taken out."""
    return tuple(id for id in dict.fromkeys((*question.topics, *extra)) if id not in without)


def understand(view: View, question: Question, used: Sequence[str], without: Sequence[str]) -> Understood:
    """Say back what was understood, so that the sender can correct it."""
    return Understood(
        topics=_named(view, used[:TOPICS_SHOWN]),
        offered=_named(view, _offered(view, used, without)),
        words=_telling_words(view, question),
        missing=tuple(_missing(question, used)),
    )


def _named(view: View, ids: Sequence[str]) -> tuple[Topic, ...]:
    concepts = view.holdings.reading.thesaurus.concepts
    return tuple(Topic(id, concepts[id].label) for id in ids if id in concepts)


def _offered(view: View, used: Sequence[str], without: Sequence[str]) -> list[str]:
    """What the sender took out, then what stands beside the used topics and has records."""
    concepts, held = view.holdings.reading.thesaurus.concepts, frozenset(view.snapshot.columns["topic"].names)
    known = [concepts[id] for id in used if id in concepts]
    beside = [other for concept in known for other in (*concept.related, *concept.broader) if other in held]
    return [id for id in dict.fromkeys((*without, *beside)) if id not in used][: max(OFFERED, len(without))]


def _telling_words(view: View, question: Question) -> tuple[str, ...]:
    """The rarest words that records know, as they were written."""
    known = [word for word in question.whole if view.snapshot.frequency("alles", word)]
    rarest = sorted(known, key=lambda word: -view.snapshot.idf("alles", word))[:WORDS_SHOWN]
    return tuple(question.surfaces[word] for word in known if word in rarest)


def _missing(question: Question, used: Sequence[str]) -> Iterator[str]:
    words = question.surfaces.values()
    if not used:
        yield "Um welche Aufgabe geht es? Nennen Sie sie so, wie sie im Rathaus heißt."
    if len(question.whole) < SHORT:
        yield "Was haben Sie schon versucht, und wo klemmt es?"
    if not any(letter.isdigit() for word in words for letter in word):
        yield "Um wie viele Stellen, Geräte oder Fälle geht es ungefähr?"
    if not any(stem in word.lower() for word in words for stem in WAYS):
        yield "Möchten Sie es selbst machen, einkaufen oder mit anderen gemeinsam angehen?"

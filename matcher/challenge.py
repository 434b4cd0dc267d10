"""What a challenge was understood to say: topics, telling words, and one question for each thing that is missing."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.answers import Topic, Understood
from matcher.asking import missing
from matcher.question import Question
from matcher.stated import stated
from matcher.view import View

TOPICS_SHOWN = 8
OFFERED = 5
WORDS_SHOWN = 8
"""What fits beside a challenge without burying it."""

LEAST_WORDS = 2
"""Fewer words than this, and no topic, say nothing."""


def understand(view: View, question: Question, text: str, without: Sequence[str]) -> Understood:
    """Say back what was understood, so that the sender can correct it."""
    used, reading, said = question.topics, view.holdings.reading, stated(text)
    words = _telling_words(view, question)
    return Understood(
        topics=_named(view, used[:TOPICS_SHOWN]),
        offered=_named(view, _offered(view, used, without)),
        words=words,
        missing=missing(len(question.whole), used, said, reading.thesaurus.concepts),
        way=said.way,
        places=_places(view, question.named.places),
        providers=question.named.providers,
        budget_eur=said.budget_eur,
        sizes=said.sizes,
        deadline=said.deadline,
        empty=not used and len(words) < LEAST_WORDS and len(question.whole) <= LEAST_WORDS,
    )


def _places(view: View, keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Key and name of each place."""
    register = view.holdings.reading.register
    places = ((key, register.municipality(key) or register.district(key)) for key in keys)
    return tuple((key, place.name) for key, place in places if place)


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
    said = (
        word for word in question.whole if not question.surfaces[word].isdigit()
    )  # numbers stand as what they count
    known = [word for word in said if view.snapshot.frequency("alles", word)]
    rarest = sorted(known, key=lambda word: -view.snapshot.idf("alles", word))[:WORDS_SHOWN]
    return tuple(question.surfaces[word] for word in known if word in rarest)

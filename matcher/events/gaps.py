"""Needs that nobody at the event can answer, and whom the index knows for them: what is left to do before the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.answers import Hit, Topic
from matcher.events.affinity import Affinity
from matcher.events.pairing import Scale, borders
from matcher.events.remembered import remembering
from matcher.events.voices import Hall, Voice, texts_of
from matcher.match import Asked, match

MOST_ASKED = 12
"""Gaps for which the whole index is asked, the widest first: each takes a tenth of a second."""
KNOWN = 2
"""Providers and peers named for each gap."""


@dataclass(frozen=True)
class Gap:
    """A participant's need that hardly anybody at the event fits.

    `best` is the greatest fit of an offering or a practice of somebody who attends; `known` are people of the index
    who are not registered and fit better, best first.
    """

    registration: str
    topics: tuple[Topic, ...]
    best: float
    known: tuple[Hit, ...]


@dataclass(frozen=True)
class Balance:
    """A topic with the number of participants who look for it and of those who have something on it."""

    topic: Topic
    needs: int
    answers: int


def gaps(scale: Scale, attending: frozenset[str]) -> tuple[Gap, ...]:
    """Needs without an answer among those who attend, the widest gap first."""
    hall, answered = scale.hall, borders(scale.hall).answered
    present = [voice.id in attending for voice in hall.voices]
    best = _best_answers(scale.affinity, present)
    asking = [at for at, voice in enumerate(hall.voices) if present[at] and voice.question is not None]
    open_ones = sorted((at for at in asking if best[at] < answered), key=lambda at: (best[at], at))
    return tuple(_gap(hall, at, best[at], asked=number < MOST_ASKED) for number, at in enumerate(open_ones))


def balance(scale: Scale, attending: frozenset[str]) -> tuple[Balance, ...]:
    """Every topic that is looked for, the least answered first."""
    voices = [voice for voice in scale.hall.voices if voice.id in attending]
    needs = Counter(topic for voice in voices for topic in set(voice.question.topics if voice.question else ()))
    answers = Counter(topic for voice in voices for topic in _answered(scale.hall, voice))
    found = [
        Balance(topic, count, answers[topic.id]) for id, count in needs.items() if (topic := _topic(scale.hall, id))
    ]
    return tuple(sorted(found, key=lambda one: (one.answers - one.needs, one.topic.label)))


def _best_answers(affinity: Affinity, present: Sequence[bool]) -> list[float]:
    fits = [affinity.fits[kind][:, present] for kind in ("offering", "practice")]
    return [max((float(fit[at].max(initial=0.0)) for fit in fits), default=0.0) for at in range(len(present))]


def _gap(hall: Hall, at: int, best: float, asked: bool) -> Gap:
    voice = hall.voices[at]
    topics = tuple(topic for id in (voice.question.topics if voice.question else ()) if (topic := _topic(hall, id)))
    return Gap(voice.id, topics, round(best, 4), _known(hall, voice) if asked else ())


def _known(hall: Hall, voice: Voice) -> tuple[Hit, ...]:
    """Who could be invited for it."""
    text = texts_of(hall.view, [voice.registration]).get(voice.id, "")
    if not text:
        return ()
    view = remembering(hall.view, text, voice.question.vector if voice.question else None)
    answer = match(view, Asked(text, voice.registration.entry.place))
    entries = [one.registration.entry for one in hall.voices]
    there = {one.place for one in entries} | {one.provider for one in entries}
    peers = [hit for hit in answer.peers if hit.key not in there and hit.level != "teilweise"]
    providers = [hit for hit in answer.providers if hit.name not in there and hit.level != "teilweise"]
    return (*providers[:KNOWN], *peers[:KNOWN])


def _answered(hall: Hall, voice: Voice) -> set[str]:
    kinds = {"provider": ("offering",)}.get(voice.registration.entry.role, ("practice",))
    rows = [row for row in voice.rows.tolist() if set(hall.snapshot.values("kind", row)) & set(kinds)]
    return {topic for row in rows for topic in hall.snapshot.values("topic", row)}


def _topic(hall: Hall, id: str) -> Topic | None:
    concept = hall.view.holdings.reading.thesaurus.concepts.get(id)
    return Topic(id, concept.label) if concept else None

"""The reason of a meeting in one line that reads the same on everybody's sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from indexer import Record
from matcher.events.affinity import Affinity, PairKind
from matcher.events.voices import Hall, Voice, is_own
from matcher.facts import state_in_words
from matcher.reasons import Asker, listed, reason

TOPICS_TOLD = 3
SHARED_BY = 0.5
"""A topic speaks for a group when at least this share of its members names it."""


def tell_pair(hall: Hall, affinity: Affinity, one: int, other: int) -> str:
    """Who asks, who has what, and what connects the two."""
    kind, asks, has, _ = affinity.best(one, other)
    row = int(affinity.rows[kind][asks, has])
    voice, partner = hall.voices[asks], hall.voices[has]
    record = hall.records.get(hall.snapshot.ids[row]) if row >= 0 else None
    if record is None or voice.question is None:
        return ""
    concepts = hall.view.holdings.reading.thesaurus.concepts
    asker = Asker(voice.question, hall.snapshot, concepts, voice.place)
    return f"{_who(kind, voice, partner, record)} {reason(asker, row, record, partner.place)}"


def _who(kind: PairKind, voice: Voice, partner: Voice, record: Record) -> str:
    title = f"„{record.title}“"
    if kind == "offering":
        what = "ein passendes Angebot" if is_own(record) else title
        return f"{partner.name} bietet {what} zum Anliegen von {voice.name}."
    if kind == "practice":
        return f"{partner.name} hat zum Anliegen von {voice.name} Erfahrung: {title} ({state_in_words(record)})."
    if record.kind == "practice":
        return f"{partner.name} plant, was {voice.name} sucht: {title}."
    return f"{voice.name} und {partner.name} haben das gleiche Anliegen."


def tell_group(hall: Hall, members: Sequence[int]) -> str:
    """What the members of a group table have in common."""
    concepts = hall.view.holdings.reading.thesaurus.concepts
    named = Counter(topic for member in members for topic in _topics(hall.voices[member]))
    shared = [topic for topic, times in named.most_common() if times >= SHARED_BY * len(members) and topic in concepts]
    names = listed([hall.voices[member].name for member in members])
    if not shared:
        return f"Gleiches Anliegen: {names} beschreiben Ähnliches."
    return f"Gleiches Anliegen: {', '.join(concepts[topic].label for topic in shared[:TOPICS_TOLD])} ({names})."


def _topics(voice: Voice) -> tuple[str, ...]:
    return voice.question.topics if voice.question else ()

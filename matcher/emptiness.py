"""What is shown where nothing fits: related topics that have records, then the practice that comes nearest.

The last rung is the office, which takes the challenge as a task with a day (`matcher.desk.tasks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer import Filter
from matcher.answers import Emptiness, Hit, Instead, Topic
from matcher.likeness import Place, kilometres, place_of
from matcher.question import Question
from matcher.view import View

TOPICS = 5
"""Topics to go on with: more are a search of its own."""

NOTHING = Instead()


def instead(view: View, question: Question, emptiness: Emptiness, peers: Sequence[Hit], own: Place | None) -> Instead:
    """The rungs of the ladder below the direct hits; nothing where there are some, or where nothing was asked."""
    if emptiness == "hits" or not question.whole:
        return NOTHING
    nearest = next(iter(peers), None)
    there = place_of(nearest.key, view.holdings.reading.register) if nearest and nearest.key else None
    return Instead(
        topics=tuple(_topics(view, question))[:TOPICS],
        nearest=nearest,
        kilometres=kilometres(own, there) if own and there else None,
    )


def _topics(view: View, question: Question) -> Iterator[tuple[Topic, int]]:
    """The asked topics, then those beside them, each with how many records this caller may see under it."""
    concepts = view.holdings.reading.thesaurus.concepts
    beside = sorted({other for others in question.near.values() for other in others})
    for id in dict.fromkeys((*question.topics, *beside)):
        count = int(view.snapshot.allowed((*view.scope, Filter("topic", (id,)))).sum())
        if count and id in concepts:
            yield Topic(id, concepts[id].label), count

"""What topics add to a question: further words to look for, and records about the same thing in other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer import Snapshot, Thesaurus, inverse_frequency

WORDS_EACH = 8
"""Words that a topic adds, the rarest ones: more only blur the question."""

TOO_COMMON = 0.15
"""A word in more than this share of the records does not tell a topic from others."""


def widened(topics: Sequence[str], thesaurus: Thesaurus, snapshot: Snapshot) -> tuple[str, ...]:
    """The index terms that the topics add."""
    added: dict[str, None] = {}
    for topic in topics:
        if topic in thesaurus.concepts:
            known = [term for term in thesaurus.terms(topic) if _tells(term, snapshot)]
            rarest = sorted(known, key=lambda term: (-snapshot.idf("alles", term), term))[:WORDS_EACH]
            added |= dict.fromkeys(rarest)
    return tuple(added)


def _tells(term: str, snapshot: Snapshot) -> bool:
    return 1 <= snapshot.frequency("alles", term) <= TOO_COMMON * snapshot.size


def beside(topics: Sequence[str], thesaurus: Thesaurus) -> dict[str, frozenset[str]]:
    """For each topic those that are broader, narrower or related."""
    return {topic: thesaurus.beside[topic] for topic in topics if topic in thesaurus.concepts}


def shared(
    snapshot: Snapshot, near: Mapping[str, frozenset[str]], rows: NDArray[np.int64], less: float
) -> NDArray[np.float64]:
    """What share of the topics' idf mass each row has, 0 to 1; a topic beside the asked one counts `less`."""
    column = snapshot.columns["topic"]
    numbers = column.numbers
    where, codes = _cells(column.starts, column.codes, rows)
    total, found = 0.0, np.zeros(len(rows))
    for topic, others in near.items():
        number = numbers.get(topic)
        worth = inverse_frequency(0 if number is None else int(column.frequency[number]), snapshot.size)
        total += worth
        found += worth * _counted(where, codes, len(rows), _values(numbers, topic, others, less))
    return found / (total or 1.0)


def _values(numbers: Mapping[str, int], topic: str, others: frozenset[str], less: float) -> NDArray[np.float64]:
    """What each topic of the index is worth when `topic` is asked for."""
    values = np.zeros(len(numbers) + 1)
    values[[numbers[other] for other in others if other in numbers]] = less
    if topic in numbers:
        values[numbers[topic]] = 1.0
    return values


def _counted(
    where: NDArray[np.int64], codes: NDArray[np.int32], rows: int, values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The greatest value among the topics of each row."""
    best = np.zeros(rows)
    np.maximum.at(best, where, values[codes])
    return best


def _cells(
    starts: NDArray[np.int64], codes: NDArray[np.int32], rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """All topics of the rows: for each the position in `rows`, and its number."""
    counts = starts[rows + 1] - starts[rows]
    where = np.repeat(np.arange(len(rows)), counts)
    ends = np.cumsum(counts)
    cells = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts[rows] - (ends - counts), counts)
    return where, codes[cells]

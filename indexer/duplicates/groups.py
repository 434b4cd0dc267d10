"""From pairs and decisions to groups, and from a group to the one record that stands for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.records import LIST_LENGTH, Record
from indexer.stored import Stored

LARGEST_GROUP = 50
"""More records than this are not one; whatever made them look alike is not about them."""

JOINED_LISTS = ("municipalities", "providers_involved", "reused_by", "references")
"""What a card shows of every record of a group. Topics are not among them: its vector is that of the leader alone."""

Folds = Mapping[str, str]
"""Which record stands for which: id → leader, for every record that another one stands for."""


@dataclass(frozen=True)
class Edge:
    """Two records that are one, in the order of how sure that is."""

    first: str
    second: str
    score: float


def groups(same: Iterable[Edge], different: Iterable[tuple[str, str]]) -> tuple[frozenset[str], ...]:
    """Join the surest pairs first; a join that would bring together what somebody called different is left out."""
    apart: dict[str, set[str]] = defaultdict(set)
    for one, other in different:
        apart[one].add(other)
        apart[other].add(one)
    found: dict[str, frozenset[str]] = {}
    for edge in sorted(same, key=lambda edge: (-edge.score, edge.first, edge.second)):
        joined = found.get(edge.first, frozenset({edge.first})) | found.get(edge.second, frozenset({edge.second}))
        if len(joined) <= LARGEST_GROUP and not any(apart[each] & joined for each in joined):
            found.update(dict.fromkeys(joined, joined))
    return tuple(sorted(set(found.values()), key=sorted))


def folds_of(found: Iterable[frozenset[str]], records: Mapping[str, Stored]) -> dict[str, str]:
    """Which record stands for which; only records of one kind that the same people may see are folded."""
    folds: dict[str, str] = {}
    for group in found:
        for alike in _alike(records[each] for each in group if each in records):
            leader = max(alike, key=_richness).record.id
            folds |= {stored.record.id: leader for stored in alike if stored.record.id != leader}
    return folds


def merged(leader: Stored, others: Sequence[Stored]) -> Stored:
    """The leader with the places and lists of all; its texts stay its own, and the note names the other sources."""
    if not others:
        return leader
    told = [leader, *sorted(others, key=lambda stored: stored.record.id)]
    lists = {name: _joined(getattr(stored.record, name) for stored in told) for name in JOINED_LISTS}
    places = tuple(dict.fromkeys(key for stored in told for key in stored.places))
    also = ", ".join(stored.record.source_url for stored in told[1:])
    note = " ".join(filter(None, (leader.note, f"Auch beschrieben unter: {also}")))
    changed = max(stored.changed for stored in told)
    return replace(leader, record=leader.record.model_copy(update=lists), places=places, note=note, changed=changed)


def _alike(records: Iterable[Stored]) -> list[list[Stored]]:
    parts: dict[tuple[str, str], list[Stored]] = defaultdict(list)
    for stored in records:
        parts[stored.record.kind, stored.record.visibility].append(stored)
    return list(parts.values())


def _richness(stored: Stored) -> tuple[int, str]:
    """The record that tells most; between equals the one whose id comes last, whatever the order of reading."""
    record: Record = stored.record
    texts = (record.summary, record.situation, record.approach, record.result, record.pitfalls)
    return sum(map(len, texts)), record.id


def _joined(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for some in lists for each in some))[:LIST_LENGTH]

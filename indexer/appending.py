"""A snapshot with rows appended and rows taken out, without reading the index anew.

Rows that are taken out stay where they are, so that no other row moves; their words and values count no longer.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from indexer.columns import Column
from indexer.documents import Document
from indexer.grams import Grams, row_lengths
from indexer.postings import Postings
from indexer.snapshot import Rows, Snapshot, SnapshotDraft


def appended(snapshot: Snapshot, documents: Iterable[Document], gone: Iterable[str]) -> Snapshot:
    """The snapshot with these documents instead of any it has under their ids, and without the gone ones.

    Vectors are left to the caller: the appended rows have none yet.
    """
    draft = SnapshotDraft(snapshot.vocabulary)
    for _ in draft.passing(documents):
        pass
    added = draft.finish()
    absent = snapshot.rows((*added.ids, *gone))
    return Snapshot(
        ids=snapshot.ids + added.ids,
        vocabulary=added.vocabulary,
        words={name: _words(snapshot.words[name], words, absent) for name, words in added.words.items()},
        grams=_grams(snapshot, added),
        columns={name: _column(snapshot.columns[name], column, absent) for name, column in added.columns.items()},
        absent=snapshot.absent | frozenset(absent.tolist()),
    )


def _words(before: Postings, added: Postings, absent: Rows) -> Postings:
    frequency = added.frequency.copy()
    frequency[: len(before.frequency)] += before.frequency
    frequency -= np.bincount(before.cells(absent)[1], minlength=len(frequency)).astype(np.int32)
    return Postings(
        np.concatenate([before.starts, before.starts[-1] + added.starts[1:]]),
        np.concatenate([before.terms, added.terms]),
        np.concatenate([before.times, added.times]),
        np.concatenate([before.lengths, added.lengths]),
        frequency,
    )


def _column(before: Column, added: Column, absent: Rows) -> Column:
    """An absent row has no value, and a value that no row has is no name any more."""
    staying = np.ones(len(before.codes), np.bool_)
    for row in absent:
        staying[before.starts[row] : before.starts[row + 1]] = False
    starts = np.concatenate([[0], np.cumsum(staying)])[before.starts]
    numbers = {name: number for number, name in enumerate(before.names)}
    known = np.asarray([numbers.setdefault(name, len(numbers)) for name in added.names], np.int32)
    codes = np.concatenate([before.codes[staying], known[added.codes]])
    used = np.bincount(codes, minlength=len(numbers)) > 0
    return Column(
        tuple(name for name, number in numbers.items() if used[number]),
        np.concatenate([starts, starts[-1] + added.starts[1:]]),
        (np.cumsum(used) - 1)[codes].astype(np.int32),
    )


def _grams(snapshot: Snapshot, added: Snapshot) -> Grams:
    """Frequencies add up (the absent rows' grams go on counting); the lengths of the added rows are taken anew."""
    before, words = snapshot.grams, added.words["folge"]
    names = dict(before.names)
    numbers = np.asarray([names.setdefault(gram, len(names)) for gram in added.grams.names], np.int64)
    frequency = np.zeros(len(names), np.int32)
    frequency[: len(before.names)] = before.frequency
    frequency[numbers] += added.grams.frequency
    table = _table(added.grams, numbers)
    lengths = row_lengths(table, frequency, snapshot.size + added.size, words)
    fresh = table[~_known(snapshot.words["folge"], words)[table[:, 1]]]
    fresh = fresh[np.argsort(fresh[:, 0], kind="stable")]
    starts, places = _room(before, fresh[:, 0], len(names))
    return Grams(
        names,
        starts,
        np.insert(before.terms, places, fresh[:, 1]),
        np.insert(before.times, places, fresh[:, 2].astype(np.uint8)),
        frequency,
        np.concatenate([before.norms, lengths]),
    )


def _table(grams: Grams, numbers: NDArray[np.int64]) -> NDArray[np.int32]:
    """Every (gram, word, times) in order of the words, and of the grams within a word; grams numbered anew."""
    renamed = np.repeat(numbers, np.diff(grams.starts))
    table = np.stack([renamed, grams.terms, grams.times], axis=1).astype(np.int32)
    return table[np.lexsort((table[:, 0], table[:, 1]))]


def _known(before: Postings, added: Postings) -> NDArray[np.bool_]:
    """For every word of the vocabulary, whether some row had it before: its grams stand in the table already."""
    known = np.zeros(len(added.frequency), np.bool_)
    known[: len(before.frequency)] = before.frequency > 0
    return known


def _room(before: Grams, grams: NDArray[np.int32], size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each gram's cells start once new ones are put in at their end, and where those go; `size` grams in all."""
    counts = np.bincount(grams, minlength=size)
    counts[: len(before.names)] += np.diff(before.starts)
    ends = np.concatenate([before.starts[1:], np.full(size - len(before.names), len(before.terms))])
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), ends[grams].astype(np.int64)

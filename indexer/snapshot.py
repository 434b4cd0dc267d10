"""What ranking needs of one index, opened together: words, grams, filter values and vectors of every document.

The engine finds candidates; the snapshot gives each the same numbers whatever the engine is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from indexer.columns import Column, ColumnDraft
from indexer.documents import Document
from indexer.engines.query import Filter
from indexer.errors import IndexMissing
from indexer.grams import Grams
from indexer.meaning.matrix import VectorMatrix
from indexer.postings import K1, Draft, Postings, Vocabulary

WORDS = ("alles", "titel", "themen", "namen", "folge", "titelwort")
"""The fields whose words are ranked; `folge` holds whole words only and carries the grams. `titelwort` is in no index:
the whole words of the title, taken from the other two."""

VALUES = ("kind", "visibility", "ags", "district", "land", "topic", "state", "size", "year", "provider", "trait")
"""The fields that filter and that ranking looks at."""

Rows = NDArray[np.int64]


class SnapshotDraft:
    """A snapshot while its documents pass by on their way into the engine; nothing of them is kept but numbers."""

    def __init__(self, vocabulary: Mapping[str, int] | None = None) -> None:
        self._ids: list[str] = []
        self._vocabulary = Vocabulary(vocabulary or {})
        self._words = {name: Draft(self._vocabulary) for name in WORDS}
        self._columns = {name: ColumnDraft() for name in VALUES}

    def passing(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Hand every document on and take in what ranking needs of it."""
        for id, fields in documents:
            self._ids.append(id)
            for name, words in self._words.items():
                words.add(_words_of(fields, name))
            for name, column in self._columns.items():
                column.add(fields[name])
            yield id, fields

    def finish(self) -> Snapshot:
        """The snapshot, without vectors yet."""
        words = {name: draft.finish() for name, draft in self._words.items()}
        columns = {name: draft.finish() for name, draft in self._columns.items()}
        vocabulary = dict(self._vocabulary)  # whoever looks a word up from now on adds none
        return Snapshot(tuple(self._ids), vocabulary, words, Grams.build(vocabulary, words["folge"]), columns)


@dataclass(frozen=True)
class Snapshot:
    """One index as ranking sees it; `vectors` is None where no encoder is at hand.

    `absent` are rows that are there no longer: withdrawn since the index was built, or standing in a later row now.
    """

    ids: tuple[str, ...]
    vocabulary: dict[str, int]
    words: dict[str, Postings]
    grams: Grams
    columns: dict[str, Column]
    vectors: VectorMatrix | None = None
    absent: frozenset[int] = frozenset()

    @property
    def size(self) -> int:
        """How many rows there are; absent ones count too, until the next run."""
        return len(self.ids)

    @property
    def without_vector(self) -> int:
        """How many documents have no vector yet."""
        present = np.ones(self.size, np.bool_)
        present[list(self.absent)] = False
        return int((present & ~self.vectors.has).sum() if self.vectors else present.sum())

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {id: row for row, id in enumerate(self.ids) if row not in self.absent}

    def row(self, id: str) -> int | None:
        """The row of a document, or None if it is not in this index."""
        return self._rows.get(id)

    def rows(self, ids: Iterable[str]) -> Rows:
        """The rows of those documents that are in this index."""
        return np.asarray([row for id in ids if (row := self._rows.get(id)) is not None], np.int64)

    def idf(self, field: str, term: str) -> float:
        """The idf of a word in a field; highest for a word that no document has."""
        return self.words[field].idf(self.vocabulary.get(term, -1))

    def frequency(self, field: str, term: str) -> int:
        """In how many documents a word stands in a field."""
        number = self.vocabulary.get(term)
        return 0 if number is None else int(self.words[field].frequency[number])

    def bm25(self, field: str, terms: Mapping[str, float], rows: Rows, k1: float = K1) -> NDArray[np.float64]:
        """BM25 of the weighted words in one field, per row; the smaller `k1`, the less repetition counts."""
        return self.words[field].bm25(self._numbered(terms), rows, k1)

    def coverage(self, field: str, terms: Mapping[str, float], rows: Rows) -> NDArray[np.float64]:
        """What share of the query's weighted idf stands in the field, per row, 0 to 1."""
        return self.words[field].coverage(self._numbered(terms), rows)

    def title_cosine(self, words: Mapping[str, float], rows: Rows) -> NDArray[np.float64]:
        """How alike whole words are letter by letter to those of the title, per row, 0 to 1."""
        return self.grams.cosine_of_few(words, self.words["titelwort"], rows)

    def gram_cosine(self, words: Mapping[str, float], rows: Rows) -> NDArray[np.float64]:
        """How alike whole words are letter by letter, per row, 0 to 1."""
        return self.grams.cosine(words, self.words["folge"], rows)

    def cosines(self, vector: NDArray[np.float32], rows: Rows | None = None) -> NDArray[np.float32]:
        """The cosine of a query with each row's texts; NaN where a vector is missing or none are kept."""
        if self.vectors is None:
            return np.full(self.size if rows is None else len(rows), np.nan, np.float32)
        return self.vectors.cosines(vector, rows)

    def similarity(self, rows: Rows) -> NDArray[np.float32]:
        """How alike the rows' texts are, each with each: cosine of the mean-centred vectors; 0 where one is missing."""
        if self.vectors is None:
            return np.zeros((len(rows), len(rows)), np.float32)
        centred = self.vectors.numbers[rows].astype(np.float32)
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        centred /= np.where(lengths > 0, lengths, 1)
        alike: NDArray[np.float32] = centred @ centred.T
        return alike

    def allowed(self, filters: Sequence[Filter]) -> NDArray[np.bool_]:
        """For every row, whether it passes all filters."""
        passed = np.ones(self.size, np.bool_)
        passed[list(self.absent)] = False
        for filter in filters:
            passed &= self.columns[filter.field].holds(filter.values)
        return passed

    def values(self, field: str, row: int) -> tuple[str, ...]:
        """The filter values of one row."""
        return self.columns[field].values(row)

    def _numbered(self, terms: Mapping[str, float]) -> dict[int, float]:
        return {self.vocabulary.get(term, -1 - place): weight for place, (term, weight) in enumerate(terms.items())}

    def save(self, folder: Path) -> None:
        """Write everything into a new folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ids.txt").write_text("\n".join(self.ids), encoding="utf-8")
        (folder / "vocabulary.txt").write_text("\n".join(self.vocabulary), encoding="utf-8")
        for name, postings in self.words.items():
            postings.save(folder, name)
        for name, column in self.columns.items():
            column.save(folder, name)
        self.grams.save(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Map what `save` wrote, with the newest vectors beside it; raises IndexMissing when it is not there."""
        try:
            ids, vocabulary = (_lines(folder / name) for name in ("ids.txt", "vocabulary.txt"))
        except FileNotFoundError as error:
            raise IndexMissing(
                f"Zum Index {folder.name} fehlen in diesem Datenordner die Ranglisten-Daten.",
                "Hilft: ./run reindex. Mehrere Rechner brauchen einen gemeinsamen Datenordner.",
            ) from error
        return cls(
            ids,
            {word: number for number, word in enumerate(vocabulary)},
            {name: Postings.open(folder, name) for name in WORDS},
            Grams.open(folder),
            {name: Column.open(folder, name) for name in VALUES},
        )


def _words_of(fields: Mapping[str, Any], name: str) -> list[str]:
    if name != "titelwort":
        return str(fields[name]).split()
    whole = set(fields["folge"].split())
    return [word for word in fields["titel"].split() if word in whole]


def _lines(file: Path) -> tuple[str, ...]:
    text = file.read_text(encoding="utf-8")
    return tuple(text.split("\n")) if text else ()

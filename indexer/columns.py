"""The filter values of every document, beside the words: what a candidate is, and which rows a filter lets through."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray


class ColumnDraft:
    """A column while it is being read, row by row."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._starts, self._codes = array("q", [0]), array("i")

    def add(self, values: Sequence[str] | str) -> None:
        """Take in the values of the next row; a single value may stand without its list."""
        numbers = self._numbers
        for value in [values] if isinstance(values, str) else values:
            self._codes.append(numbers.setdefault(value, len(numbers)))
        self._starts.append(len(self._codes))

    def finish(self) -> Column:
        """The column."""
        codes = np.frombuffer(self._codes, np.int32) if self._codes else np.zeros(0, np.int32)
        return Column(tuple(self._numbers), np.frombuffer(self._starts, np.int64), codes)


@dataclass(frozen=True)
class Column:
    """One keyword field. Row r has the values `names[codes[starts[r]:starts[r + 1]]]`, in the order given."""

    names: tuple[str, ...]
    starts: NDArray[np.int64]
    codes: NDArray[np.int32]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each value."""
        return {name: number for number, name in enumerate(self.names)}

    @cached_property
    def frequency(self) -> NDArray[np.int64]:
        """How often each value stands, by number."""
        return np.bincount(self.codes, minlength=len(self.names))

    def values(self, row: int) -> tuple[str, ...]:
        """The values of one row."""
        return tuple(self.names[code] for code in self.codes[self.starts[row] : self.starts[row + 1]])

    def holds(self, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """For every row, whether it has any of the wanted values."""
        chosen = np.zeros(len(self.names) + 1, np.bool_)
        chosen[[self.numbers[value] for value in wanted if value in self.numbers]] = True
        hits = np.concatenate([[0], np.cumsum(chosen[self.codes])])
        return hits[self.starts[1:]] > hits[self.starts[:-1]]

    def save(self, folder: Path, name: str) -> None:
        """Write names and arrays."""
        (folder / f"{name}.json").write_text(json.dumps(self.names, ensure_ascii=False), encoding="utf-8")
        np.savez(folder / f"{name}.npz", starts=self.starts, codes=self.codes)

    @classmethod
    def open(cls, folder: Path, name: str) -> Self:
        """Read what `save` wrote."""
        with np.load(folder / f"{name}.npz") as arrays:
            return cls(
                tuple(json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))),
                arrays["starts"],
                arrays["codes"],
            )

"""multilingual-e5-small (Wang et al. 2024) as an encoder: prefixes, windows, batches, unit rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.meaning.pieces import Tokenizer
from indexer.meaning.transformer import Transformer
from indexer.meaning.weights import SHA256, WeightsFile, weights_path

QUERY = "query: "  # the model was trained with these two words before every text
PASSAGE = "passage: "
LONGEST_TEXT = 2_000  # characters; what stands behind says little new and costs much
BATCH_TOKENS = 512  # the fastest of 128 to 2,048: longer ones leave the processor's own memory
MARKS = 2  # begin and end of a window


@dataclass(frozen=True)
class Window:
    """A stretch of one text that fits the network, as piece ids with begin and end."""

    text: int
    ids: list[int]

    @property
    def weight(self) -> int:
        return max(len(self.ids) - MARKS, 1)


class E5Encoder:
    """Sentence vectors by multilingual-e5-small on one's own processor; safe for several threads."""

    name = f"multilingual-e5-small-q4-{SHA256[:8]}"

    def __init__(self) -> None:
        weights = WeightsFile(weights_path())
        self._marks = weights.pieces.begin, weights.pieces.end
        self._tokenizer = Tokenizer(weights.pieces)
        self._network = Transformer(weights)
        self.dimensions = weights.shape.width
        weights.forget_pages()

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (texts, 384) for what somebody looks for."""
        return self._encoded([QUERY + text[:LONGEST_TEXT] for text in texts])

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (texts, 384) for what may be found."""
        return self._encoded([PASSAGE + text[:LONGEST_TEXT] for text in texts])

    def _encoded(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A text of several windows is their mean, each weighted by its length."""
        sums = np.zeros((len(texts), self.dimensions), np.float32)
        windows = [window for number, text in enumerate(texts) for window in self._windows(number, text)]
        for batch in _batches(windows):
            states = self._network.mean_states([window.ids for window in batch])
            for window, state in zip(batch, states, strict=True):
                sums[window.text] += np.float32(window.weight) * state
        sums /= np.linalg.norm(sums, axis=1, keepdims=True)
        return sums

    def _windows(self, number: int, text: str) -> Iterator[Window]:
        begin, end = self._marks
        ids = self._tokenizer.ids(text)
        size = self._network.shape.positions - MARKS
        for start in range(0, len(ids), size):
            yield Window(number, [begin, *ids[start : start + size], end])


def _batches(windows: Sequence[Window]) -> Iterator[list[Window]]:
    """Windows in order, together while they stay below BATCH_TOKENS."""
    batch: list[Window] = []
    tokens = 0
    for window in windows:
        if batch and tokens + len(window.ids) > BATCH_TOKENS:
            yield batch
            batch, tokens = [], 0
        batch.append(window)
        tokens += len(window.ids)
    if batch:
        yield batch

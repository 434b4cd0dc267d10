"""An encoder that knows some vectors already: what a participant wrote need not be read again for each page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indexer import Encoder
from matcher.view import View


@dataclass(frozen=True)
class Remembered:
    """Answers from `known` (text → unit vector) where every text is there, else asks the encoder."""

    encoder: Encoder
    known: Mapping[str, NDArray[np.float32]]

    @property
    def name(self) -> str:
        """The encoder's name."""
        return self.encoder.name

    @property
    def dimensions(self) -> int:
        """The encoder's dimensions."""
        return self.encoder.dimensions

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows for what somebody looks for."""
        if all(text in self.known for text in texts):
            return np.stack([self.known[text] for text in texts])
        return self.encoder.queries(texts)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows for what may be found."""
        return self.encoder.passages(texts)


def remembering(view: View, text: str, vector: NDArray[np.float32] | None) -> View:
    """The view with an encoder that knows the vector of one text."""
    holdings = view.holdings
    if holdings.encoder is None or vector is None:
        return view
    return replace(view, holdings=replace(holdings, encoder=Remembered(holdings.encoder, {text: vector})))

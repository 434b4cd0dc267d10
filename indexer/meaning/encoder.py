"""The encoder as the rest of Anker sees it, and the one place that chooses which one it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.meaning.e5 import E5Encoder
from indexer.meaning.remote import RemoteEncoder
from indexer.settings import EncoderSettings


class Encoder(Protocol):
    """Turns texts into unit vectors whose inner product says how near their meanings are."""

    @property
    def name(self) -> str:
        """Names the weights: vectors of two names cannot be compared."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (texts, dimensions) for what somebody looks for."""

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (texts, dimensions) for what may be found."""


def open_encoder(settings: EncoderSettings) -> Encoder | None:
    """The encoder that the settings name, None for `none`; raises EncoderMissing when it is not there."""
    if settings.kind == "e5":
        return E5Encoder()
    if settings.kind == "http":
        return RemoteEncoder(settings.url, settings.model)
    return None

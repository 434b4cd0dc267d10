"""What is known already is not read again, and everything else is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.events.remembered import Remembered

KNOWN = np.asarray([1.0, 0.0], np.float32)
READ = np.asarray([0.0, 1.0], np.float32)


class Reader:
    """An encoder that reads everything alike."""

    name = "reader"
    dimensions = 2

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([READ for _ in texts])

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.queries(texts)


def test_a_known_text_is_not_read_again_and_another_one_is() -> None:
    encoder = Remembered(Reader(), {"Pegel": KNOWN})
    assert (encoder.name, encoder.dimensions) == ("reader", 2)
    assert np.array_equal(encoder.queries(["Pegel"]), [KNOWN])
    assert np.array_equal(encoder.queries(["Pegel", "Bach"]), [READ, READ])
    assert np.array_equal(encoder.passages(["Pegel"]), [READ])

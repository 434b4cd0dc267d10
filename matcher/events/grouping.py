"""Group tables: three to six participants who look for the same thing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

TABLES_EACH = 2
"""Group tables that one participant sits at unless they asked for fewer or more: each takes a whole round."""


def group(alike: Scores, least: float, size: tuple[int, int], seats: Sequence[int]) -> list[tuple[int, ...]]:
    """Groups whose members look for the same, the closest first; no two people sit together twice.

    `alike` is symmetric, 0 where two must not meet; `least` is the fit that any two members need; `size` the least and
    the most members; `seats` how many groups each participant may join.
    """
    free = np.asarray(seats, np.int64).copy()
    open_ties = np.where(alike >= least, alike, 0.0)
    groups: list[tuple[int, ...]] = []
    while (found := _closest(open_ties, free, size)) is not None:
        groups.append(found)
        free[list(found)] -= 1
        open_ties[np.ix_(found, found)] = 0.0
    return groups


def _closest(ties: Scores, free: NDArray[np.int64], size: tuple[int, int]) -> tuple[int, ...] | None:
    """The group around the person whose nearest ones are nearest; None where nobody has enough of them."""
    usable = ties * (free > 0)[:, None] * (free > 0)[None, :]
    least, most = size
    if len(usable) < least:
        return None
    nearest = np.sort(usable, axis=1)[:, ::-1][:, : least - 1]
    for seed in np.argsort(-nearest.sum(axis=1), kind="stable").tolist():
        members = _grown(usable, seed, most) if nearest[seed, -1] > 0 else ()
        if len(members) >= least:
            return members
    return None


def _grown(ties: Scores, seed: int, most: int) -> tuple[int, ...]:
    """Add the person who is tied to all members and closest to them on average."""
    members = [seed]
    while len(members) < most:
        joined = ties[members]
        fitting = (joined > 0).all(axis=0)
        if not fitting.any():
            break
        members.append(int(np.argmax(np.where(fitting, joined.mean(axis=0), -1.0))))
    return tuple(sorted(members))

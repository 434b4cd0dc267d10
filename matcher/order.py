"""The one way in which scores become an order."""

from __future__ import annotations

from collections.abc import Sequence

SAME = 1e-5
"""Relative difference below which two neighbours count as equal. Engines add up 32-bit numbers in different orders;
rounding to digits would only move the edge at which two of them disagree."""


def ordered(ids: Sequence[str], scores: Sequence[float]) -> list[int]:
    """Positions from best to worst; neighbours in score within `SAME` form a group, in order of id."""
    best_first = sorted(range(len(ids)), key=lambda place: (-scores[place], ids[place]))
    out: list[int] = []
    group: list[int] = []
    for place in best_first:
        if group and scores[group[-1]] - scores[place] > SAME * abs(scores[group[-1]]):
            out += sorted(group, key=lambda member: ids[member])
            group = []
        group.append(place)
    return out + sorted(group, key=lambda member: ids[member])

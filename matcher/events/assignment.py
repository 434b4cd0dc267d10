"""The cheapest assignment of rows to columns (the Hungarian method with potentials, one row at a time)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FREE = -1


def assign(cost: NDArray[np.float64]) -> list[int]:
    """A column of its own for each row, so that the costs add up to the least possible; rows ≤ columns."""
    state = _State.of(cost)
    for row in range(len(cost)):
        _add_row(state, row)
    column_of = [0] * len(cost)
    for column, row in enumerate(state.row_of[:-1]):
        if row != FREE:
            column_of[row] = column
    return column_of


@dataclass(frozen=True)
class _State:
    """Costs, the row in each column, and the prices that prove the assignment so far cheapest; one column more than
    there is, where a new row starts."""

    cost: NDArray[np.float64]
    row_of: NDArray[np.intp]
    row_price: NDArray[np.float64]
    column_price: NDArray[np.float64]

    @staticmethod
    def of(cost: NDArray[np.float64]) -> _State:
        rows, columns = cost.shape
        wider = np.hstack([cost, np.full((rows, 1), np.inf)])
        return _State(wider, np.full(columns + 1, FREE), np.zeros(rows), np.zeros(columns + 1))


def _add_row(state: _State, row: int) -> None:
    """Find the cheapest chain of moves that ends in a free column, and make it."""
    start = column = len(state.row_of) - 1
    state.row_of[start] = row
    distance, came_from = np.full(start + 1, np.inf), np.full(start + 1, start)
    done = np.zeros(start + 1, dtype=bool)
    while state.row_of[column] != FREE:
        done[column] = True
        here = state.row_of[column]
        reach = state.cost[here] - state.row_price[here] - state.column_price
        closer = ~done & (reach < distance)
        distance[closer], came_from[closer] = reach[closer], column
        step = distance[~done].min()
        state.row_price[state.row_of[done]] += step
        state.column_price[done] -= step
        distance[~done] -= step
        column = int(np.flatnonzero(~done & (distance <= 0))[0])
    while column != start:
        before = int(came_from[column])
        state.row_of[column] = state.row_of[before]
        column = before
    state.row_of[start] = FREE

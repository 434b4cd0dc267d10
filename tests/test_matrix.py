"""The matrix of vectors: packed numbers stay near the exact ones, and the nearest are found."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from indexer.errors import IndexMissing
from indexer.meaning.matrix import BLOCK_ROWS, MEAN, SCALES, VectorMatrix

Floats = NDArray[np.float32]

NUMBERS = st.floats(-1, 1, width=32)
VECTORS = arrays(np.float32, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=NUMBERS)


def crowded(count: int, dimensions: int = 16, seed: int = 7) -> Floats:
    """Unit vectors that lie close together, as those of one encoder do."""
    numbers = np.random.default_rng(seed)
    rows = numbers.normal(0, 0.1, (count, dimensions)) + np.linspace(0.1, 0.5, dimensions)
    unit: Floats = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


@given(VECTORS, st.data())
def test_a_cosine_is_off_by_no_more_than_half_a_step(vectors: Floats, data: st.DataObject) -> None:
    query = data.draw(arrays(np.float32, vectors.shape[1], elements=NUMBERS))
    matrix = VectorMatrix.build(vectors, "probe")
    bound = matrix.scales / 2 * np.abs(query).sum() + 1e-5
    assert (np.abs(matrix.cosines(query) - vectors @ query) <= bound).all()


@given(VECTORS, st.data())
def test_the_step_is_a_127th_of_the_largest_number(vectors: Floats, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(vectors) - 1))
    matrix = VectorMatrix.build(vectors, "probe")
    assert np.isclose(matrix.scales[row] * 127, np.abs(vectors[row] - matrix.mean).max(), atol=1e-5)


@given(VECTORS, st.data())
def test_rows_asked_for_get_what_all_rows_get(vectors: Floats, data: st.DataObject) -> None:
    rows = np.array(data.draw(st.lists(st.integers(0, len(vectors) - 1))), np.intp)
    matrix, query = VectorMatrix.build(vectors, "probe"), vectors[0]
    assert np.allclose(matrix.cosines(query, rows), matrix.cosines(query)[rows], atol=1e-5)


@given(VECTORS, st.integers(0, 15))
def test_the_nearest_come_first(vectors: Floats, count: int) -> None:
    matrix, query = VectorMatrix.build(vectors, "probe"), vectors[-1]
    rows, cosines = matrix.top(query, count)
    assert len(rows) == min(count, len(vectors))
    assert (np.diff(cosines) <= 0).all()
    left = np.delete(matrix.cosines(query), rows)
    assert not len(left) or not len(rows) or left.max() <= cosines.min() + 1e-6


def test_equal_rows_come_in_their_order() -> None:
    vectors = np.repeat(crowded(2), 5, axis=0)
    rows, _ = VectorMatrix.build(vectors, "probe").top(vectors[0], 7)
    assert rows.tolist() == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("every", [2, 7])
def test_only_rows_under_the_mask_appear(every: int) -> None:
    vectors = crowded(50)
    mask = np.arange(50) % every == 1
    rows, _ = VectorMatrix.build(vectors, "probe").top(vectors[0], 50, mask)
    assert set(rows.tolist()) == set(np.flatnonzero(mask).tolist())


def test_a_row_without_a_vector_is_unknown_and_never_found() -> None:
    vectors = crowded(20)
    vectors[4] = np.nan
    matrix = VectorMatrix.build(vectors, "probe")
    assert np.flatnonzero(np.isnan(matrix.cosines(vectors[0]))).tolist() == [4]
    assert np.flatnonzero(~matrix.has).tolist() == [4]
    assert 4 not in matrix.top(vectors[0], 20)[0]


def test_rows_beyond_one_block_are_the_same_numbers() -> None:
    vectors = crowded(BLOCK_ROWS * 2 + 5)
    vectors[BLOCK_ROWS + 1] = np.nan
    matrix = VectorMatrix.build(vectors, "probe")
    known = matrix.has
    assert np.allclose(matrix.cosines(vectors[0])[known], (vectors @ vectors[0])[known], atol=2e-3)


@pytest.mark.parametrize("vectors", [np.empty((0, 8), np.float32), np.full((3, 8), np.nan, np.float32)])
def test_a_matrix_without_vectors_finds_nothing(vectors: Floats) -> None:
    matrix = VectorMatrix.build(vectors, "probe")
    assert len(matrix.top(np.ones(8, np.float32), 5)[0]) == 0


def test_half_precision_is_good_enough_to_build_from() -> None:
    vectors = crowded(100)
    packed = VectorMatrix.build(vectors.astype(np.float16), "probe")
    assert np.allclose(packed.cosines(vectors[0]), vectors @ vectors[0], atol=2e-3)


def test_a_saved_matrix_is_opened_as_it_was(tmp_path: Path) -> None:
    vectors = crowded(30)
    vectors[2] = np.nan
    matrix = VectorMatrix.build(vectors, "probe")
    matrix.save(tmp_path / "index")
    opened = VectorMatrix.open(tmp_path / "index")
    assert isinstance(opened.numbers, np.memmap)
    assert opened.encoder == "probe"
    assert np.array_equal(opened.cosines(vectors[0]), matrix.cosines(vectors[0]), equal_nan=True)


def test_an_empty_matrix_is_saved_too(tmp_path: Path) -> None:
    VectorMatrix.build(np.empty((0, 8), np.float32), "probe").save(tmp_path)
    assert len(VectorMatrix.open(tmp_path)) == 0


def test_a_folder_without_a_matrix_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="fehlen"):
        VectorMatrix.open(tmp_path)


@pytest.mark.parametrize("file", [SCALES, MEAN])
def test_a_matrix_that_is_not_whole_is_refused(tmp_path: Path, file: str) -> None:
    VectorMatrix.build(crowded(30), "probe").save(tmp_path)
    np.save(tmp_path / file, np.zeros(3, np.float32))
    with pytest.raises(IndexMissing, match="unvollständig"):
        VectorMatrix.open(tmp_path)

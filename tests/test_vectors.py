import numpy as np
import pytest

from index.cells import cells_of, nearest_centre
from index.errors import IndexDamaged
from index.vectors import Cells, NearestPassages, in_full


def unit_rows(n: int, seed: int = 3) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((n, 16)).astype(np.float32)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)


def nearest_by_definition(vectors: np.ndarray, query: np.ndarray, k: int, allowed: np.ndarray) -> list[int]:
    scores = vectors.astype(np.float32) @ query
    return sorted(np.flatnonzero(allowed).tolist(), key=lambda row: (-float(scores[row]), row))[:k]


def test_half_precision_is_made_full_to_the_bit() -> None:
    every = np.arange(2**16, dtype=np.uint16).view(np.float16)
    finite = every[np.isfinite(every)]
    assert np.array_equal(in_full(finite).view(np.int32), finite.astype(np.float32).view(np.int32))


def test_nearest_agrees_with_the_definition() -> None:
    vectors, query = unit_rows(200), unit_rows(1, seed=4)[0].astype(np.float32)
    everything = np.ones(200, dtype=bool)
    assert NearestPassages([vectors]).search(query, 10).rows.tolist() == nearest_by_definition(
        vectors, query, 10, everything
    )


def test_a_filter_takes_nothing_from_the_number_of_results() -> None:
    vectors, query = unit_rows(200), unit_rows(1, seed=4)[0].astype(np.float32)
    allowed = np.zeros(200, dtype=bool)
    allowed[[7, 11, 150, 199]] = True
    assert NearestPassages([vectors]).search(query, 10, allowed).rows.tolist() == nearest_by_definition(
        vectors, query, 10, allowed
    )


def test_more_neighbours_than_rows_gives_all_rows_and_no_padding() -> None:
    found = NearestPassages([unit_rows(3)]).search(unit_rows(1)[0].astype(np.float32), 50).rows
    assert sorted(found.tolist()) == [0, 1, 2]


def test_equal_vectors_are_ordered_by_row() -> None:
    vectors = np.repeat(unit_rows(1), 5, axis=0)
    assert NearestPassages([vectors]).search(vectors[0].astype(np.float32), 5).rows.tolist() == [0, 1, 2, 3, 4]


def test_no_vectors_and_nothing_allowed_give_nothing() -> None:
    query = unit_rows(1)[0].astype(np.float32)
    assert NearestPassages([unit_rows(0)]).search(query, 5).rows.tolist() == []
    assert NearestPassages([unit_rows(4)]).search(query, 5, np.zeros(4, dtype=bool)).rows.tolist() == []


@pytest.mark.parametrize("spoiled", [np.inf, np.nan, 3.0])
def test_a_vector_that_is_not_of_unit_length_is_damage(spoiled: float) -> None:
    vectors = unit_rows(5)
    vectors[2, 0] = spoiled
    with pytest.raises(IndexDamaged, match="expected 1"):
        NearestPassages([vectors])


def clustered(n: int, seed: int = 5) -> np.ndarray:
    """Unit vectors around forty directions."""
    drawn = np.random.default_rng(seed)
    directions = np.random.default_rng(0).standard_normal((40, 16))
    rows = directions[drawn.integers(0, 40, n)] + 0.5 * drawn.standard_normal((n, 16))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)


def by_cells(parts: list[np.ndarray], probed: float) -> NearestPassages:
    centres = clustered(40, seed=6)
    return NearestPassages(parts, Cells(centres, nearest_centre(np.concatenate(parts), centres)), probed)


@pytest.mark.parametrize("allowed_share", [1.0, 0.5, 0.01])
def test_looking_at_every_cell_agrees_with_the_definition(allowed_share: float) -> None:
    parts = [clustered(700), unit_rows(0), clustered(300, seed=8)]
    allowed = np.random.default_rng(1).random(1000) < allowed_share
    nearest = by_cells(parts, probed=1.0)
    for query in clustered(20, seed=9).astype(np.float32):
        found = nearest.search(query, 10, allowed)
        expected = nearest_by_definition(np.concatenate(parts), query, 10, allowed)
        assert found.rows.tolist() == expected
        assert found.scores.tolist() == sorted(found.scores.tolist(), reverse=True)


def test_looking_at_few_cells_finds_most_and_never_anything_that_is_not_allowed() -> None:
    parts = [clustered(2000)]
    nearest = by_cells(parts, probed=0.1)
    allowed = np.arange(2000) % 3 == 0
    found = hits = 0
    for query in clustered(50, seed=9).astype(np.float32):
        rows = nearest.search(query, 10, allowed).rows.tolist()
        assert len(rows) == 10 and allowed[rows].all()
        hits += len(set(rows) & set(nearest_by_definition(parts[0], query, 10, allowed)))
        found += len(rows)
    assert hits / found > 0.9


def test_where_the_cells_looked_at_hold_too_few_the_others_are_looked_at_too() -> None:
    nearest = by_cells([clustered(1000)], probed=0.025)
    allowed = np.zeros(1000, dtype=bool)
    allowed[[3, 500, 999]] = True
    query = clustered(1, seed=9)[0].astype(np.float32)
    assert sorted(nearest.search(query, 3, allowed).rows.tolist()) == [3, 500, 999]
    assert len(nearest.search(query, 1000).rows) == 1000


def test_cells_are_a_function_of_the_vectors_and_each_vector_is_in_the_nearest() -> None:
    vectors = clustered(9000)
    cells, again = cells_of(vectors), cells_of(vectors.copy())
    assert np.array_equal(cells.centres, again.centres) and np.array_equal(cells.of, again.of)
    assert len(cells.centres) == 9000 // 128
    similarity = vectors.astype(np.float32) @ cells.centres.astype(np.float32).T
    chosen = np.take_along_axis(similarity, cells.of[:, None].astype(int), axis=1)[:, 0]
    assert (chosen >= similarity.max(axis=1) - 0.002).all()
    assert np.allclose(np.linalg.norm(cells.centres.astype(np.float32), axis=1), 1, atol=0.002)


def test_few_vectors_get_no_cells() -> None:
    assert len(cells_of(clustered(500)).of) == 0

import numpy as np
import pytest

from index.errors import IndexDamaged
from index.vectors import NearestPassages


def unit_rows(n: int, seed: int = 3) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((n, 16)).astype(np.float32)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)


def nearest_by_definition(vectors: np.ndarray, query: np.ndarray, k: int, allowed: np.ndarray) -> list[int]:
    scores = vectors.astype(np.float32) @ query
    return sorted(np.flatnonzero(allowed).tolist(), key=lambda row: (-float(scores[row]), row))[:k]


def test_nearest_agrees_with_the_definition() -> None:
    vectors, query = unit_rows(200), unit_rows(1, seed=4)[0].astype(np.float32)
    everything = np.ones(200, dtype=bool)
    assert NearestPassages(vectors).search(query, 10).rows.tolist() == nearest_by_definition(
        vectors, query, 10, everything
    )


def test_a_filter_takes_nothing_from_the_number_of_results() -> None:
    vectors, query = unit_rows(200), unit_rows(1, seed=4)[0].astype(np.float32)
    allowed = np.zeros(200, dtype=bool)
    allowed[[7, 11, 150, 199]] = True
    assert NearestPassages(vectors).search(query, 10, allowed).rows.tolist() == nearest_by_definition(
        vectors, query, 10, allowed
    )


def test_more_neighbours_than_rows_gives_all_rows_and_no_padding() -> None:
    found = NearestPassages(unit_rows(3)).search(unit_rows(1)[0].astype(np.float32), 50).rows
    assert sorted(found.tolist()) == [0, 1, 2]


def test_equal_vectors_are_ordered_by_row() -> None:
    vectors = np.repeat(unit_rows(1), 5, axis=0)
    assert NearestPassages(vectors).search(vectors[0].astype(np.float32), 5).rows.tolist() == [0, 1, 2, 3, 4]


def test_no_vectors_and_nothing_allowed_give_nothing() -> None:
    query = unit_rows(1)[0].astype(np.float32)
    assert NearestPassages(unit_rows(0)).search(query, 5).rows.tolist() == []
    assert NearestPassages(unit_rows(4)).search(query, 5, np.zeros(4, dtype=bool)).rows.tolist() == []


@pytest.mark.parametrize("spoiled", [np.inf, np.nan, 3.0])
def test_a_vector_that_is_not_of_unit_length_is_damage(spoiled: float) -> None:
    vectors = unit_rows(5)
    vectors[2, 0] = spoiled
    with pytest.raises(IndexDamaged, match="expected 1"):
        NearestPassages(vectors)

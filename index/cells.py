"""Cells: the passages of a large segment grouped by nearness, so that a search looks at some of them instead of all.

The groups of a segment are made of its own vectors alone and written with it. So they are rewritten without an article
that is deleted, as everything else of it is, and adding articles changes no group that there is.
"""

import numpy as np
import numpy.typing as npt

from index.vectors import Cells, StoredVectors, Vectors

FEWEST_PASSAGES = 8192  # of a segment with cells: smaller ones go into those of another when the index is opened
PER_CELL = 128  # passages, on average
_SAMPLE = 64  # passages per cell that the centres are fitted on
_ROUNDS = 5  # of Lloyd's algorithm; more gain nothing
_BLOCK = 4096  # rows compared with all centres at once


def cells_of(vectors: StoredVectors) -> Cells:
    """The cells of a segment's passages, none where they are few. Equal vectors give equal cells."""
    if len(vectors) < FEWEST_PASSAGES:
        return Cells(vectors[:0], np.empty(0, dtype=np.uint16))
    count = len(vectors) // PER_CELL
    sample = vectors[_spread(len(vectors), count * _SAMPLE)].astype(np.float32)
    centres = sample[_spread(len(sample), count)]
    for _ in range(_ROUNDS):
        centres = _means(sample, nearest_centre(sample, centres), centres)
    return Cells(centres.astype(np.float16), nearest_centre(vectors, centres).astype(np.uint16))


def nearest_centre(vectors: StoredVectors | Vectors, centres: StoredVectors | Vectors) -> npt.NDArray[np.int64]:
    """For each vector the row of the centre with the largest inner product."""
    across = centres.astype(np.float32).T
    blocks = [vectors[first : first + _BLOCK].astype(np.float32) for first in range(0, len(vectors), _BLOCK)]
    return np.concatenate([np.empty(0, dtype=np.int64), *((block @ across).argmax(axis=1) for block in blocks)])


def _means(vectors: Vectors, cell: npt.NDArray[np.int64], before: Vectors) -> Vectors:
    """The centre of each cell, of unit length; a cell without vectors keeps the one that it had."""
    order = np.argsort(cell, kind="stable")
    kept, firsts = np.unique(cell[order], return_index=True)
    sums = np.add.reduceat(vectors[order], firsts)
    centres = before.copy()
    centres[kept] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
    return centres


def _spread(rows: int, wanted: int) -> npt.NDArray[np.int64]:
    """So many rows, evenly from first to last."""
    return np.linspace(0, rows - 1, min(rows, wanted)).astype(np.int64)

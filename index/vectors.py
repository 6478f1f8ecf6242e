"""Nearest passages by inner product. The only importer of faiss, and the place where its traps end.

FAISS pads with row -1 when fewer than k rows exist, returns equal scores in any order, ranks an infinite vector first,
aborts the process on an absurd k, and wakes a thread on each core for a single query, of which all but one do nothing but
keep the core busy for a while. None of that leaves this module.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamaged

Vectors = npt.NDArray[np.float32]
StoredVectors = npt.NDArray[np.float16]  # unit length; half precision moves a cosine by less than 0.0005
Mask = npt.NDArray[np.bool_]
_BLOCK = 4096  # vectors made ready at once
EVERY_CELL = 1.0
_SIGN_AND_NUMBER = np.int32(-0x70002000)  # of a half-precision number that was moved to the left by 13 bits
_EXPONENTS_APART = np.float32(2.0**112)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rows, best first, equal scores by row, and their scores."""

    rows: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Cells:
    """Vectors grouped by the nearest of some centres."""

    centres: StoredVectors
    of: npt.NDArray[np.integer[Any]]  # for each vector, the row of its centre


class NearestPassages:
    """Search over the passage vectors of some segments, numbered through. Immutable; searches may run side by side."""

    def __init__(
        self, vectors: Iterable[StoredVectors], cells: Cells | None = None, probed: float = EVERY_CELL
    ) -> None:
        """Exact without cells; with those of all passages, only the `probed` share of them is looked at.

        Raises IndexDamaged when a vector is not finite and of unit length.
        """
        self._index: Any = None
        self._cells = len(cells.centres) if cells else 0
        self._probed = probed
        for of_segment in vectors:
            if self._index is None:
                self._index = _by_cells(cells) if cells else _flat(of_segment.shape[1])
            for first in range(0, len(of_segment), _BLOCK):
                checked = _checked(of_segment[first : first + _BLOCK])
                if not cells:
                    self._index.add(checked)
            if cells:
                rows = cells.of[self._index.ntotal : self._index.ntotal + len(of_segment)]
                _file(self._index, of_segment, rows)
        self._rows = self._index.ntotal if self._index else 0

    def search(self, query: Vectors, k: int, allowed: Mask | None = None, probed: float | None = None) -> Ranked:
        """The k most similar vectors among the allowed ones, best first, equal scores by row; fewer if fewer exist.

        Where few are allowed more cells are looked at, so that as many vectors are compared as without a filter.
        """
        if self._rows and query.shape != (self._index.d,):
            raise ValueError(f"a query of shape {query.shape} for vectors of dimension {self._index.d}")
        admitted = self._rows if allowed is None else int(allowed.sum())
        k = min(k, admitted)
        if k < 1:
            return Ranked(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
        share = (self._probed if probed is None else probed) * self._rows / admitted
        found = self._found(query, k, allowed, share)
        return found if len(found.rows) == k else self._found(query, k, allowed, EVERY_CELL)

    def _found(self, query: Vectors, k: int, allowed: Mask | None, share: float) -> Ranked:
        import faiss

        faiss.omp_set_num_threads(1)  # holds for the thread that calls
        scores, rows = self._index.search(query[None, :], k, params=self._parameters(allowed, share))
        found = rows[0] >= 0
        best, kept = scores[0][found], rows[0][found]
        order = np.lexsort((kept, -best))
        return Ranked(kept[order], best[order])

    def _parameters(self, allowed: Mask | None, share: float) -> Any:
        import faiss

        only = {} if allowed is None else {"sel": _selector(allowed)}
        if not self._cells:
            parameters: Any = faiss.SearchParameters
            return parameters(**only) if only else None
        parameters = faiss.SearchParametersIVF
        return parameters(nprobe=min(self._cells, max(1, round(share * self._cells))), **only)


def in_full(stored: StoredVectors) -> Vectors:
    """The same numbers in single precision, bit for bit: numpy's own conversion takes five times as long.

    A half-precision number moved to the place of the wider exponent is too small by 2 to the power of 112, the difference of
    the two exponents' zeros. Numbers are finite.
    """
    bits = stored.view(np.int16).astype(np.int32)
    bits <<= 13
    bits &= _SIGN_AND_NUMBER
    full = bits.view(np.float32)
    full *= _EXPONENTS_APART
    return full


def _flat(dimension: int) -> Any:
    import faiss

    flat = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    flat.is_trained = True  # half precision has nothing to learn
    return flat


def _by_cells(cells: Cells) -> Any:
    """An inverted file. The stored bytes are its codes, so that nothing is trained or encoded."""
    import faiss

    dimension = cells.centres.shape[1]
    centres = faiss.IndexFlatIP(dimension)
    centres.add(cells.centres.astype(np.float32))
    half, product = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    inverted = faiss.IndexIVFScalarQuantizer(centres, dimension, centres.ntotal, half, product, False)
    inverted.is_trained = True
    return inverted


def _file(inverted: Any, vectors: StoredVectors, cell: npt.NDArray[np.integer[Any]]) -> None:
    import faiss

    order = np.argsort(cell, kind="stable")
    rows, codes = order + inverted.ntotal, vectors[order].view(np.uint8)
    cells, firsts, counts = np.unique(cell[order], return_index=True, return_counts=True)
    for number, first, last in zip(cells.tolist(), firsts.tolist(), (firsts + counts).tolist(), strict=True):
        inverted.invlists.add_entries(
            number, last - first, faiss.swig_ptr(rows[first:last]), faiss.swig_ptr(codes[first:last])
        )
    inverted.ntotal += len(rows)


def _selector(allowed: Mask) -> Any:
    import faiss

    bits = np.packbits(allowed, bitorder="little")
    selector: Any = faiss.IDSelectorBitmap(len(allowed), faiss.swig_ptr(bits))
    selector.kept_alive = bits  # the selector holds a bare pointer into it
    return selector


def _checked(vectors: StoredVectors) -> Vectors:
    full = vectors.astype(np.float32)  # it may hold anything
    norms = np.sqrt(np.einsum("ij,ij->i", full, full))
    if not np.isfinite(norms).all() or np.abs(norms - 1).max() > 0.01:
        raise IndexDamaged(f"a stored vector has length {norms[np.argmax(np.abs(norms - 1))]:.3g}, expected 1")
    return full

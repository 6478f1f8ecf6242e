"""Nearest passages by inner product. The only importer of faiss, and the place where its traps end.

FAISS pads with row -1 when fewer than k rows exist, returns equal scores in any order, ranks an infinite vector first
and aborts the process on an absurd k. None of that leaves this module.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamaged

Vectors = npt.NDArray[np.float32]
StoredVectors = npt.NDArray[np.float16]  # unit length; half precision moves a cosine by less than 0.0005


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rows, best first, equal scores by row, and their scores."""

    rows: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float32]


class NearestPassages:
    """Exact search over one segment's passage vectors. Immutable once made; searches may run side by side."""

    def __init__(self, vectors: StoredVectors) -> None:
        """Raises IndexDamaged when a vector is not finite and of unit length."""
        self._rows, self._dimension = vectors.shape
        self._flat: Any = None
        if self._rows:
            self._flat = _flat_index(_checked(vectors))

    def search(self, query: Vectors, k: int, allowed: npt.NDArray[np.bool_] | None = None) -> Ranked:
        """The k most similar vectors among the allowed ones, best first, equal scores by row; fewer if fewer exist."""
        if query.shape != (self._dimension,):
            raise ValueError(f"a query of shape {query.shape} for vectors of dimension {self._dimension}")
        k = min(k, self._rows if allowed is None else int(allowed.sum()))
        if k < 1:
            return Ranked(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
        scores, rows = self._flat.search(query[None, :], k, params=_only(allowed))
        found = rows[0] >= 0
        best, kept = scores[0][found], rows[0][found]
        order = np.lexsort((kept, -best))
        return Ranked(kept[order], best[order])


def _flat_index(vectors: Vectors) -> Any:
    import faiss

    flat = faiss.IndexScalarQuantizer(vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    flat.train(vectors[:1])
    flat.add(vectors)
    return flat


def _only(allowed: npt.NDArray[np.bool_] | None) -> Any:
    import faiss

    if allowed is None:
        return None
    bits = np.packbits(allowed, bitorder="little")
    selector: Any = faiss.IDSelectorBitmap(len(allowed), faiss.swig_ptr(bits))
    selector.kept_alive = bits  # the selector holds a bare pointer into it
    parameters: Any = faiss.SearchParameters
    return parameters(sel=selector)


def _checked(vectors: StoredVectors) -> Vectors:
    full = vectors.astype(np.float32)
    norms = np.linalg.norm(full, axis=1)
    if not np.isfinite(norms).all() or np.abs(norms - 1).max() > 0.01:
        raise IndexDamaged(f"a stored vector has length {norms[np.argmax(np.abs(norms - 1))]:.3g}, expected 1")
    return full

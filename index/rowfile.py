"""Rows of an array in a .npy file, read when they are asked for.

A mapped file comes into memory little by little and is counted as the program's. Of millions of sentence vectors a question
needs a few hundred, and what is read here is let go of with its answer.
"""

import os
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


class RowFile:
    """Safe to share between threads; `close` it when done."""

    def __init__(self, path: Path, array: npt.NDArray[Any]) -> None:
        """`array` is the one that the file holds, mapped: only its shape and kind are looked at."""
        self._shape, self._kind = array.shape, array.dtype
        self._row_bytes = array.strides[0]
        self._start = path.stat().st_size - array.nbytes
        self._file = os.open(path, os.O_RDONLY)

    def close(self) -> None:
        os.close(self._file)

    def read(self, rows: npt.NDArray[np.integer[Any]]) -> npt.NDArray[Any]:
        """Some rows, which ascend: neighbours in one go."""
        found = np.empty((len(rows), *self._shape[1:]), dtype=self._kind)
        if len(rows):
            into, size = found.view(np.uint8).reshape(-1).data, self._row_bytes
            firsts = [0, *(np.flatnonzero(rows[1:] - rows[:-1] != 1) + 1).tolist()]
            begins = (rows[firsts] * size + self._start).tolist()
            for first, last, begin in zip(firsts, [*firsts[1:], len(rows)], begins, strict=True):
                self._fill(into[first * size : last * size], begin)
        return found

    def _fill(self, into: memoryview, offset: int) -> None:
        while (count := os.preadv(self._file, [into], offset)) < len(into):
            if not count:
                raise OSError(f"byte {offset} lies beyond the end of the file")
            into, offset = into[count:], offset + count

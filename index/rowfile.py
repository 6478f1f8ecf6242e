"""Rows of an array in a .npy file, mapped, and let go of after every few questions.

A mapped file comes into memory by and by and is counted as the program's. Of millions of sentence vectors a question needs
some hundred; what it brought in is given back, and stays where the system keeps files that were read.
"""

import mmap
import os
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_LET_GO_ROWS = 4096  # some five questions; with each run of rows the system brings in 64 KiB


class RowFile:
    """Safe to share between threads; `close` it when done."""

    def __init__(self, path: Path, array: npt.NDArray[Any]) -> None:
        """`array` is the one that the file holds: only its shape and kind are looked at."""
        self._file = os.open(path, os.O_RDONLY)
        self._size = os.fstat(self._file).st_size
        self._map = mmap.mmap(self._file, 0, access=mmap.ACCESS_READ)
        flat = np.frombuffer(self._map, dtype=array.dtype, offset=self._size - array.nbytes)
        self._rows: npt.NDArray[Any] = flat.reshape(array.shape)
        self._read = 0

    def close(self) -> None:
        self._rows = self._rows[:0].copy()  # a map that somebody looks into cannot be closed
        self._map.close()
        os.close(self._file)

    def read(self, rows: npt.NDArray[np.integer[Any]]) -> npt.NDArray[Any]:
        """A copy of some rows."""
        if (size := os.fstat(self._file).st_size) < self._size:  # to touch what is not there would end the process
            raise OSError(f"the end of the file is missing: {size} bytes, expected {self._size}")
        found: npt.NDArray[Any] = self._rows[rows]
        self._read += len(rows)
        if self._read > _LET_GO_ROWS:
            self._read = 0
            self._map.madvise(mmap.MADV_DONTNEED)
        return found

"""Rows of an array in a .npy file, read when they are asked for.

A mapped file comes into memory little by little and is counted as the program's. Of millions of sentence vectors a question
needs a few hundred, and what is read here is let go of with its answer.
"""

import os
import threading
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


class RowFile:
    """Safe to share between threads; `close` it when done."""

    def __init__(self, path: Path, array: npt.NDArray[Any]) -> None:
        """`array` is the one that the file holds, mapped: only its shape and kind are looked at."""
        self.count, *self._row = array.shape
        self._kind = array.dtype
        self._row_bytes = array.strides[0]
        self._start = path.stat().st_size - array.nbytes
        self._file = os.open(path, os.O_RDONLY)

    def close(self) -> None:
        os.close(self._file)

    def read(self, rows: npt.NDArray[np.integer[Any]]) -> npt.NDArray[Any]:
        """Some rows, which ascend: neighbours in one go."""
        found = np.empty((len(rows), *self._row), dtype=self._kind)
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


class FamiliarRows:
    """A RowFile whose first `limit` rows to be asked for stay in memory: of the words of a language a few thousand make up
    most of any text, and reading a row is a call to the system. Safe to share between threads."""

    def __init__(self, file: RowFile, limit: int) -> None:
        self._file = file
        self._places = np.full(file.count, -1, dtype=np.int32)  # where a row lies in `_kept`
        self._kept = file.read(np.arange(0))
        self._limit = limit
        self._lock = threading.Lock()

    def read(self, rows: npt.NDArray[np.integer[Any]]) -> npt.NDArray[Any]:
        """Some rows, which ascend."""
        with self._lock:
            places, kept = self._places[rows], self._kept
            known, unknown = places >= 0, places < 0
            read = self._file.read(rows[unknown])
            if room := min(self._limit - len(kept), len(read)):
                self._places[rows[unknown][:room]] = np.arange(len(kept), len(kept) + room)
                self._kept = np.concatenate([kept, read[:room]])
        found = np.empty((len(rows), *read.shape[1:]), dtype=read.dtype)
        found[known], found[unknown] = kept[places[known]], read
        return found

"""Which of very many values are among a few: told by some of their bits first, in which most differ."""

from typing import Any

import numpy as np
import numpy.typing as npt

_FEWEST_BITS = 16  # the marks then fit into the nearest cache of the processor
_MOST_BITS = 24
_PER_VALUE = 64  # marks for each wanted value: one other in so many passes them and is looked at twice

Values = npt.NDArray[np.unsignedinteger[Any]]


class Wanted:
    """Some values, each once and ascending, to be looked for in array after array of hashes."""

    def __init__(self, values: Values) -> None:
        self.values = np.unique(values)
        bits = min(max((_PER_VALUE * len(self.values)).bit_length(), _FEWEST_BITS), _MOST_BITS)
        self._low = self.values.dtype.type((1 << bits) - 1)
        self._marks = np.zeros(1 << bits, dtype=np.bool_)
        self._marks[self.values & self._low] = True

    def places_in(self, many: Values) -> npt.NDArray[np.int64]:
        """Where in an array of one dimension the values stand, ascending."""
        # Taking "by clip" leaves out a check of every index, and all of them are within.
        places = np.flatnonzero(self._marks.take((many & self._low).astype(np.intp), mode="clip"))
        return places[np.isin(many[places], self.values)]

    def numbers_of(self, held: Values) -> npt.NDArray[np.int64]:
        """For values that are all wanted: which of `values` each is."""
        return np.searchsorted(self.values, held)

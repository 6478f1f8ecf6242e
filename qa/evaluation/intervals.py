"""How far chance alone could have moved a figure.

The bootstrap draws as many questions as there are, with replacement, and measures them again, a thousand times over;
the middle 95 % of what comes out is the interval (the percentile method of Efron & Tibshirani 1993, chapter 13). The
draws are seeded: the same run has the same interval.
"""

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

RESAMPLES = 1_000
SEED = 20_240_301
BLOCK = 2_000_000  # numbers held at once
Z_95 = 1.959964  # two-sided, of the normal distribution

# (columns, questions), nan where a column has no value; (resamples, questions), how often each question was drawn
# -> (resamples), nan where the draw does not determine the statistic.
Statistic = Callable[["Floats", "Floats"], "Floats"]


def measured(sample: "Floats", statistic: Statistic) -> float:
    """A statistic of the questions as they are; nan if they do not determine it."""
    import numpy as np

    return float(statistic(sample, np.ones((1, sample.shape[1])))[0])


def interval(sample: "Floats", statistic: Statistic) -> tuple[float, float]:
    """The 95 % interval of a statistic of the questions of a sample."""
    return _middle([statistic(sample, weights) for weights in _draws(sample.shape[1])])


def change_interval(before: "Floats", after: "Floats", statistic: Statistic) -> tuple[float, float]:
    """The 95 % interval of how much a statistic rose; column j of both samples is the same question."""
    draws = _draws(before.shape[1])
    return _middle([statistic(after, weights) - statistic(before, weights) for weights in draws])


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927), which stays within 0..1 and is honest for few cases.

    >>> low, high = wilson(9, 10)
    >>> round(low, 3), round(high, 3)
    (0.596, 0.982)
    """
    if of == 0:
        return 0.0, 1.0
    share, z2 = right / of, Z_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z_95 * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def _draws(size: int) -> "Iterator[Floats]":
    """All resamples, in blocks of rows that fit into memory."""
    import numpy as np

    random = np.random.default_rng(SEED)
    step = max(1, BLOCK // size)
    for first in range(0, RESAMPLES, step):
        rows = min(step, RESAMPLES - first)
        cells = random.integers(size, size=(rows, size)) + size * np.arange(rows)[:, None]
        yield np.bincount(cells.ravel(), minlength=rows * size).reshape(rows, size).astype(np.float64)


def _middle(blocks: "list[Floats]") -> tuple[float, float]:
    import numpy as np

    values = np.concatenate(blocks)
    known = values[~np.isnan(values)]
    if not known.size:
        return math.nan, math.nan
    low, high = np.percentile(known, (2.5, 97.5))
    return float(low), float(high)

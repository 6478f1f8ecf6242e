"""Articles with the same text under another title, date or source: told by a small sketch of each.

The sketch of a text is the 64 smallest hashes of its shingles, runs of four terms. Below the larger of two sketches'
reach both are complete, so that what they share there estimates how much of the shorter text stands in the longer
(bottom-k sketches: Cohen & Kaplan 2007, doi:10.1145/1281100.1281133).
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from index.lexical import term_keys, terms
from index.membership import Wanted

SHINGLE_TERMS = 4  # stop words are no terms, so this is about seven words of a running text
SKETCH_HASHES = 64  # a sketch takes 256 bytes; the share is then right to within about 0.06
COPIED_SHARE = 0.6  # a copy with one word in twenty changed has .83, two articles on one matter have .4 at most
FEWEST_HASHES = 8  # with fewer to compare, the share is a guess

Sketches = npt.NDArray[np.uint32]  # (articles, SKETCH_HASHES), each row ascending, filled up with _NONE
_NONE = np.uint32(0xFFFFFFFF)
_BLOCK = 8192  # pairs compared at once: some megabytes
_BLOCK_ROWS = 2048  # looked through at once
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(32)


def sketches_of(texts: Sequence[str]) -> Sketches:
    """One row for each text; of a text without terms it is empty."""
    rows = np.full((len(texts), SKETCH_HASHES), _NONE, dtype=np.uint32)
    for row, text in zip(rows, texts, strict=True):
        smallest = np.unique(_shingles(text))[:SKETCH_HASHES]
        row[: len(smallest)] = smallest
    return rows


def as_sketch(row: Sketches) -> tuple[int, ...]:
    """The hashes of one row, ascending."""
    return tuple(row[row != _NONE].tolist())


def is_copy(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether most of the shorter of two sketched texts stands in the longer. An empty text is a copy of nothing."""
    reach = min((sketch[-1] for sketch in (one, other) if len(sketch) == SKETCH_HASHES), default=int(_NONE))
    first, second = ({h for h in sketch if h <= reach} for sketch in (one, other))
    fewer = min(len(first), len(second))
    if fewer < FEWEST_HASHES:
        return bool(one) and tuple(one) == tuple(other)
    return len(first & second) >= COPIED_SHARE * fewer


def copied_pairs(sketches: Sketches, old: int = 0) -> Iterator[tuple[int, int]]:
    """Pairs of an earlier row and a later one with much the same text, in order; not of two among the first `old` rows.

    Every row that is a copy is in at least one of them.
    """
    earlier, later = _pairs_to_compare(sketches)
    earlier, later = earlier[later >= old], later[later >= old]
    for first in range(0, len(earlier), _BLOCK):
        block = slice(first, first + _BLOCK)
        copied = _are_copies(sketches[earlier[block]], sketches[later[block]])
        yield from zip(earlier[block][copied].tolist(), later[block][copied].tolist(), strict=True)


def outermost_with(hashes: Sketches, sketches: Sketches) -> npt.NDArray[np.int64]:
    """Of each of some hashes the first and the last row that holds it, all together, ascending."""
    wanted = Wanted(hashes[hashes != _NONE])
    first = np.full(len(wanted.values), -1, dtype=np.int64)
    last = first.copy()
    for begin in range(0, len(sketches), _BLOCK_ROWS):
        block = sketches[begin : begin + _BLOCK_ROWS].ravel()
        places = wanted.places_in(block)
        held, rows = wanted.numbers_of(block[places]), places // SKETCH_HASHES + begin
        last[held] = rows  # of one hash in several rows the last assignment stands
        new = np.flatnonzero(first[held] < 0)[::-1]
        first[held[new]] = rows[new]
    return np.union1d(first[first >= 0], last[last >= 0])


def _are_copies(one: Sketches, other: Sketches) -> npt.NDArray[np.bool_]:
    """`is_copy` for pairs of rows that share a hash."""
    ends = np.stack([sketches[:, -1] for sketches in (one, other)])
    reach = ends.min(axis=0)[:, None]  # the last hash of a sketch that is not full is _NONE, beyond every other
    fewer = np.minimum(*(((sketches <= reach) & (sketches != _NONE)).sum(axis=1) for sketches in (one, other)))
    filed = np.sort(np.concatenate([one, other], axis=1), axis=1)
    twice = (filed[:, 1:] == filed[:, :-1]) & (filed[:, 1:] <= reach) & (filed[:, 1:] != _NONE)
    equal, most = (one == other).all(axis=1), twice.sum(axis=1) >= COPIED_SHARE * fewer
    return np.asarray(np.where(fewer < FEWEST_HASHES, equal, most))


def _pairs_to_compare(sketches: Sketches) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs of an earlier and a later row that share a hash, in order.

    Of the rows that share one hash, each is paired with the first and with the one before it: a closing line that
    ten thousand articles share makes twenty thousand pairs and not fifty million.
    """
    rows = np.repeat(np.arange(len(sketches), dtype=np.uint64), sketches.shape[1])
    filed = np.sort((sketches.ravel().astype(np.uint64) << _SHIFT | rows)[sketches.ravel() != _NONE])
    values, holders = filed >> _SHIFT, (filed & np.uint64(_NONE)).astype(np.int64)
    repeated = np.flatnonzero(values[1:] == values[:-1]) + 1
    firsts = holders[np.searchsorted(values, values[repeated])]
    before, later = holders[repeated - 1], holders[repeated]
    distinct = before != firsts
    packed = np.concatenate([firsts, before[distinct]]) * len(sketches) + np.concatenate([later, later[distinct]])
    return np.divmod(np.unique(packed), max(1, len(sketches)))


def _shingles(text: str) -> npt.NDArray[np.uint32]:
    keys = term_keys(terms(text))
    width = min(SHINGLE_TERMS, len(keys))
    mixed = np.zeros(len(keys) - width + 1 if width else 0, dtype=np.uint64)
    for i in range(width):
        mixed = (mixed + keys[i : i + len(mixed)]) * _MULTIPLIER
        mixed ^= mixed >> _SHIFT
    hashes = ((mixed * _MULTIPLIER) >> _SHIFT).astype(np.uint32)
    return np.minimum(hashes, _NONE - 1, dtype=np.uint32)

"""Which new articles say again what another article says: told by their sketches, among all articles of the index."""

from collections.abc import Sequence, Set
from datetime import date

import numpy as np
import numpy.typing as npt

from index.copies import Sketches, copied_pairs, outermost_with
from index.segment import Segment
from index.store import Entry

Rows = npt.NDArray[np.int64]


def repeats(segments: Sequence[Segment], new: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of an article and the oldest one with much the same text, of which one at least is new, by id.

    Of two with one text the later published is the one that repeats; of one day, the one with the later id.
    """
    rows = [np.array([row for row, _ in segment.articles.find(new)], dtype=np.int64) for segment in segments]
    sketches = [segment.arrays.sketches for segment in segments]
    if not any(map(len, rows)):
        return ()
    of_new = _chosen(sketches, rows)
    near = [_beside(of, own, of_new) for of, own in zip(sketches, rows, strict=True)]
    pairs = list(copied_pairs(np.concatenate([_chosen(sketches, near), of_new]), old=sum(map(len, near))))
    entries = _entries([*segments, *segments], [*near, *rows], {i for pair in pairs for i in pair})
    found: dict[str, Entry] = {}
    for pair in pairs:
        older, newer = sorted((entries[i] for i in pair), key=_age)
        found[newer.id] = min(older, found.get(newer.id, older), key=_age)
    return tuple(sorted((article, original.id) for article, original in found.items()))


def _beside(sketches: Sketches, new: Rows, of_new: Sketches) -> Rows:
    """The old rows that the new ones are compared with, as `copied_pairs` would among all: of those that share a hash, the
    first and the one before."""
    if not len(new):
        return outermost_with(of_new, sketches)
    old = np.setdiff1d(np.arange(len(sketches)), new)
    return np.asarray(old[outermost_with(of_new, sketches[old])], dtype=np.int64)


def _chosen(sketches: Sequence[Sketches], rows: Sequence[Rows]) -> Sketches:
    return np.concatenate([of[own] for of, own in zip(sketches, rows, strict=True)])


def _entries(segments: Sequence[Segment], rows: Sequence[Rows], wanted: Set[int]) -> dict[int, Entry]:
    """The wanted ones of the articles in these rows of the segments, numbered through."""
    found: dict[int, Entry] = {}
    first = 0
    for segment, own in zip(segments, rows, strict=True):
        places = {int(row): first + i for i, row in enumerate(own.tolist()) if first + i in wanted}
        found |= {places[row]: entry for row, entry in segment.articles.entries_at(sorted(places))}
        first += len(own)
    return found


def _age(entry: Entry) -> tuple[date, str]:
    return entry.published or date.max, entry.id

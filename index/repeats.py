"""Which new articles say again what another article says: told by their sketches, among all articles of the index."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from index.copies import copies_among, sharing
from index.segment import Segment
from index.store import Entry


def repeats(segments: Sequence[Segment], new: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of an article and an older one with much the same text, of which one at least is new, by id.

    Of two with one text the later published is the one that repeats; of one day, the one with the later id.
    """
    rows = [[row for row, _ in segment.articles.find(new)] for segment in segments]
    sketches = [segment.arrays.sketches for segment in segments]
    if not any(rows):
        return ()
    of_new = np.concatenate([held[of] for held, of in zip(sketches, rows, strict=True)])
    near = [sharing(held, of_new) for held in sketches]
    entries = [e for s, of in zip(segments, near, strict=True) for _, e in s.articles.entries_at(of.tolist())]
    order = sorted(range(len(entries)), key=lambda i: _age(entries[i]))
    is_new = np.concatenate([np.isin(of, chosen) for of, chosen in zip(near, rows, strict=True)])
    found = copies_among(
        np.concatenate([held[of] for held, of in zip(sketches, near, strict=True)])[order], is_new[order]
    )
    return tuple(sorted((entries[order[copy]].id, entries[order[original]].id) for copy, original in found.items()))


def _age(entry: Entry) -> tuple[date, str]:
    return entry.published or date.max, entry.id

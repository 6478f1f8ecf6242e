"""How the nearest passages are looked for: exactly among few, by cells among many, as closely as measured.

How large a share of the cells has to be looked at is measured on the index itself, and kept in the manifest with the
recall that it gave. It is measured anew when the number of passages has moved by a quarter since, so that what this costs
stays in proportion to what was added.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.cells import nearest_centre
from index.segment import Segment
from index.vectors import Cells, NearestPassages, StoredVectors, Vectors

EXACT_PASSAGES = 50_000  # up to so many all are compared: 3 ms
RECALL = 0.98  # of the ten nearest, against comparing all
_NEAREST = 10
_QUERIES = 100  # sentences of the index: nearer to a question than passages are
_SHARES = (0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.12, 0.14, 0.16, 0.2, 0.24, 0.32, 0.48, 1.0)
_MOVED = 0.25  # of the passages, since the last measurement


@dataclass(frozen=True, slots=True)
class Nearness:
    """What was measured."""

    probed: float  # share of the cells that is looked at
    recall: float  # of the ten nearest passages
    passages: int  # that there were

    def __str__(self) -> str:
        """
        >>> str(Nearness(0.06, 0.9871, 812000))
        'nearest passages looked for in 6 % of the cells, recall@10 0.987 against comparing all (measured at 812000)'
        """
        return (
            f"nearest passages looked for in {100 * self.probed:g} % of the cells, "
            f"recall@{_NEAREST} {self.recall:.3f} against comparing all (measured at {self.passages})"
        )


def opened_nearest(
    segments: Sequence[Segment], vectors: Iterable[StoredVectors], nearness: Nearness | None
) -> NearestPassages:
    """The search over the passages of a generation, whose vectors come segment by segment: exact where nothing was measured."""
    if nearness is None:
        return NearestPassages(vectors)
    return NearestPassages(vectors, _cells(segments), nearness.probed)


def measured(segments: Sequence[Segment], before: Nearness | None) -> Nearness | None:
    """The share of the cells to look at from now on; None where all passages are compared."""
    passages = sum(len(segment.arrays.passages) for segment in segments)
    if passages <= EXACT_PASSAGES or not any(map(_is_grouped, segments)):
        return None
    if before is not None and abs(passages - before.passages) <= _MOVED * before.passages:
        return before
    everything = NearestPassages((segment.arrays.passage_vectors for segment in segments), _cells(segments))
    queries = _queries(segments)
    exact = [set(everything.search(query, _NEAREST).rows.tolist()) for query in queries]
    for share in _SHARES:
        found = [set(everything.search(query, _NEAREST, probed=share).rows.tolist()) for query in queries]
        recall = sum(len(a & b) for a, b in zip(exact, found, strict=True)) / sum(map(len, exact))
        if recall >= RECALL:
            break
    return Nearness(share, round(recall, 4), passages)


def _is_grouped(segment: Segment) -> bool:
    return len(segment.arrays.cells) > 0


def _cells(segments: Sequence[Segment]) -> Cells:
    """Those of all segments, numbered through. A small one has none: its passages go into those of the largest."""
    counts = [len(segment.arrays.centres) for segment in segments]
    firsts = np.cumsum(counts) - counts
    lender = int(np.argmax(counts))
    of = [
        s.arrays.cells + first
        if _is_grouped(s)
        else nearest_centre(s.arrays.passage_vectors, segments[lender].arrays.centres) + firsts[lender]
        for s, first in zip(segments, firsts, strict=True)
    ]
    return Cells(np.concatenate([s.arrays.centres for s in segments if _is_grouped(s)]), np.concatenate(of))


def _queries(segments: Sequence[Segment]) -> list[Vectors]:
    counts = [len(segment.arrays.sentences) for segment in segments]
    ends = np.cumsum(counts)
    rows = np.linspace(0, ends[-1] - 1, _QUERIES).astype(np.int64)
    places = np.searchsorted(ends, rows, side="right")
    starts = ends - counts
    return [
        segments[i].arrays.sentence_vectors[row - starts[i]].astype(np.float32)
        for i, row in zip(places.tolist(), rows.tolist(), strict=True)
    ]

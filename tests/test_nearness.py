"""Recall by cells on real vectors."""

from pathlib import Path

import numpy as np
import pytest

import index.cells
import index.nearness
from index.generation import IndexFolder, read_manifest
from index.segment import Segment


def test_by_cells_the_nearest_of_the_sample_corpus_are_those_of_comparing_all(
    sample_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On real vectors, with real sentences as the questions: the recall that is measured is the recall there is."""
    folder = IndexFolder(sample_index)
    segments = [Segment(folder.segments / name) for name in read_manifest(folder).segments]
    monkeypatch.setattr(index.cells, "FEWEST_PASSAGES", 100)
    monkeypatch.setattr(index.cells, "PER_CELL", 8)
    monkeypatch.setattr(index.nearness, "EXACT_PASSAGES", 100)
    vectors = segments[0].arrays.passage_vectors
    cells = index.cells.cells_of(vectors)
    monkeypatch.setattr(index.nearness, "_cells", lambda _: cells)
    monkeypatch.setattr(index.nearness, "_is_grouped", lambda _: True)
    nearness = index.nearness.measured(segments, None)
    assert nearness is not None and nearness.recall >= index.nearness.RECALL
    opened = index.nearness.opened_nearest(segments, [vectors], nearness)
    queries = segments[0].arrays.sentence_vectors[::7].astype(np.float32)
    exact = np.argsort(-(queries @ vectors.astype(np.float32).T), axis=1, kind="stable")[:, :10]
    hits = sum(
        len(set(opened.search(q, 10).rows.tolist()) & set(e.tolist())) for q, e in zip(queries, exact, strict=True)
    )
    assert hits / exact.size >= index.nearness.RECALL - 0.02
    for segment in segments:
        segment.close()

"""A segment: some articles with everything that searching them needs, in one folder that is never written again.

    articles.sqlite         the articles and their earlier texts
    sketches.npy            (a, 64) uint32: of the articles' texts, see index/copies.py
    passages.npy            (n, 3) int32: row of the article, start, end
    passage_keys.npy        (n, 2) uint64: digest of the string that was embedded
    passage_vectors.npy     (n, d) float16
    cells.npy, centres.npy  of the passages, see index/cells.py; only where they are many
    sentences.npy           (m, 3) int32: row of the passage, start, end
    sentence_vectors.npy    (m, d) float16
    text_*.npy              postings of the sentences' terms (keys, starts, rows)
    title_*.npy             postings of the articles' titles

A generation is a list of segments, so adding articles writes one small folder and deleting some rewrites only the
folders that held them. Rows follow the articles' order: an article's passages, and a passage's sentences, are
neighbours.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.cells import cells_of
from index.copies import Sketches
from index.errors import IndexDamaged
from index.lexical import Postings, combine_postings
from index.rowfile import RowFile
from index.store import ArticleStore, StoredArticle, without_old_versions, write_articles
from index.vectors import StoredVectors
from index.versions import Retention

ARTICLES_FILE = "articles.sqlite"
_POSTINGS = ("keys", "starts", "rows")
_SMALL_FILE_BYTES = 65536
# numpy parses a file's header with ast, which in Python 3.11 fails now and then when two threads do so at once.
_LOADING = threading.Lock()
Table = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Arrays:
    """The numeric part of a segment; field names are file names."""

    sketches: Sketches
    passages: Table
    passage_keys: npt.NDArray[np.uint64]
    passage_vectors: StoredVectors
    cells: npt.NDArray[np.integer[Any]]  # of each passage, the row of its centre; empty in a small segment
    centres: StoredVectors
    sentences: Table
    sentence_vectors: StoredVectors
    text: Postings
    title: Postings


@dataclass(frozen=True, slots=True)
class SegmentContent:
    """A segment before it is written: `articles` by row, and the arrays that refer to those rows."""

    articles: Sequence[StoredArticle]
    arrays: Arrays


class Segment:
    """An open segment. Arrays are mapped from the files, so that opening costs no memory."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self._folder = folder
        self.articles = ArticleStore(folder / ARTICLES_FILE)
        parts: dict[str, Any] = {name: _load(folder / f"{name}.npy") for name in _PLAIN}
        for name, empty in _OF_LARGE.items():
            parts[name] = _load(path) if (path := folder / f"{name}.npy").exists() else empty
        for name in _INVERTED:
            parts[name] = Postings(*(_load(folder / f"{name}_{part}.npy") for part in _POSTINGS))
        self.arrays = Arrays(**parts)

    @property
    def articles_held(self) -> int:
        return len(self.arrays.sketches)

    def rows_of(self, name: str) -> RowFile:
        """An array of this segment to be read row by row. Whoever asks closes it."""
        return RowFile(self._folder / f"{name}.npy", getattr(self.arrays, name))

    def close(self) -> None:
        self.articles.close()


_PLAIN = ("sketches", "passages", "passage_keys", "passage_vectors", "sentences", "sentence_vectors")
_OF_LARGE = {"cells": np.empty(0, dtype=np.uint16), "centres": np.empty((0, 0), dtype=np.float16)}
_INVERTED = ("text", "title")


def write_segment(folder: Path, content: SegmentContent) -> None:
    """Write all files of a segment into an existing empty folder; nothing is fsynced yet."""
    write_articles(folder / ARTICLES_FILE, content.articles)
    large = _OF_LARGE if len(content.arrays.cells) else ()
    for name in (*_PLAIN, *large):
        np.save(folder / f"{name}.npy", getattr(content.arrays, name), allow_pickle=False)
    for name in _INVERTED:
        for part in _POSTINGS:
            np.save(folder / f"{name}_{part}.npy", getattr(getattr(content.arrays, name), part), allow_pickle=False)


def combine(parts: Sequence[tuple[Segment, npt.NDArray[np.bool_]]], keep: Retention) -> SegmentContent:
    """One segment's content out of the kept articles of several; `kept[row]` says which. Nothing is embedded or cut."""
    maps = _row_maps(parts)
    arrays = [segment.arrays for segment, _ in parts]
    passage_vectors = _kept([(a.passage_vectors, m.passages) for a, m in zip(arrays, maps, strict=True)])
    cells = cells_of(passage_vectors)
    return SegmentContent(
        articles=[
            without_old_versions(stored, keep)
            for segment, kept in parts
            for stored, stays in zip(segment.articles.all(), kept, strict=True)
            if stays
        ],
        arrays=Arrays(
            sketches=_kept([(a.sketches, m.articles) for a, m in zip(arrays, maps, strict=True)]),
            passages=_moved([(a.passages, m.passages, m.articles) for a, m in zip(arrays, maps, strict=True)]),
            passage_keys=_kept([(a.passage_keys, m.passages) for a, m in zip(arrays, maps, strict=True)]),
            passage_vectors=passage_vectors,
            cells=cells.of,
            centres=cells.centres,
            sentences=_moved([(a.sentences, m.sentences, m.passages) for a, m in zip(arrays, maps, strict=True)]),
            sentence_vectors=_kept([(a.sentence_vectors, m.sentences) for a, m in zip(arrays, maps, strict=True)]),
            text=combine_postings([(a.text, m.sentences) for a, m in zip(arrays, maps, strict=True)]),
            title=combine_postings([(a.title, m.articles) for a, m in zip(arrays, maps, strict=True)]),
        ),
    )


@dataclass(frozen=True, slots=True)
class _RowMaps:
    """Old row -> new row, -1 where the row is left out."""

    articles: Table
    passages: Table
    sentences: Table


def _row_maps(parts: Sequence[tuple[Segment, npt.NDArray[np.bool_]]]) -> list[_RowMaps]:
    maps: list[_RowMaps] = []
    counts = [0, 0, 0]
    for segment, kept_articles in parts:
        kept_passages = kept_articles[segment.arrays.passages[:, 0]]
        kept_sentences = kept_passages[segment.arrays.sentences[:, 0]]
        kept = (kept_articles, kept_passages, kept_sentences)
        maps.append(_RowMaps(*(_renumbered(k, count) for k, count in zip(kept, counts, strict=True))))
        counts = [count + int(k.sum()) for k, count in zip(kept, counts, strict=True)]
    return maps


def _renumbered(kept: npt.NDArray[np.bool_], first: int) -> Table:
    return np.where(kept, np.cumsum(kept) - 1 + first, -1).astype(np.int32)


def _kept(parts: Sequence[tuple[npt.NDArray[Any], Table]]) -> npt.NDArray[Any]:
    return np.concatenate([rows[moved >= 0] for rows, moved in parts])


def _moved(parts: Sequence[tuple[Table, Table, Table]]) -> Table:
    """Kept rows of tables whose first column is a row of the level above, with that column renumbered."""
    tables: list[Table] = []
    for rows, moved, above in parts:
        kept = rows[moved >= 0].copy()
        kept[:, 0] = above[kept[:, 0]]
        tables.append(kept)
    return np.concatenate(tables)


def _load(path: Path) -> npt.NDArray[Any]:
    # Mapping costs a page per file and refuses an array without rows: small files are simply read.
    mapped = path.stat().st_size > _SMALL_FILE_BYTES
    try:
        with _LOADING:
            array = np.load(path, mmap_mode="r" if mapped else None, allow_pickle=False)
    except (ValueError, EOFError) as error:  # though by its stamp it was as it had been
        raise IndexDamaged(f"{path}: the index is damaged: it holds no array ({error})") from error
    return np.asarray(array).view(np.ndarray)  # a memmap is slower to index, and searching indexes thousands of times

"""The segments of a generation laid end to end, so that a question is put once and not once for every segment.

Articles, passages and sentences are numbered through all segments. What is small is copied together when the generation
is opened; postings and vectors, which are not, stay in their files and are gathered for the rows that a question needs.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import pairwise
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from index.copies import as_sketch
from index.lexical import Keys, Postings
from index.records import Article, Filters, Passage
from index.segment import Arrays, Segment
from index.store import Entry
from index.vectors import StoredVectors

Rows = npt.NDArray[np.int64]
Posted = npt.NDArray[np.int32]  # rows out of postings, which may be very many
Mask = npt.NDArray[np.bool_]
Reading = Callable[[Any], npt.NDArray[Any]]  # rows -> what lies in them
_FILTERS = 32  # whose outcome is kept
# Of vectors that all segments together hold: as many are mapped, which is quicker. More are read as they are asked for.
_MAPPED_BYTES = 1 << 27
_HEAD_LINES = 4  # headline, byline, day and paper at most, before an article opens
_HEAD_CHARS = 48  # of such a line at most, or as many as the title has


class Collection:
    """Read-only and safe to share between threads. `close` it when done; whoever opened the segments closes them."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)
        with ExitStack() as opening:
            self._read_passages = _reading(segments, "passage_vectors", opening)
            self._read_sentences = _reading(segments, "sentence_vectors", opening)
            self._files = opening.pop_all()
        arrays = [segment.arrays for segment in segments]
        self.entries: tuple[Entry, ...] = tuple(e for segment in segments for e in segment.articles.entries())
        self._articles = _ends([len(segment.articles.entries()) for segment in segments])
        self._passages = _ends([len(a.passages) for a in arrays])
        self._sentences = _ends([len(a.sentences) for a in arrays])
        self.article_of = _numbered([a.passages for a in arrays], self._articles)
        self.passage_of = _numbered([a.sentences for a in arrays], self._passages)
        self.first_passage = _firsts(self.article_of, len(self.entries))
        self.first_sentence = _firsts(self.passage_of, self.passages)
        self.lengths = self._lengths()
        self._admitted: dict[Filters, Mask] = {}  # a conversation asks with the same ones again and again
        self._lock = Lock()

    def close(self) -> None:
        self._files.close()

    @property
    def passages(self) -> int:
        return int(self._passages[-1])

    def admitted(self, filters: Filters) -> Mask | None:
        """Which passages the filters let through; None when all."""
        if filters == Filters():
            return None
        found = self._admitted.get(filters)
        if found is None:
            found = np.array([filters.admit(entry) for entry in self.entries], dtype=np.bool_)[self.article_of]
            with self._lock:
                if len(self._admitted) >= _FILTERS:
                    self._admitted.clear()
                self._admitted[filters] = found
        return found

    def sentences_with(self, keys: Keys) -> list[Posted]:
        """For each term, the rows of the sentences that hold it: ascending, one entry per occurrence."""
        return self._posted(keys, lambda arrays: arrays.text, self._sentences)

    def articles_with(self, keys: Keys) -> list[Posted]:
        """For each term, the rows of the articles whose title holds it, likewise."""
        return self._posted(keys, lambda arrays: arrays.title, self._articles)

    def passage_vectors(self, rows: Rows) -> StoredVectors:
        """Vectors of some passages, in the order of the rows, which ascend."""
        found: StoredVectors = self._gathered(rows, self._read_passages, self._passages)
        return found

    def sentence_vectors(self, rows: Rows) -> StoredVectors:
        """The same for sentences."""
        found: StoredVectors = self._gathered(rows, self._read_sentences, self._sentences)
        return found

    def all_passage_vectors(self) -> Iterator[StoredVectors]:
        """Those of one segment after the other."""
        counts = np.diff(self._passages).tolist()
        return (read(np.arange(count)) for read, count in zip(self._read_passages, counts, strict=True))

    def article(self, row: int) -> Article:
        segment, own = self._place(row, self._articles)
        return segment.articles.at(own)

    def passage(self, row: int) -> tuple[Article, Passage]:
        """A passage with its article."""
        return self.passages_in(np.array([row]))[0]

    def passages_in(self, rows: Rows) -> list[tuple[Article, Passage]]:
        """Some passages, whose rows ascend, with their articles."""
        found: list[tuple[Article, Passage]] = []
        for i, own in self._parted(rows, self._passages):
            segment = self._segments[i]
            spans = segment.arrays.passages[own].tolist()
            articles = segment.articles.in_rows(sorted({article for article, _, _ in spans}))
            found += [_passage(articles[article], start, end) for article, start, end in spans]
        return found

    def spans(self, sentences: Posted | Rows) -> list[tuple[int, int]]:
        """Spans of sentences in their articles' offsets."""
        tables = [segment.arrays.sentences.__getitem__ for segment in self._segments]
        table = self._gathered(sentences, tables, self._sentences)
        return [(start, end) for _, start, end in table.tolist()]

    def sketches(self, articles: Rows) -> list[tuple[int, ...]]:
        """Those of some articles, whose rows ascend."""
        sketches = [segment.arrays.sketches.__getitem__ for segment in self._segments]
        return [as_sketch(row) for row in self._gathered(articles, sketches, self._articles)]

    def passages_of(self, articles: Posted | Rows) -> Rows:
        """Rows of the passages of some articles, end to end."""
        return runs(self.first_passage, articles)

    def openings_of(self, articles: Rows) -> tuple[Posted, Posted]:
        """The first sentence of each of some articles, and the one that opens it below its head: the first that is longer than
        a line of a head, or the first again where none of the first few is."""
        distinct, places = np.unique(articles, return_inverse=True)
        firsts = self.first_sentence[self.first_passage[distinct]]
        lasts = self.first_sentence[self.first_passage[distinct + 1]] - 1
        rows = np.minimum(firsts[:, None] + np.arange(_HEAD_LINES + 1), lasts[:, None])
        spans = np.array(self.spans(rows.reshape(-1)), dtype=np.int64).reshape(*rows.shape, 2)
        longest = np.array(
            [max(len(self.entries[row].title), _HEAD_CHARS) for row in distinct.tolist()], dtype=np.int64
        )
        longer = spans[..., 1] - spans[..., 0] > longest[:, None]
        below = rows[np.arange(len(rows)), longer.argmax(axis=1)]  # the first that is longer, else the first
        return firsts[places], below[places]

    def sentences_of(self, passages: Posted | Rows) -> Rows:
        """Rows of the sentences of some passages, end to end."""
        return runs(self.first_sentence, passages)

    def _lengths(self) -> npt.NDArray[np.float32]:
        """Number of terms of each passage, those of its article's title among them."""
        text = [segment.arrays.text.lengths(len(segment.arrays.sentences)) for segment in self._segments]
        title = [segment.arrays.title.lengths(len(segment.articles.entries())) for segment in self._segments]
        of_text = np.bincount(self.passage_of, weights=_joined(text, np.int64), minlength=self.passages)
        return np.asarray(of_text + _joined(title, np.int64)[self.article_of], dtype=np.float32)

    def _posted(self, keys: Keys, part: Callable[[Arrays], Postings], ends: Rows) -> list[Posted]:
        found = [part(segment.arrays).of_each(keys) for segment in self._segments]
        return [
            _joined([of[i] + np.int32(end) for of, end in zip(found, ends[:-1], strict=True) if len(of[i])], np.int32)
            for i in range(len(keys))
        ]

    def _gathered(self, rows: Posted | Rows, of: Sequence[Reading], ends: Rows) -> Any:
        """What each segment gives for its own of some rows, which ascend."""
        pieces = [of[i](own) for i, own in self._parted(rows, ends)]
        return np.concatenate(pieces) if pieces else of[0](rows[:0])

    def _parted(self, rows: Posted | Rows, ends: Rows) -> Iterator[tuple[int, Any]]:
        """Each segment that has some of the rows, which ascend, with their numbers in it."""
        cuts = np.searchsorted(rows, ends).tolist()
        return ((i, rows[first:last] - ends[i]) for i, (first, last) in enumerate(pairwise(cuts)) if first < last)

    def _place(self, row: int, ends: Rows) -> tuple[Segment, int]:
        i = bisect_right(ends, row) - 1
        return self._segments[i], row - int(ends[i])


def _passage(article: Article, start: int, end: int) -> tuple[Article, Passage]:
    return article, Passage(article.id, start, end, article.text[start:end])


def _reading(segments: Sequence[Segment], name: str, opening: ExitStack) -> list[Reading]:
    """How each segment's rows of an array are got at."""
    arrays = [getattr(segment.arrays, name) for segment in segments]
    if sum(array.nbytes for array in arrays) <= _MAPPED_BYTES:
        return [array.__getitem__ for array in arrays]
    return [opening.enter_context(closing(segment.rows_of(name))).read for segment in segments]


def runs(firsts: npt.NDArray[np.integer], rows: npt.NDArray[np.integer]) -> Rows:
    """What belongs to some rows, end to end: `firsts[row]` up to `firsts[row + 1]` for each."""
    lengths = firsts[rows + 1] - firsts[rows]
    ends = np.cumsum(lengths)
    before = np.repeat(firsts[rows] - (ends - lengths), lengths)
    return np.asarray(np.arange(len(before)) + before, dtype=np.int64)


def _ends(counts: Sequence[int]) -> Rows:
    """Where each segment's rows begin, and the number of all."""
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)


def _numbered(tables: Sequence[npt.NDArray[np.int32]], ends: Rows) -> npt.NDArray[np.int32]:
    """The first column, a row of the level above, of all tables, numbered through."""
    return _joined([table[:, 0] + np.int32(end) for table, end in zip(tables, ends[:-1], strict=True)], np.int32)


def _firsts(above: npt.NDArray[np.int32], rows: int) -> npt.NDArray[np.int32]:
    """For each row of the level above, and the one past the last, the first row that belongs to it or comes later."""
    counts = np.bincount(above, minlength=rows)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)


def _joined(parts: Sequence[npt.NDArray[np.integer]], kind: type[np.integer]) -> npt.NDArray:  # type: ignore[type-arg]
    return np.concatenate(parts).astype(kind, copy=False) if parts else np.empty(0, dtype=kind)

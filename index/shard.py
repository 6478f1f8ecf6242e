"""One open segment made ready for queries: what its rows say about one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

from index.ranking import PassageSignals, Scores, bm25
from index.records import Filters
from index.segment import Segment
from index.vectors import NearestPassages, Ranked, StoredVectors, Vectors

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_FILTERS = 32  # whose outcome is kept


@dataclass(frozen=True, slots=True)
class TermMatches:
    """Where one term of the query stands in a segment."""

    passages: Rows  # ascending
    counts: Scores  # how often in each of them, the title counted in
    sentences: npt.NDArray[np.int32]  # ascending
    titles: npt.NDArray[np.int32]  # article rows, ascending


@dataclass(frozen=True, slots=True)
class SentenceSignals:
    """One number per sentence of a run of sentences."""

    similarity: Scores
    coverage: Scores  # share of the query's term weight in the sentence
    with_title: Scores  # the same in the sentence and its article's title


class Shard:
    """Read-only and safe to share between threads."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        arrays = segment.arrays
        self.passages = len(arrays.passages)
        self.entries = segment.articles.entries()
        self.article_of = np.asarray(arrays.passages[:, 0])
        self._passage_of = np.asarray(arrays.sentences[:, 0])
        self._first_sentence = np.searchsorted(self._passage_of, np.arange(self.passages + 1))
        self._first_passage = np.searchsorted(self.article_of, np.arange(len(self.entries) + 1))
        self._nearest = NearestPassages(arrays.passage_vectors)
        text = np.bincount(self._passage_of[arrays.text.rows], minlength=self.passages)
        self._admitted: dict[Filters, Mask] = {}  # a conversation asks with the same ones again and again
        self._lock = Lock()
        self.lengths = (text + arrays.title.lengths(len(self.entries))[self.article_of]).astype(np.float32)

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

    def nearest(self, query: Vectors, k: int, admitted: Mask | None) -> Ranked:
        return self._nearest.search(query, k, admitted)

    def matches(self, key: np.uint64) -> TermMatches:
        sentences = self.segment.arrays.text.of(key)
        titles = self.segment.arrays.title.of(key)
        of_text, of_title = self._passage_of[sentences], runs(self._first_passage, titles)
        # The text's are in order already; to sort them again would take most of a frequent term's time.
        starts = np.flatnonzero(np.diff(of_text, prepend=-1))
        rows = of_text[starts].astype(np.int64)
        counts = np.diff(starts, append=len(of_text)).astype(np.float32)
        counts[np.searchsorted(rows, of_title[_holds(rows, of_title)])] += 1
        entitled = of_title[~_holds(rows, of_title)]
        places = np.searchsorted(rows, entitled)
        return TermMatches(np.insert(rows, places, entitled), np.insert(counts, places, 1), sentences, titles)

    def passages_with(self, key: np.uint64) -> Rows:
        """Rows of the passages with a term in their text, ascending, once for each occurrence."""
        return np.asarray(self._passage_of[self.segment.arrays.text.of(key)], dtype=np.int64)

    def best_by_terms(
        self,
        matches: Sequence[TermMatches],
        weights: Sequence[float],
        mean_length: float,
        k: int,
        admitted: Mask | None,
    ) -> Ranked:
        """The k passages with the highest BM25, those without any term left out."""
        scores = np.zeros(self.passages, dtype=np.float32)
        for found, weight in zip(matches, weights, strict=True):
            scores[found.passages] += bm25(found.counts, self.lengths[found.passages], mean_length, weight)
        if admitted is not None:
            scores[~admitted] = 0
        rows = np.flatnonzero(scores)
        if len(rows) > k:  # few are sorted: those that are not below the k-th
            rows = rows[scores[rows] >= np.partition(scores[rows], -k)[-k]]
        rows = rows[np.lexsort((rows, -scores[rows]))[:k]]
        return Ranked(rows, scores[rows])

    def signals(
        self, rows: Rows, query: Vectors, matches: Sequence[TermMatches], weights: Sequence[float]
    ) -> tuple[PassageSignals, Mask, list[SentenceSignals]]:
        """The signals of passages, which terms each holds (rows, terms), and the signals of each one's sentences."""
        sentences = self._sentence_signals(runs(self._first_sentence, rows), query, matches, weights)
        lengths = self._first_sentence[rows + 1] - self._first_sentence[rows]
        starts = np.cumsum(lengths) - lengths
        holds = [_holds(found.passages, rows) for found in matches]
        coverage = self._share(holds, weights, len(rows))
        signals = PassageSignals(
            similarity=_cosines(self.segment.arrays.passage_vectors[rows], query),
            best_sentence=np.maximum.reduceat(sentences.similarity, starts),
            coverage=coverage,
            best_coverage=np.maximum.reduceat(sentences.with_title, starts),
        )
        cut = [
            SentenceSignals(
                *(
                    part[start : start + length]
                    for part in (sentences.similarity, sentences.coverage, sentences.with_title)
                )
            )
            for start, length in zip(starts.tolist(), lengths.tolist(), strict=True)
        ]
        return signals, np.array(holds, dtype=np.bool_).reshape(len(matches), len(rows)).T, cut

    def passages_of(self, article: int, admitted: Mask | None) -> list[int]:
        """Rows of an article's passages that the filters let through; `article` is its row."""
        first, last = int(self._first_passage[article]), int(self._first_passage[article + 1])
        return [row for row in range(first, last) if admitted is None or admitted[row]]

    def sentence_spans(self, row: int) -> list[tuple[int, int]]:
        """Spans of a passage's sentences in the article's offsets."""
        first, last = self._first_sentence[row], self._first_sentence[row + 1]
        return [(int(start), int(end)) for _, start, end in self.segment.arrays.sentences[first:last]]

    def _sentence_signals(
        self, rows: Rows, query: Vectors, matches: Sequence[TermMatches], weights: Sequence[float]
    ) -> SentenceSignals:
        articles = self.article_of[self._passage_of[rows]]
        in_text = [_holds(found.sentences, rows) for found in matches]
        in_title = [_holds(found.titles, articles) for found in matches]
        either = [a | b for a, b in zip(in_text, in_title, strict=True)]
        return SentenceSignals(
            similarity=_cosines(self.segment.arrays.sentence_vectors[rows], query),
            coverage=self._share(in_text, weights, len(rows)),
            with_title=self._share(either, weights, len(rows)),
        )

    @staticmethod
    def _share(held: Sequence[Mask], weights: Sequence[float], rows: int) -> Scores:
        total = sum(weights)
        share = np.zeros(rows, dtype=np.float32)
        for mask, weight in zip(held, weights, strict=True):
            share += mask * np.float32(weight / total)
        return share


def _cosines(vectors: StoredVectors, query: Vectors) -> Scores:
    """Inner products, each a function of its row alone.

    A matrix product adds up in another order where other rows stand beside it: copies of a passage would no longer tie,
    and an index that was edited would order them otherwise than a fresh one.
    """
    return np.asarray(np.einsum("ij,j->i", vectors.astype(np.float32), query))


def runs(firsts: npt.NDArray[np.integer], rows: npt.NDArray[np.integer]) -> Rows:
    """What belongs to some rows, end to end: `firsts[row]` up to `firsts[row + 1]` for each."""
    lengths = firsts[rows + 1] - firsts[rows]
    ends = np.cumsum(lengths)
    before = np.repeat(firsts[rows] - (ends - lengths), lengths)
    return np.asarray(np.arange(len(before)) + before, dtype=np.int64)


def _holds(sorted_rows: npt.NDArray[np.integer], wanted: npt.NDArray[np.integer]) -> Mask:
    """For each wanted row whether it is among the sorted ones."""
    if not len(sorted_rows):
        return np.zeros(len(wanted), dtype=np.bool_)
    places = np.minimum(np.searchsorted(sorted_rows, wanted), len(sorted_rows) - 1)
    return np.asarray(sorted_rows[places] == wanted)

"""The terms of a question: where they stand in the collection, and the passages that BM25 finds for them."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from index.lexical import Keys
from index.retrieval.collection import Collection, Mask, Posted, Rows
from index.retrieval.ranking import K1, Scores, bm25, term_weight
from index.vectors import Ranked

_FREQUENCIES = 65536  # of terms, kept
_COUNTED_BYTES = 1 << 27  # of counts, kept: to count a frequent term takes longer than all else about it
_ROUNDING = 0.9999  # sums of the same numbers in another order differ by less
_GROUP = 64  # scores of which the highest is found first
_MANY = 16384  # postings from which it pays to see whether a term's have to be gone through at all


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the query: where it stands, and what it weighs."""

    key: int
    sentences: Posted  # ascending, one entry per occurrence
    articles: Posted  # that have it in their title, likewise
    weight: float


class TermIndex:
    """BM25 over a collection. Safe to share between threads."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._mean_length = float(collection.lengths.sum(dtype=np.float64)) / max(1, collection.passages)
        self._frequencies: OrderedDict[int, int] = OrderedDict()
        self._counted: OrderedDict[int, tuple[Posted, Scores]] = OrderedDict()  # the last asked for last
        self._counted_bytes = 0
        self._lock = Lock()

    def terms(self, keys: Keys) -> list[Term]:
        """The terms of these keys, in order."""
        found = zip(self._collection.sentences_with(keys), self._collection.articles_with(keys), strict=True)
        return [
            Term(key, sentences, articles, self._weight(key, sentences, articles))
            for key, (sentences, articles) in zip(keys.tolist(), found, strict=True)
        ]

    def best(self, terms: Sequence[Term], k: int, admitted: Mask | None) -> Ranked:
        """The k admitted passages with the highest BM25, those without any term left out.

        Terms are gone through from the heaviest on. Once all that are left could not bring a passage without any of those
        before among the best k, they are looked up only in the passages that are still in the running
        (MaxScore: Turtle & Flood 1995, doi:10.1016/0306-4573(95)00020-H).
        """
        ordered = sorted(terms, key=lambda term: -term.weight)
        scores = np.zeros(self._collection.passages, dtype=np.float32)
        least = 0.0  # what a passage has to have by now to be in the running
        done = 0
        for done, term in enumerate(ordered, start=1):
            held, counts = self._counts(term.key, term.sentences, term.articles)
            if admitted is not None:
                held, counts = held[admitted[held]], counts[admitted[held]]
            scores[held] += self._added(term, held, counts)
            if done < len(ordered) and len(ordered[done].sentences) >= _MANY and len(held) >= k:
                known = scores[held]
                # Where not even the highest is enough, the k-th need not be found out.
                if known.max() > _of_all(ordered[done:]) and (least := _least(known, k, ordered[done:])) > 0:
                    break
        rows = np.flatnonzero(scores > max(0.0, least))
        best = scores[rows]
        for i, term in enumerate(ordered[done:], start=done):
            running = best > _least(best, k, ordered[i:])
            rows, best = rows[running], best[running]
            best += self._added(term, rows, self._counts_in(term, rows))
        return _ranked(rows, best, k)

    def _counts(self, key: int, sentences: Posted, articles: Posted) -> tuple[Posted, Scores]:
        """What `counted` gives, remembered as long as there is room."""
        with self._lock:
            if key in self._counted:
                self._counted.move_to_end(key)
                return self._counted[key]
        rows, counts = self.counted(sentences, articles)
        found = rows.astype(np.int32), counts
        with self._lock:
            if key not in self._counted:
                self._counted[key] = found
                self._counted_bytes += sum(part.nbytes for part in found)
            while self._counted_bytes > _COUNTED_BYTES:
                _, oldest = self._counted.popitem(last=False)
                self._counted_bytes -= sum(part.nbytes for part in oldest)
        return found

    def counted(self, sentences: Posted, articles: Posted) -> tuple[Rows, Scores]:
        """The passages with a term, each once, and how often each has it, the title counted in."""
        of_text = self._collection.passage_of[sentences]
        # The text's are in order already; to sort them again would take most of a frequent term's time.
        begins = np.ones(len(of_text), dtype=np.bool_)
        np.not_equal(of_text[1:], of_text[:-1], out=begins[1:])
        starts = np.flatnonzero(begins)
        rows = of_text[starts].astype(np.int64)
        counts = np.diff(np.append(starts, len(of_text))).astype(np.float32)
        if not len(articles):
            return rows, counts
        of_title = self._collection.passages_of(articles)
        held = holds(rows, of_title)
        counts[np.searchsorted(rows, of_title[held])] += 1
        entitled = of_title[~held]
        return np.concatenate([rows, entitled]), np.concatenate([counts, np.ones(len(entitled), dtype=np.float32)])

    def _weight(self, key: int, sentences: Posted, articles: Posted) -> float:
        """By how many passages have a term, the title counted in."""
        with self._lock:
            found = self._frequencies.get(key)
        if found is None:
            found = len(self._counts(key, sentences, articles)[0])
            with self._lock:
                self._frequencies[key] = found
                if len(self._frequencies) > _FREQUENCIES:
                    self._frequencies.popitem(last=False)
        return term_weight(found, self._collection.passages)

    def _counts_in(self, term: Term, rows: Rows) -> Scores:
        """How often each of some passages has the term, the title counted in."""
        first = self._collection.first_sentence
        ends = np.searchsorted(term.sentences, np.stack([first[rows], first[rows + 1]]))
        return np.asarray(ends[1] - ends[0] + holds(term.articles, self._collection.article_of[rows]), dtype=np.float32)

    def _added(self, term: Term, rows: Posted | Rows, counts: Scores) -> Scores:
        return bm25(counts, self._collection.lengths[rows], self._mean_length, term.weight)


def holds(ascending: Posted | Rows, wanted: Posted | Rows) -> Mask:
    """For each wanted row whether it is among the ascending ones."""
    if not len(ascending):
        return np.zeros(len(wanted), dtype=np.bool_)
    places = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return np.asarray(ascending[places] == wanted)


def _least(scores: Scores, k: int, others: Sequence[Term]) -> float:
    """What a passage has to have so that these other terms can bring it among the k best, some scores being known."""
    return kth_highest(scores, k) * _ROUNDING - _of_all(others)


def _of_all(terms: Sequence[Term]) -> float:
    """The most that these terms can add to a passage."""
    return sum(term.weight for term in terms) * (K1 + 1)


def kth_highest(scores: Scores, k: int) -> float:
    """The k-th highest score; 0 where there are fewer.

    The highest of each of some groups are found in a fraction of the time that it takes to part all scores. With k groups or
    more, the k-th highest of all is no lower than the k-th of these, and few scores are as high as that.
    """
    if len(scores) < k:
        return 0.0
    groups = len(scores) // _GROUP
    if groups >= k:
        highest = scores[: groups * _GROUP].reshape(_GROUP, groups).max(axis=0)
        scores = scores[scores >= np.partition(highest, -k)[-k]]
    return float(np.partition(scores, -k)[-k])


def _ranked(rows: Rows, scores: Scores, k: int) -> Ranked:
    """The k highest scores, best first, equal ones by row."""
    near = scores >= kth_highest(scores, k)  # few are sorted: those that are not below the k-th
    rows, scores = rows[near], scores[near]
    order = np.lexsort((rows, -scores))[:k]
    return Ranked(rows[order], scores[order])

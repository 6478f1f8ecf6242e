"""Which articles hold which words: exact look-up in the postings, for lists and for quotations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from index.lexical import term_keys
from index.library import Library
from index.ranking import term_weight
from index.records import Article, Filters
from index.shard import Rows, Shard
from index.store import Entry


@dataclass(frozen=True, slots=True)
class Holding:
    """An article that holds all of some terms within one sentence, or in its title."""

    entry: Entry
    spans: tuple[tuple[int, int], ...]  # of those sentences, in reading order; empty where only the title does
    in_title: bool


class WordIndex:
    """Safe to share between threads; reads the segments of one generation while that is held open."""

    def __init__(self, shards: Sequence[Shard], library: Library) -> None:
        self._shards, self._library = shards, library

    def entries(self, filters: Filters) -> list[Entry]:
        """Every article that the filters admit, without its text, by id."""
        return sorted((e for shard in self._shards for e in shard.entries if filters.admit(e)), key=lambda e: e.id)

    def holding(self, terms: Sequence[str], filters: Filters) -> list[Holding]:
        """Every admitted article that holds all the terms in one sentence or in its title, by id; none without terms."""
        keys = list(term_keys(dict.fromkeys(terms)))
        found = [one for shard in self._shards for one in _holding(shard, keys, filters)] if keys else []
        return sorted(found, key=lambda one: one.entry.id)

    def likely(self, terms: Sequence[str], filters: Filters, limit: int) -> list[Article]:
        """The articles of the `limit` passages that hold most of the terms' weight, best first, ties by article id."""
        keys = list(term_keys(dict.fromkeys(terms)))
        passages = sum(shard.passages for shard in self._shards)
        rows = [[np.unique(shard.passages_with(key)) for key in keys] for shard in self._shards]
        weights = [term_weight(sum(len(of[i]) for of in rows), passages) for i in range(len(keys))]
        best: dict[str, float] = {}
        for shard, of_shard in zip(self._shards, rows, strict=True):
            for entry, score in _heaviest(shard, of_shard, weights, filters, limit):
                best[entry.id] = max(score, best.get(entry.id, 0.0))
        ordered = sorted(best, key=lambda article_id: (-best[article_id], article_id))
        return [self.article(article_id) for article_id in ordered[:limit]]

    def article(self, article_id: str) -> Article:
        """Raises ArticleMissing."""
        return self._library.article(article_id)


def _holding(shard: Shard, keys: Sequence[np.uint64], filters: Filters) -> Iterator[Holding]:
    postings = shard.segment.arrays
    sentences = reduce(np.intersect1d, [postings.text.of(key) for key in keys])
    titles = set(reduce(np.intersect1d, [postings.title.of(key) for key in keys]).tolist())
    spans: dict[int, list[tuple[int, int]]] = {}
    for row in sentences:
        passage, start, end = postings.sentences[row]
        spans.setdefault(int(shard.article_of[passage]), []).append((int(start), int(end)))
    for row in sorted(titles | set(spans)):
        if filters.admit(shard.entries[row]):
            yield Holding(shard.entries[row], tuple(sorted(set(spans.get(row, ())))), row in titles)


def _heaviest(
    shard: Shard, rows: Sequence[Rows], weights: Sequence[float], filters: Filters, limit: int
) -> Iterator[tuple[Entry, float]]:
    scores = np.zeros(shard.passages, dtype=np.float32)
    for held, weight in zip(rows, weights, strict=True):
        scores[held] += weight
    admitted = shard.admitted(filters)
    if admitted is not None:
        scores[~admitted] = 0
    for row in np.lexsort((np.arange(len(scores)), -scores))[:limit]:
        if scores[row] > 0:
            yield shard.entries[int(shard.article_of[row])], float(scores[row])

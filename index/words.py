"""Which articles hold which words: exact look-up in the postings, for lists and for quotations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from index.collection import Collection
from index.lexical import term_keys
from index.library import Library
from index.ranking import term_weight
from index.records import Article, Filters
from index.store import Entry


@dataclass(frozen=True, slots=True)
class Holding:
    """An article that holds all of some terms within one sentence, or in its title."""

    entry: Entry
    spans: tuple[tuple[int, int], ...]  # of those sentences, in reading order; empty where only the title does
    in_title: bool


class WordIndex:
    """Safe to share between threads; reads the segments of one generation while that is held open."""

    def __init__(self, collection: Collection, library: Library) -> None:
        self._collection, self._library = collection, library

    def entries(self, filters: Filters) -> list[Entry]:
        """Every article that the filters admit, without its text, by id."""
        return sorted((e for e in self._collection.entries if filters.admit(e)), key=lambda e: e.id)

    def holding(self, terms: Sequence[str], filters: Filters) -> list[Holding]:
        """Every admitted article that holds all the terms in one sentence or in its title, by id; none without terms."""
        if not terms:
            return []
        keys = term_keys(dict.fromkeys(terms))
        collection = self._collection
        sentences = reduce(np.intersect1d, collection.sentences_with(keys))
        titles = set(reduce(np.intersect1d, collection.articles_with(keys)).tolist())
        spans: dict[int, list[tuple[int, int]]] = {}
        articles = collection.article_of[collection.passage_of[sentences]].tolist()
        for article, span in zip(articles, collection.spans(sentences), strict=True):
            spans.setdefault(article, []).append(span)
        found = [
            Holding(collection.entries[row], tuple(sorted(set(spans.get(row, ())))), row in titles)
            for row in titles | set(spans)
            if filters.admit(collection.entries[row])
        ]
        return sorted(found, key=lambda one: one.entry.id)

    def known(self, terms: Iterable[str]) -> frozenset[str]:
        """Those of the terms that stand in the text or the title of any article."""
        asked = list(set(terms))
        keys = term_keys(asked)
        held = zip(asked, self._collection.sentences_with(keys), self._collection.articles_with(keys), strict=True)
        return frozenset(term for term, sentences, titles in held if len(sentences) or len(titles))

    def likely(self, terms: Sequence[str], filters: Filters, limit: int) -> list[Article]:
        """The articles of the `limit` passages that hold most of the terms' weight, best first, ties by article id."""
        collection = self._collection
        scores = np.zeros(collection.passages, dtype=np.float32)
        for sentences in collection.sentences_with(term_keys(dict.fromkeys(terms))):
            held = np.unique(collection.passage_of[sentences])
            scores[held] += term_weight(len(held), collection.passages)
        admitted = collection.admitted(filters)
        if admitted is not None:
            scores[~admitted] = 0
        best: dict[str, float] = {}
        rows = np.flatnonzero(scores)
        for row in rows[np.lexsort((rows, -scores[rows]))[:limit]].tolist():
            article_id = collection.entries[int(collection.article_of[row])].id
            best[article_id] = max(float(scores[row]), best.get(article_id, 0.0))
        ordered = sorted(best, key=lambda article_id: (-best[article_id], article_id))
        return [self.article(article_id) for article_id in ordered[:limit]]

    def article(self, article_id: str) -> Article:
        """Raises ArticleMissing."""
        return self._library.article(article_id)

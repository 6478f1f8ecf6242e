"""Which articles hold which words: exact look-up in the postings, for lists and for quotations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from index.bylines import bylines
from index.lexical import term_keys
from index.library import Library
from index.records import Article, Filters
from index.retrieval.collection import Collection
from index.retrieval.ranking import term_weight
from index.store import Entry


@dataclass(frozen=True, slots=True)
class Holding:
    """An article that holds all of some terms within one sentence, or in its title."""

    entry: Entry
    spans: tuple[tuple[int, int], ...]  # of those sentences, in reading order; empty where only the title does
    in_title: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A term in the company of others."""

    term: str
    weight: float  # of the others that stand in the passage
    passage: int


def paper_key(name: str) -> str:
    """What a paper is known by, however its name is written.

    >>> paper_key("The Oslo Courier") == paper_key("Oslo courier")
    True
    """
    return " ".join(name.casefold().split()).removeprefix("the ")


class WordIndex:
    """Safe to share between threads; reads the segments of one generation while that is held open."""

    def __init__(self, collection: Collection, library: Library) -> None:
        self._collection, self._library = collection, library

    def entries(self, filters: Filters) -> list[Entry]:
        """Every article that the filters admit, without its text, by id."""
        return sorted((e for e in self._collection.entries if filters.admit(e)), key=lambda e: e.id)

    @cached_property
    def papers(self) -> Mapping[str, str]:
        """The source of the articles by `paper_key`; of several ways to write one, that of the first article by id."""
        named = [(e.source, e.id) for e in self._collection.entries if e.source]
        return {paper_key(source): source for source, _ in sorted(named, key=lambda one: one[1], reverse=True)}

    @cached_property
    def authors(self) -> frozenset[str]:
        """Every byline and each of its names, in lower case."""
        return frozenset().union(*map(bylines, {e.author for e in self._collection.entries}))

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

    def beside(self, candidates: Sequence[str], others: Iterable[str]) -> list[Beside]:
        """For each candidate that a passage's text holds: the passage with most weight of the other terms, the first of equal ones.

        The best candidate comes first, of equal ones that which more passages hold, then by term.
        """
        passage_of, passages = self._collection.passage_of, self._collection.passages
        weights = np.zeros(passages, dtype=np.float32)
        for rows in self._collection.sentences_with(term_keys(dict.fromkeys(others))):
            held = np.unique(passage_of[rows])
            weights[held] += term_weight(len(held), passages)
        found: list[tuple[int, Beside]] = []
        for term, rows in zip(candidates, self._collection.sentences_with(term_keys(candidates)), strict=True):
            if len(rows):
                held = np.unique(passage_of[rows])
                best = int(held[weights[held].argmax()])
                found.append((len(held), Beside(term, float(weights[best]), best)))
        found.sort(key=lambda one: (-one[1].weight, -one[0], one[1].term))
        return [one for _, one in found]

    def passage(self, row: int) -> str:
        """The text of a passage."""
        return self._collection.passage(row)[1].text

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

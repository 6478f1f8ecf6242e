"""Passages in the running for one question, and what each and its sentences say to it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from index.retrieval.collection import Collection, Mask, Rows, runs
from index.retrieval.ranking import PassageSignals, Scores, guessed_cosines, guessed_sentence_cosines
from index.retrieval.terms import Term, holds
from index.vectors import StoredVectors, Vectors, in_full


@dataclass(frozen=True, slots=True)
class Asked:
    """A query made ready."""

    vector: Vectors | None  # None: there is no model, and cosines are guessed from the words
    terms: Sequence[Term]


@dataclass(frozen=True, slots=True)
class SentenceSignals:
    """One number per sentence of a run of sentences."""

    similarity: Scores
    coverage: Scores  # share of the query's term weight in the sentence
    with_head: Scores  # the same in the sentence, its article's title and what that opens with


_PASSAGE, _SENTENCE = (tuple(field.name for field in fields(of)) for of in (PassageSignals, SentenceSignals))


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages, with one entry of each field for each of them."""

    rows: Rows  # distinct
    articles: Rows
    scores: npt.NDArray[np.float64]
    signals: PassageSignals
    holds: Mask  # (passages, terms of the query)
    of_sentences: SentenceSignals  # of all their sentences, end to end
    firsts: Rows  # where each one's sentences begin there, and their number

    def only(self, chosen: Rows) -> "Candidates":
        """Some of them, by row."""
        chosen = chosen[np.argsort(self.rows[chosen])]
        own = runs(self.firsts, chosen)
        return Candidates(
            self.rows[chosen],
            self.articles[chosen],
            self.scores[chosen],
            PassageSignals(*(getattr(self.signals, name)[chosen] for name in _PASSAGE)),
            self.holds[chosen],
            SentenceSignals(*(getattr(self.of_sentences, name)[own] for name in _SENTENCE)),
            np.concatenate([[0], np.cumsum(self.firsts[chosen + 1] - self.firsts[chosen])]),
        )

    def scored(self, scores: npt.NDArray[np.float64]) -> "Candidates":
        return replace(self, scores=scores)

    def joined(self, other: "Candidates") -> "Candidates":
        """These and, behind them, others."""
        return Candidates(
            np.concatenate([self.rows, other.rows]),
            np.concatenate([self.articles, other.articles]),
            np.concatenate([self.scores, other.scores]),
            PassageSignals(*_end_to_end(self.signals, other.signals, _PASSAGE)),
            np.concatenate([self.holds, other.holds]),
            SentenceSignals(*_end_to_end(self.of_sentences, other.of_sentences, _SENTENCE)),
            np.concatenate([self.firsts, other.firsts[1:] + self.firsts[-1]]),
        )


def weighed(collection: Collection, rows: Rows, asked: Asked) -> Candidates:
    """Passages, given by their ascending rows, with their signals and scores."""
    sentences = collection.sentences_of(rows)
    lengths = collection.first_sentence[rows + 1] - collection.first_sentence[rows]
    firsts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    articles = collection.article_of[rows].astype(np.int64)
    in_text = [holds(term.sentences, sentences) for term in asked.terms]
    in_title = [np.repeat(holds(term.articles, articles), lengths) for term in asked.terms]
    either = [text | title for text, title in zip(in_text, in_title, strict=True)]
    held = np.array([_any(of, firsts) for of in either], dtype=np.bool_).reshape(len(either), len(rows))
    with_title, coverage = _share(either, asked.terms, len(sentences)), _share(held, asked.terms, len(rows))
    # "She was born in Trieste." is of the person whom the article opens with.
    openings = collection.openings_of(articles)
    opened = [np.any([holds(term.sentences, rows_) for rows_ in openings], axis=0) for term in asked.terms]
    headed = [one | np.repeat(head, lengths) for one, head in zip(either, opened, strict=True)]
    if asked.vector is None:
        near, sentences_near = guessed_cosines(coverage), guessed_sentence_cosines(with_title)
    else:
        near = _cosines(collection.passage_vectors(rows), asked.vector)
        sentences_near = _cosines(collection.sentence_vectors(sentences), asked.vector)
    of_sentences = SentenceSignals(
        similarity=sentences_near,
        coverage=_share(in_text, asked.terms, len(sentences)),
        with_head=_share(headed, asked.terms, len(sentences)),
    )
    signals = PassageSignals(
        similarity=near,
        best_sentence=_highest(sentences_near, firsts),
        coverage=coverage,
        best_coverage=_highest(with_title, firsts),
    )
    scores = signals.scores().astype(np.float64)
    return Candidates(rows, articles, scores, signals, held.T, of_sentences, firsts)


def _end_to_end(one: object, other: object, names: Sequence[str]) -> list[Scores]:
    return [np.concatenate([getattr(one, name), getattr(other, name)]) for name in names]


def _highest(scores: Scores, firsts: Rows) -> Scores:
    """The highest of each passage's sentences, of which there is at least one."""
    return np.asarray(np.maximum.reduceat(scores, firsts[:-1]) if len(firsts) > 1 else scores)


def _any(held: Mask, firsts: Rows) -> Mask:
    return np.asarray(np.logical_or.reduceat(held, firsts[:-1]) if len(firsts) > 1 else held)


def _share(held: Sequence[Mask] | Mask, terms: Sequence[Term], rows: int) -> Scores:
    """For each row the share of the terms' weight that it holds."""
    total = sum(term.weight for term in terms)
    share = np.zeros(rows, dtype=np.float32)
    for mask, term in zip(held, terms, strict=True):
        share += mask * np.float32(term.weight / total)
    return share


def _cosines(vectors: StoredVectors, query: Vectors) -> Scores:
    """Inner products, each a function of its row alone.

    A matrix product adds up in another order where other rows stand beside it: copies of a passage would no longer tie,
    and an index that was edited would order them otherwise than a fresh one.
    """
    return np.asarray(np.einsum("ij,j->i", in_full(vectors), query))

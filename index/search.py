"""Query -> ranked passages. Holds one generation from its opening on; a newer one is another Searcher."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import numpy as np

from index.embedding import Embedder
from index.errors import EmbedderMismatch, ModelMissing
from index.generation import IndexFolder, Manifest, holding, verify_files
from index.lexical import query_terms, term_keys
from index.library import Library
from index.nearness import opened_nearest
from index.records import Article, Filters, Hit, Sentence, Span
from index.retrieval.candidates import Asked, Candidates, weighed
from index.retrieval.collection import Collection, Mask, Rows
from index.retrieval.corrections import Corrections
from index.retrieval.linking import LEADERS, Titles, share_of_the_way
from index.retrieval.ranking import sentence_scores
from index.retrieval.terms import TermIndex
from index.retrieval.words import WordIndex
from index.segment import Segment
from index.vectors import Vectors

CANDIDATES = 100  # per leg; past it neither leg adds a right passage (bench/README.md)
EVERYTHING = Filters()


class Searcher:
    """Search over one generation. Safe to share between threads; `close` it when done."""

    def __init__(self, root: Path, embedder: Embedder) -> None:
        """Check every byte of the current generation and open it.

        Raises IndexMissing, IndexFormatError, IndexDamaged, or EmbedderMismatch when it was made with another model.
        """
        folder = IndexFolder(root)
        with ExitStack() as opening:
            self.manifest: Manifest = opening.enter_context(holding(folder))
            _refuse_other_model(root, self.manifest, embedder)
            verify_files(folder, self.manifest.files)
            opened = (Segment(folder.segments / name) for name in self.manifest.segments)
            self.segments = [opening.enter_context(closing(segment)) for segment in opened]
            self._collection = opening.enter_context(closing(Collection(self.segments)))
            vectors = self._collection.all_passage_vectors()
            self._nearest = opened_nearest(self.segments, vectors, self.manifest.nearness)
            self._held = opening.pop_all()
        self._embedder = embedder
        self._terms = TermIndex(self._collection)
        self.library = Library([segment.articles for segment in self.segments], self.manifest.name)
        self.words = WordIndex(self._collection, self.library)
        self._corrections = Corrections(self._collection)
        self._titles = Titles((entry.title, row) for row, entry in enumerate(self._collection.entries))

    def close(self) -> None:
        self._held.close()

    def search(self, query: str, *, filters: Filters = EVERYTHING, limit: int = 20) -> list[Hit]:
        """The best `limit` passages that the filters admit, best first, equal scores by passage id; fewer only if fewer exist."""
        asked = Asked(self._vector(query), self._terms.terms(term_keys(query_terms(query))))
        admitted = self._collection.admitted(filters)
        found = weighed(self._collection, self._candidate_rows(asked, max(limit, CANDIDATES), admitted), asked)
        found = self._with_named(query, asked, admitted, found)
        # Only what may reach the list is read from the store; ties are settled by passage id, which needs the reading.
        best = np.sort(found.scores)[-min(limit, len(found.rows)) :]
        return self._hits(found.only(np.flatnonzero(found.scores >= best[0])) if len(best) else found)[:limit]

    def newest(self, *, filters: Filters = EVERYTHING, limit: int = 20) -> list[Hit]:
        """The first passages of the articles that the filters admit, the newest article first, undated ones last, ties by id.

        The score is the day, counted from the year 1.
        """
        entries = self._collection.entries
        days = [entry.published.toordinal() if entry.published else 0 for entry in entries]
        admitted = [row for row, entry in enumerate(entries) if filters.admit(entry)]
        admitted.sort(key=lambda row: (-days[row], entries[row].id))
        firsts = [self._collection.passages_of(np.array([row])) for row in admitted[:limit]]
        begun = [(days[row], passages[:1]) for row, passages in zip(admitted, firsts, strict=False) if len(passages)]
        hits: list[Hit] = []
        for rank, (day, first) in enumerate(begun, start=1):
            article, passage = self._collection.passage(int(first[0]))
            hits.append(Hit(passage, article, score=float(day), rank=rank, similarity=0.0, coverage=0.0))
        return hits

    def _vector(self, query: str) -> Vectors | None:
        try:
            return self._embedder.embed_query(query)
        except ModelMissing:
            return None

    def _candidate_rows(self, asked: Asked, k: int, admitted: Mask | None) -> Rows:
        by_terms = self._terms.best(asked.terms, k, admitted).rows
        if asked.vector is None:
            return np.sort(by_terms)
        return np.union1d(self._nearest.search(asked.vector, k, admitted).rows, by_terms)

    def _with_named(self, query: str, asked: Asked, admitted: Mask | None, found: Candidates) -> Candidates:
        """The candidates and the passages of articles that the leading ones or the query name, both moved up."""
        leaders = _leaders(found)
        if not leaders:
            return found
        named = [
            self._titles.named_in(self._collection.passage(int(found.rows[i]))[1].text) - {int(found.articles[i])}
            for i in leaders
        ]
        by_query = self._titles.named_in(query) - {int(found.articles[leaders[0]])}
        wanted = np.array(sorted(by_query.union(*named)), dtype=np.int64)
        rows = self._collection.passages_of(wanted)
        new = np.setdiff1d(rows if admitted is None else rows[admitted[rows]], found.rows)
        if len(new):
            found = found.joined(weighed(self._collection, new, asked))
        scores = found.scores.copy()
        for i in np.flatnonzero(np.isin(found.articles, wanted)).tolist():
            article = int(found.articles[i])
            by = [leader for leader, names in zip(leaders, named, strict=True) if article in names]
            added = max((_added(found.holds[i], found.holds[leader], asked) for leader in by), default=None)
            share = share_of_the_way(added, in_question=article in by_query)
            scores[i] += share * (found.scores[leaders[0]] - found.scores[i])
        return found.scored(scores)

    def _hits(self, found: Candidates) -> list[Hit]:
        """The candidates with their texts, best first."""
        of = found.of_sentences
        of_passages = np.repeat(found.scores.astype(np.float32), np.diff(found.firsts))
        scores = sentence_scores(of.similarity, of.with_head, of_passages)
        spans = self._collection.spans(self._collection.sentences_of(found.rows))
        sentences = list(zip(spans, of.similarity.tolist(), of.coverage.tolist(), scores.tolist(), strict=True))
        numbers = [of.tolist() for of in (found.scores, found.signals.similarity, found.signals.coverage)]
        sketches = self._collection.sketches(found.articles)
        texts = self._collection.passages_in(found.rows)
        order = sorted(range(len(texts)), key=lambda i: (-numbers[0][i], texts[i][1].id))
        return [
            Hit(
                passage=texts[i][1],
                article=texts[i][0],
                score=numbers[0][i],
                rank=rank,
                similarity=numbers[1][i],
                coverage=numbers[2][i],
                sentences=_sentences(texts[i][0], sentences[found.firsts[i] : found.firsts[i + 1]]),
                sketch=sketches[i],
                corrections=self._corrections.of(texts[i][0]),
            )
            for rank, i in enumerate(order, start=1)
        ]


def _sentences(article: Article, numbers: Sequence[tuple[Span, float, float, float]]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(start, end, article.text[start:end], similarity, coverage, score)
        for (start, end), similarity, coverage, score in numbers
    )


def _leaders(found: Candidates) -> list[int]:
    """The best candidate of each of the best LEADERS articles."""
    best: dict[int, int] = {}
    for i in np.argsort(-found.scores, kind="stable").tolist():
        best.setdefault(int(found.articles[i]), i)
        if len(best) == LEADERS:
            break
    return list(best.values())


def _added(held: Mask, held_by_leader: Mask, asked: Asked) -> float:
    """Share of the query's term weight that a candidate holds and a leader lacks."""
    weights = [term.weight for term in asked.terms]
    return float(np.dot(weights, held & ~held_by_leader)) / sum(weights) if weights else 0.0


def _refuse_other_model(root: Path, manifest: Manifest, embedder: Embedder) -> None:
    if manifest.embedder != embedder.identity:
        made, own = manifest.embedder, embedder.identity
        raise EmbedderMismatch(
            f"{root}: made with the model {made.name} (weights {made.sha256[:12]}), "
            f"this program runs {own.name} (weights {own.sha256[:12]}). "
            f"Rebuild with: article-qa index --rebuild --model {own.name} --index {root}"
        )

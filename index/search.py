"""Query -> ranked passages. Holds one generation from its opening on; a newer one is another Searcher."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.copies import as_sketch
from index.embedding import Embedder
from index.errors import EmbedderMismatch
from index.generation import IndexFolder, Manifest, holding, verify_files
from index.lexical import query_terms, term_keys
from index.library import Library
from index.linking import LEADERS, Titles, share_of_the_way
from index.ranking import Scores, sentence_scores, term_weight
from index.records import Article, Filters, Hit, Passage, Sentence
from index.segment import Segment
from index.shard import Mask, Rows, SentenceSignals, Shard, TermMatches
from index.vectors import Ranked, Vectors
from index.words import WordIndex

CANDIDATES = 100  # per leg; past it neither leg adds a right passage (bench/README.md)
EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A passage in the running: where it is, and its signals."""

    shard: Shard
    row: int
    score: float
    similarity: float
    coverage: float
    holds: Mask  # per term of the query
    sentences: SentenceSignals

    @property
    def article(self) -> tuple[Shard, int]:
        return self.shard, int(self.shard.article_of[self.row])


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query made ready for one shard."""

    shard: Shard
    admitted: Mask | None
    vector: Vectors
    matches: Sequence[TermMatches]  # per term of the query
    weights: Sequence[float]  # likewise

    def best_by_terms(self, mean_length: float, k: int) -> Ranked:
        return self.shard.best_by_terms(self.matches, self.weights, mean_length, k, self.admitted)

    def candidates(self, rows: Rows) -> Iterator[_Candidate]:
        if len(rows):
            signals, holds, sentences = self.shard.signals(rows, self.vector, self.matches, self.weights)
            numbers = zip(rows, signals.scores(), signals.similarity, signals.coverage, holds, sentences, strict=True)
            for r, score, similarity, coverage, held, of in numbers:
                yield _Candidate(self.shard, int(r), float(score), float(similarity), float(coverage), held, of)


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
            verify_files(folder, self.manifest)
            self._shards = [Shard(Segment(folder.segments / name)) for name in self.manifest.segments]
            self._held = opening.pop_all()
        self._embedder = embedder
        self.library = Library([shard.segment.articles for shard in self._shards], self.manifest.name)
        self.words = WordIndex(self._shards, self.library)
        self._passages = self.manifest.counts.passages
        self._titles = Titles((e.title, (shard, row)) for shard in self._shards for row, e in enumerate(shard.entries))
        self._mean_length = sum(float(s.lengths.sum()) for s in self._shards) / max(1, self._passages)

    def close(self) -> None:
        for shard in self._shards:
            shard.segment.close()
        self._held.close()

    def search(self, query: str, *, filters: Filters = EVERYTHING, limit: int = 20) -> list[Hit]:
        """The best `limit` passages that the filters admit, best first, equal scores by passage id; fewer only if fewer exist."""
        asked = self._asked(query, filters)
        candidates = self._with_named(query, asked, list(self._nearest(asked, max(limit, CANDIDATES))))
        # Only what may reach the list is read from the store; ties are settled by passage id, which needs the reading.
        candidates.sort(key=lambda c: -c.score)
        near = [c for c in candidates if c.score >= candidates[min(limit, len(candidates)) - 1].score]
        placed = sorted(((self._passage(c), c) for c in near), key=lambda pair: (-pair[1].score, pair[0][1].id))
        return [_hit(rank, article, passage, c) for rank, ((article, passage), c) in enumerate(placed[:limit], start=1)]

    def _asked(self, query: str, filters: Filters) -> list[_Asked]:
        vector = self._embedder.embed_query(query)
        keys = term_keys(query_terms(query))
        matches = [[shard.matches(key) for key in keys] for shard in self._shards]
        frequency = [sum(len(of_shard[i].passages) for of_shard in matches) for i in range(len(keys))]
        weights = [term_weight(count, self._passages) for count in frequency]
        return [
            _Asked(shard, shard.admitted(filters), vector, of_shard, weights)
            for shard, of_shard in zip(self._shards, matches, strict=True)
        ]

    def _nearest(self, asked: Sequence[_Asked], k: int) -> Iterator[_Candidate]:
        """Candidates among all shards alike, so that it does not matter how the articles came to be spread over them."""
        by_vector = _best([one.shard.nearest(one.vector, k, one.admitted) for one in asked], k)
        by_terms = _best([one.best_by_terms(self._mean_length, k) for one in asked], k)
        for one, *rows in zip(asked, by_vector, by_terms, strict=True):
            yield from one.candidates(np.union1d(*rows))

    def _with_named(self, query: str, asked: Sequence[_Asked], found: list[_Candidate]) -> list[_Candidate]:
        """The candidates and the passages of articles that the leading ones or the query name, both moved up."""
        leaders = _leaders(found)
        if not leaders:
            return found
        named = [self._titles.named_in(self._passage(leader)[1].text) - {leader.article} for leader in leaders]
        by_query = self._titles.named_in(query) - {leaders[0].article}
        wanted = by_query.union(*named)
        known = {(c.shard, c.row) for c in found}
        for one in asked:
            rows = [r for shard, row in wanted if shard is one.shard for r in shard.passages_of(row, one.admitted)]
            found += one.candidates(np.array([r for r in sorted(rows) if (one.shard, r) not in known], dtype=np.int64))
        weights = asked[0].weights

        def moved(candidate: _Candidate) -> _Candidate:
            if candidate.article not in wanted:
                return candidate
            by = [leader for leader, names in zip(leaders, named, strict=True) if candidate.article in names]
            added = max((_added(candidate, leader, weights) for leader in by), default=None)
            share = share_of_the_way(added, in_question=candidate.article in by_query)
            return replace(candidate, score=candidate.score + share * (leaders[0].score - candidate.score))

        return [moved(candidate) for candidate in found]

    def _passage(self, candidate: _Candidate) -> tuple[Article, Passage]:
        shard = candidate.shard
        row, start, end = (int(n) for n in shard.segment.arrays.passages[candidate.row])
        article = shard.segment.articles.at(row)
        return article, Passage(article.id, start, end, article.text[start:end])


def _best(found: Sequence[Ranked], k: int) -> list[Rows]:
    """Of rows with scores, shard by shard, those of the k highest scores over all; equal ones by shard and row."""
    scores = np.concatenate([ranked.scores for ranked in found])
    shards = np.repeat(np.arange(len(found)), [len(ranked.rows) for ranked in found])
    kept = np.argsort(-scores, kind="stable")[:k]
    chosen = np.zeros(len(scores), dtype=np.bool_)
    chosen[kept] = True
    return [ranked.rows[chosen[shards == i]] for i, ranked in enumerate(found)]


def _leaders(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The best candidate of each of the best LEADERS articles."""
    best: dict[tuple[Shard, int], _Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: -c.score):
        best.setdefault(candidate.article, candidate)
        if len(best) == LEADERS:
            break
    return list(best.values())


def _added(candidate: _Candidate, leader: _Candidate, weights: Sequence[float]) -> float:
    """Share of the query's term weight that the candidate holds and the leader lacks."""
    return float(np.dot(weights, candidate.holds & ~leader.holds)) / sum(weights) if weights else 0.0


def _hit(rank: int, article: Article, passage: Passage, candidate: _Candidate) -> Hit:
    signals = candidate.sentences
    of_passage: Scores = np.full(len(signals.similarity), candidate.score, dtype=np.float32)
    scores = sentence_scores(signals.similarity, signals.coverage, signals.with_title, of_passage)
    numbers: Iterator[tuple[float, float, float]] = zip(signals.similarity, signals.coverage, scores, strict=True)
    sentences = tuple(
        Sentence(start, end, article.text[start:end], float(similarity), float(coverage), float(score))
        for (start, end), (similarity, coverage, score) in zip(
            candidate.shard.sentence_spans(candidate.row), numbers, strict=True
        )
    )
    shard = candidate.shard
    sketch = as_sketch(shard.segment.arrays.sketches[shard.article_of[candidate.row]])
    return Hit(passage, article, candidate.score, rank, candidate.similarity, candidate.coverage, sentences, sketch)


def _refuse_other_model(root: Path, manifest: Manifest, embedder: Embedder) -> None:
    if manifest.embedder != embedder.identity:
        made, own = manifest.embedder, embedder.identity
        raise EmbedderMismatch(
            f"{root}: made with the model {made.name} (weights {made.sha256[:12]}), "
            f"this program runs {own.name} (weights {own.sha256[:12]}). "
            f"Rebuild with: article-qa index --rebuild --model {own.name} --index {root}"
        )

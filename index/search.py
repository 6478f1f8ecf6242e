"""Query -> ranked passages. Holds one generation from its opening on; a newer one is another Searcher."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.copies import as_sketch
from index.embedding import Embedder
from index.errors import EmbedderMismatch
from index.generation import IndexFolder, Manifest, holding, verify_files
from index.lexical import query_terms, term_keys
from index.library import Library
from index.ranking import Scores, sentence_scores, term_weight
from index.records import Article, Filters, Hit, Passage, Sentence
from index.segment import Segment
from index.shard import SentenceSignals, Shard
from index.vectors import Vectors

CANDIDATES = 100  # per segment and leg; past it neither leg adds a right passage (bench/README.md)
EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A passage in the running: where it is, and its signals."""

    shard: Shard
    row: int
    score: float
    similarity: float
    coverage: float
    sentences: SentenceSignals


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
        self._passages = self.manifest.counts.passages
        self._mean_length = sum(float(s.lengths.sum()) for s in self._shards) / max(1, self._passages)

    def close(self) -> None:
        for shard in self._shards:
            shard.segment.close()
        self._held.close()

    def search(self, query: str, *, filters: Filters = EVERYTHING, limit: int = 20) -> list[Hit]:
        """The best `limit` passages that the filters admit, best first, equal scores by passage id; fewer only if fewer exist."""
        vector = self._embedder.embed_query(query)
        candidates = self._candidates(vector, query_terms(query), filters, max(limit, CANDIDATES))
        # Only what may reach the list is read from the store; ties are settled by passage id, which needs the reading.
        candidates.sort(key=lambda c: -c.score)
        near = [c for c in candidates if c.score >= candidates[min(limit, len(candidates)) - 1].score]
        placed = sorted(((self._passage(c), c) for c in near), key=lambda pair: (-pair[1].score, pair[0][1].id))
        return [_hit(rank, article, passage, c) for rank, ((article, passage), c) in enumerate(placed[:limit], start=1)]

    def _candidates(self, vector: Vectors, words: Sequence[str], filters: Filters, k: int) -> list[_Candidate]:
        keys = term_keys(words)
        matches = [[shard.matches(key) for key in keys] for shard in self._shards]
        frequency = [sum(len(of_shard[i].passages) for of_shard in matches) for i in range(len(keys))]
        weights = [term_weight(count, self._passages) for count in frequency]
        found: list[_Candidate] = []
        for shard, of_shard in zip(self._shards, matches, strict=True):
            admitted = shard.admitted(filters)
            rows = np.union1d(
                shard.nearest(vector, k, admitted),
                shard.best_by_terms(of_shard, weights, self._mean_length, k, admitted),
            )
            if len(rows):
                signals, sentences = shard.signals(rows, vector, of_shard, weights)
                numbers = zip(rows, signals.scores(), signals.similarity, signals.coverage, sentences, strict=True)
                found.extend(
                    _Candidate(shard, int(r), float(s), float(sim), float(cov), of) for r, s, sim, cov, of in numbers
                )
        return found

    def _passage(self, candidate: _Candidate) -> tuple[Article, Passage]:
        shard = candidate.shard
        row, start, end = (int(n) for n in shard.segment.arrays.passages[candidate.row])
        article = shard.segment.articles.at(row)
        return article, Passage(article.id, start, end, article.text[start:end])


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

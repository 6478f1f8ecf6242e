"""Articles and vectors by the million: text with the word counts of real text, vectors drawn near real ones.

Embedding a million passages takes this machine hours, and it is not what is measured here. Vectors are made of those of
indexes of real articles: a passage is one of their vectors moved part of the way from a second to a third, its sentences
and a question to it are the passage moved towards others. A segment's content is made whole and not article by article,
which a test compares with what `index.syncing.preparing` makes of the same articles.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.cells import cells_of
from index.copies import SKETCH_HASHES
from index.embedding import EmbedderIdentity, PassageText, PassageVectors, unit
from index.generation import IndexFolder, read_manifest
from index.lexical import Postings, sorted_postings, term_keys, terms
from index.records import Article
from index.segment import Arrays, Segment, SegmentContent
from index.store import StoredArticle
from index.vectors import Vectors

SEED = 20261124
VOCABULARY = 60_000
PASSAGES, SENTENCES, WORDS, TITLE_WORDS = 4, 5, 12, 5  # of an article, a passage, a sentence, a title
_SYLLABLES = [
    c + v for c in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "br", "st") for v in "aeiou"
]
_MOVED = 0.35  # of the way from a second vector to a third
_OWN_SHARE = 0.75  # cosine of a sentence or question and its passage, about what the model gives
_Ids = npt.NDArray[np.int64]


class Prose:
    """Texts of made-up words, as frequent as the words of real texts are: by Mandelbrot's law."""

    def __init__(self) -> None:
        drawn = np.random.default_rng(SEED)
        by_term: dict[str, str] = {}
        while len(by_term) < VOCABULARY:
            word = "".join(_SYLLABLES[i] for i in drawn.integers(0, len(_SYLLABLES), 2 + int(drawn.integers(3))))
            for term in terms(word):
                by_term.setdefault(term, word)
        self._words = list(by_term.values())
        self._keys = term_keys(by_term)
        frequency = 1 / (np.arange(VOCABULARY) + 50) ** 1.05
        self._upto = np.cumsum(frequency / frequency.sum())

    def content(self, numbers: range, real: Vectors) -> SegmentContent:
        """A segment of the articles of these numbers."""
        drawn = np.random.default_rng((SEED, numbers.start))
        text = self._drawn(drawn, len(numbers) * PASSAGES * SENTENCES, WORDS)
        titles = self._drawn(drawn, len(numbers), TITLE_WORDS)
        articles, spans = self._articles(numbers, text, titles)
        vectors = near(real, len(numbers) * PASSAGES, drawn)
        sentence_vectors = towards(np.repeat(vectors, SENTENCES, axis=0), real, drawn)
        cells = cells_of(vectors.astype(np.float16))
        passages = spans.reshape(-1, SENTENCES, 2)
        keys = drawn.integers(0, 2**63, (len(vectors), 2)).astype(np.uint64)
        return SegmentContent(
            articles,
            Arrays(
                sketches=np.sort(drawn.integers(0, 2**32, (len(numbers), SKETCH_HASHES)), axis=1).astype(np.uint32),
                passages=_table(PASSAGES, np.stack([passages[:, 0, 0], passages[:, -1, 1]], axis=1)),
                passage_keys=keys,
                passage_vectors=vectors.astype(np.float16),
                cells=cells.of,
                centres=cells.centres,
                sentences=_table(SENTENCES, spans),
                sentence_vectors=sentence_vectors.astype(np.float16),
                text=self._postings(text),
                title=self._postings(titles),
            ),
        )

    def question(self, passage: str, drawn: np.random.Generator) -> str:
        """Five words of one sentence."""
        sentences = passage.split(". ")
        said = sentences[int(drawn.integers(len(sentences)))].strip(".").split()
        return " ".join(said[i] for i in sorted(drawn.choice(len(said), 5, replace=False)))

    def _drawn(self, drawn: np.random.Generator, rows: int, words: int) -> _Ids:
        return np.minimum(np.searchsorted(self._upto, drawn.random((rows, words))), VOCABULARY - 1)

    def _articles(self, numbers: range, text: _Ids, titles: _Ids) -> tuple[list[StoredArticle], _Ids]:
        """The articles, and the spans of all their sentences."""
        made: list[StoredArticle] = []
        spans: list[tuple[int, int]] = []
        for number, ids, title in zip(numbers, text.reshape(len(numbers), -1, WORDS).tolist(), titles, strict=True):
            sentences = [" ".join([self._words[i] for i in of]).capitalize() + "." for of in ids]
            start = 0
            for sentence in sentences:
                spans.append((start, start + len(sentence)))
                start += len(sentence) + 1
            article = Article(
                id=f"a{number:07d}",
                title=" ".join(self._words[i] for i in title).capitalize(),
                text=" ".join(sentences),
                published=date(2015, 1, 1) + timedelta(days=number % 3650),
                source=f"Source {number % 7}",
                lang="en",
            )
            made.append(StoredArticle(article, f"{number // 1000:04d}.jsonl"))
        return made, np.array(spans)

    def _postings(self, ids: _Ids) -> Postings:
        return sorted_postings(self._keys[ids.ravel()], np.repeat(np.arange(len(ids), dtype=np.int32), ids.shape[1]))


class SampledEmbedder:
    """Stands in for the model: gives each passage a vector drawn near real ones, whatever its text."""

    runtime = "drawn near real vectors"

    def __init__(self, real: Vectors) -> None:
        self._real = real
        self._drawn = np.random.default_rng(SEED)
        self.identity = EmbedderIdentity("sampled", "0" * 64, real.shape[1], 256, "", "")
        self.asked: Vectors = real[0]  # what the next question is to be near

    def token_starts(self, text: str) -> list[int]:
        return [0, *(i + 1 for i, character in enumerate(text) if character == " ")]

    def embed_passages(self, passages: Sequence[PassageText]) -> Iterator[PassageVectors]:
        for passage, vector in zip(passages, near(self._real, len(passages), self._drawn), strict=True):
            beside = np.repeat(vector[None, :], len(passage.sentences), axis=0)
            yield PassageVectors(vector, towards(beside, self._real, self._drawn))

    def embed_query(self, query: str) -> Vectors:
        return np.asarray(towards(self.asked[None, :], self._real, self._drawn)[0])


def near(real: Vectors, count: int, drawn: np.random.Generator) -> Vectors:
    """Unit vectors, each one of the real ones moved by the difference of two others."""
    one, second, third = (real[drawn.integers(0, len(real), count)] for _ in range(3))
    return unit(one + _MOVED * (third - second))


def towards(vectors: Vectors, real: Vectors, drawn: np.random.Generator) -> Vectors:
    """Unit vectors at a fixed cosine from these, each in the direction of another."""
    others = near(real, len(vectors), drawn)
    others -= vectors * np.einsum("ij,ij->i", others, vectors)[:, None]
    return np.asarray(_OWN_SHARE * vectors + np.float32(np.sqrt(1 - _OWN_SHARE**2)) * unit(others), dtype=np.float32)


def real_vectors(indexes: Sequence[Path]) -> Vectors:
    """All passage vectors of some indexes."""
    found = []
    for root in indexes:
        folder = IndexFolder(root)
        for name in read_manifest(folder).segments:
            segment = Segment(folder.segments / name)
            found.append(segment.arrays.passage_vectors.astype(np.float32))
            segment.close()
    return np.concatenate(found)


def _table(each: int, spans: _Ids) -> npt.NDArray[np.int32]:
    """A table of spans, `each` of them to a row of the level above."""
    return np.column_stack([np.arange(len(spans)) // each, spans]).astype(np.int32)

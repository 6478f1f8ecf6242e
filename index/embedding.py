"""Text -> vectors: what every embedder gives, and which one a model gets.

A sentence's vector is the mean of its tokens as the model reads them *within the passage*, so "he resigned" knows who
resigned, at no extra cost. On every question set it ranks better than the vector of the sentence alone
(docs/decisions/0002-sentence-vectors.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.models.modelfiles import find_model
from index.records import Span
from index.vectors import Vectors

QUERY_CHARS = 2000  # far more than the model's window; keeps a huge question from being tokenised whole


@dataclass(frozen=True, slots=True)
class EmbedderIdentity:
    """What must be equal for two vectors to be comparable. It goes into the manifest."""

    name: str
    sha256: str  # of the weights
    dimension: int
    max_tokens: int
    query_prefix: str
    passage_prefix: str


@dataclass(frozen=True, slots=True)
class PassageText:
    """A string to embed, and the spans in it of the sentences that get a vector of their own."""

    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """Unit vectors: `passage` (d,) of the whole string, `sentences` (s, d), one per span."""

    passage: Vectors
    sentences: Vectors


class Embedder(Protocol):
    """Both ways of embedding raise ModelMissing where the model could not be had (index/models/wordsalone.py)."""

    identity: EmbedderIdentity
    runtime: str  # what computes the vectors, for people

    def token_starts(self, text: str) -> list[int]:
        """Offset of each token's first character, ascending, however long the text is."""
        ...

    def embed_passages(self, passages: Sequence[PassageText]) -> Iterator[PassageVectors]:
        """Vectors in the order of the passages, computed batch by batch as they are taken."""
        ...

    def embed_query(self, query: str) -> Vectors:
        """A unit vector (d,)."""
        ...


def load_embedder(model: str, cache: Path) -> Embedder:
    """The embedder for a model given by name or path: compiled for this processor where that is possible and exact.

    Compiled models are kept in `cache`, so that later runs load neither torch nor transformers. Both paths give the same
    vectors (docs/decisions/0030-compiled-models.md). Raises ModelMissing or EmbedderMismatch.
    """
    from index.models.compiled import compiled_embedder

    files = find_model(model)
    embedder = compiled_embedder(files, cache)
    if embedder is None:
        from index.models.reference import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(files)
    return embedder


def pooled(
    hidden: Vectors, offsets: Sequence[tuple[int, int]], sentences: Sequence[Span], prefix_chars: int
) -> PassageVectors:
    """Means of the tokens of a passage and of each of its sentences; `offsets` are the tokens' characters, prefix included."""
    characters = np.asarray(offsets, dtype=np.int64).reshape(-1, 2) - prefix_chars
    # A token that the tokenizer adds stands for no character.
    read = np.flatnonzero(characters[:, 1] > characters[:, 0])
    rows, sums = hidden[read], [hidden.sum(axis=0)]
    spans = np.asarray(sentences, dtype=np.int64).reshape(-1, 2)
    firsts = np.searchsorted(characters[read, 0], spans[:, 0], side="left").tolist()
    lasts = np.searchsorted(characters[read, 1], spans[:, 1], side="right").tolist()
    for first, last in zip(firsts, lasts, strict=True):
        # A sentence beyond the model's window has no token: the passage speaks for it.
        sums.append(rows[first:last].sum(axis=0) if first < last else sums[0])
    vectors = unit(np.array(sums))  # a sum points where the mean does
    return PassageVectors(vectors[0], vectors[1:])


def unit(vectors: npt.ArrayLike) -> Vectors:
    rows = np.asarray(vectors, dtype=np.float32)
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)  # type: ignore[no-any-return]

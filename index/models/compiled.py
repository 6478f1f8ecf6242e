"""The fast path: a sentence-transformers model that averages the tokens of a BERT, compiled for this processor."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from index.embedding import QUERY_CHARS, EmbedderIdentity, PassageText, PassageVectors, pooled, unit
from index.models.agreement import agreement, answers_of, kept_answers
from index.models.bert import BertShape, Hidden, Weights
from index.models.encoder import Encoder, checked_encoder, quickest_rows, runtime_name
from index.models.modelfiles import ModelFiles, cutting_tokenizer, tokenizer_of
from index.vectors import Vectors

_WINDOW = 512  # passages that are sorted by length together, so that little of a batch is padding
_TOKENS = 16 * 512  # of a batch at most: what a long window makes of attention grows with its square
_ROUND = 16  # lengths are rounded up to a multiple of it: a new shape costs milliseconds, a change of shape half of one
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rows of one window; `hidden[i]` belongs to the window's passage `places[i]`."""

    places: list[int]
    hidden: Hidden


class CompiledEmbedder:
    """Tokenises, computes and averages in three threads at once. Safe to share between threads."""

    def __init__(self, files: ModelFiles, encoder: Encoder) -> None:
        self.runtime = runtime_name(encoder.precision)
        self._encoder, self._rows = encoder, quickest_rows(encoder.precision)
        query, passage = files.prefixes()
        self.identity = EmbedderIdentity(
            name=files.name,
            sha256=files.sha256(),
            dimension=int(files.json("config.json")["hidden_size"]),
            max_tokens=files.window(),
            query_prefix=query,
            passage_prefix=passage,
        )
        self._files = files

    @cached_property
    def _cutting(self) -> Any:
        return cutting_tokenizer(self._files, self.identity.max_tokens)

    def token_starts(self, text: str) -> list[int]:
        return [start for start, _ in tokenizer_of(self._files).encode(text, add_special_tokens=False).offsets]

    def embed_query(self, query: str) -> Vectors:
        asked = self.identity.query_prefix + query[:QUERY_CHARS]
        read = tokenizer_of(self._files).encode(asked).ids
        if len(read) > self.identity.max_tokens:
            read = self._cutting.encode(asked).ids
        ids = np.zeros((1, _rounded(len(read))), np.int32)
        ids[0, : len(read)] = read
        hidden = self._encoder(ids, np.zeros_like(ids), np.array([len(read)], np.int32))
        return unit(hidden[0, : len(read)].mean(axis=0))

    def embed_passages(self, passages: Sequence[PassageText]) -> Iterator[PassageVectors]:
        prefix = self.identity.passage_prefix
        for window, read in _one_ahead(self._tokenised(passages)):
            found: dict[int, PassageVectors] = {}
            for batch in _one_ahead(self._batches(read)):
                for place, hidden in zip(batch.places, batch.hidden, strict=False):  # the last batch has idle rows
                    text, tokens = window[place], read[place]
                    found[place] = pooled(hidden[: len(tokens.ids)], tokens.offsets, text.sentences, len(prefix))
            yield from (found[place] for place in range(len(window)))

    def _tokenised(self, passages: Sequence[PassageText]) -> Iterator[tuple[list[PassageText], list[Any]]]:
        remaining = iter(passages)
        while window := list(islice(remaining, _WINDOW)):
            yield window, self._cutting.encode_batch([self.identity.passage_prefix + p.text for p in window])

    def _batches(self, read: Sequence[Any]) -> Iterator[_Batch]:
        by_length = sorted(range(len(read)), key=lambda i: len(read[i].ids))
        while by_length:
            tokens = _rounded(len(read[by_length[-1]].ids))
            rows = max(1, min(self._rows, _TOKENS // tokens))
            places = by_length[-rows:]
            del by_length[-rows:]
            ids = np.zeros((rows, tokens), np.int32)
            lengths = np.ones(rows, np.int32)
            for row, place in enumerate(places):
                lengths[row] = len(read[place].ids)
                ids[row, : lengths[row]] = read[place].ids
            yield _Batch(places, self._encoder(ids, np.zeros_like(ids), lengths))


def compiled_embedder(files: ModelFiles, cache: Path) -> CompiledEmbedder | None:
    """None where the model is of another kind, does not agree with the reference, cannot be compiled, or openvino is not there."""
    shape = BertShape.of(files.json("config.json"))
    whole = all(path.is_file() for path in (files.weights, files.tokenizer))
    if shape is None or not files.pools_by_mean() or not whole:
        return None
    try:
        checked = checked_encoder(cache, files.sha256(), lambda: _weights(files), shape, _against_reference(files))
    except (ImportError, KeyError, RuntimeError):  # KeyError: weights under other names
        return None
    return CompiledEmbedder(files, checked.encoder) if checked.encoder else None


def _against_reference(files: ModelFiles) -> Callable[[Encoder], float]:
    """Compares with sentence-transformers: with its answers where they are kept, else by asking it."""

    def smallest_cosine(encoder: Encoder) -> float:
        from index.models.reference import SentenceTransformerEmbedder

        expected = kept_answers(files.sha256()) or answers_of(SentenceTransformerEmbedder(files))
        return agreement(answers_of(CompiledEmbedder(files, encoder)), expected)

    return smallest_cosine


def _weights(files: ModelFiles) -> Weights:
    from safetensors.numpy import load_file

    files.refuse_other_weights()
    # Some models are saved with the name of their body before each weight's.
    return {name.removeprefix("bert."): array for name, array in load_file(files.weights).items()}


def _rounded(tokens: int) -> int:
    return -(-tokens // _ROUND) * _ROUND


def _one_ahead(items: Iterable[Item]) -> Iterator[Item]:
    """The items, each made in another thread while its predecessor is in use."""
    remaining = iter(items)
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, remaining, None)
        while (item := coming.result()) is not None:
            coming = thread.submit(next, remaining, None)
            yield item

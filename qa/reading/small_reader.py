"""A reader that `train/` made: the embedding model's body, trained further to read (docs/reader.md)."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ReaderMissing
from index.models.bert import BertShape, Hidden, TokenIds, Weights
from index.models.encoder import Encoder, checked_encoder
from index.models.modelfiles import DEFAULT_MODEL, ModelFiles, find_model, tokenizer_of
from index.models.plainbert import PlainEncoder
from index.records import Hit, Reading
from qa.reading.heads import HEADS, Heads
from qa.reading.inputs import Row, row_of

SHIPPED_WEIGHTS = Path(__file__).with_name("reader.safetensors")
SHIPPED_SHA256 = "ddbdc23c6aa5ad6aeafff91a68b428f1db163ad9a6b72a618ae9f76043203beb"

_BODY = "body."
_ROUND = 8  # lengths are rounded up to a multiple of it, because each new shape costs some milliseconds once

Encode = Callable[[TokenIds, TokenIds, TokenIds], Hidden]


class SmallReader:
    """Safe to share between threads."""

    def __init__(self, name: str, encode: Encode, heads: Heads, tokenizer: Any) -> None:
        self.name = name
        self._encode, self._heads, self._tokenizer = encode, heads, tokenizer

    def __call__(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        return [self._reading(question, hit) for hit in hits]

    def _reading(self, question: str, hit: Hit) -> Reading:
        """By itself: rows of one batch would be padded to the longest, and time goes by tokens, not by calls."""
        row = _row(self._tokenizer, question, hit)
        hidden = self._encode(*_padded(row))[0, : len(row.ids)]
        return self._heads.reading(hidden, row, hit.passage.start, len(hit.sentences))


def small_reader(name: str, weights: Path, cache: Path) -> SmallReader:
    """The reader whose weights are in the file; its compiled model is kept in `cache`. Raises ReaderMissing."""
    files = find_model(DEFAULT_MODEL)
    shape = BertShape.of(files.json("config.json"))
    if shape is None:
        raise ReaderMissing(f"{files.folder}/config.json: not a plain BERT, expected that of {DEFAULT_MODEL}")
    data, learned = _learned(weights)
    digest = hashlib.sha256(data).hexdigest()
    if weights == SHIPPED_WEIGHTS and digest != SHIPPED_SHA256:
        raise ReaderMissing(f"{weights}: sha256 {digest}, expected {SHIPPED_SHA256}: install article-qa again")
    encode = _encoder(cache, digest, shape, lambda: body_weights(files, learned))
    heads = {name: array.astype(np.float32) for name, array in learned.items() if not name.startswith(_BODY)}
    return SmallReader(name, encode, Heads(heads), tokenizer_of(files))


def body_weights(files: ModelFiles, learned: Weights) -> Weights:
    """The body: the embedding model's weights, but for those that the reader has learned anew."""
    from safetensors.numpy import load_file

    files.refuse_other_weights()
    own = {name: array.astype(np.float32) for name, array in learned.items() if name.startswith(_BODY)}
    return {**load_file(files.weights), **{name.removeprefix(_BODY): array for name, array in own.items()}}


def _learned(path: Path) -> tuple[bytes, Weights]:
    """The file's bytes, and what they hold."""
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        data = path.read_bytes()
        learned = load(data)
    except (OSError, SafetensorError) as error:
        raise ReaderMissing(f"{path}: the reader's weights cannot be read: {error}") from error
    if missing := {f"{head}.weight" for head in HEADS} - set(learned):
        raise ReaderMissing(f"{path}: without {', '.join(sorted(missing))}, expected a file made by train.export")
    return data, learned


def _encoder(cache: Path, digest: str, shape: BertShape, weights: Callable[[], Weights]) -> Encode:
    """Compiled where that is possible and exact; the definition in numpy elsewhere, which takes longer."""
    try:
        checked = checked_encoder(cache, digest, weights, shape, lambda encoder: _agreement(encoder, weights(), shape))
    except ImportError:
        return PlainEncoder(weights(), shape)
    return checked.encoder or PlainEncoder(weights(), shape)


def _agreement(encoder: Encoder, weights: Weights, shape: BertShape) -> float:
    """The smallest cosine of a hidden state to what numpy makes of it, over padded rows of random tokens."""
    drawn = np.random.default_rng(0)
    lengths = np.array([7, 61, 96, 30], np.int32)
    ids = drawn.integers(1000, 20000, (4, 96)).astype(np.int32)
    segments = (np.arange(96)[None, :] >= lengths[:, None] // 3).astype(np.int32)
    mine, theirs = encoder(ids, segments, lengths), PlainEncoder(weights, shape)(ids, segments, lengths)
    dots = (mine * theirs).sum(-1) / (np.linalg.norm(mine, axis=-1) * np.linalg.norm(theirs, axis=-1))
    return min(float(dots[row, :length].min()) for row, length in enumerate(lengths))


def _row(tokenizer: Any, question: str, hit: Hit) -> Row:
    begin = hit.passage.start
    sentences = [(sentence.start - begin, sentence.end - begin) for sentence in hit.sentences]
    return row_of(tokenizer, question, hit.article.title, hit.passage.text, sentences)


def _padded(row: Row) -> tuple[TokenIds, TokenIds, TokenIds]:
    """Token ids, segment ids and length, as a batch of one."""
    length = len(row.ids)
    ids, segments = (np.zeros((1, -(-length // _ROUND) * _ROUND), np.int32) for _ in range(2))
    ids[0, :length] = row.ids
    segments[0, row.second : length] = 1
    return ids, segments, np.array([length], np.int32)

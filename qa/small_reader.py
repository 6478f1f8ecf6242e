"""A reader that `train/` made: the embedding model's body, trained further to read (docs/reader.md)."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import BertShape, Encoder, Hidden, TokenIds, Weights, checked_encoder
from index.errors import ReaderMissing
from index.modelfiles import DEFAULT_MODEL, ModelFiles, find_model
from index.plainbert import PlainEncoder
from index.records import Hit, Reading
from qa.reader import READ
from qa.reader_heads import HEADS, Heads
from qa.reader_input import Row, row_of

SHIPPED_WEIGHTS = Path(__file__).with_name("reader.safetensors")
SHIPPED_SHA256 = "ddbdc23c6aa5ad6aeafff91a68b428f1db163ad9a6b72a618ae9f76043203beb"

_BODY = "body."
_ROWS = READ  # of a batch, always as many, because each new shape costs some milliseconds
_ROUND = 32  # lengths are rounded up to a multiple of it, for the same reason

Encode = Callable[[TokenIds, TokenIds, TokenIds], Hidden]


class SmallReader:
    """Safe to share between threads."""

    def __init__(self, name: str, encode: Encode, heads: Heads, tokenizer: Any) -> None:
        self.name = name
        self._encode, self._heads, self._tokenizer = encode, heads, tokenizer

    def __call__(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        rows = [_row(self._tokenizer, question, hit) for hit in hits]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
        readings: dict[int, Reading] = {}
        for begin in range(0, len(order), _ROWS):
            group = order[begin : begin + _ROWS]
            hidden = self._encode(*_batch([rows[i] for i in group]))
            for place, i in enumerate(group):
                states = hidden[place, : len(rows[i].ids)]
                readings[i] = self._heads.reading(states, rows[i], hits[i].passage.start, len(hits[i].sentences))
        return [readings[i] for i in range(len(rows))]


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
    heads = {name: array for name, array in learned.items() if not name.startswith(_BODY)}
    return SmallReader(name, encode, Heads(heads), _tokenizer(files))


def body_weights(files: ModelFiles, learned: Weights) -> Weights:
    """The body: the embedding model's weights, but for those that the reader has learned anew."""
    from safetensors.numpy import load_file

    files.refuse_other_weights()
    own = {name.removeprefix(_BODY): array for name, array in learned.items() if name.startswith(_BODY)}
    return {**load_file(files.weights), **own}


def _learned(path: Path) -> tuple[bytes, Weights]:
    """The file's bytes, and what they hold in single precision."""
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        data = path.read_bytes()
        learned = {name: array.astype(np.float32) for name, array in load(data).items()}
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


def _batch(rows: Sequence[Row]) -> tuple[TokenIds, TokenIds, TokenIds]:
    """Token ids, segment ids and lengths; rows that are only there to fill the batch hold one token."""
    width = -(-max(len(row.ids) for row in rows) // _ROUND) * _ROUND
    ids, segments = np.zeros((_ROWS, width), np.int32), np.zeros((_ROWS, width), np.int32)
    lengths = np.ones(_ROWS, np.int32)
    for place, row in enumerate(rows):
        ids[place, : len(row.ids)] = row.ids
        segments[place, row.second : len(row.ids)] = 1
        lengths[place] = len(row.ids)
    return ids, segments, lengths


def _tokenizer(files: ModelFiles) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(files.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer

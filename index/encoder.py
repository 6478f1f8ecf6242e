"""The forward pass of a BERT body, compiled for this processor. The only importer of openvino.

One `Encoder` runs any weights of that shape, so the embedder and a reader with heads of its own share it. Heads are the
caller's: a linear layer over hidden states is one line of numpy.

    encoder = checked_encoder(index / "models", digest_of_weights, read_weights, BertShape.of(config), check).encoder
    hidden = encoder(token_ids, segment_ids, lengths)        # (rows, tokens, width) float32
    relevance = hidden[:, 0] @ w.T + b                       # a head on [CLS]
    starts = hidden @ v + c                                  # a head on every token
"""

import fcntl
import hashlib
import io
import json
import mmap
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.modelfiles import file_sha256
from index.rowfile import RowFile
from index.swapping import swap_in

Weights = Mapping[str, npt.NDArray[np.float32]]  # by the names that BERT's weights have in safetensors files
TokenIds = npt.NDArray[np.int32]
Hidden = npt.NDArray[np.float32]
Rows = Callable[[npt.NDArray[np.integer[Any]]], Hidden]

AGREEMENT = 0.9995  # smallest cosine to the reference with which a compiled model may be used
_IMPORTING = threading.Lock()  # `_openvino` hides a module from the whole program while it imports
_WORDS = "embeddings.word_embeddings.weight"
_DAY_S = 86_400
_UNUSED_S = 30 * _DAY_S  # other installations that share the index may still use what this one does not
_GRAPH = 2  # raise it when `_graph` changes: models compiled from another graph are compiled again


@dataclass(frozen=True, slots=True)
class BertShape:
    """What the weights alone do not say."""

    layers: int
    heads: int
    norm_eps: float

    @staticmethod
    def of(config: Mapping[str, Any]) -> "BertShape | None":
        """The shape that a model's config.json states; None where it is not a plain BERT."""
        plain = (
            config.get("model_type") == "bert"
            and config.get("hidden_act") == "gelu"
            and config.get("position_embedding_type", "absolute") == "absolute"
            and not config.get("is_decoder")
        )
        if not plain:
            return None
        return BertShape(config["num_hidden_layers"], config["num_attention_heads"], config["layer_norm_eps"])


class Encoder:
    """Hidden states of the last layer. Safe to share between threads."""

    def __init__(self, compiled: Any, words: Rows, precision: str, memory: Any = None) -> None:
        """`words` gives the vectors (n, width) of token ids (n,), which ascend; `memory` is what the other weights lie in,
        where they were not copied."""
        self._compiled, self._words, self._memory = compiled, words, memory
        self.precision = precision  # the number format that it computes in, as openvino names it

    def __call__(self, token_ids: TokenIds, segment_ids: TokenIds, lengths: TokenIds) -> Hidden:
        """(rows, tokens, width) for ids of shape (rows, tokens), of which the first `lengths[row]` are read.

        What stands beyond a row's length changes nothing before it, and its own hidden states mean nothing.
        Every new shape costs some milliseconds once: round `tokens` up, to a multiple of 16 say.
        """
        ids, places = np.unique(token_ids, return_inverse=True)
        words = self._words(ids)[places.reshape(token_ids.shape)]
        request = self._compiled.create_infer_request()  # one of its own: a later call leaves this result alone
        return request.infer([words, segment_ids, lengths], share_inputs=True, share_outputs=True)[0]  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Checked:
    """A compiled model and how near it came to the reference. `encoder` is None where that was not near enough."""

    encoder: Encoder | None
    cosine: float


def checked_encoder(
    folder: Path,
    weights_sha256: str,
    weights: Callable[[], Weights],
    shape: BertShape,
    check: Callable[[Encoder], float],
) -> Checked:
    """The compiled model of these weights: from `folder`, or compiled now, checked, and kept there.

    `check` runs once, after compiling: the smallest cosine of what the model gives to what it should give, padded
    batches among it. Of the number formats that the processor computes in, the quickest is taken that passes.
    Raises ImportError where openvino is not installed.
    """
    for precision in _precisions():
        files = _Files(folder, f"{weights_sha256[:16]}-{_runtime_digest(shape, precision)}", precision)
        checked = files.read() or _compiled_now(files, weights, shape, check)
        if checked.encoder:
            break
    return checked


def _compiled_now(
    files: "_Files", weights: Callable[[], Weights], shape: BertShape, check: Callable[[Encoder], float]
) -> Checked:
    read = weights()
    compiled, words = _compile(read, shape, files.precision), np.ascontiguousarray(read[_WORDS], np.float32)
    del read  # the compiled model has a copy
    encoder = Encoder(compiled, words.__getitem__, files.precision)
    cosine = check(encoder)
    files.write(compiled.export_model().getbuffer(), words, cosine)
    return Checked(encoder if cosine >= AGREEMENT else None, cosine)


def runtime_name(precision: str) -> str:
    """What runs the model, for people: name, version and number format. Raises ImportError without openvino."""
    return f"openvino {_openvino().__version__.split('-')[0]}, {precision}"


def quickest_rows(precision: str) -> int:
    """Rows of a batch. bf16 tiles want many; in fp32 the work of eight rows still fits the processor's cache, so that they
    take a tenth less time than sixteen, and 35 MB less."""
    return 16 if precision == "bf16" else 8


class _Files:
    """A compiled model beside the index: `NAME.blob`, and `NAME.json` with checksums and the outcome of its check.

    The vectors of the words are half of a small model, and a text needs few of them: they lie in a file of their own,
    shared by models that have the same ones, and are read as they are needed.
    """

    def __init__(self, folder: Path, name: str, precision: str) -> None:
        self._folder, self.precision = folder, precision
        self._blob = folder / f"{name}.blob"
        self._verdict = folder / f"{name}.json"

    def read(self) -> Checked | None:
        """None when there is none, when its bytes are not those that were checked, or when openvino refuses them."""
        try:
            verdict = json.loads(self._verdict.read_bytes())
            _note_use(self._verdict)
            cosine = float(verdict["cosine"])
            if not cosine >= AGREEMENT:  # or not a number
                return Checked(None, cosine)
            words = _checked(self._words(verdict["words"]), verdict["words"])
            blob = _mapped(_checked(self._blob, verdict["sha256"]))
            tensor = _openvino().Tensor(blob, shared_memory=True)
            compiled = _core().import_model(tensor, "CPU", {})
            rows = RowFile(words, np.load(words, mmap_mode="r"))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        except RuntimeError:  # made by another build of the same version: it is compiled again
            return None
        return Checked(Encoder(compiled, rows.read, self.precision, memory=(blob, tensor)), cosine)

    def write(self, blob: memoryview, words: Hidden, cosine: float) -> None:
        """Verdict last: without its files it is read as nothing. A folder that cannot be written keeps nothing."""
        verdict = {
            "cosine": cosine,
            "sha256": hashlib.sha256(blob).hexdigest(),
            "runtime": runtime_name(self.precision),
        }
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with _alone_in(self._folder):
                if cosine >= AGREEMENT:
                    verdict["words"] = self._write_words(words)
                    swap_in(self._blob, [blob])
                swap_in(self._verdict, [json.dumps(verdict).encode()])
                _drop_unused(self._folder)
        except OSError:
            return

    def _write_words(self, words: Hidden) -> str:
        """Their digest, under which they lie, as numpy's .npy. Not made as bytes first: they are half of the model."""
        head = io.BytesIO()
        np.lib.format.write_array_header_1_0(head, np.lib.format.header_data_from_array_1_0(words))
        digest = hashlib.sha256(head.getbuffer())
        digest.update(words.data)
        swap_in(self._words(digest.hexdigest()), [head.getbuffer(), words.data])
        return digest.hexdigest()

    def _words(self, digest: str) -> Path:
        return self._folder / f"{digest[:16]}.words.npy"


def _note_use(verdict: Path) -> None:
    """Date the verdict to this day. Where nothing may be written, whoever may write compiles the model again one day."""
    with suppress(OSError):
        if time.time() - verdict.stat().st_mtime > _DAY_S:
            os.utime(verdict)


def _drop_unused(folder: Path) -> None:
    """Delete models that were not read for long, such as those of earlier versions, and files that belong to none.

    Called by the one process that writes here. Whoever has such a file open keeps it.
    """
    needed: set[Path] = set()
    for verdict in folder.glob("*.json"):
        if time.time() - verdict.stat().st_mtime < _UNUSED_S:
            with suppress(ValueError, AttributeError):  # a damaged one is read as nothing, and needs nothing
                words = str(json.loads(verdict.read_bytes()).get("words"))
                needed |= {verdict, verdict.with_suffix(".blob"), folder / f"{words[:16]}.words.npy"}
    for kind in ("*.json", "*.blob", "*.words.npy", "*.new"):
        for path in set(folder.glob(kind)) - needed:
            path.unlink()


def _checked(path: Path, sha256: str) -> Path:
    """The path. Raises ValueError where it holds other bytes. They are read here, since what is mapped stays in memory."""
    if file_sha256(path) != sha256:
        raise ValueError(f"{path}: other bytes than were written")
    return path


def _mapped(path: Path) -> npt.NDArray[np.uint8]:
    """A file's bytes, whose memory processes share."""
    with path.open("rb") as file:
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY), np.uint8)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Waits for other processes that write here: two that wrote one file aside would change it under whoever maps it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _runtime_digest(shape: BertShape, precision: str) -> str:
    """Equal where a compiled model may be used as it is: same program, library, processor and number format."""
    processor = [_core().get_property("CPU", name) for name in ("FULL_DEVICE_NAME", "OPTIMIZATION_CAPABILITIES")]
    stated = json.dumps([_GRAPH, asdict(shape), _openvino().__version__, precision, str(processor)])
    return hashlib.sha256(stated.encode()).hexdigest()[:16]


def _precisions() -> tuple[str, ...]:
    """Quickest first; bf16 only where the processor computes in it: elsewhere it is emulated, many times slower than fp32."""
    return ("bf16", "f32") if "BF16" in _core().get_property("CPU", "OPTIMIZATION_CAPABILITIES") else ("f32",)


def _openvino() -> Any:
    with _IMPORTING:
        if "openvino" not in sys.modules:
            # Importing openvino imports its model converter, which reports the import to a statistics server.
            # Without the converter, which is not needed here, nothing is sent, and the import takes half the time.
            sys.modules["openvino.tools.ovc"] = None  # type: ignore[assignment]
            try:
                import openvino  # noqa: F401
            finally:
                del sys.modules["openvino.tools.ovc"]
    return sys.modules["openvino"]


@cache
def _core() -> Any:
    return _openvino().Core()


def _compile(weights: Weights, shape: BertShape, precision: str) -> Any:
    options = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": precision}
    return _core().compile_model(_graph(weights, shape), "CPU", options)


def _graph(weights: Weights, shape: BertShape) -> Any:
    """BERT (Devlin et al. 2019, arXiv:1810.04805) without pooler, dropout and table of words; the mask is made of `lengths`."""
    ov = _openvino()
    op = ov.opset13
    layer = _Layers(op, weights, shape)
    words = op.parameter([-1, -1, weights[_WORDS].shape[1]], np.float32, name="words")
    segments = op.parameter([-1, -1], np.int32, name="segment_ids")
    lengths = op.parameter([-1], np.int32, name="lengths")
    tokens = op.gather(op.shape_of(segments, "i32"), np.int32(1), np.int32(0))
    places = op.range(np.int32(0), tokens, np.int32(1), "i32")
    read = op.less(op.unsqueeze(places, np.int32(0)), op.unsqueeze(lengths, np.int32(1)))
    mask = op.unsqueeze(op.select(read, np.float32(0), np.float32(-1e9)), np.array([1, 2], np.int32))
    hidden = layer.embedded(words, segments, places)
    for i in range(shape.layers):
        hidden = layer.transformed(hidden, mask, f"encoder.layer.{i}")
    return ov.Model([hidden], [words, segments, lengths], "bert")


class _Layers:
    """The parts of the graph; `name` is the prefix of a part's weights."""

    def __init__(self, op: Any, weights: Weights, shape: BertShape) -> None:
        self._op, self._weights, self._shape = op, weights, shape

    def embedded(self, words: Any, segments: Any, places: Any) -> Any:
        kinds, order = (
            self._op.gather(self._constant(f"embeddings.{name}_embeddings.weight"), rows, np.int32(0))
            for rows, name in ((segments, "token_type"), (places, "position"))
        )
        return self._normed(self._op.add(self._op.add(words, kinds), order), "embeddings.LayerNorm")

    def transformed(self, hidden: Any, mask: Any, name: str) -> Any:
        op = self._op
        width = self._weights[f"{name}.attention.self.query.bias"].shape[0]
        split = np.array([0, 0, self._shape.heads, width // self._shape.heads], np.int64)
        parts = (self._linear(hidden, f"{name}.attention.self.{part}") for part in ("query", "key", "value"))
        query, key, value = (op.transpose(op.reshape(part, split, True), np.array([0, 2, 1, 3])) for part in parts)
        seen = op.transpose(op.scaled_dot_product_attention(query, key, value, mask), np.array([0, 2, 1, 3]))
        seen = self._linear(op.reshape(seen, np.array([0, 0, width]), True), f"{name}.attention.output.dense")
        hidden = self._normed(op.add(seen, hidden), f"{name}.attention.output.LayerNorm")
        inner = op.gelu(self._linear(hidden, f"{name}.intermediate.dense"), "erf")
        return self._normed(op.add(self._linear(inner, f"{name}.output.dense"), hidden), f"{name}.output.LayerNorm")

    def _linear(self, rows: Any, name: str) -> Any:
        product = self._op.matmul(rows, self._constant(f"{name}.weight"), False, True)
        return self._op.add(product, self._constant(f"{name}.bias"))

    def _normed(self, rows: Any, name: str) -> Any:
        normed = self._op.mvn(rows, np.array([-1], np.int64), True, self._shape.norm_eps, "INSIDE_SQRT")
        return self._op.add(self._op.multiply(normed, self._constant(f"{name}.weight")), self._constant(f"{name}.bias"))

    def _constant(self, name: str) -> Any:
        return self._op.constant(np.ascontiguousarray(self._weights[name], dtype=np.float32))

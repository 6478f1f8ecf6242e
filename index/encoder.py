"""The forward pass of a BERT body, compiled for this processor. The only importer of openvino.

One `Encoder` runs any weights of that shape, so the embedder and a reader with heads of its own share it. Heads are the
caller's: a linear layer over hidden states is one line of numpy.

    encoder = checked_encoder(index / "models", digest_of_weights, read_weights, BertShape.of(config), check).encoder
    hidden = encoder(token_ids, segment_ids, lengths)        # (rows, tokens, width) float32
    relevance = hidden[:, 0] @ w.T + b                       # a head on [CLS]
    starts = hidden @ v + c                                  # a head on every token
"""

import hashlib
import json
import mmap
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Weights = Mapping[str, npt.NDArray[np.float32]]  # by the names that BERT's weights have in safetensors files
TokenIds = npt.NDArray[np.int32]
Hidden = npt.NDArray[np.float32]

AGREEMENT = 0.9995  # smallest cosine to the reference with which a compiled model may be used
_IMPORTING = threading.Lock()  # `_openvino` hides a module of everybody's for the time of its import
_GRAPH = 1  # raise it when `_graph` changes: models compiled from another graph are compiled again


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

    def __init__(self, compiled: Any, memory: Any = None) -> None:
        """`memory` is what the compiled model's weights lie in, where it has not copied them."""
        self._compiled, self._memory = compiled, memory

    def __call__(self, token_ids: TokenIds, segment_ids: TokenIds, lengths: TokenIds) -> Hidden:
        """(rows, tokens, width) for ids of shape (rows, tokens), of which the first `lengths[row]` are read.

        What stands beyond a row's length changes nothing before it, and its own hidden states mean nothing.
        Every new shape costs some milliseconds once: round `tokens` up, to a multiple of 16 say.
        """
        request = self._compiled.create_infer_request()  # one of its own: a later call leaves this result alone
        return request.infer([token_ids, segment_ids, lengths], share_inputs=True, share_outputs=True)[0]  # type: ignore[no-any-return]


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
    batches among it. Raises ImportError where openvino is not installed.
    """
    files = _Files(folder, f"{weights_sha256[:16]}-{_runtime_digest(shape)}")
    if kept := files.read():
        return kept
    compiled = _compile(weights(), shape)
    cosine = check(Encoder(compiled))
    files.write(compiled.export_model().getvalue(), cosine)
    return Checked(Encoder(compiled) if cosine >= AGREEMENT else None, cosine)


def runtime_name() -> str:
    """What runs the model, for people: name, version and number format. Raises ImportError without openvino."""
    return f"openvino {_openvino().__version__.split('-')[0]}, {_precision()}"


class _Files:
    """A compiled model beside the index: `NAME.blob`, and `NAME.json` with its checksum and the outcome of its check."""

    def __init__(self, folder: Path, name: str) -> None:
        self._blob = folder / f"{name}.blob"
        self._verdict = folder / f"{name}.json"

    def read(self) -> Checked | None:
        """None when there is none, when its bytes are not those that were checked, or when openvino refuses them."""
        try:
            verdict = json.loads(self._verdict.read_bytes())
            cosine, expected = float(verdict["cosine"]), verdict["sha256"]
            if cosine < AGREEMENT:
                return Checked(None, cosine)
            with self._blob.open("rb") as file:  # mapped, so that processes share its memory
                blob = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if hashlib.sha256(blob).hexdigest() != expected:
            return None
        data = np.frombuffer(blob, np.uint8)
        tensor = _openvino().Tensor(data, shared_memory=True)
        try:
            compiled = _core().import_model(tensor, "CPU", {})
        except RuntimeError:  # made by another build of the same version: it is compiled again
            return None
        return Checked(Encoder(compiled, memory=(data, tensor)), cosine)

    def write(self, blob: bytes, cosine: float) -> None:
        """Blob first: a verdict without its blob is read as nothing. A folder that cannot be written keeps nothing."""
        verdict = {"cosine": cosine, "sha256": hashlib.sha256(blob).hexdigest(), "runtime": runtime_name()}
        try:
            self._blob.parent.mkdir(parents=True, exist_ok=True)
            if cosine >= AGREEMENT:
                _replace(self._blob, blob)
            _replace(self._verdict, json.dumps(verdict).encode())
        except OSError:
            return


def _replace(path: Path, data: bytes) -> None:
    pending = path.with_suffix(f"{path.suffix}.new")
    pending.write_bytes(data)
    pending.replace(path)


def _runtime_digest(shape: BertShape) -> str:
    """Equal where a compiled model may be used as it is: same program, library, processor and number format."""
    processor = [_core().get_property("CPU", name) for name in ("FULL_DEVICE_NAME", "OPTIMIZATION_CAPABILITIES")]
    stated = json.dumps([_GRAPH, asdict(shape), _openvino().__version__, _precision(), str(processor)])
    return hashlib.sha256(stated.encode()).hexdigest()[:16]


def _precision() -> str:
    """bf16 only where the processor computes in it: elsewhere it is emulated, many times slower than fp32."""
    return "bf16" if "BF16" in _core().get_property("CPU", "OPTIMIZATION_CAPABILITIES") else "f32"


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


def _compile(weights: Weights, shape: BertShape) -> Any:
    options = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": _precision()}
    return _core().compile_model(_graph(weights, shape), "CPU", options)


def _graph(weights: Weights, shape: BertShape) -> Any:
    """BERT (Devlin et al. 2019, arXiv:1810.04805) without pooler and dropout; the mask is made of `lengths`."""
    ov = _openvino()
    op = ov.opset13
    layer = _Layers(op, weights, shape)
    ids, segments = (op.parameter([-1, -1], np.int32, name=name) for name in ("token_ids", "segment_ids"))
    lengths = op.parameter([-1], np.int32, name="lengths")
    tokens = op.gather(op.shape_of(ids, "i32"), np.int32(1), np.int32(0))
    places = op.range(np.int32(0), tokens, np.int32(1), "i32")
    read = op.less(op.unsqueeze(places, np.int32(0)), op.unsqueeze(lengths, np.int32(1)))
    mask = op.unsqueeze(op.select(read, np.float32(0), np.float32(-1e9)), np.array([1, 2], np.int32))
    hidden = layer.embedded(ids, segments, places)
    for i in range(shape.layers):
        hidden = layer.transformed(hidden, mask, f"encoder.layer.{i}")
    return ov.Model([hidden], [ids, segments, lengths], "bert")


class _Layers:
    """The parts of the graph; `name` is the prefix of a part's weights."""

    def __init__(self, op: Any, weights: Weights, shape: BertShape) -> None:
        self._op, self._weights, self._shape = op, weights, shape

    def embedded(self, ids: Any, segments: Any, places: Any) -> Any:
        tables = ((ids, "word"), (segments, "token_type"), (places, "position"))
        words, kinds, order = (
            self._op.gather(self._constant(f"embeddings.{name}_embeddings.weight"), rows, np.int32(0))
            for rows, name in tables
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

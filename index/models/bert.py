"""The body of a BERT (Devlin et al. 2019, arXiv:1810.04805): its shape, its weights, and its forward pass as a graph.

`index/models/encoder.py` compiles the graph; `index/models/plainbert.py` has the same pass in numpy.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Weights = Mapping[str, npt.NDArray[np.float32]]  # by the names that BERT's weights have in safetensors files
TokenIds = npt.NDArray[np.int32]
Hidden = npt.NDArray[np.float32]

WORDS = "embeddings.word_embeddings.weight"
GRAPH = 3  # models that were compiled from a graph of another number are compiled again


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


def graph(ov: Any, weights: Weights, shape: BertShape) -> Any:
    """The body in the operations of openvino, `ov`: without pooler and dropout, and without the table of words.

    It takes the vectors of the words, segment ids and lengths, of which the mask is made. Raise GRAPH when it changes.
    """
    op = ov.opset13
    layer = _Layers(op, weights, shape)
    words = op.parameter([-1, -1, weights[WORDS].shape[1]], np.float32, name="words")
    segments = op.parameter([-1, -1], np.int32, name="segment_ids")
    lengths = op.parameter([-1], np.int32, name="lengths")
    tokens = op.gather(op.shape_of(segments, "i32"), np.int32(1), np.int32(0))
    places = op.range(np.int32(0), tokens, np.int32(1), "i32")
    read = op.less(op.unsqueeze(places, np.int32(0)), op.unsqueeze(lengths, np.int32(1)))
    mask = op.unsqueeze(op.select(read, np.float32(0), np.float32(-1e9)), np.array([1, 2], np.int32))
    rows, norm = layer.embedded(words, segments, places), "embeddings.LayerNorm"
    for name in (f"encoder.layer.{i}" for i in range(shape.layers)):
        rows, norm = layer.transformed(rows, norm, mask, name), f"{name}.output.LayerNorm"
    return ov.Model([layer.scaled(rows, norm)], [words, segments, lengths], "bert")


class _Layers:
    """The parts of the graph; `name` is the prefix of a part's weights.

    Between the parts go rows of mean 0 and variance 1. The scale and shift that their norm, `norm`, gives them are in the
    weights of whatever reads them, so that the processor goes over the rows once less.
    """

    def __init__(self, op: Any, weights: Weights, shape: BertShape) -> None:
        self._op, self._weights, self._shape = op, weights, shape

    def embedded(self, words: Any, segments: Any, places: Any) -> Any:
        kinds, order = (
            self._op.gather(self._constant(self._weights[f"embeddings.{name}_embeddings.weight"]), rows, np.int32(0))
            for rows, name in ((segments, "token_type"), (places, "position"))
        )
        return self._standardised(self._op.add(self._op.add(words, kinds), order))

    def transformed(self, rows: Any, norm: str, mask: Any, name: str) -> Any:
        seen = self._attended(rows, norm, mask, f"{name}.attention.self")
        rows = self._joined(rows, norm, seen, f"{name}.attention.output.dense")
        norm = f"{name}.attention.output.LayerNorm"
        inner = self._op.gelu(self._read(rows, norm, f"{name}.intermediate.dense"), "erf")
        return self._joined(rows, norm, inner, f"{name}.output.dense")

    def scaled(self, rows: Any, norm: str) -> Any:
        scale, shift = (self._constant(part) for part in self._scale_and_shift(norm))
        return self._op.add(self._op.multiply(rows, scale), shift)

    def _attended(self, rows: Any, norm: str, mask: Any, name: str) -> Any:
        op = self._op
        width = self._weights[f"{name}.query.bias"].shape[0]
        split = np.array([0, 0, self._shape.heads, width // self._shape.heads], np.int64)
        factors = {"query": float(width // self._shape.heads) ** -0.5, "key": 1.0, "value": 1.0}
        parts = (self._read(rows, norm, f"{name}.{part}", factor) for part, factor in factors.items())
        query, key, value = (op.transpose(op.reshape(part, split, True), np.array([0, 2, 1, 3])) for part in parts)
        looks = op.softmax(op.add(op.matmul(query, key, False, True), mask), -1)
        seen = op.transpose(op.matmul(looks, value, False, False), np.array([0, 2, 1, 3]))
        return op.reshape(seen, np.array([0, 0, width]), True)

    def _read(self, rows: Any, norm: str, name: str, factor: float = 1.0) -> Any:
        """A linear layer, times `factor`, of what the norm makes of the rows."""
        scale, shift = self._scale_and_shift(norm)
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return self._linear(rows, weight * scale * factor, (bias + weight @ shift) * factor)

    def _joined(self, rows: Any, norm: str, inner: Any, name: str) -> Any:
        """A linear layer of `inner` added to what the norm makes of the rows."""
        scale, shift = self._scale_and_shift(norm)
        change = self._linear(inner, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"] + shift)
        return self._standardised(self._op.add(self._op.multiply(rows, self._constant(scale)), change))

    def _linear(self, rows: Any, weight: npt.ArrayLike, bias: npt.ArrayLike) -> Any:
        return self._op.add(self._op.matmul(rows, self._constant(weight), False, True), self._constant(bias))

    def _standardised(self, rows: Any) -> Any:
        return self._op.mvn(rows, np.array([-1], np.int64), True, self._shape.norm_eps, "INSIDE_SQRT")

    def _scale_and_shift(self, norm: str) -> tuple[Hidden, Hidden]:
        return self._weights[f"{norm}.weight"], self._weights[f"{norm}.bias"]

    def _constant(self, values: npt.ArrayLike) -> Any:
        return self._op.constant(np.ascontiguousarray(values, dtype=np.float32))

"""The body of a BERT (Devlin et al. 2019, arXiv:1810.04805): its shape, its weights, and its forward pass as a graph.

`index/encoder.py` compiles the graph; `index/plainbert.py` has the same pass in numpy.
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
GRAPH = 2  # models that were compiled from a graph of another number are compiled again


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

"""The forward pass of a BERT body in numpy: the slow definition that the compiled one is checked against, and what runs
where nothing can be compiled."""

from typing import Any

import numpy as np

from index.models.bert import BertShape, Hidden, TokenIds, Weights


class PlainEncoder:
    """Called as `index.models.encoder.Encoder` is. Safe to share between threads."""

    def __init__(self, weights: Weights, shape: BertShape) -> None:
        self._weights = {name: np.asarray(array, dtype=np.float32) for name, array in weights.items()}
        self._shape = shape

    def __call__(self, token_ids: TokenIds, segment_ids: TokenIds, lengths: TokenIds) -> Hidden:
        """(rows, tokens, width); beyond a row's length the hidden states mean nothing."""
        tables = ((token_ids, "word"), (segment_ids, "token_type"), (np.arange(token_ids.shape[1]), "position"))
        words, kinds, places = (self._weights[f"embeddings.{name}_embeddings.weight"][rows] for rows, name in tables)
        hidden = self._normed(words + kinds + places, "embeddings.LayerNorm")
        unread = np.arange(token_ids.shape[1])[None, :] >= np.asarray(lengths)[:, None]
        mask = np.where(unread, np.float32(-1e9), np.float32(0))[:, None, None, :]
        for i in range(self._shape.layers):
            hidden = self._transformed(hidden, mask, f"encoder.layer.{i}")
        return hidden

    def _transformed(self, hidden: Hidden, mask: Hidden, name: str) -> Hidden:
        rows, tokens, width = hidden.shape
        split = (rows, tokens, self._shape.heads, width // self._shape.heads)
        query, key, value = (
            self._linear(hidden, f"{name}.attention.self.{part}").reshape(split).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        logits = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(split[-1])) + mask
        weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
        seen = (weights / weights.sum(axis=-1, keepdims=True)) @ value
        seen = seen.transpose(0, 2, 1, 3).reshape(rows, tokens, width)
        seen = self._linear(seen, f"{name}.attention.output.dense")
        hidden = self._normed(seen + hidden, f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._linear(hidden, f"{name}.intermediate.dense"))
        return self._normed(self._linear(inner, f"{name}.output.dense") + hidden, f"{name}.output.LayerNorm")

    def _linear(self, rows: Hidden, name: str) -> Hidden:
        product: Hidden = rows @ self._weights[f"{name}.weight"].T
        return product + self._weights[f"{name}.bias"]

    def _normed(self, rows: Hidden, name: str) -> Hidden:
        centred = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + np.float32(self._shape.norm_eps))
        normed: Hidden = centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return normed


def _gelu(x: Hidden) -> Hidden:
    """x times the normal distribution function; erf by Abramowitz & Stegun 1964, 7.1.26, right to 1.5e-7."""
    z = np.abs(x) * np.float32(np.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    erf: Any = np.sign(x) * (1 - series * np.exp(-z * z))
    return np.asarray(0.5 * x * (1 + erf), dtype=np.float32)

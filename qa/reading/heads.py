"""From the hidden states of a row to what was read: relevance, the short answer, a mark for each sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.records import Reading
from qa.reading.inputs import NO_SENTENCE, Row

HEADS = ("dense", "relevance", "span", "evidence")
LONGEST_ANSWER = 30  # tokens
UNREAD = -12.0  # log-probability given to a sentence beyond the reader's window

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heads:
    """Linear layers by the names that they have in the weights' file."""

    weights: Mapping[str, Floats]

    def reading(self, hidden: Floats, row: Row, passage_start: int, sentences: int) -> Reading:
        """What the hidden states (tokens, width) of a row say; `passage_start` moves the answer to the article's offsets."""
        pooled = np.tanh(self._linear(hidden[:1], "dense"))
        relevance = float(self._linear(pooled, "relevance")[0, 0])
        span, margin = self._answer(hidden, row)
        answer = (passage_start + span[0], passage_start + span[1]) if span else None
        return Reading(relevance, self._evidence(hidden, row, sentences), answer, margin)

    def _linear(self, rows: Floats, name: str) -> Floats:
        product: Floats = rows @ self.weights[f"{name}.weight"].T
        return product + self.weights[f"{name}.bias"]

    def _evidence(self, hidden: Floats, row: Row, sentences: int) -> tuple[float, ...]:
        """Log-probability of each sentence to be the one that answers; what is missing to 1 is that none does."""
        holder = np.array(row.sentence)
        rows = [np.flatnonzero(holder == number) for number in range(sentences)]
        means = np.array([hidden[0], *(hidden[r].mean(axis=0) if len(r) else hidden[0] for r in rows)])
        logits = self._linear(means, "evidence")[:, 0]
        logits[1:][[not len(r) for r in rows]] = -np.inf
        top = logits.max()
        log_probabilities = logits - top - np.log(np.exp(logits - top).sum())
        return tuple(max(UNREAD, float(one)) for one in log_probabilities[1:])

    def _answer(self, hidden: Floats, row: Row) -> tuple[tuple[int, int] | None, float]:
        """The best span inside one sentence, and by how much its logits exceed those of "no answer"."""
        ends = self._linear(hidden, "span")
        holder = np.array(row.sentence)
        inside = np.flatnonzero(holder != NO_SENTENCE)
        if not len(inside):
            return None, UNREAD
        start, end = ends[inside, 0], ends[inside, 1]
        gap = inside[None, :] - inside[:, None]
        allowed = (gap >= 0) & (gap < LONGEST_ANSWER) & (holder[inside][None, :] == holder[inside][:, None])
        sums = np.where(allowed, start[:, None] + end[None, :], -np.inf)
        first, last = np.unravel_index(int(sums.argmax()), sums.shape)
        offsets = [row.offsets[int(inside[i]) - row.first] for i in (first, last)]
        return (offsets[0][0], offsets[1][1]), float(sums[first, last] - ends[0, 0] - ends[0, 1])

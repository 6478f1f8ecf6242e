"""Any cross-encoder of sentence-transformers as a reader, imported inside the constructor: it takes seconds."""

import math
from collections.abc import Sequence
from typing import Any

from index.errors import ReaderMissing
from index.records import Hit, Reading

_BATCH = 8


class CrossEncoderReader:
    """Knows which passages answer, not where in them."""

    def __init__(self, model: str) -> None:
        """Raises ReaderMissing when the model cannot be loaded or does not give one number for a pair."""
        from sentence_transformers import CrossEncoder

        self.name = model
        try:
            self._model: Any = CrossEncoder(model, trust_remote_code=False, model_kwargs={"use_safetensors": True})
        except (OSError, ValueError) as error:
            raise ReaderMissing(f"the reader {model!r} cannot be loaded: {str(error).splitlines()[0]}") from error
        if self._model.num_labels != 1:
            raise ReaderMissing(f"the reader {model!r} gives {self._model.num_labels} numbers for a pair, expected one")

    def __call__(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        from torch.nn import Sigmoid

        pairs = [(question, f"{hit.article.title}\n{hit.passage.text}") for hit in hits]
        scores = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False, activation_fn=Sigmoid())
        return [Reading(relevance=_log_odds(float(score))) for score in scores]


def _log_odds(probability: float) -> float:
    kept = min(max(probability, 1e-7), 1 - 1e-7)
    return math.log(kept / (1 - kept))

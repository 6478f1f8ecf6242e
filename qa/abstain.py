"""Do the articles answer the question? A calibrated estimate from what the search saw."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.records import Hit


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over `signals`, and the confidence from which an answer is given."""

    weights: tuple[float, ...]
    intercept: float
    threshold: float


# Fitted by `article-qa calibrate`; figures and the command are in bench/README.md.
DEFAULT_CALIBRATION = Calibration(weights=(4.0, 2.0, 3.0, 1.0), intercept=-4.0, threshold=0.5)


def signals(hits: Sequence[Hit]) -> tuple[float, ...]:
    """What the best hits say about themselves: similarity and coverage of the best sentence and of the best passage."""
    if not hits:
        return (0.0, 0.0, 0.0, 0.0)
    sentences = [sentence for hit in hits[:3] for sentence in hit.sentences]
    return (
        max(sentence.similarity for sentence in sentences),
        max(hit.similarity for hit in hits[:3]),
        max(sentence.coverage for sentence in sentences),
        max(hit.coverage for hit in hits[:3]),
    )


def confidence(hits: Sequence[Hit], calibration: Calibration = DEFAULT_CALIBRATION) -> float:
    """Estimated probability, 0..1, that the articles answer; 0 without hits."""
    if not hits:
        return 0.0
    z = calibration.intercept + sum(w * x for w, x in zip(calibration.weights, signals(hits), strict=True))
    return 1 / (1 + math.exp(-z))

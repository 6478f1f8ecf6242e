"""Do the articles answer the question? A calibrated estimate from what the search saw."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.records import Hit

LOOKED_AT = 3  # hits whose sentences count


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over `signals`, and the confidence from which an answer is given."""

    weights: tuple[float, ...]
    intercept: float
    threshold: float


# Fitted on half of the questions of clapnq, squad2 and the sample corpus, answerable and not weighing the same. The
# threshold answers nearly all answerable questions and declines the plainly foreign ones (bench/README.md).
DEFAULT_CALIBRATION = Calibration(weights=(3.42, 2.27, 0.38, 0.87, 1.27), intercept=-4.38, threshold=0.2)


def signals(hits: Sequence[Hit]) -> tuple[float, ...]:
    """What the best hits say about themselves, each about 0..1.

    Similarity and coverage of the best sentence, the same of the best passage, and by how much the first hit leads the
    fifth, which scores nothing in an index of fewer passages.
    """
    sentences = [sentence for hit in hits[:LOOKED_AT] for sentence in hit.sentences]
    return (
        max(s.similarity for s in sentences),
        max(s.coverage for s in sentences),
        max(hit.similarity for hit in hits[:LOOKED_AT]),
        max(hit.coverage for hit in hits[:LOOKED_AT]),
        hits[0].score - (hits[4].score if len(hits) > 4 else 0.0),
    )


def confidence(hits: Sequence[Hit], calibration: Calibration = DEFAULT_CALIBRATION) -> float:
    """Estimated probability, 0..1, that the articles answer; 0 without hits."""
    if not hits:
        return 0.0
    z = calibration.intercept + sum(w * x for w, x in zip(calibration.weights, signals(hits), strict=True))
    return 1 / (1 + math.exp(-z))

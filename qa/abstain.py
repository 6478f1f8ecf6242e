"""Do the articles answer the question? A calibrated estimate from what the search saw."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.records import Hit

LOOKED_AT = 3  # hits whose sentences count


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over signals by name, and the confidence from which an answer is given."""

    weights: Mapping[str, float]
    intercept: float
    threshold: float


# Fitted on half of the questions of clapnq, squad2 and the sample corpus, answerable and not weighing the same. The
# threshold answers nearly all answerable questions and declines the plainly foreign ones (bench/README.md).
DEFAULT_CALIBRATION = Calibration(
    weights={
        "best_sentence_similarity": 3.42,
        "best_sentence_coverage": 2.27,
        "best_passage_similarity": 0.38,
        "best_passage_coverage": 0.87,
        "lead_over_the_fifth": 1.27,
    },
    intercept=-4.38,
    threshold=0.2,
)


def signals(hits: Sequence[Hit]) -> dict[str, float]:
    """What the best hits say about themselves, each about 0..1; there has to be a hit.

    Where there is no fifth passage, the first leads it by its whole score.
    """
    sentences = [sentence for hit in hits[:LOOKED_AT] for sentence in hit.sentences]
    return {
        "best_sentence_similarity": max(s.similarity for s in sentences),
        "best_sentence_coverage": max(s.coverage for s in sentences),
        "best_passage_similarity": max(hit.similarity for hit in hits[:LOOKED_AT]),
        "best_passage_coverage": max(hit.coverage for hit in hits[:LOOKED_AT]),
        "lead_over_the_fifth": hits[0].score - (hits[4].score if len(hits) > 4 else 0.0),
    }


def confidence(hits: Sequence[Hit], calibration: Calibration) -> float:
    """Estimated probability, 0..1, that the articles answer; 0 without hits."""
    return confidence_of(signals(hits), calibration) if hits else 0.0


def confidence_of(found: Mapping[str, float], calibration: Calibration) -> float:
    """The same from the signals themselves."""
    z = calibration.intercept + sum(weight * found[name] for name, weight in calibration.weights.items())
    return 1 / (1 + math.exp(-max(-700.0, min(700.0, z))))

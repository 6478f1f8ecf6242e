"""A logistic model of whether a question is answerable, fitted to signals and judged on questions left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.errors import DatasetError
from qa.abstain import Calibration, confidence_of
from qa.evaluation.calibration import Pair, Point, area_under_roc, curve, threshold_for
from qa.evaluation.intervals import interval, measured

FOLDS = 5
FEWEST = 20  # questions of either kind; from fewer, the threshold is chance
STEPS = 25  # of Newton's method; the eighth moves no weight by a thousandth
PENALTY = 1e-3  # per squared weight and question: keeps signals that say the same from cancelling out

Sample = tuple[Mapping[str, float], bool]  # signals of a question, whether it is answerable


@dataclass(frozen=True, slots=True)
class Fit:
    """A calibration fitted to all questions; every figure is of questions that its fold was not fitted to."""

    calibration: Calibration
    at_threshold: Point
    area: float  # under the ROC curve
    area_interval: tuple[float, float]
    points: tuple[Point, ...]


def learn(samples: Sequence[Sample], target_precision: float) -> Fit:
    """Fit to the samples; the threshold is the lowest with the target precision on questions left out.

    Raises DatasetError where there are too few questions of a kind, or no threshold is as precise.
    """
    refuse_few([truth for _, truth in samples])
    pairs = _left_out(samples)
    chosen = threshold_for(pairs, target_precision)
    if chosen is None:
        best = max(point.precision for point in curve(pairs))
        raise DatasetError(
            f"no threshold reaches a precision of {target_precision:.2f}, the best is {best:.2f}: aim lower"
        )
    area, area_interval = _area(pairs)
    whole = replace(fitted(samples), threshold=chosen.threshold)
    return Fit(whole, chosen, area, area_interval, curve(pairs))


def refuse_few(answerable: Sequence[bool]) -> None:
    """Raises DatasetError where there are too few questions of a kind."""
    counts = [answerable.count(kind) for kind in (True, False)]
    if min(counts) < FEWEST:
        raise DatasetError(
            f"found {counts[0]} answerable and {counts[1]} unanswerable questions, expected {FEWEST} of each: "
            'label more, with "answerable": true or, where the articles do not answer, false'
        )


def _left_out(samples: Sequence[Sample]) -> list[Pair]:
    """Each question's confidence by a model fitted to the other folds; both kinds are dealt out evenly."""
    order = sorted(range(len(samples)), key=lambda i: samples[i][1])
    folds = [set(order[fold::FOLDS]) for fold in range(FOLDS)]
    pairs: list[Pair] = []
    for fold in folds:
        model = fitted([sample for i, sample in enumerate(samples) if i not in fold])
        pairs += [(confidence_of(samples[i][0], model), samples[i][1]) for i in sorted(fold)]
    return pairs


def fitted(samples: Sequence[Sample], weights: Sequence[float] | None = None) -> Calibration:
    """Penalised maximum likelihood by Newton's method (Hastie, Tibshirani & Friedman 2009, section 4.4.1).

    `weights` say how often each sample counts, 1 on average. The threshold is left at one half.
    """
    import numpy as np

    names = sorted(samples[0][0])
    x = np.array([[*(found[name] for name in names), 1.0] for found, _ in samples])
    y = np.array([float(truth) for _, truth in samples])
    counts = np.ones(len(y)) if weights is None else np.array(weights)
    penalty = 2 * PENALTY * len(y) * np.diag([*[1.0] * len(names), 1e-6])  # the intercept is hardly held back
    b = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        b -= np.linalg.solve((x.T * (counts * p * (1 - p))) @ x + penalty, x.T @ (counts * (p - y)) + penalty @ b)
    *learnt, intercept = b.tolist()
    return Calibration(dict(zip(names, learnt, strict=True)), intercept, 0.5)


def _area(pairs: Sequence[Pair]) -> tuple[float, tuple[float, float]]:
    import numpy as np

    sample = np.array(pairs, dtype=np.float64).T

    def statistic(drawn: np.ndarray, weights: np.ndarray) -> np.ndarray:
        return area_under_roc(drawn[0], drawn[1], weights)

    return measured(sample, statistic), interval(sample, statistic)

"""From (confidence, answerable) pairs to the confidence from which on to answer. Pure functions.

A question is answered when its confidence is at least the threshold. Precision depends on how many of the questions are
answerable: a threshold learnt where half of them are promises nothing where a tenth are.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from qa.evaluation.intervals import wilson

if TYPE_CHECKING:
    from qa.evaluation.intervals import Floats

Pair = tuple[float, bool]  # confidence, whether the question is answerable


@dataclass(frozen=True, slots=True)
class Point:
    """What answering from one threshold on comes to."""

    threshold: float
    right: int  # answered and answerable
    wrong: int  # answered and not answerable
    answerable: int  # of all questions
    unanswerable: int

    @property
    def precision(self) -> float:
        """Of the questions answered, the share that is answerable."""
        return self.right / (self.right + self.wrong)

    @property
    def precision_interval(self) -> tuple[float, float]:
        return wilson(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of the answerable questions, the share answered: the true-positive rate. nan if there are none."""
        return self.right / self.answerable if self.answerable else math.nan

    @property
    def false_alarm(self) -> float:
        """Of the unanswerable questions, the share answered: the false-positive rate. nan if there are none."""
        return self.wrong / self.unanswerable if self.unanswerable else math.nan


def curve(pairs: Sequence[Pair]) -> tuple[Point, ...]:
    """A point for each confidence that occurs, highest first; no pairs, no points.

    The points' (false_alarm, recall) are the ROC curve, their (recall, precision) the precision-recall curve.

    >>> [(p.threshold, p.right, p.wrong) for p in curve([(0.9, True), (0.4, False), (0.4, True)])]
    [(0.9, 1, 0), (0.4, 2, 1)]
    """
    answerable = sum(truth for _, truth in pairs)
    right = wrong = 0
    points = []
    for confidence, tied in groupby(sorted(pairs, reverse=True), key=lambda pair: pair[0]):
        truths = [truth for _, truth in tied]
        right += sum(truths)
        wrong += len(truths) - sum(truths)
        points.append(Point(confidence, right, wrong, answerable, len(pairs) - answerable))
    return tuple(points)


def threshold_for(pairs: Sequence[Pair], precision: float) -> Point | None:
    """The lowest threshold, so the most answers, at which the answers are at least that precise; None if none is."""
    return next((point for point in reversed(curve(pairs)) if point.precision >= precision), None)


def area_under_roc(confidence: "Floats", answerable: "Floats", weights: "Floats") -> "Floats":
    """The share of (answerable, unanswerable) pairs of questions in which the answerable one has the higher confidence.

    Ties count half; `answerable` is 1 or 0. Each row of `weights` (rows, questions) says how often each question counts
    and has a value of its own, nan where all that count are of one kind (Hanley & McNeil 1982).
    """
    import numpy as np

    order = np.argsort(confidence, kind="stable")
    _, starts = np.unique(confidence[order], return_index=True)
    right = np.add.reduceat((weights * answerable)[:, order], starts, axis=1)  # of each confidence, lowest first
    wrong = np.add.reduceat((weights * (1 - answerable))[:, order], starts, axis=1)
    wins = (right * (np.cumsum(wrong, axis=1) - wrong / 2)).sum(axis=1)
    pairs = right.sum(axis=1) * wrong.sum(axis=1)
    area: Floats = np.divide(wins, pairs, out=np.full(len(pairs), np.nan), where=pairs > 0)
    return area

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.calibration import Pair, area_under_roc, curve, threshold_for

WORKED = [(0.9, True), (0.8, True), (0.7, False), (0.6, True), (0.6, False), (0.2, False)]

pairs_of_questions = st.lists(
    st.tuples(st.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9]), st.booleans()), min_size=1, max_size=30
)


def area(pairs: list[Pair]) -> float:
    confidence, answerable = np.array([c for c, _ in pairs]), np.array([float(truth) for _, truth in pairs])
    return float(area_under_roc(confidence, answerable, np.ones((1, len(pairs))))[0])


def defined_area(pairs: list[Pair]) -> float:
    right = [c for c, truth in pairs if truth]
    wrong = [c for c, truth in pairs if not truth]
    wins = sum((r > w) + (r == w) / 2 for r in right for w in wrong)
    return wins / (len(right) * len(wrong)) if right and wrong else math.nan


def test_a_worked_curve() -> None:
    points = curve(WORKED)
    assert [(p.threshold, p.precision, p.recall, p.false_alarm) for p in points] == [
        (0.9, 1, 1 / 3, 0),
        (0.8, 1, 2 / 3, 0),
        (0.7, 2 / 3, 2 / 3, 1 / 3),
        (0.6, 3 / 5, 1, 2 / 3),
        (0.2, 3 / 6, 1, 1),
    ]


def test_the_worked_area_is_seven_pairs_won_and_one_tied_of_nine() -> None:
    assert area(WORKED) == pytest.approx(7.5 / 9)


@given(pairs_of_questions)
def test_the_area_agrees_with_its_definition(pairs: list[Pair]) -> None:
    assert area(pairs) == pytest.approx(defined_area(pairs), nan_ok=True)


@given(pairs_of_questions, st.data())
def test_a_weight_counts_a_question_so_many_times(pairs: list[Pair], data: st.DataObject) -> None:
    counts = data.draw(st.lists(st.integers(0, 3), min_size=len(pairs), max_size=len(pairs)))
    confidence, answerable = np.array([c for c, _ in pairs]), np.array([float(truth) for _, truth in pairs])
    weighted = area_under_roc(confidence, answerable, np.array([counts], dtype=float))[0]
    repeated = [pair for pair, count in zip(pairs, counts, strict=True) for _ in range(count)]
    assert weighted == pytest.approx(defined_area(repeated), nan_ok=True)


@given(pairs_of_questions)
def test_the_area_is_that_under_the_curve(pairs: list[Pair]) -> None:
    if len({truth for _, truth in pairs}) == 2:
        corners = [(0.0, 0.0), *((p.false_alarm, p.recall) for p in curve(pairs))]
        under = sum((x2 - x1) * (y1 + y2) / 2 for (x1, y1), (x2, y2) in pairwise(corners))
        assert area(pairs) == pytest.approx(under)


@given(pairs_of_questions, st.sampled_from([0.5, 0.8, 1.0]))
def test_the_threshold_answers_the_most_that_the_target_allows(pairs: list[Pair], target: float) -> None:
    allowed = []
    for threshold in {confidence for confidence, _ in pairs}:
        truths = [truth for confidence, truth in pairs if confidence >= threshold]
        if sum(truths) / len(truths) >= target:
            allowed.append(threshold)
    found = threshold_for(pairs, target)
    assert (found.threshold if found else None) == min(allowed, default=None)


@pytest.mark.parametrize(("target", "threshold"), [(1.0, 0.8), (0.65, 0.7), (0.6, 0.6), (0.5, 0.2)])
def test_worked_thresholds(target: float, threshold: float) -> None:
    point = threshold_for(WORKED, target)
    assert point is not None and point.threshold == threshold


def test_a_target_out_of_reach_has_no_threshold() -> None:
    assert threshold_for([(0.9, False), (0.8, True)], 0.9) is None
    assert threshold_for([], 0.5) is None


def test_precision_comes_with_an_interval_that_few_questions_keep_wide() -> None:
    (point,) = curve([(0.5, True)] * 9 + [(0.5, False)])
    assert point.precision == 0.9 and point.precision_interval == pytest.approx((0.596, 0.982), abs=5e-4)


def test_rates_of_questions_that_there_are_none_of_are_not_numbers() -> None:
    assert math.isnan(curve([(0.5, True)])[0].false_alarm) and math.isnan(curve([(0.5, False)])[0].recall)

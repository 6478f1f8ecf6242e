"""The measures: what each is, how it is computed, and its value with an interval.

A measure is a statistic of the per-question values of one or two columns. Keeping those values is what makes intervals,
slices and paired comparisons possible, so columns are computed once and everything else is derived from them.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qa.evaluation.answers import answer_columns
from qa.evaluation.calibration import area_under_roc
from qa.evaluation.intervals import Statistic, interval, measured
from qa.evaluation.records import Line, Question
from qa.evaluation.retrieval import Columns, retrieval_columns

if TYPE_CHECKING:
    from qa.evaluation.intervals import Floats


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    about: str  # the formula and where it is from
    columns: tuple[str, ...]
    statistic: Statistic
    unit: Literal["share", "ms"] = "share"  # a share is better when larger; a time depends on the machine as well


@dataclass(frozen=True, slots=True)
class Value:
    """A measure of one run. `low` and `high` bound the 95 % interval."""

    name: str
    value: float
    low: float
    high: float
    questions: int  # to which the measure applies


def _mean(sample: "Floats", weights: "Floats") -> "Floats":
    import numpy as np

    known = ~np.isnan(sample[0])
    total, count = weights @ np.where(known, sample[0], 0.0), weights @ known.astype(np.float64)
    mean: Floats = np.divide(total, count, out=np.full(len(weights), np.nan), where=count > 0)
    return mean


def _percentile(rank: float) -> Statistic:
    """The smallest value that at least `rank` per cent of the questions do not exceed."""

    def statistic(sample: "Floats", weights: "Floats") -> "Floats":
        import numpy as np

        order = np.argsort(sample[0], kind="stable")
        reached = np.cumsum(weights[:, order], axis=1) >= rank / 100 * sample.shape[1]
        percentile: Floats = sample[0][order][reached.argmax(axis=1)]
        return percentile

    return statistic


def _area(sample: "Floats", weights: "Floats") -> "Floats":
    return area_under_roc(sample[0], sample[1], weights)


def _means(abouts: Mapping[str, str]) -> Iterable[Measure]:
    return (Measure(name, about, (name,), _mean) for name, about in abouts.items())


MEASURES: tuple[Measure, ...] = (
    *_means(
        {
            "hit@1": "share of questions whose first article is a gold one",
            "hit@3": "share of questions with a gold article among the first 3 articles",
            "hit@5": "share of questions with a gold article among the first 5 articles",
            "hit@10": "share of questions with a gold article among the first 10 articles",
            "MRR@10": "mean of 1/rank of the first gold article, 0 below rank 10 (Voorhees 1999)",
            "nDCG@10": "sum of 1/log2(rank + 1) over the gold articles, as a share of what the best order has "
            "(Järvelin & Kekäläinen 2002)",
            "MAP": "mean over questions of the mean precision at each gold article, 0 for one that is not among the "
            "20 passages (Buckley & Voorhees 2000)",
            "recall@5": "mean share of the gold articles among the first 5 articles",
            "recall@10": "mean share of the gold articles among the first 10 articles",
            "both@5": "of questions with several gold articles, the share with all of them among the first 5",
            "evidence@1": "share of questions whose first passage holds at least half of a gold sentence",
            "evidence@5": "share of questions with at least half of a gold sentence in one of the first 5 passages",
            "citation_first": "of answerable questions, the share whose first citation overlaps a gold sentence; "
            "declining counts as wrong",
            "citation_any": "of answerable questions, the share with any citation that overlaps a gold sentence",
            "citation_precision": "of answerable questions that were answered, the mean share of citations that "
            "overlap a gold sentence",
            "answer_in_citation": "of answerable questions with a short gold answer (up to 10 words), the share with "
            "one in a quote, compared without case, punctuation and articles (Rajpurkar et al. 2016)",
            "answered_accuracy": "share of questions that were answered if answerable and declined if not",
            "answering_precision": "of the questions answered, the share that is answerable",
            "answering_recall": "of the answerable questions, the share answered",
            "declining_precision": "of the questions declined, the share that is not answerable",
            "declining_recall": "of the questions that are not answerable, the share declined",
            "sure_recall": "of the answerable questions, the share answered without saying that it may be no answer",
            "doubting_recall": "of the questions that are not answerable, the share declined or answered as perhaps no answer",
        }
    ),
    Measure(
        "confidence_auc",
        "chance that an answerable question has a higher confidence than one that is not, ties counting half "
        "(Hanley & McNeil 1982)",
        ("confidence", "answerable"),
        _area,
    ),
    Measure("latency_p50_ms", "median of took_ms", ("took_ms",), _percentile(50), "ms"),
    Measure("latency_p95_ms", "95th percentile of took_ms", ("took_ms",), _percentile(95), "ms"),
)


def columns_of(questions: Sequence[Question], lines: Iterable[Line]) -> Columns:
    """The per-question values of all measures; questions without a line are left out."""
    asked = {question.id for question in questions}
    by_id = {line.question_id: line for line in lines if line.question_id in asked}
    return retrieval_columns(questions, by_id) | answer_columns(questions, by_id)


def values_of(columns: Columns, ids: Collection[str]) -> tuple[Value, ...]:
    """Every measure that applies to at least one of the questions, in the order of MEASURES."""
    found = (_value(measure, columns, set(ids)) for measure in MEASURES)
    return tuple(value for value in found if value is not None)


def sample_of(measure: Measure, columns: Columns, ids: Sequence[str]) -> "Floats":
    """The measure's columns for these questions, nan where there is no value."""
    import numpy as np

    rows = [columns.get(name, {}) for name in measure.columns]
    return np.array([[row.get(id, math.nan) for id in ids] for row in rows], dtype=np.float64)


def _value(measure: Measure, columns: Columns, ids: set[str]) -> Value | None:
    applies = [id for id in columns.get(measure.columns[0], {}) if id in ids]
    if not applies:
        return None
    sample = sample_of(measure, columns, applies)
    value = measured(sample, measure.statistic)
    return None if math.isnan(value) else Value(measure.name, value, *interval(sample, measure.statistic), len(applies))

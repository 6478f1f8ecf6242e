"""Whether a run is worse than a baseline by more than chance explains.

With the baseline's per-question values the same questions are compared in pairs: a measure has dropped if the whole
95 % interval of its change lies below 0. Without them it has dropped if it lies below the baseline's own interval. A
measure that can no longer be taken has dropped too. Times are not compared: they depend on the machine.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.errors import DatasetError
from qa.evaluation.intervals import change_interval, measured
from qa.evaluation.measures import MEASURES, Measure, Value, sample_of
from qa.evaluation.reports import FORMAT, Report
from qa.evaluation.retrieval import Columns
from qa.evaluation.rows import Row, read_row

GATED = tuple(measure for measure in MEASURES if measure.unit == "share")


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a JSON report says."""

    dataset: str
    values: tuple[Value, ...]
    columns: Columns  # {} if the report was stored without


@dataclass(frozen=True, slots=True)
class Change:
    """A measure then and now; `dropped` fails the gate. Neither dropped nor risen: chance may explain the change."""

    measure: str
    before: float
    after: float | None  # None: it no longer applies to any question
    evidence: str  # the interval that decides, in words
    dropped: bool
    risen: bool = False

    def __str__(self) -> str:
        if self.after is None:
            return f"{self.measure} was {self.before:.3f} and can no longer be measured"
        if self.after == self.before:
            return f"{self.measure} stayed at {self.after:.3f} ({self.evidence})"
        verb = "fell" if self.after < self.before else "rose"
        return f"{self.measure} {verb} from {self.before:.3f} to {self.after:.3f} ({self.evidence})"


def read_baseline(path: Path) -> Baseline:
    row = read_row(path)
    if row.fields.get("format") != FORMAT:
        raise row.wrong("format", f"{FORMAT}: a report that this program wrote")
    values = tuple(_value(one) for one in row.rows("measures"))
    return Baseline(
        row.text("dataset"), values, {name: _column(row.row("columns"), name) for name in row.row("columns").fields}
    )


def compare(report: Report | Baseline, baseline: Baseline) -> tuple[Change, ...]:
    """The change of every gated measure that the baseline has."""
    if not baseline.columns:
        return tuple(_rough_changes(report, baseline))
    common = sorted(baseline.columns.get("took_ms", {}).keys() & report.columns["took_ms"].keys())
    if not common:
        raise DatasetError(f"{report.dataset}: the baseline has no question in common with this run")
    changes = (_paired_change(measure, report.columns, baseline.columns, common) for measure in GATED)
    return tuple(change for change in changes if change is not None)


def _paired_change(measure: Measure, now: Columns, then: Columns, common: list[str]) -> Change | None:
    first = measure.columns[0]
    ids = [id for id in common if id in now.get(first, {}) or id in then.get(first, {})]
    if not ids:
        return None
    before, after = sample_of(measure, then, ids), sample_of(measure, now, ids)
    was, is_now = measured(before, measure.statistic), measured(after, measure.statistic)
    if math.isnan(was):
        return None
    if math.isnan(is_now):
        return Change(measure.name, was, None, "", dropped=True)
    low, high = change_interval(before, after, measure.statistic)
    evidence = f"{len(ids)} questions in pairs, 95 % interval of the change {low:+.3f} to {high:+.3f}"
    return Change(measure.name, was, is_now, evidence, dropped=high < 0, risen=low > 0)


def _rough_changes(report: Report | Baseline, baseline: Baseline) -> Iterable[Change]:
    now = {value.name: value.value for value in report.values}
    gated = {measure.name for measure in GATED}
    for old in baseline.values:
        if old.name in gated:
            after = now.get(old.name)
            evidence = f"95 % interval of the baseline {old.low:.3f} to {old.high:.3f}"
            yield Change(old.name, old.value, after, evidence, dropped=after is None or after < old.low)


def _value(row: Row) -> Value:
    return Value(row.text("name"), row.number("value"), row.number("low"), row.number("high"), row.whole("questions"))


def _column(row: Row, name: str) -> dict[str, float]:
    column = row.row(name)
    return {id: column.number(id) for id in column.fields}

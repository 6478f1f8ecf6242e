"""A report for the terminal."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qa.evaluation.calibration import Point
from qa.evaluation.figures import SLICE_MEASURES, figure, interval_text, shown, sliced
from qa.evaluation.gates import Change
from qa.evaluation.reports import Report

if TYPE_CHECKING:
    from rich.console import Group, RenderableType
    from rich.table import Table

    from qa.evaluation.calibrating import Calibrated


def tables(report: Report) -> "Group":
    """What rich prints: the measures, then the kinds of question if there are several."""
    from rich.console import Group
    from rich.text import Text

    head = Text(f"{shown(report.dataset)}: {report.questions} questions, {len(report.misses)} missed, ", style="bold")
    head.append(f"generation {shown(report.generation)}", style="dim")
    slices = [_slices(report)] if report.slices else []
    return Group(head, _measures(report), *slices)


def calibration_view(made: "Calibrated") -> "list[RenderableType]":
    """What was learnt, its curve at round recalls, and where both are kept."""
    from rich.table import Table
    from rich.text import Text

    fit, chosen = made.fit, made.fit.at_threshold
    table = Table("", "threshold", "answers right", "95 % interval", "answerable answered", "others declined")
    rows = [("chosen", chosen), *(("", point) for point in _at_round_recalls(fit.points))]
    for name, point in rows:
        bounds = f"{point.precision_interval[0]:.3f} to {point.precision_interval[1]:.3f}"
        shares = (point.threshold, point.precision, bounds, point.recall, 1 - point.false_alarm)
        table.add_row(name, *(share if isinstance(share, str) else f"{share:.3f}" for share in shares))
    area = f"area under the ROC curve {fit.area:.3f} ({fit.area_interval[0]:.3f} to {fit.area_interval[1]:.3f})"
    return [
        Text(f"{shown(made.learnt.learnt_from)}: {made.learnt.questions} labelled questions, {area}", style="bold"),
        Text("Each figure is of questions left out of the fitting, and holds for their share of answerable ones."),
        table,
        *_with_and_without(made),
        Text(f"kept in {shown(str(made.stored))}; the curve is drawn in {shown(str(made.plot))}", style="dim"),
    ]


def _with_and_without(made: "Calibrated") -> "Iterator[RenderableType]":
    from rich.text import Text

    if made.read:
        kept = "it is asked" if made.learnt.reading else "it is left out"
        yield Text(f"area without the reader {made.unread.area:.3f}, with it {made.read.area:.3f}: {kept}")


def _at_round_recalls(points: Sequence[Point]) -> list[Point]:
    """For each tenth of recall the point that reaches it first."""
    return [next(point for point in points if point.recall >= tenth / 10) for tenth in range(1, 11)]


def changes_table(changes: Sequence[Change]) -> "Table":
    """What moved since the baseline, and what of it is more than chance."""
    from rich.table import Table

    table = Table("measure", "before", "after", "evidence", "beyond chance")
    for change in changes:
        after = "gone" if change.after is None else figure(change.measure, change.after)
        table.add_row(
            change.measure,
            figure(change.measure, change.before),
            after,
            change.evidence,
            "dropped" if change.dropped else "rose" if change.risen else "no",
        )
    return table


def _measures(report: Report) -> "Table":
    from rich.table import Table

    table = Table("measure")
    for heading in ("value", "95 % interval", "questions"):
        table.add_column(heading, justify="right")
    for value in report.values:
        table.add_row(value.name, figure(value.name, value.value), interval_text(value), str(value.questions))
    return table


def _slices(report: Report) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table("kind", box=SIMPLE_HEAD, padding=0)  # fits into 80 columns
    for heading in ("asked", *SLICE_MEASURES):
        table.add_column(heading.replace("_", " "), justify="right")  # a space is where a heading may break
    for kind, questions, figures in sliced(report):
        table.add_row(Text(kind), str(questions), *figures)  # Text: a kind may hold what rich reads as markup
    return table

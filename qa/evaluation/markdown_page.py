"""A report as Markdown."""

from collections.abc import Iterable, Sequence

from qa.evaluation.figures import (
    ABOUTS,
    MAX_MISSES,
    SLICE_MEASURES,
    figure,
    gold,
    interval_text,
    left_out,
    said,
    sliced,
)
from qa.evaluation.misses import Miss
from qa.evaluation.reports import Report


def markdown_page(report: Report) -> str:
    blocks = [
        f"# Evaluation: {said(report.dataset)}",
        f"{report.questions} questions, generation {said(report.generation)}. Intervals are 95 %.",
        _table(("measure", "value", "interval", "questions", "meaning"), _measures(report)),
    ]
    if report.slices:
        rows = ([said(kind), str(count), *figures] for kind, count, figures in sliced(report))
        blocks += ["## Some of the questions", _table(("kind", "questions", *SLICE_MEASURES), rows)]
    blocks += [f"## Missed: {len(report.misses)}", *map(_miss, report.misses[:MAX_MISSES]), left_out(report)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _measures(report: Report) -> Iterable[list[str]]:
    for value in report.values:
        figures = [figure(value.name, value.value), interval_text(value), str(value.questions)]
        yield [value.name, *figures, ABOUTS[value.name]]


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _miss(miss: Miss) -> str:
    lines = [
        f"**{said(miss.question.question)}** ({said(miss.question.id)})",
        "",
        f"- {'; '.join(miss.reasons)}",
        f"- gold: {said(gold(miss))}",
        *(f"- found: {said(hit.title)} ({said(hit.span.article_id)}): {said(hit.text)}" for hit in miss.hits),
    ]
    return "\n".join(lines)

"""A report as one HTML file that fetches nothing and runs nothing."""

from collections.abc import Iterable, Sequence

from qa.evaluation.figures import (
    ABOUTS,
    MAX_MISSES,
    SHARES,
    SLICE_MEASURES,
    figure,
    gold,
    interval_text,
    left_out,
    said,
    sliced,
)
from qa.evaluation.measures import Value
from qa.evaluation.misses import Miss
from qa.evaluation.records import Excerpt
from qa.evaluation.reports import Report

BAR_PX = 240

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a }
table { border-collapse: collapse }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem; border-bottom: 1px solid #ddd }
td.figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
td.about { color: #555; font-size: .85rem }
section.miss { border-left: 3px solid #b3261e; padding-left: 1rem; margin: 1.5rem 0 }
"""


def html_page(report: Report) -> str:
    name = said(report.dataset)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width">
<title>Evaluation: {name}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>Evaluation: {name}</h1>
<p>{report.questions} questions, generation {said(report.generation)}. The line through a bar is the 95 % interval.</p>
{_table(("measure", "value", "interval", "questions", "0 to 1", "meaning"), map(_measure, report.values))}
{_slices(report)}
<h2>Missed: {len(report.misses)}</h2>
{"".join(map(_miss, report.misses[:MAX_MISSES]))}
<p>{left_out(report)}</p>
</body>
</html>
"""


def bar(value: Value) -> str:
    """A share as a bar with its interval, drawn in SVG; nothing for a time, which has no natural end."""
    if value.name not in SHARES:
        return ""
    label = f"{figure(value.name, value.value)}, {interval_text(value)}"
    ends = f'x1="{value.low * BAR_PX:.1f}" x2="{value.high * BAR_PX:.1f}"'
    return (
        f'<svg width="{BAR_PX}" height="16" role="img" aria-label="{label}">'
        f'<rect width="{BAR_PX}" height="16" fill="#eee"/>'
        f'<rect width="{value.value * BAR_PX:.1f}" height="16" fill="#7aa6d8"/>'
        f'<line {ends} y1="8" y2="8" stroke="#1a1a1a" stroke-width="2"/></svg>'
    )


def _table(headings: Sequence[str], rows: Iterable[str]) -> str:
    head = "".join(f"<th>{said(heading)}</th>" for heading in headings)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _measure(value: Value) -> str:
    figures = (figure(value.name, value.value), interval_text(value), str(value.questions))
    cells = "".join(f'<td class="figure">{one}</td>' for one in figures)
    about = said(ABOUTS[value.name])
    return f'<tr><td>{said(value.name)}</td>{cells}<td>{bar(value)}</td><td class="about">{about}</td></tr>'


def _slices(report: Report) -> str:
    if not report.slices:
        return ""
    rows = []
    for kind, questions, figures in sliced(report):
        cells = "".join(f'<td class="figure">{one}</td>' for one in (questions, *figures))
        rows.append(f"<tr><td>{said(kind)}</td>{cells}</tr>")
    return f"<h2>Some of the questions</h2>{_table(('kind', 'questions', *SLICE_MEASURES), rows)}"


def _miss(miss: Miss) -> str:
    why = f"{said(miss.question.id)}: {said('; '.join(miss.reasons))}. Gold: {said(gold(miss))}"
    found = "".join(map(_hit, miss.hits))
    return f'<section class="miss"><h3>{said(miss.question.question)}</h3><p>{why}</p><ol>{found}</ol></section>'


def _hit(hit: Excerpt) -> str:
    return f"<li><strong>{said(hit.title)}</strong> ({said(hit.span.article_id)}): {said(hit.text)}</li>"

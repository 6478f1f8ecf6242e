"""The evaluation's page: measures with their intervals, what was missed, two runs side by side."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from qa.evaluation.figures import ABOUTS, SHARES, figure, interval_text
from qa.evaluation.gates import Change
from qa.evaluation.measures import Value
from qa.render import count, escape
from web.evaluation.runs import STAGES, Run
from web.layout import EVALUATION, page

MISSES_SHOWN = 50
HITS_SHOWN = 5
BAR = 160  # px


def evaluation_page(
    names: Sequence[str], judged: int, judged_folder: str, body: str, run: str = "", other: str = ""
) -> str:
    return page(
        "Evaluation",
        f'<h1>Evaluation</h1><p class="lead">How well questions are answered, measured with <code>article-qa eval</code>.</p>'
        f"{_judged(judged, judged_folder)}{_choice(names, run, other)}{body}",
        here=EVALUATION,
        style="evaluation.css",
    )


def _judged(judged: int, folder: str) -> str:
    if not judged:
        return "<p>Below an answer, “This is wrong” makes a question of it that is measured from then on.</p>"
    return (
        f"<p>{count(judged, 'answer')} corrected by people. Measure them with<br>"
        f"<code>article-qa eval {escape(folder)} --index INDEX</code></p>"
    )


def _choice(names: Sequence[str], run: str, other: str) -> str:
    if not names:
        return '<p class="notice">No run yet: <code>article-qa eval FOLDER</code> makes one.</p>'
    return (
        '<form id="choice"><label>Run <select name="run">' + _options(names, run) + "</select></label>"
        '<label>compared with <select name="other"><option value="">no other</option>'
        + _options(names, other)
        + "</select></label><button>Show</button></form>"
    )


def _options(names: Sequence[str], chosen: str) -> str:
    return "".join(
        f'<option value="{escape(name)}"{" selected" if name == chosen else ""}>{escape(name)}</option>'
        for name in names
    )


def run_html(run: Run, hits: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    misses = "".join(_miss(miss, hits.get(miss["id"], ())) for miss in run.misses[:MISSES_SHOWN])
    rows = "".join(_measure(value) for value in run.baseline.values)
    return (
        f'<h2>{escape(run.dataset)}</h2><p class="facts">{count(run.questions, "question")}, '
        f"index <code>{escape(run.generation)}</code></p>"
        f'<table class="measures"><thead><tr><th scope="col">Measure</th><th scope="col">Value</th>'
        f'<th scope="col">95 % interval</th><th scope="col">0 to 1</th></tr></thead><tbody>{rows}</tbody></table>'
        f"<h2>Missed ({len(run.misses):,})</h2>{misses}"
    )


def _measure(value: Value) -> str:
    about = escape(ABOUTS.get(value.name, ""))
    return (
        f'<tr><th scope="row">{escape(value.name)}<span class="about">{about}</span></th>'
        f'<td class="figure">{figure(value.name, value.value)}</td><td class="figure">{interval_text(value)}</td>'
        f"<td>{_bar(value)}</td></tr>"
    )


def _bar(value: Value) -> str:
    """The share as a bar, its interval as a line through it; nothing for a time, which has no natural end."""
    if value.name not in SHARES:
        return ""
    low, high, end = (f"{share * BAR:.1f}" for share in (value.low, value.high, value.value))
    return (
        f'<svg width="{BAR}" height="14" role="img" aria-label="{figure(value.name, value.value)}">'
        f'<rect class="all" width="{BAR}" height="14"/><rect class="share" width="{end}" height="14"/>'
        f'<line x1="{low}" x2="{high}" y1="7" y2="7"/></svg>'
    )


def _miss(miss: Mapping[str, Any], hits: Sequence[Mapping[str, Any]]) -> str:
    stages = [stage for stage in STAGES if hits and stage in hits[0]]
    head = "".join(f'<th scope="col">{stage}</th>' for stage in stages)
    rows = "".join(_hit(hit, stages, miss["article_ids"]) for hit in hits[:HITS_SHOWN])
    table = (
        f'<table><thead><tr><th scope="col">Found</th>{head}</tr></thead><tbody>{rows}</tbody></table>' if rows else ""
    )
    wanted = ", ".join(f"<code>{escape(article)}</code>" for article in miss["article_ids"]) or "no article"
    return (
        f'<details class="miss"><summary dir="auto">{escape(miss["question"])}'
        f'<span class="about">{escape("; ".join(miss["reasons"]))}</span></summary><p>Expected: {wanted}</p>{table}</details>'
    )


def _hit(hit: Mapping[str, Any], stages: Sequence[str], wanted: Sequence[str]) -> str:
    figures = "".join(f'<td class="figure">{float(hit[stage]):.3f}</td>' for stage in stages)
    right = ' class="right"' if hit["article_id"] in wanted else ""
    return f'<tr{right}><td dir="auto">{escape(hit["title"])}</td>{figures}</tr>'


def comparison_html(changes: Sequence[Change], run: str, other: str) -> str:
    rows = "".join(_change(change) for change in changes)
    back = escape("/evaluation?" + urlencode({"run": other, "other": run}))
    return (
        f'<h2>From {escape(other)} to {escape(run)}</h2><p><a href="{back}">The other way round</a></p>'
        '<table class="measures"><thead><tr><th scope="col">Measure</th><th scope="col">Before</th><th scope="col">After</th>'
        f'<th scope="col">Evidence</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _change(change: Change) -> str:
    after = "none" if change.after is None else f"{change.after:.3f}"
    dropped = ' class="dropped"' if change.dropped else ""
    return (
        f'<tr{dropped}><th scope="row">{escape(change.measure)}</th><td class="figure">{change.before:.3f}</td>'
        f'<td class="figure">{after}</td><td class="about">{escape(change.evidence)}</td></tr>'
    )


def complaint_html(sentence: str) -> str:
    return f'<p class="notice">{escape(sentence)}</p>'

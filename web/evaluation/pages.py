"""The evaluation's page: measures with their intervals, what was missed, two runs side by side."""

from collections.abc import Sequence
from urllib.parse import urlencode

from qa.evaluation.figures import ABOUTS, SHARES, SLICE_MEASURES, figure, interval_text
from qa.evaluation.gates import Change
from qa.evaluation.measures import Value
from qa.render import count, escape
from web.evaluation.runs import Run
from web.layout import EVALUATION, page

BAR = 160  # px


def evaluation_page(names: Sequence[str], judged: int, command: str, body: str, run: str = "", other: str = "") -> str:
    """`command` measures what people corrected; `body` is HTML."""
    return page(
        "Evaluation",
        f'<h1>Evaluation</h1><p class="lead">How well questions are answered, measured with <code>article-qa eval</code>.</p>'
        f"{_judged(judged, command)}{_choice(names, run, other)}{body}",
        here=EVALUATION,
        style="evaluation.css",
    )


def _judged(judged: int, command: str) -> str:
    if not judged:
        return "<p>Below an answer, “This is wrong” makes a question of it that can be measured from then on.</p>"
    return f"<p>{count(judged, 'answer')} corrected by people, asked with<br><code>{escape(command)}</code></p>"


def _choice(names: Sequence[str], run: str, other: str) -> str:
    if not names:
        return '<p class="notice">No run yet: <code>article-qa eval FOLDER</code> makes one.</p>'
    return (
        '<form id="choice"><label>Run <select name="run">' + _options(names, run) + "</select></label>"
        '<label>compared with <select name="other"><option value="">no other</option>'
        + _options(names, other)
        + "</select></label><button>Show</button></form>"
        '<p class="facts">A run keeps the passages that it found, also those of articles that have been deleted since. '
        "Deleting its folder in <code>.evaluation</code> deletes them.</p>"
    )


def _options(names: Sequence[str], chosen: str) -> str:
    return "".join(
        f'<option value="{escape(name)}"{" selected" if name == chosen else ""}>{escape(name)}</option>'
        for name in names
    )


def run_html(run: Run, misses: str) -> str:
    """`misses` is HTML, see web/evaluation/misses_view.py."""
    rows = "".join(_measure(value) for value in run.baseline.values)
    return (
        f'<h2>{escape(run.dataset)}</h2><p class="facts">{count(run.questions, "question")}, '
        f"index <code>{escape(run.generation)}</code></p>"
        f'<table class="measures"><thead><tr><th scope="col">Measure</th><th scope="col">Value</th>'
        f'<th scope="col">95 % interval</th><th scope="col">0 to 1</th></tr></thead><tbody>{rows}</tbody></table>'
        f"{_slices(run)}{misses}"
    )


def _slices(run: Run) -> str:
    if not run.slices:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Kind", "asked", *SLICE_MEASURES))
    rows = "".join(
        f'<tr><th scope="row">{escape(kind)}</th>'
        + "".join(f'<td class="figure">{said}</td>' for said in (f"{asked:,}", *figures))
        + "</tr>"
        for kind, asked, figures in run.slices
    )
    return f'<h2>By kind of question</h2><div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


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


def comparison_html(changes: Sequence[Change], run: str, other: str) -> str:
    rows = "".join(_change(change) for change in changes)
    back = escape("/evaluation?" + urlencode({"run": other, "other": run}))
    return (
        f'<h2>From {escape(other)} to {escape(run)}</h2><p><a href="{back}">The other way round</a></p>'
        '<table class="measures changes"><thead><tr><th scope="col">Measure</th><th scope="col">Before</th><th scope="col">After</th>'
        f'<th scope="col">Evidence</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _change(change: Change) -> str:
    after = "none" if change.after is None else f"{change.after:.3f}"
    verdict = "worse" if change.dropped else "better" if change.risen else "no clear change"
    kind = ' class="dropped"' if change.dropped else ' class="rose"' if change.risen else ""
    return (
        f'<tr{kind}><th scope="row">{escape(change.measure)}<span class="about">{verdict}</span></th>'
        f'<td class="figure">{change.before:.3f}</td>'
        f'<td class="figure">{after}</td><td class="about">{escape(change.evidence)}</td></tr>'
    )


def complaint_html(sentence: str) -> str:
    return f'<p class="notice">{escape(sentence)}</p>'

"""How figures and foreign words are written, the same in every kind of report."""

from collections.abc import Sequence

from qa.evaluation.measures import MEASURES, Value
from qa.evaluation.misses import Miss
from qa.evaluation.reports import Report
from qa.render import escape

ABOUTS = {measure.name: measure.about for measure in MEASURES}
SHARES = frozenset(measure.name for measure in MEASURES if measure.unit == "share")
SLICE_MEASURES = ("hit@1", "hit@5", "evidence@1", "evidence@5", "citation_first", "answered_accuracy")
MAX_MISSES = 200  # on a page; all of them are in the JSON
MAX_TEXT_CHARS = 300  # of a passage


def figure(name: str, value: float) -> str:
    """A share with three places, a time with one.

    >>> figure("hit@1", 0.91249), figure("latency_p50_ms", 12.34)
    ('0.912', '12.3')
    """
    return f"{value:.3f}" if name in SHARES else f"{value:.1f}"


def interval_text(value: Value) -> str:
    return f"{figure(value.name, value.low)} to {figure(value.name, value.high)}"


def slice_figures(values: Sequence[Value]) -> list[str]:
    """A figure for each of SLICE_MEASURES, "–" where it does not apply."""
    found = {value.name: figure(value.name, value.value) for value in values}
    return [found.get(name, "–") for name in SLICE_MEASURES]


def sliced(report: Report) -> list[tuple[str, int, list[str]]]:
    """Kind, number of questions and figures of each slice."""
    return [(shown(part.kind), part.questions, slice_figures(part.values)) for part in report.slices]


def gold(miss: Miss) -> str:
    return ", ".join(miss.question.article_ids) or "none"


def left_out(report: Report) -> str:
    """A sentence on the misses that a page has no room for; "" if there are none."""
    more = len(report.misses) - MAX_MISSES
    return f"And {more} more, which are in the JSON report." if more > 0 else ""


def shown(text: str) -> str:
    r"""A text as one line that cannot steer what shows it: control and direction characters become spaces.

    >>> shown("rain\n\x1b[31mred\u202e")
    'rain [31mred'
    """
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= MAX_TEXT_CHARS else line[: MAX_TEXT_CHARS - 1] + "…"


def said(text: str) -> str:
    """Foreign words as a page shows them: on one line, and escaped for HTML and Markdown alike."""
    return escape(shown(text))

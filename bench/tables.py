"""The tables of bench/README.md, made from the results that the bench has written."""

from collections.abc import Mapping, Sequence
from typing import Any

from bench.quality import SHOWN

Results = Mapping[str, Any]

SPEED = {
    "articles_per_s": ("articles/s", 1),
    "query_p50_ms": ("query p50, ms", 1),
    "query_p95_ms": ("p95", 1),
    "cold_s": ("start to answer, s", 2),
    "add_10_s": ("add 10, s", 2),
    "delete_10_ms": ("delete 10, ms", 0),
    "peak_mb": ("peak memory, MB", 0),
    "install_mb": ("installed, MB", 0),
}


def quality_table(results: Results) -> str:
    """One row per set and program. An interval follows its value; † marks what we lead by more than chance explains."""
    rows = [["set", "program", *SHOWN]]
    for name, of_set in results["sets"].items():
        for program, values in of_set["programs"].items():
            leads = of_set["leads"].get(program, {})
            cells = [_score(values.get(measure), leads.get(measure)) for measure in SHOWN]
            rows.append([f"{name}, {of_set['questions']}", program, *cells])
    return _markdown(rows)


def speed_table(results: Results) -> str:
    rows = [["program", *(title for title, _ in SPEED.values())]]
    for program, values in results["programs"].items():
        rows.append([program, *(_figure(values[key], digits) for key, (_, digits) in SPEED.items())])
    return _markdown(rows)


def _score(value: Sequence[float] | None, lead: Sequence[float] | None) -> str:
    if value is None:
        return "–"
    shown, low, high = (f"{number:.3f}".removeprefix("0") for number in value)
    return f"{shown} ({low}–{high}){' †' if lead and lead[0] > 0 else ''}"


def _figure(value: float | Sequence[float], digits: int) -> str:
    if isinstance(value, int | float):
        return f"{value:,.{digits}f}"
    middle, low, high = (f"{number:,.{digits}f}" for number in value)
    return f"{middle} ({low}–{high})"


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])

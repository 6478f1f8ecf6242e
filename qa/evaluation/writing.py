"""A report as files: for a program, for a repository, for a browser."""

from pathlib import Path

from qa.evaluation.html_page import html_page
from qa.evaluation.markdown_page import markdown_page
from qa.evaluation.reports import Report, json_report


def write_report(folder: Path, report: Report) -> tuple[Path, ...]:
    """Write report.json, report.md and report.html into the folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {"report.json": json_report, "report.md": markdown_page, "report.html": html_page}
    for name, page in pages.items():
        (folder / name).write_text(page(report), encoding="utf-8", errors="replace", newline="\n")
    return tuple(folder / name for name in pages)

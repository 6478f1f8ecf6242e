import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from index.errors import DatasetError
from qa.evaluation.html_page import bar, html_page
from qa.evaluation.markdown_page import markdown_page
from qa.evaluation.measures import Value
from qa.evaluation.records import Excerpt, Line, Question, Span
from qa.evaluation.reports import Report, json_report, report_of
from qa.evaluation.running import write_reports
from qa.evaluation.tables import tables
from tests.evaluation_examples import line, question

GOLD, WRONG = Span("a", 0, 10), Span("b", 0, 10)
HOSTILE = "<img src=x onerror=alert(1)> [red]x[/red] | `a` **b** \x1b[31m\u202e [c](javascript:d)"


def run() -> tuple[list[Question], list[Line]]:
    questions = [question("y1", gold=("a",), kind="fact"), question("y2", gold=("a",), kind="fact")]
    questions += [question("y3", gold=("a",), kind="multi"), question("n1", answerable=False, kind="unanswerable")]
    lines = [
        line("y1", hits=[GOLD], cited=[(GOLD, "words")]),
        line("y2", hits=[WRONG, GOLD]),
        line("y3", hits=[WRONG], cited=[(WRONG, "words")]),
        line("n1", hits=[WRONG], cited=[(WRONG, "words")]),
    ]
    return questions, lines


def report() -> Report:
    return report_of("made-up", *run())


def hostile() -> Report:
    questions, lines = run()
    questions[2] = replace(questions[2], question=HOSTILE, kind=HOSTILE, article_ids=(HOSTILE,))
    lines[2] = replace(lines[2], hits=(Excerpt(Span(HOSTILE, 0, 10), HOSTILE, HOSTILE),))
    lines = [replace(one, generation=HOSTILE) for one in lines]
    return report_of(HOSTILE, questions, lines)


class Page(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def printed(shown: Report) -> str:
    console = Console(file=io.StringIO(), width=160, force_terminal=False)
    console.print(tables(shown))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


# -------------------------------------------------------------------------------------------------------------- numbers


def test_a_report_sums_up_a_run() -> None:
    found = report()
    assert (found.dataset, found.generation, found.questions) == ("made-up", "g1", 4)
    values = {value.name: value.value for value in found.values}
    assert values["hit@1"] == pytest.approx(1 / 3) and values["hit@3"] == pytest.approx(2 / 3)
    assert values["citation_first"] == pytest.approx(1 / 3) and values["answered_accuracy"] == 0.5
    assert [(part.kind, part.questions) for part in found.slices] == [("fact", 2), ("multi", 1), ("unanswerable", 1)]
    assert {value.name: value.value for value in found.slices[0].values}["hit@1"] == 0.5


def test_a_missed_question_says_why() -> None:
    assert {miss.question.id: miss.reasons for miss in report().misses} == {
        "y2": ("declined, though the articles answer it", "the first citation is not a gold sentence"),
        "y3": (
            "no gold article among the first 5",
            "no gold sentence in the first 5 passages",
            "the first citation is not a gold sentence",
        ),
        "n1": ("answered, though no article answers it",),
    }


def test_every_way_of_showing_it_has_the_same_numbers() -> None:
    shown = report()
    written = {row["name"]: row["value"] for row in json.loads(json_report(shown))["measures"]}
    markdown = Page(MarkdownIt("commonmark").enable("table").render(markdown_page(shown))).text
    for name, value in written.items():
        figure = f"{value:.1f}" if name.endswith("_ms") else f"{value:.3f}"
        for page in (printed(shown), markdown, Page(html_page(shown)).text):
            assert re.search(rf"{name}\W*{figure}(?!\d{{4}})", page), (name, page)


def test_a_run_of_part_of_the_questions_is_measured_over_these() -> None:
    questions, lines = run()
    assert report_of("made-up", questions, lines[:2]).questions == 2


@pytest.mark.parametrize("foreign", [[], [line("elsewhere")]])
def test_a_run_of_other_questions_is_an_error(foreign: list[Line]) -> None:
    with pytest.raises(DatasetError, match="expected answers to questions of the dataset"):
        report_of("made-up", run()[0], foreign)


def test_a_run_of_two_generations_is_an_error() -> None:
    questions, lines = run()
    with pytest.raises(DatasetError, match="generations g1, g2, expected one"):
        report_of("made-up", questions, [replace(lines[0], generation="g2"), *lines[1:]])


# ---------------------------------------------------------------------------------------------------------------- pages


def test_a_report_is_written_for_a_program_a_repository_and_a_browser(tmp_path: Path) -> None:
    write_reports(report(), tmp_path)
    files = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert files == {
        "report.json": json_report(report()),
        "report.md": markdown_page(report()),
        "report.html": html_page(report()),
    }


def test_the_html_page_fetches_and_runs_nothing_whatever_the_articles_hold() -> None:
    page = Page(html_page(hostile()))
    tags = {tag for tag, _ in page.elements}
    attributes = {name for _, attrs in page.elements for name in attrs}
    assert not tags & {"script", "img", "a", "link", "iframe", "form", "base", "image", "use"}
    assert not attributes & {"src", "href", "style"} and not any(name.startswith("on") for name in attributes)
    assert "<img src=x onerror=alert(1)>" in page.text
    assert "\x1b" not in page.text and "\u202e" not in page.text


def test_the_markdown_page_shows_foreign_words_as_they_are() -> None:
    page = MarkdownIt("commonmark").enable("table").render(markdown_page(hostile()))
    assert "<img" not in page and "javascript:d)" in Page(page).text and "<a " not in page
    assert page.count("<table>") == 2 and "<h2>Missed: 3</h2>" in page
    rows = page.split("<h2>Some of the questions</h2>")[1].split("</table>")[0]
    assert rows.count("<tr>") == 6 and rows.count("<td>") == rows.count("</td>") == 5 * rows.count("<th>")


def test_the_terminal_is_not_steered_by_what_it_shows() -> None:
    shown = printed(hostile())
    assert "\x1b" not in shown and "\u202e" not in shown and "[red]x[/red]" in shown


def test_a_page_of_many_misses_says_how_many_it_leaves_out() -> None:
    questions = [question(f"q{n}", gold=("a",)) for n in range(250)]
    shown = report_of("made-up", questions, [line(q.id) for q in questions])
    for page in (markdown_page(shown), html_page(shown)):
        assert "Missed: 250" in page and "And 50 more, which are in the JSON report." in page
    assert len(json.loads(json_report(shown))["misses"]) == 250


def test_a_bar_is_as_long_as_its_value() -> None:
    drawn = bar(Value("hit@1", 0.5, 0.25, 0.75, 10))
    assert '<rect width="120.0"' in drawn and 'x1="60.0" x2="180.0"' in drawn
    assert bar(Value("latency_p50_ms", 12.0, 10.0, 14.0, 10)) == ""

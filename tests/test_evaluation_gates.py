import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from index.errors import DatasetError
from qa.evaluation.gates import Change, compare, read_baseline
from qa.evaluation.records import Span
from qa.evaluation.reports import Report, json_report, report_of
from tests.evaluation_examples import line, question

GOLD = Span("a", 0, 10)


def report(found: int, of: int = 200, *, first: int = 0, answered: bool = True) -> Report:
    """A run of answerable questions, numbered from `first`, the first `found` with the right article on top."""
    questions = [question(f"q{n:03}", gold=("a",)) for n in range(first, first + of)]
    lines = [
        line(q.id, hits=[GOLD if n < found else Span("b", 0, 10)], cited=[(GOLD, "words")] if answered else [])
        for n, q in enumerate(questions)
    ]
    return report_of("made-up", questions, lines)


def stored(path: Path, before: Report, *without: str) -> Path:
    fields = json.loads(json_report(before))
    path.write_text(json.dumps({key: value for key, value in fields.items() if key not in without}))
    return path


def changes(tmp_path: Path, before: Report, after: Report, *without: str) -> dict[str, Change]:
    baseline = read_baseline(stored(tmp_path / "baseline.json", before, *without))
    return {change.measure: change for change in compare(after, baseline)}


def test_the_same_run_passes(tmp_path: Path) -> None:
    found = changes(tmp_path, report(150), report(150))
    assert "hit@1" in found and not any(change.dropped for change in found.values())


def test_a_clear_drop_fails_and_says_from_what_to_what(tmp_path: Path) -> None:
    change = changes(tmp_path, report(150), report(130))["hit@1"]
    assert change.dropped
    said = str(change)
    assert said.startswith("hit@1 fell from 0.750 to 0.650 (200 questions in pairs, 95 % interval of the change -0.14")


def test_a_drop_within_chance_passes(tmp_path: Path) -> None:
    change = changes(tmp_path, report(150), report(148))["hit@1"]
    assert change.after == 0.74 and not change.dropped


def test_a_rise_passes(tmp_path: Path) -> None:
    change = changes(tmp_path, report(130), report(150))["hit@1"]
    assert not change.dropped and change.risen and "rose from 0.650 to 0.750" in str(change)


def test_two_stored_reports_are_compared_from_the_command_line(tmp_path: Path) -> None:
    before, after = (stored(tmp_path / f"{found}.json", report(found)) for found in (130, 150))
    shown = CliRunner().invoke(app, ["compare", str(before), str(after)], env={"COLUMNS": "160"})
    assert re.search(r"hit@1 +│ 0\.650 +│ 0\.750 +│ 200 questions in pairs.*│ rose", shown.output)
    printed = json.loads(CliRunner().invoke(app, ["compare", str(before), str(after), "--json"]).stdout)
    assert {"measure": "hit@1", "before": 0.65, "after": 0.75, "risen": True}.items() <= printed[0].items()


def test_pairs_show_a_drop_that_the_interval_of_the_baseline_hides(tmp_path: Path) -> None:
    assert changes(tmp_path, report(150), report(142))["hit@1"].dropped
    assert not changes(tmp_path, report(150), report(142), "columns")["hit@1"].dropped


def test_without_pairs_a_drop_below_the_interval_of_the_baseline_fails(tmp_path: Path) -> None:
    change = changes(tmp_path, report(150), report(120), "columns")["hit@1"]
    assert change.dropped and "95 % interval of the baseline 0.6" in str(change)


@pytest.mark.parametrize("without", [(), ("columns",)])
def test_a_measure_that_can_no_longer_be_taken_fails(tmp_path: Path, without: tuple[str, ...]) -> None:
    change = changes(tmp_path, report(150), report(150, answered=False), *without)["citation_precision"]
    assert change.dropped and str(change) == "citation_precision was 1.000 and can no longer be measured"


def test_a_measure_of_the_declined_is_compared_over_all_questions(tmp_path: Path) -> None:
    """Precision of declining falls because other questions are declined: no pair of declined ones would show it."""
    questions = [question(f"y{n:02}", gold=("a",)) for n in range(40)]
    questions += [question(f"n{n:02}", answerable=False) for n in range(40)]

    def declining(kind: str) -> Report:
        lines = [line(q.id, cited=[] if q.id.startswith(kind) else [(GOLD, "words")]) for q in questions]
        return report_of("made-up", questions, lines)

    assert changes(tmp_path, declining("n"), declining("y"))["declining_precision"].dropped


def test_only_questions_of_both_runs_are_compared(tmp_path: Path) -> None:
    change = changes(tmp_path, report(100, first=0), report(0, of=100, first=100))["hit@1"]
    assert (change.before, change.after, change.dropped) == (0, 0, False)
    assert "100 questions in pairs" in str(change)


def test_times_are_not_compared(tmp_path: Path) -> None:
    assert not any("ms" in name for name in changes(tmp_path, report(150), report(150)))


def test_a_baseline_of_other_questions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no question in common"):
        changes(tmp_path, report(150), report(150, first=500))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "found no JSON"),
        ("[]", "found a list, expected one JSON object"),
        ('{"format": 9}', '"format" is 9, expected 1'),
        ('{"format": 1, "measures": [{"name": "hit@1", "value": "good"}]}', "measures[0]: \"value\" is 'good'"),
    ],
)
def test_a_file_that_is_no_baseline_says_why(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(content)
    with pytest.raises(DatasetError) as error:
        read_baseline(path)
    assert str(path) in str(error.value) and said in str(error.value)

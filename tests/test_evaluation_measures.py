import subprocess
import sys
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from index.records import Article
from qa.evaluation.intervals import change_interval, interval
from qa.evaluation.measures import MEASURES, Value, columns_of, values_of
from qa.evaluation.records import Line, Question, Span
from qa.evaluation.slices import by_kind, slices_of
from tests.evaluation_examples import line, question

MEAN = next(measure for measure in MEASURES if measure.name == "hit@1").statistic
GOLD = Span("a", 0, 10)


def measured(questions: list[Question], lines: list[Line]) -> dict[str, Value]:
    return {value.name: value for value in values_of(columns_of(questions, lines), {q.id for q in questions})}


# ----------------------------------------------------------------------------------------------------------- intervals


def test_the_interval_of_a_share_is_that_of_the_binomial_distribution() -> None:
    """60 of 200: a standard error of sqrt(0.3 * 0.7 / 200) = 0.0324, so 0.3 -+ 0.0635."""
    sample = np.array([[1.0] * 60 + [0.0] * 140])
    assert interval(sample, MEAN) == pytest.approx((0.2365, 0.3635), abs=0.01)


def test_the_same_sample_has_the_same_interval() -> None:
    sample = np.array([[1.0, 0.0, 0.0, 1.0, 1.0]])
    assert interval(sample, MEAN) == interval(sample.copy(), MEAN)


def test_a_figure_that_chance_cannot_move_has_no_width() -> None:
    assert interval(np.ones((1, 30)), MEAN) == (1.0, 1.0)


def test_a_change_is_measured_question_by_question() -> None:
    """Every question got 0.1 better: certain, though the questions differ widely."""
    before = np.linspace(0, 0.9, 40).reshape(1, 40)
    assert change_interval(before, before + 0.1, MEAN) == pytest.approx((0.1, 0.1))


# ------------------------------------------------------------------------------------------------------------ measures


def test_every_measure_says_what_it_is_and_has_a_name_of_its_own() -> None:
    assert all(len(measure.about) > 10 for measure in MEASURES)
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)


def test_a_measure_is_the_mean_over_the_questions_that_it_applies_to() -> None:
    questions = [question(f"q{n}", gold=("a",)) for n in range(4)] + [question("n", answerable=False)]
    lines = [line(q.id, hits=[Span("a" if q.id in ("q0", "q1", "q2") else "b", 0, 10)]) for q in questions]
    found = measured(questions, lines)
    assert (found["hit@1"].value, found["hit@1"].questions) == (0.75, 4)
    assert (found["declining_recall"].value, found["declining_recall"].questions) == (1.0, 1)
    assert found["hit@1"].low < 0.75 < found["hit@1"].high


def test_a_measure_that_applies_to_no_question_is_left_out() -> None:
    found = measured([question("q", gold=("a",))], [line("q")])
    assert not {"both@5", "declining_recall", "confidence_auc", "citation_precision"} & set(found)


def test_confidence_is_judged_by_how_well_it_separates() -> None:
    """Answerable 0.9 and 0.4, not answerable 0.5 and 0.1: three of four pairs are in order."""
    questions = [question("y1"), question("y2"), question("n1", answerable=False), question("n2", answerable=False)]
    lines = [line(q.id, confidence=c) for q, c in zip(questions, (0.9, 0.4, 0.5, 0.1), strict=True)]
    assert measured(questions, lines)["confidence_auc"].value == 0.75


def test_times_are_percentiles() -> None:
    questions = [question(f"q{n}") for n in range(101)]
    found = measured(questions, [line(q.id, took_ms=float(n)) for n, q in enumerate(questions)])
    assert (found["latency_p50_ms"].value, found["latency_p95_ms"].value) == (50, 95)


def test_a_percentile_is_a_time_that_was_measured() -> None:
    """The nearest rank: half of four questions took at most the second time."""
    questions = [question(f"q{n}") for n in range(4)]
    times = measured(
        questions, [line(q.id, took_ms=ms) for q, ms in zip(questions, (40.0, 10.0, 30.0, 20.0), strict=True)]
    )
    assert (times["latency_p50_ms"].value, times["latency_p95_ms"].value) == (20, 40)


def test_lines_of_other_questions_change_nothing() -> None:
    questions = [question("q", gold=("a",))]
    lines = [line("q", cited=[(GOLD, "words")])]
    assert measured(questions, [*lines, line("foreign", took_ms=9e9)]) == measured(questions, lines)


def test_questions_are_sliced_by_kind() -> None:
    questions = [question("1", kind="multi"), question("2", kind="fact"), question("3", kind="multi"), question("4")]
    assert by_kind(questions) == {"fact": ("2",), "multi": ("1", "3")}
    assert by_kind(questions[:1]) == {}


def test_questions_are_sliced_by_their_length_and_by_year_and_length_of_their_article() -> None:
    long = replace(question("long", gold=("old",)), question=" ".join(["word"] * 8))
    asked = [long, question("short", gold=("new",)), question("gone", gold=("gone",))]
    articles = {
        "old": Article("old", "Old", "x" * 3001, published=date(1999, 1, 1)),
        "new": Article("new", "New", "x" * 3000, published=date(2024, 1, 1)),
    }
    assert slices_of(asked, articles) == {
        "of up to 7 words": ("short", "gone"),
        "of 8 to 12 words": ("long",),
        "on articles of 1999": ("long",),
        "on articles of 2024": ("short",),
        "on articles of up to 3,000 characters": ("short",),
        "on articles of 3,001 to 10,000 characters": ("long",),
    }


def test_many_years_are_put_together_to_decades() -> None:
    years = range(1995, 2005)
    articles = {str(y): Article(str(y), "A", "x", published=date(y, 1, 1)) for y in years}
    found = slices_of([question(str(y), gold=(str(y),)) for y in years], articles)
    assert {name: len(ids) for name, ids in found.items()} == {
        "on articles of the 1990s": 5,
        "on articles of the 2000s": 5,
    }


def test_questions_are_sliced_by_language_source_and_author_of_their_article_and_rare_ones_taken_together() -> None:
    authors = ["Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Gus", None]
    articles = {
        str(n): Article(str(n), "A", "x", author=author, source="Wire", lang="de" if n % 2 else "en")
        for n, author in enumerate(authors)
    }
    asked = [question(str(n), gold=(str(n),)) for n in range(len(authors))]
    assert slices_of(asked, articles) == {
        "on articles in de": ("1", "3", "5", "7"),
        "on articles in en": ("0", "2", "4", "6", "8"),
        "on articles by Ada": ("0",),
        "on articles by Bo": ("1",),
        "on articles by Cy": ("2",),
        "on articles by Di": ("3",),
        "on articles by Gus": ("6", "7"),
        "on articles by others": ("4", "5"),
    }


# ------------------------------------------------------------------------------------------------------------- imports


def test_importing_any_of_it_loads_nothing_heavy() -> None:
    code = """
import importlib, pkgutil, sys
import qa.evaluation
for module in pkgutil.iter_modules(qa.evaluation.__path__, "qa.evaluation."):
    if module.name not in ("qa.evaluation.running", "qa.evaluation.calibrating"):  # which open an index
        importlib.import_module(module.name)
print(*sorted({"numpy", "scipy", "ir_measures", "rich", "faiss", "torch", "gradio"} & set(sys.modules)))
"""
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""

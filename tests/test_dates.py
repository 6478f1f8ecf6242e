"""Times of questions: a table of labelled questions, and each kind of period against its slow definition."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qa.dates
from qa.dates import TimeExpression, TimeReading, read_time
from qa.dates.anchors import us_election
from qa.dates.periods import Period, easter, part, years

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "tests" / "data" / "time_expressions.jsonl"
BOUNDS = [json.loads(line) for line in (TABLE.parent / "time_bounds.jsonl").read_text("utf-8").splitlines()]
ROWS = [json.loads(line) for line in TABLE.read_text("utf-8").splitlines()]
WORDS = sorted({word for row in ROWS for word in row["question"].split()} | {"'", '"', "“", "#", "-", "–"})
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
DAY = timedelta(1)


def as_row(reading: TimeReading) -> dict[str, object]:
    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "expressions": [
            {"text": one.text, "after": iso(one.after), "before": iso(one.before), "about": one.about}
            for one in reading.expressions
        ],
        "after": iso(reading.after),
        "before": iso(reading.before),
        "newest_first": reading.newest_first,
    }


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['today']} {row['question']}" for row in ROWS])
def test_a_labelled_question_is_read_exactly(row: dict[str, object]) -> None:
    expected = {key: row[key] for key in ("expressions", "after", "before", "newest_first")}
    assert as_row(read_time(str(row["question"]), date.fromisoformat(str(row["today"])))) == expected


@pytest.mark.parametrize("row", BOUNDS, ids=[f"{row['today']} {row['question']}" for row in BOUNDS])
def test_what_a_question_says_of_time_comes_to_these_bounds(row: dict[str, object]) -> None:
    """Questions as the users of a news archive write them, each labelled before the rules were made to read it."""
    read = as_row(read_time(str(row["question"]), date.fromisoformat(str(row["today"]))))
    assert {key: read[key] for key in ("after", "before", "newest_first")} == {
        key: row[key] for key in ("after", "before", "newest_first")
    }


def test_the_table_holds_150_expressions_and_60_questions_without_any() -> None:
    assert sum(len(row["expressions"]) for row in ROWS) >= 150
    assert sum(not row["expressions"] and not row["newest_first"] for row in ROWS) >= 60
    assert len({(row["question"], row["today"]) for row in ROWS}) == len(ROWS)


# ---------------------------------------------------------------------------------------------- slow definitions
def first_day(day: date, step: timedelta, holds: Callable[[date], bool]) -> date:
    while not holds(day):
        day += step
    return day


def bounds_of(words: str, today: date) -> tuple[date | None, date | None]:
    (one,) = read_time(f"What did she say {words}?", today).expressions
    assert one.text == words
    return one.after, one.before


@given(DAYS)
@settings(max_examples=40)
def test_last_tuesday_is_the_first_tuesday_met_going_back_from_yesterday(today: date) -> None:
    tuesday = first_day(today - DAY, -DAY, lambda day: day.weekday() == 1)
    assert bounds_of("last Tuesday", today) == (tuesday, tuesday)


@given(DAYS)
@settings(max_examples=40)
def test_on_monday_is_the_first_monday_met_going_back_from_today(today: date) -> None:
    monday = first_day(today, -DAY, lambda day: day.weekday() == 0)
    assert bounds_of("on Monday", today) == (monday, monday)


@given(DAYS)
@settings(max_examples=40)
def test_last_week_ends_on_the_first_sunday_met_going_back_from_yesterday_or_today(today: date) -> None:
    monday = first_day(today, -DAY, lambda day: day.weekday() == 0)
    sunday = monday - DAY
    assert bounds_of("last week", today) == (first_day(sunday, -DAY, lambda day: day.weekday() == 0), sunday)


@given(DAYS)
@settings(max_examples=40)
def test_in_august_is_the_latest_august_with_a_day_not_after_today(today: date) -> None:
    some = first_day(today, -DAY, lambda day: day.month == 8)
    assert bounds_of("in August", today) == (date(some.year, 8, 1), date(some.year, 8, 31))


@given(DAYS)
@settings(max_examples=40)
def test_last_month_ends_the_day_before_this_month_begins(today: date) -> None:
    end = first_day(today, -DAY, lambda day: day.month != today.month)
    assert bounds_of("last month", today) == (end.replace(day=1), end)


@given(DAYS)
@settings(max_examples=40)
def test_last_summer_is_over(today: date) -> None:
    in_autumn = first_day(today, -DAY, lambda day: (day.month, day.day) == (9, 1))
    assert bounds_of("last summer", today) == (date(in_autumn.year, 6, 1), date(in_autumn.year, 8, 31))


@given(DAYS, st.sampled_from([2, 3, 4]))
@settings(max_examples=40)
def test_the_parts_of_a_year_lie_end_to_end_and_make_it_up(day: date, of: int) -> None:
    parts = [part(years(day.year, day.year), number, of) for number in range(1, of + 1)]
    assert parts[0].start == date(day.year, 1, 1) and parts[-1].end == date(day.year, 12, 31)
    assert all(one.end + DAY == following.start for one, following in pairwise(parts))


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2000, "2000-04-23"), (2008, "2008-03-23"), (2011, "2011-04-24"), (2023, "2023-04-09"), (2024, "2024-03-31")],
)
def test_easter_falls_on_the_days_of_the_church_calendar(year: int, expected: str) -> None:
    assert easter(year) == date.fromisoformat(expected)


@pytest.mark.parametrize("day", ["2000-11-07", "2008-11-04", "2016-11-08", "2020-11-03", "2024-11-05"])
def test_americans_elect_a_president_on_the_tuesday_after_the_first_monday_of_november(day: str) -> None:
    assert us_election(int(day[:4])) == date.fromisoformat(day)


def test_there_is_no_presidential_election_between_leap_years() -> None:
    assert us_election(2021) is None


# ---------------------------------------------------------------------------------------------- whatever is asked
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from([" ", " ", ""]), st.dates())
@settings(max_examples=300)
def test_any_words_on_any_day_give_spans_in_order_that_quote_the_question(
    words: list[str], joint: str, today: date
) -> None:
    question = joint.join(words)
    expressions = read_time(question, today).expressions
    assert all(question[one.start : one.end] == one.text for one in expressions)
    assert all(one.end <= following.start for one, following in pairwise(expressions))


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_any_text_can_be_read(question: str) -> None:
    assert read_time(question, date(2024, 11, 5)) == read_time(question, date(2024, 11, 5))


def test_a_question_that_nests_without_end_is_read_in_bounded_depth() -> None:
    assert read_time("end of " * 1000 + "2020", date(2024, 11, 5)).before == date(2020, 12, 31)


@pytest.mark.parametrize("today", [date.min, date.max])
def test_the_ends_of_the_calendar_cut_periods_off(today: date) -> None:
    for words in ("last year", "next year", "two centuries ago", "in the past 999 decades", "last winter", "next week"):
        assert all(one.start >= 0 for one in read_time(words, today).expressions)


# ---------------------------------------------------------------------------------------------- what bounds amount to
def test_bounds_for_publication_go_before_bounds_of_what_is_told() -> None:
    reading = read_time("articles from 2019 about the war of 1812", date(2024, 11, 5))
    assert (reading.after, reading.before, reading.about) == (date(2019, 1, 1), date(2019, 12, 31), False)


def test_a_question_without_time_has_no_bounds() -> None:
    assert read_time("Who painted it?", date(2024, 11, 5)) == TimeReading((), None, None, newest_first=False)


def test_typographic_apostrophes_and_dashes_are_read_like_typed_ones() -> None:
    typed = read_time("Who led in last year's final and in 2019-2021?", date(2024, 11, 5))
    printed = read_time("Who led in last year’s final and in 2019–2021?", date(2024, 11, 5))
    assert [(e.after, e.before) for e in typed.expressions] == [(e.after, e.before) for e in printed.expressions]


def test_an_expression_whose_span_is_not_its_text_is_refused() -> None:
    with pytest.raises(ValueError, match="span"):
        TimeExpression("2020", 0, 3, None, None, about=True)


def test_bounds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="later than"):
        TimeExpression("2020", 0, 4, date(2020, 1, 2), date(2020, 1, 1), about=True)
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2020, 1, 2), date(2020, 1, 1))


# ---------------------------------------------------------------------------------------------- the package itself
def test_no_module_of_the_package_asks_the_clock() -> None:
    for path in Path(qa.dates.__file__).parent.glob("*.py"):
        called = {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
        assert not called & {"now", "utcnow", "time", "today", "localtime"}, path


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, qa.dates; print(sorted({'numpy', 'torch', 'faiss', 'gradio'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"

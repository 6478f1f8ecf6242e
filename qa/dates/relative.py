"""Periods counted from today: "yesterday", "last week", "the past three months", "two years ago"."""

import re
from collections.abc import Callable
from datetime import date

from qa.dates.periods import MONTHS_IN, Period, around, hull, move, one_day
from qa.dates.words import COUNT, UNIT, UNITS, Found, Kind, compiled, count_of

Meaning = Callable[[re.Match[str], date], Period | None]

# "the last week of the war", "the last year that he played", "in the last days before" count from something else.
_FROM_TODAY = r"(?!\w| (?:of|that|when|where|before|after|until|he|she|it|they|at|as)\b| in (?:office|power|which)\b)"
_PART_OF_DAY = "(?: (?:morning|afternoon|evening|night))?"


def _days_back(first: int, last: int) -> Meaning:
    return lambda match, today: Period(move(today, -first, "day"), move(today, -last, "day"))


def _unit(match: re.Match[str]) -> str:
    unit = match["unit"].lower()
    return "century" if unit == "centurie" else unit


def _calendar_unit(match: re.Match[str], today: date) -> Period:
    """ "last week" is the whole calendar week before this one; "this week" ends on its Sunday."""
    shift = {"this": 0, "the current": 0, "next": 1, "the next": 1, "the coming": 1}.get(match["which"].lower(), -1)
    return around(move(today, shift, _unit(match)), _unit(match))


def _before_last(match: re.Match[str], today: date) -> Period:
    return around(move(today, -2, _unit(match)), _unit(match))


def _rolling(match: re.Match[str], today: date) -> Period:
    """ "the past three months" reach from this day three months back to today."""
    return Period(move(today, -count_of(match["count"] or "one"), _unit(match)), today)


def _rolling_hours(match: re.Match[str], today: date) -> Period:
    return Period(move(today, -((count_of(match["count"]) + 23) // 24), "day"), today)


def _ago(match: re.Match[str], today: date) -> Period:
    """ "two years ago" is that calendar year, "three days ago" that day, "a few weeks ago" any of the weeks meant."""
    count, unit = count_of(match["count"]), _unit(match)
    calendar = "year" if unit in ("decade", "century") else unit
    day = move(today, -count, unit)
    limit = (match["limit"] or "").lower().strip()
    if match["exact"] or limit in ("exactly", "precisely"):
        return one_day(day)
    if limit:
        return Period(day, today) if limit in ("less than", "under") else Period(date.min, day)
    if match["count"].lower().split()[-1] in ("few", "several"):
        return Period(around(day, calendar).start, around(move(today, -2, unit), calendar).end)
    return around(day, calendar)


def _between_counts_ago(match: re.Match[str], today: date) -> Period | None:
    """ "two or three weeks ago" is either week and any between them."""
    unit, counts = _unit(match), sorted(count_of(match[name]) for name in ("fewest", "count"))
    calendar = "year" if unit in ("decade", "century") else unit
    nearest, farthest = (around(move(today, -count, unit), calendar) for count in counts)
    return hull(farthest, nearest)


def _half_ago(match: re.Match[str], today: date) -> Period:
    unit = _unit(match)
    return around(move(today, -MONTHS_IN[unit] // 2, "month"), "month" if unit == "year" else "year")


def _stretch(match: re.Match[str], today: date) -> Period:
    """ "earlier this year" ends today, "later this year" starts today."""
    whole = around(today, _unit(match))
    return Period(today, whole.end) if match["side"].lower() == "later" else Period(whole.start, today)


def _so_far(match: re.Match[str], today: date) -> Period:
    return Period(around(today, _unit(match)).start, today)


def _weekend(match: re.Match[str], today: date) -> Period:
    """ "last weekend" is the latest that is over, "this weekend" that of this week."""
    weeks = {"this": 0, "next": 1, "the next": 1, "the coming": 0, "this coming": 0}.get(match["which"].lower(), -1)
    return around(move(today, weeks, "week"), "weekend")


_RULES: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (compiled(pattern + r"(?!\w)"), meaning)
    for pattern, meaning in (
        (r"the day before yesterday", _days_back(2, 2)),
        (r"the day after tomorrow", _days_back(-2, -2)),
        (rf"yesterday{_PART_OF_DAY}", _days_back(1, 1)),
        (r"last night", _days_back(1, 1)),
        (rf"tomorrow{_PART_OF_DAY}", _days_back(-1, -1)),
        (r"(?:(?:earlier|later) )?today|this (?:morning|afternoon|evening)|tonight", _days_back(0, 0)),
        (rf"(?:earlier|later) (?P<which>last) {UNIT}", _calendar_unit),
        (rf"(?P<side>earlier|later) (?:in )?this {UNIT}", _stretch),
        (rf"so far (?:in )?this {UNIT}", _so_far),
        (rf"this {UNIT} so far", _so_far),
        (rf"(?:the )?{UNIT} (?:to date|so far)", _so_far),
        (
            rf"(?P<limit>(?:more|less) than |at least |over |under |exactly |precisely )?{COUNT} {UNITS} ago(?P<exact> today)?",
            _ago,
        ),
        (rf"{COUNT.replace('<count>', '<fewest>')}(?: to | or |-|–){COUNT} {UNITS} ago", _between_counts_ago),
        (rf"(?:{COUNT} )(?:hours?|minutes?) ago", _days_back(0, 0)),
        (r"half an? (?P<unit>year|decade|century) ago", _half_ago),
        (rf"the {UNIT} before last", _before_last),
        (rf"(?:the |these |this )?(?:last|past) {COUNT} {UNITS}{_FROM_TODAY}", _rolling),
        (rf"(?:the )?(?:last|past) {COUNT} hours?{_FROM_TODAY}", _rolling_hours),
        (rf"(?:the|this) past(?P<count>) {UNIT}{_FROM_TODAY}", _rolling),
        (r"(?P<which>last|this past|the last|this|next|the next|the coming|this coming) weekend", _weekend),
        (r"the (?P<unit>weekend) before last", lambda _, today: around(move(today, -2, "week"), "weekend")),
    )
)
_CALENDAR = compiled(
    r"(?P<which>last|this|next|the previous|the current|the coming)\s"
    rf"(?!days?\b){UNIT}(?!\w| of\b| tonight\b)"
)
_THE_LAST = compiled(rf"the last(?P<count>) (?!days?\b){UNIT}{_FROM_TODAY}")
# "his last year", "the last month": not the calendar unit before this one. "over the last month": from today back.
_OWNED = compiled(r"(?:\b(?:the|his|her|its|their|my|our|your|every|very|one|an?)|(?<!what)(?<!who)(?<!it)'s) $")
_SPANNING = compiled(r"\b(?:in|over|during|within|for|throughout|across|course of) $")


def counted_from_today(text: str, at: int, today: date) -> Found | None:
    """The longest expression that starts there and counts from today."""
    found = [
        Found(period, match.end(), Kind.RELATIVE)
        for pattern, meaning in _RULES
        if (match := pattern.match(text, at)) and (period := meaning(match, today))
    ]
    if (match := _CALENDAR.match(text, at)) and not _OWNED.search(text, 0, at):
        found.append(Found(_calendar_unit(match, today), match.end(), Kind.RELATIVE))
    if (match := _THE_LAST.match(text, at)) and _SPANNING.search(text, 0, at):
        found.append(Found(_rolling(match, today), match.end(), Kind.RELATIVE))
    return max(found, key=lambda one: one.end, default=None)

"""Runs of whole days and the arithmetic of the calendar.

Weeks run from Monday to Sunday, seasons are those of the north in whole months, a winter bears the year of its
December. Nothing leaves the years 1 to 9999: what would is cut off there.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # the first of three


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"a period cannot end on {self.end} when it starts on {self.start}")


Recurring = Callable[[int], Period | None]  # a year -> that year's August, Christmas, 29 February (None: it has none)


def move(day: date, count: int, unit: str) -> date:
    """The same day `count` units later (earlier when negative), or the last of a month too short to have it."""
    if unit in DAYS_IN:
        ordinal = day.toordinal() + count * DAYS_IN[unit]
        return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))
    year, month = divmod(day.year * 12 + day.month - 1 + count * MONTHS_IN[unit], 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def one_day(day: date) -> Period:
    return Period(day, day)


def day_of(year: int, month: int, day: int) -> Period | None:
    """That day, or None where the calendar has no such day."""
    try:
        return one_day(date(year, month, day))
    except ValueError:
        return None


def months(year: int, month: int, count: int = 1) -> Period:
    first = date(year, month, 1)
    last = move(first, count - 1, "month")
    return Period(first, date(last.year, last.month, monthrange(last.year, last.month)[1]))


def years(first: int, last: int) -> Period:
    return Period(date(max(first, date.min.year), 1, 1), date(min(last, date.max.year), 12, 31))


def season(year: int, name: str) -> Period:
    return months(year, SEASON_MONTHS[name], 3)


def century(number: int) -> Period:
    """The 20th century is 1901 to 2000."""
    return years(number * 100 - 99, number * 100)


def around(day: date, unit: str) -> Period:
    """The calendar's unit that holds the day."""
    if unit in ("week", "fortnight", "weekend"):
        monday = move(day, -day.weekday(), "day")
        return Period(move(monday, 5 if unit == "weekend" else 0, "day"), move(monday, 6, "day"))
    if unit == "month":
        return months(day.year, day.month)
    if unit == "quarter":
        return months(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    if unit == "year":
        return years(day.year, day.year)
    if unit == "decade":
        return years(day.year // 10 * 10, day.year // 10 * 10 + 9)
    if unit == "century":
        return century((day.year + 99) // 100)
    return one_day(day)


def hull(first: Period, second: Period) -> Period:
    return Period(min(first.start, second.start), max(first.end, second.end))


# ------------------------------------------------------------------------------------------------ parts of a period
def part(period: Period, number: int, of: int) -> Period:
    """Part `number` (from 1) of `of` parts, cut at whole years, months or days; earlier parts get what is left over."""
    size, unit = _grain(period)
    first, last = -(-size * (number - 1) // of), -(-size * number // of)
    if last <= first:
        return period
    return Period(move(period.start, first, unit), move(move(period.start, last, unit), -1, "day"))


def _grain(period: Period) -> tuple[int, str]:
    """How many of which unit make up the period exactly, the largest that gives more than one."""
    count_months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    whole_months = period.start.day == 1 and (period.end + timedelta(1)).day == 1 if period.end < date.max else False
    if whole_months and count_months > 12 and count_months % 12 == 0:
        return count_months // 12, "year"
    if whole_months and count_months > 1:
        return count_months, "month"
    return (period.end - period.start).days + 1, "day"


def week_in(month: Period, number: int) -> Period | None:
    """Days 1 to 7 are the first week, 8 to 14 the second and so on; number 0 is the last seven days."""
    if number == 0:
        return Period(move(month.end, -6, "day"), month.end)
    start = move(month.start, 7 * (number - 1), "day")
    return Period(start, min(move(start, 6, "day"), month.end)) if start <= month.end else None


# ---------------------------------------------------------------------------------------- what comes round each year
def latest(recurring: Recurring, today: date) -> Period | None:
    """The most recent one that has begun."""
    return next((p for p in _round(recurring, _back_from(today)) if p.start <= today), None)


def last(recurring: Recurring, today: date) -> Period | None:
    """The most recent one that is over."""
    return next((p for p in _round(recurring, _back_from(today)) if p.end < today), None)


def coming(recurring: Recurring, today: date) -> Period | None:
    """The first one that has not begun."""
    ahead = range(today.year, min(today.year + 10, date.max.year))
    return next((p for p in _round(recurring, ahead) if p.start > today), None)


def _back_from(today: date) -> Iterable[int]:
    return range(today.year, max(today.year - 10, date.min.year - 1), -1)  # two 29 Februaries are at most 8 years apart


def _round(recurring: Recurring, numbers: Iterable[int]) -> Iterable[Period]:
    return (period for year in numbers if (period := recurring(year)))


def weekday_by(day: date, weekday: int) -> date:
    """The last such weekday (Monday is 0) not after the day."""
    return move(day, -((day.weekday() - weekday) % 7), "day")


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, ch. 8).

    >>> easter(2023).isoformat()
    '2023-04-09'
    """
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + shift - 7 * ((a + 11 * h + 22 * shift) // 451) + 114, 31)
    return date(year, month, day + 1)

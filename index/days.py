"""Days, months and years as a sentence writes them, and exactly where."""

import re
from dataclasses import dataclass

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CALENDAR = frozenset(map(str.lower, (*MONTHS, *WEEKDAYS)))
_MONTH = "|".join(f"{month}|{month[:3]}t?\\.?" for month in MONTHS)
_DAY = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH})(?:,? (?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y2>\d{{4}}))?"
    rf"|(?P<m3>{_MONTH}) (?P<y3>\d{{4}})"
    rf"|(?P<y4>1\d{{3}}|20\d{{2}}))(?![\w%]|[.,]\d)"
)
_COUNTED = re.compile(
    r"\s+(?:people|men|women|deaths|dead|were killed|soldiers|years|kilomet|met|tonnes|dollars|members)"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year as it is written: what is not said is None."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None


def days(sentence: str) -> list[Day]:
    """The days, months and years of a sentence in reading order.

    >>> [(d.year, d.month, d.day) for d in days("From 3 March to May 2021.")]
    [(None, 3, 3), (2021, 5, None)]
    """
    return [_day(match) for match in _DAY.finditer(sentence) if not _is_count(sentence, match)]


def same_day(one: Day, other: Day) -> bool:
    """Whether nothing that both say is different."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(a is None or b is None or a == b for a, b in pairs)


def _day(match: re.Match[str]) -> Day:
    year, month, day = (
        next(filter(None, (match.groupdict().get(f"{part}{n}") for n in range(1, 5))), None) for part in "ymd"
    )
    number = next((n for n, name in enumerate(MONTHS, start=1) if month and month.startswith(name[:3])), None)
    return Day(match.start(), match.end(), int(year) if year else None, number, int(day) if day else None)


def _is_count(sentence: str, match: re.Match[str]) -> bool:
    """Whether four digits that could be a year count something."""
    return bool(match["y4"]) and _COUNTED.match(sentence, match.end()) is not None

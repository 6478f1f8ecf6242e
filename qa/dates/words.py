"""The words of the calendar, as patterns and as numbers. Patterns are written for `re.IGNORECASE`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from index import days
from qa.dates.periods import Period, Recurring
from qa.english.numerals import NUMERALS

MONTHS = tuple(map(str.lower, days.MONTHS))
WEEKDAYS = tuple(map(str.lower, days.WEEKDAYS))
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": 0, "final": 0}
CENTURIES = (
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first"),
)
_OLDEST_SHORT_YEAR = 30  # '30 is 1930, '29 is 2029
A_FEW = 5  # "a few" and "several" reach back this far: the most that the words usually mean
_COUNTS = NUMERALS[:13]
COUNTS: Mapping[str, int] = {word: number for number, word in enumerate(_COUNTS)} | {
    "a": 1, "an": 1, "couple": 2, "few": A_FEW, "several": A_FEW, "dozen": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "fifty": 50, "hundred": 100,
}  # fmt: skip

MONTH = "(?P<month>" + "|".join(MONTHS) + ")"
# Short names stand only beside a number: "Mar", "Jan" and "Dec" are other things too.
ANY_MONTH = "(?P<month>" + "|".join(MONTHS) + r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:\.|(?!\w)))"
WEEKDAY = "(?P<weekday>" + "|".join(WEEKDAYS) + ")"
SEASON = "(?P<season>spring|summer|autumn|fall|winter)"
DAY_NUMBER = "3[01]|[12][0-9]|0?[1-9]"
DAY = rf"(?P<day>{DAY_NUMBER})(?:st|nd|rd|th)?(?![0-9])"
SHORT_YEAR = r"'(?P<short>[0-9]{2})(?![\w'])"
YEAR = r"(?P<year>1[0-9]{3}|2[01][0-9]{2})(?![0-9]|[.,][0-9]|[%°]|\w)"
COUNT = (
    r"(?P<count>[0-9]{1,3}|(?:a )?(?:couple|dozen)(?: of)?|(?:a )?few|an?(?= [dwfmqyhc])|several|"
    + "|".join(_COUNTS[1:])
    + "|fifteen|twenty|thirty|fifty|(?:a |one )?hundred)"
)
YEAR_OF = (
    rf"(?:the year )?(?:{YEAR}|{SHORT_YEAR}|(?P<which>last|this|next|the previous) year(?! of\b)|{COUNT} years? ago)"
)
ORDINAL = "(?P<ordinal>first|second|third|fourth|fifth|last|final)"
UNIT = "(?P<unit>day|week|fortnight|month|quarter|year|decade|century)"
UNITS = "(?P<unit>day|week|fortnight|month|quarter|year|decade|centurie|century)s?"


# What a quarter without its year is followed by: elsewhere it may be that of a game.
ACCOUNTS = "results?|earnings|figures|profits?|sales|revenues?|loss(?:es)?|growth|gdp|turnover|report"


class Kind(Enum):
    """What a period is known by; it decides where the words count as an expression and what they ask for."""

    DATED = "a year is stated: August 2023, the 1990s"
    NAMED = "a name of the calendar without a year: August, Monday, Q1"
    RELATIVE = "counted from today: yesterday, last August"


@dataclass(frozen=True, slots=True)
class Found:
    """A period read at some place of the question. `end` is the offset behind its words."""

    period: Period
    end: int
    kind: Kind
    recurring: Recurring | None = None  # of a name: what it means in other years
    edge: date | None = None  # "the start of", "the end of": the day that a bound hangs on
    is_event: bool = False  # what happened at some time within the period


def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def month_number(word: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def full_year(digits: int) -> int:
    """'22 is 2022 and '92 is 1992."""
    return digits + (2000 if digits < _OLDEST_SHORT_YEAR else 1900)


def count_of(words: str) -> int:
    """The number that COUNT matched.

    >>> count_of("a couple of"), count_of("10"), count_of("a")
    (2, 10, 1)
    """
    if words.isdecimal():
        return int(words)
    last = [word for word in words.lower().split() if word != "of"][-1]
    return COUNTS[last]

"""Dates in figures, years, decades and centuries: "21/08/2023", "2019-20", "1969", "the 1990s", "the 18th century"."""

import re
from collections.abc import Callable

from qa.dates.periods import Period, century, day_of, hull, months, part, season, years
from qa.dates.words import CENTURIES, SHORT_YEAR, YEAR, Found, Kind, compiled, full_year

_NO_MORE = r"(?![\w/]|[.-][0-9])"  # the digits end here


def _ymd(match: re.Match[str]) -> Period | None:
    return day_of(int(match[1]), int(match[2]), int(match[3]))


def _dmy(match: re.Match[str]) -> Period | None:
    """21/08/2023 and 08/21/2023 can be read in one way only; 05/04/2023 cannot and is not read."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    day_first, month_first = day_of(year, second, first), day_of(year, first, second)
    if match[2] == ".":
        return day_first  # dots are written where the day comes first
    return (day_first or month_first) if not (day_first and month_first) or day_first == month_first else None


def _month_of(year: str, month: str) -> Period | None:
    return months(int(year), int(month)) if 1 <= int(month) <= 12 else None


def _two_years(match: re.Match[str]) -> Period | None:
    """2019-20, 2019/20, 2014-18. With a hyphen 2023-08 is a month, though 2008-09 is a season."""
    year, final = int(match["year"]), int(match["final"])
    final += year // 100 * 100 if final > year % 100 else (year // 100 + 1) * 100
    could_be_month = match["sep"] == "-" and 1 <= int(match["final"]) <= 12
    if final == year + 1 or (final // 100 == year // 100 and not could_be_month):
        return years(year, final)
    return None


def _several_years(match: re.Match[str]) -> Period | None:
    first, final = int(match[1]), int(match[2])
    return years(first, final) if first <= final else None


def _winter(match: re.Match[str]) -> Period | None:
    year = int(match["year"])
    return season(year, "winter") if (year + 1) % 100 == int(match["final"]) else None


def _decade(match: re.Match[str]) -> Period:
    """The 1900s are a hundred years, like every round hundred but the 2000s."""
    digits = match["decade"]
    start = int(digits) if len(digits) == 4 else full_year(int(digits))
    return years(start, start + (99 if start % 100 == 0 and start != 2000 else 9))


def _decade_in_words(match: re.Match[str]) -> Period:
    start = 1930 + 10 * _DECADES.index(match["words"].lower())
    return years(start, start + 9)


def _quarter(match: re.Match[str]) -> Period:
    """3Q20, 3Q2020 and Q3 '20."""
    digits = int(match["final"] or match["short"])
    year = digits if digits > 99 else 2000 + digits
    return part(years(year, year), int(match["quarter"] or match["of"]), 4)


def _century(match: re.Match[str]) -> Period | None:
    number = int(match["digits"]) if match["digits"] else CENTURIES.index(match["words"].lower().replace(" ", "-")) + 11
    return century(number) if 1 <= number <= 21 else None


def _centuries(match: re.Match[str]) -> Period | None:
    first, final = int(match[1]), int(match[2])
    return hull(century(first), century(final)) if 1 <= first < final <= 21 else None


def _year(match: re.Match[str]) -> Period:
    return years(int(match["year"]), int(match["year"]))


_AFTER_A_THIRD = "(?:(?<=early )|(?<=late )|(?<=mid )|(?<=mid-))"  # "late 70s", where "70s" alone may be an age
_DECADES = ("thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_BUDGET = "(?:fiscal|financial|tax|school|academic)"
_PAIR = r"(?P<year>[12][0-9]{3})(?P<sep>[-/–])(?P<final>[0-9]{2})(?![\w-])"
_DIGITS_OR_WORDS = rf"(?:(?P<digits>[0-9]{{1,2}})(?:st|nd|rd|th)|(?P<words>{'|'.join(CENTURIES).replace('-', '[- ]')}))"
_NTH = "([0-9]{1,2})(?:st|nd|rd|th)"
_FIGURES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None]], ...] = (
    (compiled(rf"([12][0-9]{{3}})[-/.]([01]?[0-9])[-/.]([0-3]?[0-9]){_NO_MORE}"), _ymd),
    (compiled(rf"([0-3]?[0-9])([-/.])([0-3]?[0-9])\2([12][0-9]{{3}}){_NO_MORE}"), _dmy),
    (compiled(rf"(0[1-9]|1[0-2])/([12][0-9]{{3}}){_NO_MORE}"), lambda m: _month_of(m[2], m[1])),
    (compiled(r"(1[0-9]{3}|20[0-9]{2})[-–/](1[0-9]{3}|20[0-9]{2})(?![\w/-])"), _several_years),
    (compiled(rf"(?:the )?winter(?: of)? {_PAIR}"), _winter),
    (compiled(rf"(?:the )?(?:{_BUDGET} year )?{_PAIR}(?: season)?"), _two_years),
    (compiled(rf"([12][0-9]{{3}})-([01][0-9]){_NO_MORE}"), lambda m: _month_of(m[1], m[2])),
    (compiled(r"(?:the )?(?P<decade>1[0-9]{2}0|20[0-9]0)'?s(?!\w)"), _decade),
    (compiled(rf"(?:the |{_AFTER_A_THIRD})'?(?P<decade>[1-9]0)'?s(?!\w)"), _decade),
    (
        compiled(rf"(?:the |{_AFTER_A_THIRD})(?:nineteen-?|swinging )?(?P<words>{'|'.join(_DECADES)})(?!\w)"),
        _decade_in_words,
    ),
    (
        compiled(r"(?P<quarter>[1-4])q(?P<final>[0-9]{4}|[0-9]{2})(?!\w)|q(?P<of>[1-4]) ?'(?P<short>[0-9]{2})(?!\w)"),
        _quarter,
    ),
    (compiled(rf"(?:the )?{_DIGITS_OR_WORDS}[\s-]century(?!\w)"), _century),
    (compiled(rf"(?<!early )(?<!mid )(?<!late )(?:the )?{_NTH} (?:and|or|to) (?:the )?{_NTH} centuries"), _centuries),
    (compiled(rf"(?:the (?:{_BUDGET} )?year |{_BUDGET} year |fy ?|(?-i:AD) ){YEAR}"), _year),
    (compiled(SHORT_YEAR), lambda m: years(full_year(int(m["short"])), full_year(int(m["short"])))),
    (compiled(rf"{YEAR}(?: (?:ad|ce)(?!\w))?"), _year),
)


def figures(text: str, at: int) -> Found | None:
    """A date in figures, a year, a decade or a century that starts there; the first rule that fits."""
    for pattern, meaning in _FIGURES:
        if (match := pattern.match(text, at)) and (period := meaning(match)):
            return Found(period, match.end(), Kind.DATED)
    return None

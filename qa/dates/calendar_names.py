"""Names of the calendar, with a year ("August 2023", "August last year") or without one ("August", "Monday")."""

import re
from datetime import date

from qa.dates.feasts import HOLIDAY, feast
from qa.dates.periods import (
    Period,
    Recurring,
    around,
    coming,
    day_of,
    hull,
    last,
    latest,
    months,
    move,
    one_day,
    part,
    season,
    weekday_by,
    years,
)
from qa.dates.words import (
    ACCOUNTS,
    ANY_MONTH,
    COUNT,
    DAY,
    DAY_NUMBER,
    MONTH,
    ORDINAL,
    ORDINALS,
    SEASON,
    WEEKDAY,
    WEEKDAYS,
    YEAR_OF,
    Found,
    Kind,
    compiled,
    count_of,
    full_year,
    month_number,
)

_OF = r",?\s(?:of |in )?"
_NO_GAMES = r"(?!(?: and \w+)? (?:olympics?|paralympics?|games|universiade|palace|soldier))"


def _recurring(match: re.Match[str]) -> Recurring:
    """What the words of a pattern below mean in each year."""
    words = {key: value.lower() for key, value in match.groupdict().items() if value}
    if "holiday" in words:
        return lambda year: feast(year, words["holiday"])
    if "season" in words:
        return lambda year: season(year, words["season"])
    if "quarter" in words or "ordinal" in words:
        number = int(words["quarter"]) if "quarter" in words else ORDINALS[words["ordinal"]] or 4
        return lambda year: part(years(year, year), number, 4) if number <= 4 else None
    if "half" in words:
        return lambda year: part(years(year, year), int(words["half"]), 2)
    month = month_number(words["month"])
    if "day" in words:
        return lambda year: _days(year, month, words["day"], words.get("until", words["day"]))
    return lambda year: months(year, month)


def _days(year: int, month: int, first: str, final: str) -> Period | None:
    start, end = (day_of(year, month, int(day)) for day in (first, final))
    return hull(start, end) if start and end else None


_ON_A_WEEKDAY = rf"(?:{WEEKDAY},?\s(?:the )?)?"
_DAYS = rf"{DAY}\s?(?:-|–|to|and|until|through)\s?(?P<until>{DAY_NUMBER})(?:st|nd|rd|th)?"
_DAY_NAMES = (
    rf"{_ON_A_WEEKDAY}(?:the )?{DAY}(?: of)?,?[\s-]{ANY_MONTH}(?!\w)",  # Monday, the 21st of August
    rf"{_ON_A_WEEKDAY}{ANY_MONTH}\s(?:the )?{DAY}(?!\w)",  # August 21st
    rf"(?:the )?{_DAYS}(?: of)?\s{ANY_MONTH}(?!\w)",  # 3 to 7 May
    rf"{ANY_MONTH}\s{_DAYS}(?!\w)",  # May 3-7
)
_OTHER_NAMES = (
    r"q(?P<quarter>[1-4])(?!\w)",
    rf"(?:the )?{ORDINAL}[\s-]quarter(?= (?:{ACCOUNTS})(?!\w))",
    r"h(?P<half>[12])(?!\w)",
    rf"{HOLIDAY}(?!\w)",
)
_ONLY_BEFORE_A_YEAR = (rf"{ANY_MONTH}", rf"(?:the )?{SEASON}", rf"(?:the )?{ORDINAL}[\s-]quarter")
_YEAR_FOLLOWS = rf"(?:{_OF}|[\s-]){YEAR_OF}"
_WITH_YEAR = [compiled(name + _YEAR_FOLLOWS) for name in (*_DAY_NAMES, *_OTHER_NAMES, *_ONLY_BEFORE_A_YEAR)]
_WITH_YEAR += [  # his Christmas sermon of 2022, the summer transfer window of 2023
    compiled(rf"(?:the )?{name} (?:(?!(?:of|in|from|and|or|to|until) )[\w-]+ ){{1,2}}(?:of|in|from) {YEAR_OF}")
    for name in (HOLIDAY, SEASON)
]
_LONE_SHORT_MONTH = (
    rf"{ANY_MONTH}(?=(?:\s?[-–/&]\s?| (?:and|or|to|until|through) ){ANY_MONTH.replace('<month>', '<next>')})"
)
# "in the summer" is the last one; "in summer" is any, but "since spring"
_LONE_SEASON = (
    r"(?:the |(?<=since )|(?<=the )){season}(?=\s*(?:[?.,!;]|$)| (?:in|at|on|by|from|and|or|for|to|when|near|about)\b)"
).replace("{season}", SEASON)
_YEAR_FIRST = [
    compiled(rf"{YEAR_OF}(?:'s)?[\s-](?:{name})(?!\w)")  # 2023 Q1, last year's summer
    for name in (r"q(?P<quarter>[1-4])", HOLIDAY, SEASON + _NO_GAMES, rf"{ORDINAL}[\s-]quarter")
]
_WITHOUT_YEAR = [
    compiled(name) for name in (*_DAY_NAMES, *_OTHER_NAMES, rf"{MONTH}(?!\w| [0-9])", _LONE_SHORT_MONTH, _LONE_SEASON)
]
_FRESH_MONTHS = 6  # "this winter" is still the last one until the next is nearer
_CHOSEN = compiled(rf"(?P<which>last|this|next)\s(?:{MONTH}|{SEASON}{_NO_GAMES}|{HOLIDAY}|q(?P<quarter>[1-4]))(?!\w)")
_THIS_DAY = compiled(rf"this (?:very )?(?P<unit>day|date|week|month) (?:of |in )?{YEAR_OF}")
_LAST_SEASONS = compiled(rf"(?:the )?(?:last|past) {COUNT} {SEASON}s(?!\w)")
_IN_A_MONTH = compiled(rf"(?:the )?{DAY} of (?P<which>last|this|next) month(?!\w)")
_IN_A_WEEK = compiled(rf"{WEEKDAY},? (?:of )?(?P<which>last|this|next) week(?!\w)")
_ANY_WEEKDAY = compiled(rf"(?:(?P<which>last|this|next)\s)?{WEEKDAY}(?: (?:morning|afternoon|evening|night))?(?![\w.])")
_THE_WEEKEND = compiled(r"the weekend(?!\w)")


def calendar_name(text: str, at: int, today: date) -> Found | None:
    """The longest name of the calendar that starts there: with a year, chosen by "last", or bare."""
    matches = [match for pattern in (*_WITH_YEAR, *_YEAR_FIRST) if (match := pattern.match(text, at))]
    dated = [found for match in matches if (found := _with_year(match, today))]
    if dated:
        return max(dated, key=lambda found: found.end)
    if (match := _THIS_DAY.match(text, at)) and (day := day_of(_year_named(match, today), today.month, today.day)):
        return Found(around(day.start, match["unit"].lower()), match.end(), Kind.RELATIVE)
    if match := _LAST_SEASONS.match(text, at):
        return _last_seasons(match, today)
    if match := _CHOSEN.match(text, at):
        return _chosen(match, today)
    bare = [match for pattern in _WITHOUT_YEAR if (match := pattern.match(text, at))]
    for match in sorted(bare, key=lambda match: -match.end()):
        recurring = _recurring(match)
        if period := latest(recurring, today):
            return Found(period, match.end(), Kind.NAMED, recurring)
    if match := _THE_WEEKEND.match(text, at):  # the latest that has begun
        return Found(around(weekday_by(today, WEEKDAYS.index("saturday")), "weekend"), match.end(), Kind.NAMED)
    return _weekday(text, at, today)


def _with_year(match: re.Match[str], today: date) -> Found | None:
    period = _recurring(match)(_year_named(match, today))
    kind = Kind.DATED if match["year"] or match["short"] else Kind.RELATIVE
    return Found(period, match.end(), kind) if period else None


def _year_named(match: re.Match[str], today: date) -> int:
    """The year of a match of YEAR_OF: stated, or counted from today."""
    if match["year"]:
        return int(match["year"])
    if match["short"]:
        return full_year(int(match["short"]))
    back = count_of(match["count"]) if match["count"] else 1
    shift = {"this": 0, "next": 1}.get((match["which"] or "").lower(), -back)
    return min(max(today.year + shift, date.min.year), date.max.year)


def _chosen(match: re.Match[str], today: date) -> Found | None:
    choose = {"last": last, "next": coming}.get(match["which"].lower(), _this)
    period = choose(_recurring(match), today)
    return Found(period, match.end(), Kind.RELATIVE) if period else None


def _this(recurring: Recurring, today: date) -> Period | None:
    """That of this year; but the winter that we are in, or just come from, began last December."""
    begun = recurring(today.year - 1) if today.year > date.min.year else None
    fresh = begun is not None and begun.end >= (
        move(today, -_FRESH_MONTHS, "month") if begun.end.year == today.year else today
    )
    return begun if fresh else recurring(today.year)


def _last_seasons(match: re.Match[str], today: date) -> Found:
    """ "the last two summers": from the beginning of the first to the end of the latest that has begun."""
    name = match["season"].lower()
    newest = latest(lambda year: season(year, name), today) or season(today.year, name)
    first = season(max(newest.start.year + 1 - count_of(match["count"]), date.min.year), name)
    return Found(hull(first, newest), match.end(), Kind.RELATIVE)


def _weekday(text: str, at: int, today: date) -> Found | None:
    """ "last Tuesday" is before today, "Tuesday" may be today, "this Tuesday" is in the week of today."""
    if match := _IN_A_MONTH.match(text, at):
        month = move(today, {"last": -1, "this": 0, "next": 1}[match["which"].lower()], "month")
        period = day_of(month.year, month.month, int(match["day"]))
        return Found(period, match.end(), Kind.RELATIVE) if period else None
    if match := _IN_A_WEEK.match(text, at):
        weeks = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
        sunday = around(move(today, weeks, "week"), "week").end
        day = weekday_by(sunday, WEEKDAYS.index(match["weekday"].lower()))
        return Found(one_day(day), match.end(), Kind.RELATIVE)
    match = _ANY_WEEKDAY.match(text, at)
    if not match:
        return None
    which = (match["which"] or "").lower()
    by = {"last": move(today, -1, "day"), "next": move(today, 7, "day"), "this": around(today, "week").end}
    day = weekday_by(by.get(which, today), WEEKDAYS.index(match["weekday"].lower()))
    return Found(one_day(day), match.end(), Kind.RELATIVE if which else Kind.NAMED)

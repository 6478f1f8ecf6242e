"""Any single period, whole or a part of one: "late 2020", "the second week of March 2021", "the end of last month"."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from qa.dates.anchors import famous_event
from qa.dates.calendar_names import calendar_name
from qa.dates.figures import figures
from qa.dates.periods import Period, around, latest, move, one_day, part, week_in, weekday_by
from qa.dates.relative import counted_from_today
from qa.dates.words import COUNT, MONTHS, ORDINAL, ORDINALS, WEEKDAY, WEEKDAYS, Found, Kind, compiled, count_of

Cut = Callable[[re.Match[str], Period], Period | None]

_THIRDS = {"early": 1, "start": 1, "beginning": 1, "mid": 2, "middle": 2, "late": 3, "end": 3, "close": 3}
_THIRDS |= {
    "first": 1,
    "opening": 1,
    "closing": 3,
    "dying": 3,
    "back": 3,
    "tail": 3,
    "final": 3,
    "last": 3,
    "latter": 3,
    "later": 3,
}
_HALVES = {"first": 1, "1st": 1}
_MOST_CUTS = 3  # "the end of the first half of last year" takes two; without a bound a question could nest for ever
_THIS_UNIT = compiled("the (?P<unit>week|month|quarter|year|decade|century)(?![\\w']| (?:of|that|when)\\b)")


def find_period(text: str, at: int, today: date, *, cuts: int = _MOST_CUTS) -> Found | None:
    """The longest period that starts there, cut at most so many times."""
    found = [figures(text, at), calendar_name(text, at, today), counted_from_today(text, at, today)]
    if cuts:
        found.append(_part(text, at, today, cuts - 1))
    return max((one for one in found if one), key=lambda one: one.end, default=None)


def _third(match: re.Match[str], whole: Period) -> Period:
    return part(whole, _third_of(match), 3)


def _third_of(match: re.Match[str]) -> int:
    return _THIRDS[match["third"].lower()]


def _half(match: re.Match[str], whole: Period) -> Period:
    return part(whole, _HALVES.get(match["half"].lower(), 2), 2)


def _quarter(match: re.Match[str], whole: Period) -> Period | None:
    number = ORDINALS[match["ordinal"].lower()] or 4
    return part(whole, number, 4) if number <= 4 else None


def _week(match: re.Match[str], whole: Period) -> Period | None:
    """Weeks are counted from the first day; weekends and weekdays as they fall."""
    number = ORDINALS[match["ordinal"].lower()]
    if match["week"]:
        return week_in(whole, number)
    weekday = WEEKDAYS.index(match["weekday"].lower()) if match["weekday"] else WEEKDAYS.index("saturday")
    day = weekday_by(whole.end, weekday)
    if number:
        day = move(weekday_by(move(whole.start, 6, "day"), weekday), number - 1, "week")
    if day > whole.end:
        return None
    return one_day(day) if match["weekday"] else Period(day, move(day, 1, "day"))


def _unit_of_day(match: re.Match[str], whole: Period) -> Period | None:
    """ "the week of 3 June 2024"."""
    return around(whole.start, match["unit"].lower()) if whole.start == whole.end else None


def _week_by(match: re.Match[str], whole: Period) -> Period | None:
    """ "the week ending 8 March": seven days."""
    if whole.start != whole.end:
        return None
    if match["ends"]:
        return Period(move(whole.end, -6, "day"), whole.end)
    return Period(whole.start, move(whole.start, 6, "day"))


def _edge_day(match: re.Match[str], whole: Period) -> Period:
    return one_day(whole.start if match["side"].lower() == "first" else whole.end)


def _beside(match: re.Match[str], whole: Period) -> Period | None:
    """ "the week before 24 February", "the three months after May 2021": as long as said, with no day of the whole."""
    if match["unit"].lower() in ("day", "week") and whole == around(whole.start, "year"):
        return None  # "the week after the 2016 referendum" lies somewhere in that year
    count, unit = count_of(match["count"] or "one"), match["unit"].lower()
    if match["side"].lower() in ("before", "preceding"):
        return Period(move(whole.start, -count, unit), move(whole.start, -1, "day"))
    after = move(whole.end, 1, "day")
    return Period(after, move(move(after, count, unit), -1, "day"))


def _away(match: re.Match[str], whole: Period) -> Period | None:
    """ "two days after 3 May" is a day, "two years before the war" a year."""
    if match["unit"].lower() in ("day", "week") and whole == around(whole.start, "year"):
        return None
    count, unit = count_of(match["count"]), match["unit"].lower()
    before = match["side"].lower() == "before"
    return around(move(whole.start if before else whole.end, -count if before else count, unit), unit)


def _up_to(match: re.Match[str], whole: Period) -> Period:
    """ "the year to March 2024", "the three months ending 30 June"."""
    count, unit = count_of(match["count"] or "one"), match["unit"].lower()
    return Period(move(move(whole.end, 1, "day"), -count, unit), whole.end)


def _some_units(match: re.Match[str], whole: Period) -> Period | None:
    """ "the first three months of 2021", "the last 10 days of May"; None where the whole is shorter."""
    count, unit = max(count_of(match["count"]), 1), match["unit"].lower()
    if match["side"].lower() in ("first", "opening"):
        cut = Period(whole.start, move(move(whole.start, count, unit), -1, "day"))
    else:
        cut = Period(move(move(whole.end, 1, "day"), -count, unit), whole.end)
    return cut if whole.start <= cut.start and cut.end <= whole.end else None


_EDGE = compiled(r"(?:the )?(?:very )?(?P<third>start|beginning|middle|end|close) of ")
_UNIT = "(?P<unit>day|week|month|quarter|year|decade)"
_SO_MANY = rf"(?:{COUNT} )?{_UNIT}(?(count)s?)"  # "the weeks before" are nobody knows how many
_CUTS: tuple[tuple[re.Pattern[str], Cut], ...] = (
    (compiled(r"(?:the )?(?P<third>early|mid|late)[\s-](?:in )?"), _third),
    (_EDGE, _third),
    (
        compiled(
            r"(?:the )?(?P<third>first|opening|early|middle|closing|dying|final|last|latter|later|back|tail) "
            rf"(?:part of |end of |days of (?={'|'.join(MONTHS)}))"
        ),
        _third,
    ),
    (compiled(r"(?:the )?(?P<half>first|second|latter|last|1st|2nd)[\s-]half of "), _half),
    (compiled(rf"(?:the )?{ORDINAL}[\s-]quarter of "), _quarter),
    (compiled(rf"(?:the )?{ORDINAL} (?:(?P<week>week)|weekend|{WEEKDAY}) (?:of|in) "), _week),
    (compiled(r"(?:the )?(?P<unit>week|weekend) of "), _unit_of_day),
    (
        compiled(r"(?:(?:the )?week (?:(?P<ends>ending|ended)|beginning|starting|commencing|from) |w/c )(?:on )?"),
        _week_by,
    ),
    (compiled(r"(?:the )?(?:very )?(?P<side>first|last|final) day of "), _edge_day),
    (compiled(rf"the {_SO_MANY} (?P<side>before|preceding|after|following) "), _beside),
    (compiled(rf"{COUNT} {_UNIT}s? (?P<side>before|after) "), _away),
    (compiled(rf"the {_SO_MANY} (?:to|up to|ending|ended|ending on|ended on) "), _up_to),
    (compiled(r"(?:the )?month of "), lambda _, whole: whole),
    (compiled(r"the (?:very )?day of "), lambda _, whole: whole if whole.start == whole.end else None),
    (
        compiled(rf"(?:the )?(?P<side>first|opening|last|final) {COUNT} (?P<unit>day|week|month|quarter|year)s? of "),
        _some_units,
    ),
)


def _part(text: str, at: int, today: date, cuts: int) -> Found | None:
    for pattern, cut in _CUTS:
        match = pattern.match(text, at)
        whole = _whole(text, match.end(), today, cuts) if match else None
        if match and whole and (found := _cut(match, whole, cut, today)):
            return replace(found, edge=_edge(match, found.period)) if pattern is _EDGE else found
    return None


def _edge(match: re.Match[str], cut: Period) -> date | None:
    number = _third_of(match)
    return cut.start if number == 1 else cut.end if number == 3 else None


def _whole(text: str, at: int, today: date, cuts: int) -> Found | None:
    """What "of" leads to. "the year" there is this year."""
    if match := _THIS_UNIT.match(text, at):
        return Found(around(today, match["unit"].lower()), match.end(), Kind.RELATIVE)
    found = find_period(text, at, today, cuts=cuts) or famous_event(text, at)
    if found is None and text.startswith("the ", at):
        return find_period(text, at + len("the "), today, cuts=cuts)
    return found


def _cut(match: re.Match[str], whole: Found, cut: Cut, today: date) -> Found | None:
    recurring = whole.recurring
    if recurring is None:
        period = cut(match, whole.period)
        return Found(period, whole.end, whole.kind) if period else None

    def each(year: int) -> Period | None:
        return cut(match, round_then) if (round_then := recurring(year)) else None

    period = latest(each, today)
    return Found(period, whole.end, whole.kind, each) if period else None

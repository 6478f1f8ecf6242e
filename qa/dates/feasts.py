"""Feasts and other days that bear a name, fixed, on a certain weekday of a month, or counted from Easter."""

from collections.abc import Callable
from datetime import date

from qa.dates.periods import Period, easter, move, one_day, weekday_by
from qa.dates.words import WEEKDAYS

_FIXED = {
    "new year's day": (1, 1), "the new year": (1, 1), "epiphany": (1, 6), "australia day": (1, 26), "valentine's day": (2, 14),
    "international women's day": (3, 8), "st patrick's day": (3, 17), "st. patrick's day": (3, 17), "anzac day": (4, 25),
    "may day": (5, 1), "the fourth of july": (7, 4), "bastille day": (7, 14), "halloween": (10, 31),
    "all saints' day": (11, 1), "guy fawkes night": (11, 5), "bonfire night": (11, 5), "armistice day": (11, 11),
    "veterans day": (11, 11), "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31),
}  # fmt: skip
_FROM_EASTER = {
    "shrove tuesday": -47, "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2,
    "easter sunday": 0, "easter monday": 1, "ascension day": 39, "whit sunday": 49, "pentecost": 49, "whit monday": 50,
}  # fmt: skip
_ON_A_WEEKDAY = {  # month, weekday, and which of the month's; the last is 0
    "martin luther king day": (1, "monday", 3),
    "memorial day": (5, "monday", 0),
    "labor day": (9, "monday", 1),
    "columbus day": (10, "monday", 2),
    "thanksgiving": (11, "thursday", 4),
    "thanksgiving day": (11, "thursday", 4),
}


def _on_a_weekday(year: int, name: str) -> date:
    month, weekday, number = _ON_A_WEEKDAY[name]
    end_of_first = move(date(year, month, 1), 6, "day")
    if number:
        return move(weekday_by(end_of_first, WEEKDAYS.index(weekday)), number - 1, "week")
    return weekday_by(move(move(date(year, month, 1), 1, "month"), -1, "day"), WEEKDAYS.index(weekday))


def _some_days(first: date, count: int) -> Period:
    return Period(first, move(first, count - 1, "day"))


_OF_SEVERAL_DAYS: dict[str, Callable[[int], Period]] = {
    "christmas": lambda year: _some_days(date(year, 12, 24), 3),
    "easter": lambda year: _some_days(move(easter(year), -2, "day"), 4),
    "the easter weekend": lambda year: _some_days(move(easter(year), -2, "day"), 4),
    "easter weekend": lambda year: _some_days(move(easter(year), -2, "day"), 4),
    "the thanksgiving weekend": lambda year: _some_days(_on_a_weekday(year, "thanksgiving"), 4),
    "thanksgiving weekend": lambda year: _some_days(_on_a_weekday(year, "thanksgiving"), 4),
    "black friday": lambda year: one_day(move(_on_a_weekday(year, "thanksgiving"), 1, "day")),
}
_NAMES = sorted({*_FIXED, *_FROM_EASTER, *_ON_A_WEEKDAY, *_OF_SEVERAL_DAYS}, key=lambda name: (-len(name), name))
HOLIDAY = "(?P<holiday>" + "|".join(_NAMES) + ")"


def feast(year: int, name: str) -> Period:
    """Christmas is 24 to 26 December, Easter Good Friday to Easter Monday; `name` as HOLIDAY matches it, in small letters.

    >>> feast(2022, "thanksgiving").start.isoformat(), feast(2024, "easter").end.isoformat()
    ('2022-11-24', '2024-04-01')
    """
    if name in _OF_SEVERAL_DAYS:
        return _OF_SEVERAL_DAYS[name](year)
    if name in _FROM_EASTER:
        return one_day(move(easter(year), _FROM_EASTER[name], "day"))
    return one_day(_on_a_weekday(year, name) if name in _ON_A_WEEKDAY else date(year, *_FIXED[name]))

"""Numbers and days in a sentence: what they are worth, in which unit, and exactly where they stand."""

import re
from dataclasses import dataclass
from math import floor, log10

from index.lexical import terms


def _each(words: str) -> list[str]:
    return words.split()


_SMALL = _each(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_TENS = _each("thirty forty fifty sixty seventy eighty ninety")
_WORTH = {word: float(n) for n, word in enumerate(_SMALL)} | {word: 10.0 * n for n, word in enumerate(_TENS, start=3)}
_WORTH |= {"a": 1.0, "half a": 0.5, "a dozen": 12.0}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_SCALES |= {"": 1.0}
_ONES = "|".join(_SMALL[1:10])
_WORD = rf"half a|a dozen|(?:twenty|{'|'.join(_TENS)})(?:-(?:{_ONES}))?|{'|'.join(_SMALL)}|a(?= (?:hundred|thousand|million|billion))"
_MONTHS = _each("January February March April May June July August September October November December")
_MONTH = "|".join(f"{month}|{month[:3]}t?\\.?" for month in _MONTHS)

_AT_LEAST = "more than|over|at least|upwards of|no fewer than|no less than|in excess of"
_AT_MOST = "less than|fewer than|under|at most|up to|no more than|nearly|almost|close to"
_ABOUT = "about|around|some|roughly|approximately|an estimated|estimated|circa|or so"
_QUANTITY = re.compile(
    rf"(?:\b(?P<least>{_AT_LEAST})\s+|\b(?P<most>{_AT_MOST})\s+|\b(?P<about>{_ABOUT})\s+)?"
    rf"(?P<money>[$€£]|US\$)?"
    rf"(?P<number>(?<![\w.,–-])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?![.,–-]?\d|(?!(?:hundred|thousand|million|billion|trillion|bn|m|km|kg)\b)[a-z])|\b(?:{_WORD})\b)"
    rf"(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|bn|m)\b)?"
    rf"(?=(?P<after>\s*(?:%|per\s?cent\b|percent\b)|(?:[\s-]+[^\W\d_][\w’'-]*){{0,3}}))",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH})(?:,? (?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y2>\d{{4}}))?"
    rf"|(?P<m3>{_MONTH}) (?P<y3>\d{{4}})"
    rf"|(?P<y4>1\d{{3}}|20\d{{2}}))(?![\w%]|[.,]\d)"
)
_MEASURES = dict(
    pair.split(":")
    for pair in _each(
        "km:kilometre kilometr:kilometre kilomet:kilometre metr:metre meter:metre mile:mile feet:foot foot:foot kilogram:kilogram "
        "kg:kilogram tonn:tonne ton:tonne degre:degree hectar:hectare acr:acre litr:litre liter:litre megawatt:megawatt "
        "dollar:dollar euro:euro pound:pound crown:crown yen:yen goal:goal vote:vote point:point "
        "year:year month:month week:week dai:day day:day hour:hour minut:minute second:second"
    )
)  # the stem as `index.lexical.terms` has it, and what it measures
_MONEY = {"$": "dollar", "us$": "dollar", "€": "euro", "£": "pound"}
_PEOPLE = frozenset({"peopl", "person", "men", "women", "live", "death", "dead", "victim", "fatal", "soul", "civilian"})
PEOPLE = "people"  # the unit of everything that counts people
BARE = ""  # the unit of a number without a noun: "the toll stood at 64"
_NO_UNIT = frozenset(
    {"were", "had", "have", "die", "di", "kill", "injur", "hurt", "wound", "miss", "more", "mani", "said"}
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: `sentence[start:end]` is how it is written, the unit's word included."""

    start: int
    end: int
    value: float
    unit: str  # a measure in the singular, PEOPLE, the stem of another counted noun, or BARE
    hedge: str  # "", "about", "least" or "most"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year as it is written: what is not said is None."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None


def quantities(sentence: str) -> list[Quantity]:
    """The numbers of a sentence in reading order, those of its days and years left out.

    >>> [(q.value, q.unit, q.hedge) for q in quantities("In May 2020 about 1.2 million people paid $40.")]
    [(1200000.0, 'people', 'about'), (40.0, 'dollar', '')]
    """
    taken = [(day.start, day.end) for day in days(sentence)]
    found = (_quantity(match) for match in _QUANTITY.finditer(sentence) if not _within(match.start("number"), taken))
    return [one for one in found if one]


def days(sentence: str) -> list[Day]:
    """The days, months and years of a sentence in reading order.

    >>> [(d.year, d.month, d.day) for d in days("From 3 March to May 2021.")]
    [(None, 3, 3), (2021, 5, None)]
    """
    return [_day(match) for match in _DAY.finditer(sentence) if not _is_count(sentence, match)]


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may mean the same amount: equal, or one a rounding or a bound of the other.

    >>> agree(*quantities("about 1,200 birds and 1,187 birds")), agree(*quantities("12 birds and 13 birds"))
    (True, False)
    """
    return one.value == other.value or _stands_for(one, other) or _stands_for(other, one)


def same_day(one: Day, other: Day) -> bool:
    """Whether nothing that both say is different."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(a is None or b is None or a == b for a, b in pairs)


_BOUND_REACH = 1.25  # "more than 1,000" does not stand for 5,000
_ABOUT_REACH = 0.05


def _stands_for(rough: Quantity, exact: Quantity) -> bool:
    if not rough.value or not exact.value:
        return False
    ratio = exact.value / rough.value
    if rough.hedge == "least":
        return 1 <= ratio <= _BOUND_REACH
    if rough.hedge == "most":
        return 1 / _BOUND_REACH <= ratio <= 1
    if rough.hedge == "about" and abs(ratio - 1) <= _ABOUT_REACH:
        return True
    if rough.value >= 10 and rough.value == round(exact.value) and exact.value % 1:
        return True
    return rough.value >= 100 and _rounded(exact.value, _digits(rough.value)) == rough.value


def _digits(value: float) -> int:
    """Significant digits of a number, at least two."""
    return max(2, len(f"{value:.12g}".replace(".", "").strip("0")))


def _rounded(value: float, digits: int) -> float:
    return round(value, digits - 1 - floor(log10(abs(value))))


def _quantity(match: re.Match[str]) -> Quantity | None:
    value = _value(match["number"], match["scale"] or "")
    unit, length = (_MONEY[match["money"].lower()], 0) if match["money"] else _unit(match["after"])
    bare_word = not match["number"][0].isdigit() and unit == BARE
    if bare_word and not match["scale"]:  # "one of them", "two said"
        return None
    start = match.start("money") if match["money"] else match.start("number")
    hedge = next((name for name in ("least", "most", "about") if match[name]), "")
    return Quantity(start, match.start("after") + length, value, unit, hedge)


def _value(number: str, scale: str) -> float:
    parts = number.lower().split("-") if not number[0].isdigit() else []
    worth = sum(_WORTH[part] for part in parts) if parts else float(number.replace(",", ""))
    return worth * _SCALES[scale.lower()]


def _unit(after: str) -> tuple[str, int]:
    """The unit that the words behind a number say, and how far it reaches into them."""
    if "%" in after or re.match(r"\s*per\s?cent", after, re.IGNORECASE):
        return "per cent", len(after)
    nouns = list(re.finditer(r"[^\W\d_][\w’'-]*", after))
    stems = [(terms(word[0]) or [""])[0] for word in nouns]
    for word, stem in zip(nouns, stems, strict=True):
        if stem in _MEASURES:
            return _MEASURES[stem], word.end()
        if stem in _PEOPLE:
            return PEOPLE, word.end()
    first = stems[0] if stems else ""
    return (BARE, 0) if not first or first in _NO_UNIT else (first, nouns[0].end())


def _day(match: re.Match[str]) -> Day:
    year, month, day = (
        next(filter(None, (match.groupdict().get(f"{part}{n}") for n in range(1, 5))), None) for part in "ymd"
    )
    number = next((n for n, name in enumerate(_MONTHS, start=1) if month and month.startswith(name[:3])), None)
    return Day(match.start(), match.end(), int(year) if year else None, number, int(day) if day else None)


_COUNTED = re.compile(
    r"\s+(?:people|men|women|deaths|dead|were killed|soldiers|years|kilomet|met|tonnes|dollars|members)"
)


def _is_count(sentence: str, match: re.Match[str]) -> bool:
    """Whether four digits that could be a year count something."""
    return bool(match["y4"]) and _COUNTED.match(sentence, match.end()) is not None


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)

"""Numbers in a sentence: what they are worth, in which unit, and exactly where they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, log10

from index.days import days
from index.lexical import terms
from qa.english.capitals import CAPITALISED
from qa.english.numerals import NUMERALS
from qa.english.vocabulary import word_set

_TENS = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORTH = {word: float(n) for n, word in enumerate(NUMERALS)} | {word: 10.0 * n for n, word in enumerate(_TENS, start=3)}
_WORTH |= {"a": 1.0, "half a": 0.5, "a dozen": 12.0}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_SCALES |= {"": 1.0}
_ONES = "|".join(NUMERALS[1:10])
_WORD = rf"half a|a dozen|(?:twenty|{'|'.join(_TENS)})(?:-(?:{_ONES}))?|{'|'.join(NUMERALS)}|a(?= (?:hundred|thousand|million|billion))"

_AT_LEAST = "more than|over|at least|upwards of|no fewer than|no less than|in excess of"
_UP_TO = "(?<!go )(?<!goes )(?<!went )(?<!gone )(?<!going )up to"
_AT_MOST = f"less than|fewer than|under|at most|{_UP_TO}|no more than|nearly|almost|close to"
_ABOUT = "about|around|some|roughly|approximately|an estimated|estimated|circa|or so"
BOUND_BEFORE = re.compile(rf"\b(?:{_AT_LEAST}|{_AT_MOST}|minus)\s+$", re.IGNORECASE)
_ATTACHED = "km|kg|g|cm|mm|(?-i:[CF])|mph|kph|ft|lbs?"  # units that are written without a space: "19C"
_QUANTITY = re.compile(
    rf"(?:\b(?P<least>{_AT_LEAST})\s+|\b(?P<most>{_AT_MOST})\s+|\b(?P<about>{_ABOUT})\s+)?"
    rf"(?P<money>[$€£¥]|US\$)?"
    rf"(?P<number>(?<![\w.,–-])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?![.,–-]?\d|(?!(?:hundred|thousand|million|billion|trillion|bn|m|{_ATTACHED})\b)[a-z])|\b(?:{_WORD})\b)"
    rf"(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|bn|m)\b)?"
    rf"(?=(?P<after>\s*(?:%|per\s?cent\b|percent\b|°(?-i:[CF])\b)|(?:{_ATTACHED})\b|(?:[\s-]+[^\W\d_][\w’'-]*){{0,3}}))",
    re.IGNORECASE,
)
_MEASURES = {
    "g": "gram", "cm": "centimetr", "mm": "millimetr", "mph": "mph", "kph": "kph", "ft": "foot", "lb": "pound",
    "km": "kilometre", "kilometr": "kilometre", "kilomet": "kilometre", "metr": "metre", "meter": "metre", "mile": "mile",
    "feet": "foot", "foot": "foot", "kilogram": "kilogram", "kg": "kilogram", "kilo": "kilogram", "tonn": "tonne", "ton": "tonne",
    "degre": "degree", "hectar": "hectare", "acr": "acre", "litr": "litre", "liter": "litre", "megawatt": "megawatt",
    "dollar": "dollar", "euro": "euro", "pound": "pound", "crown": "crown", "yen": "yen", "goal": "goal", "vote": "vote",
    "point": "point", "year": "year", "month": "month", "week": "week", "dai": "day", "day": "day", "hour": "hour",
    "minut": "minute", "second": "second",
}  # fmt: skip  # the stem as `index.lexical.terms` has it, and what it measures
_THINGS = frozenset({"goal", "vote", "point"})  # counted like a unit, and named by any article that counts them
# Words that only measure; "pound", "stone" and "foot" are things as well.
_ONLY_MEASURE = frozenset(
    terms(
        "kilos kilograms kg grams milligrams mg tonnes ounces km kilometres kilometers metres meters centimetres centimeters cm"
        " millimetres millimeters mm miles inches hectares acres litres liters millilitres ml kilowatts kw megawatts mw gigawatts"
        " gw terawatts kwh mwh gwh twh watts volts hertz degrees celsius fahrenheit percent percentage mph kph kmh euros dollars"
        " cents roubles rubles rupees yen yuan francs kronor pesos minutes hours days weeks months years decades centuries"
    )
)
_MONEY = {"$": "dollar", "us$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
LENGTHS = frozenset({"kilometre", "metre", "mile", "foot", "centimetr", "cm", "millimetr", "mm", "inch", "yard"})
TIMES = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "decad", "centuri", "night"})
WEIGHTS = frozenset({"kilogram", "tonne", "pound", "gram", "ounc", "stone"})
MONEYS = word_set("crown yen yuan franc rupe roubl rubl lira cent penc peso krona").union(_MONEY.values())
_PEOPLE = frozenset({"peopl", "person", "men", "women", "live", "death", "dead", "victim", "fatal", "soul", "civilian"})
PEOPLE = "people"  # the unit of everything that counts people
BARE = ""  # the unit of a number without a noun: "the toll stood at 64"
# "118 ships last year"
_NEW_PHRASE = re.compile(r"\b(?:last|this|next|per|an?|each|every|in|for|the|over|of)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween (?:about |some )?[$€£¥]?$", re.IGNORECASE)
# "4 a.m.", "6.40 p.m."
_OF_THE_CLOCK = re.compile(r"[0-9]*(?:[.:]\d\d)?\s?(?:[ap]\.?m\b|o['’]clock\b)", re.IGNORECASE)
# "calls to 999", "dialled 112": a number that is rung
_RUNG = re.compile(
    r"\b(?:calls? to|calling|called|dial\w*|ring(?:s|ing)?|rang) (?=(?:999|911|112|111|101|000)\b)", re.IGNORECASE
)
# "rose to three", "stands at four", "from two years to three": a word that counts without what is counted
_REACHES = re.compile(
    r"\b(?:r[io]s(?:e|es|en|ing)|rose|climb(?:s|ed|ing)?|increas(?:es?|ed)|jump(?:s|ed)|grew|gr(?:ow|own|ows)|f[ae]ll(?:s|en)?|st(?:ands?|ood)"
    r"|now|remain(?:s|ed)|was put|put) (?:to|at) $"
    r"|\bbr(?:ings?|inging|ought) the (?:number|toll|total)\b[^,.;]* to $"
    rf"|\bfrom (?:\d[\d.,]*|{_WORD}) [a-z]+ to $"
    r"|\breach(?:es|ed)? $|\b(?:dead|toll|victims) (?:now )?(?:number(?:s|ed)?|is|was) $",
    re.IGNORECASE,
)
# "a man of 67", "aged 67", "Ann Lee, 67, said"
_OF_SOMEBODY = re.compile(
    r"\b(?:m[ae]n|wom[ae]n|boy|girl|child|baby|person|pensioner|teenager|aged?|age of|ages of) (?:of )?$", re.IGNORECASE
)
_BEHIND_A_NAME = re.compile(rf"\b{CAPITALISED}(?:, | \()$")
_OLDEST = 120  # years
_AGED = re.compile(
    rf"\b(?:born|birth\w*|founded|built|dat(?:es|ing) (?:from|back)|centur(?:y|ies)|aged|old"
    rf"|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|{'|'.join(NUMERALS[13:])})\b",
    re.IGNORECASE,
)
_NEAR = 60  # characters, more than any of these words before a number take
_NO_UNIT = word_set("were had have die di kill injur hurt wound miss more fewer less mani said")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: `sentence[start:end]` is how it is written, the unit's word included."""

    start: int
    end: int
    value: float
    unit: str  # a measure in the singular, PEOPLE, the stem of another counted noun, or BARE
    hedge: str  # "", "about", "least" or "most"


def quantities(sentence: str) -> list[Quantity]:
    """The numbers of a sentence in reading order, those of its days, years and calls left out.

    >>> [(q.value, q.unit, q.hedge) for q in quantities("In May 2020 about 1.2 million people paid $40.")]
    [(1200000.0, 'people', 'about'), (40.0, 'dollar', '')]
    """
    taken = [(day.start, day.end) for day in days(sentence)]
    taken += [(rung.end(), rung.end() + 1) for rung in _RUNG.finditer(sentence)]
    found = (_quantity(match) for match in _QUANTITY.finditer(sentence) if not _within(match.start("number"), taken))
    return [one for one in found if one and not _OF_THE_CLOCK.match(sentence, one.start)]


def is_an_age(sentence: str, quantity: Quantity) -> bool:
    """Whether a number without a unit says how old somebody is, and counts nothing.

    >>> [is_an_age(text, quantities(text)[0]) for text in ("A man of 67 died.", "Ann Lee, 67, won.", "The toll is 67.")]
    [True, True, False]
    """
    if quantity.unit != BARE or quantity.value > _OLDEST:
        return False
    if _stands_before(_OF_SOMEBODY, sentence, quantity.start):
        return True
    return _stands_before(_BEHIND_A_NAME, sentence, quantity.start) and sentence.startswith((",", ")"), quantity.end)


def may_be_an_age(quantity: Quantity) -> bool:
    """Whether it is a time, or a number without a unit that people grow as old as.

    >>> [may_be_an_age(one) for one in quantities("Ms Lee, 29, had 1,143 votes in 2 years, by a ratio of 2.5.")]
    [True, False, True, False]
    """
    return quantity.unit in TIMES or (
        quantity.unit == BARE and quantity.value <= _OLDEST and quantity.value == int(quantity.value)
    )


def tells_an_age(sentence: str) -> bool:
    """Whether it may say how old somebody or something is, or from when.

    >>> tells_an_age("Tuva is six months old."), tells_an_age("The hall dates from 1340."), tells_an_age("Lee polled 1,204 votes.")
    (True, True, False)
    """
    return _AGED.search(sentence) is not None or any(map(may_be_an_age, quantities(sentence)))


def says_how_old(who: Iterable[str], sentence: str) -> bool:
    """Whether an age stands beside one of the words: "Ann Lee, 43, has …", "the 43-year-old mayor".

    >>> says_how_old(["Lee"], "Ann Lee, 43, won."), says_how_old(["Lee"], "Ann Lee has a mother, 79, in Oslo.")
    (True, False)
    """
    named = "|".join(map(re.escape, who))
    beside = rf"\b(?:{named})(?:, | \()\d{{1,3}}[,).]|\d-year-old (?:\w+ ){{0,2}}(?:{named})\b"
    return bool(named) and re.search(beside, sentence, re.IGNORECASE) is not None


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may mean the same amount: equal, or one a rounding or a bound of the other.

    >>> agree(*quantities("about 1,200 birds and 1,187 birds")), agree(*quantities("12 birds and 13 birds"))
    (True, False)
    """
    return one.value == other.value or _stands_for(one, other) or _stands_for(other, one)


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
    unit, length = (_MONEY[match["money"].lower()], 0) if match["money"] else _unit(_within_its_phrase(match))
    bare_word = not match["number"][0].isdigit() and unit == BARE
    if bare_word and not match["scale"] and not _stands_before(_REACHES, match.string, match.start("number")):
        return None  # "one of them", "two said"
    start = match.start("money") if match["money"] else match.start("number")
    hedge = next((name for name in ("least", "most", "about") if match[name]), "")
    return Quantity(start, match.start("after") + length, value, unit, hedge)


def _value(number: str, scale: str) -> float:
    parts = number.lower().split("-") if not number[0].isdigit() else []
    worth = sum(_WORTH[part] for part in parts) if parts else float(number.replace(",", ""))
    return worth * _SCALES[scale.lower()]


def _within_its_phrase(match: re.Match[str]) -> str:
    """The words behind the number, and not those of another one: "52 and four people"; but "between two and four people"."""
    if _stands_before(_BETWEEN, match.string, match.start("number")):
        return match["after"]
    return re.split(r"\band\b", match["after"], maxsplit=1)[0]


def _unit(after: str) -> tuple[str, int]:
    """The unit that the words behind a number say, and how far it reaches into them."""
    if "%" in after or re.match(r"\s*per\s?cent\b", after, re.IGNORECASE):
        return "per cent", len(after)
    if after.strip(" °") in ("C", "F"):
        return "degree", len(after)
    phrase = _NEW_PHRASE.split(after, maxsplit=1)[0]
    nouns = list(re.finditer(r"[^\W\d_][\w’'-]*", phrase))
    stems = [(terms(word[0]) or [""])[0] for word in nouns]
    for word, stem in zip(nouns, stems, strict=True):
        if stem in _MEASURES:
            return _MEASURES[stem], word.end()
        if stem in _PEOPLE:
            return PEOPLE, word.end()
    first = stems[0] if stems else ""
    return (BARE, 0) if not first or first in _NO_UNIT else (first, nouns[0].end())


def names_a_measure(term: str) -> bool:
    """Whether the term is one that a unit is written with: "kilo" is, of kilograms."""
    return term in _ONLY_MEASURE or (term in _MEASURES and term not in _THINGS)


def only_measures(term: str) -> bool:
    """Whether it hardly ever means anything else: true of "kilo", not of "pound"."""
    return term in _ONLY_MEASURE


def is_measure(unit: str) -> bool:
    """Whether a unit measures something, as years and pounds do, and does not count things, as drivers do."""
    return unit == "per cent" or unit in _MEASURES.values()


def _stands_before(words: re.Pattern[str], sentence: str, at: int) -> bool:
    """Whether what ends there, which is looked at from near by only, has the words that the pattern ends with."""
    return words.search(sentence, max(0, at - _NEAR), at) is not None


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)

"""The figure that answers a question for a number or a day: the only one in a sentence that the question does not say itself."""

import re
from collections.abc import Sequence

from index.days import Day, days
from index.lexical import query_terms, terms
from index.records import Span
from qa.english.clauses import (
    between_marks,
    clause_around,
    comes_before_or_after,
    is_counted_as_known,
    is_done_otherwise,
    is_of_another_event,
    is_of_that_event,
    tells_what_became,
)
from qa.english.contrasts import is_set_against
from qa.english.figures import (
    FURTHER,
    OF_SO_MANY,
    QuantityOrDay,
    counts_something_else,
    figure_of,
    is_one_side,
    shares_out,
)
from qa.english.kinds import HOW_OLD, Kind
from qa.english.numerals import NUMERALS
from qa.english.quantities import (
    BARE,
    BOUND_BEFORE,
    LENGTHS,
    MONEYS,
    PEOPLE,
    TIMES,
    WEIGHTS,
    Quantity,
    is_an_age,
    is_measure,
    quantities,
)

_DOES = "did|does|do|has|have|had|will"
_IS = "is|are|was|were"
_ROUGHLY = "about|some|nearly|almost|over"
# What a question measures, and the units that can answer it.
_MEASURED_IN = tuple(
    (re.compile(rf"\b{asked}", re.IGNORECASE), units)
    for asked, units in (
        (r"how (?:tall|deep|wide|thick|far)\b", LENGTHS),
        (rf"how long (?:{_DOES})\b", TIMES),
        (rf"how long (?:{_IS})\b", LENGTHS | TIMES),
        (r"how heavy\b|how much (?:do|does|did) .* weigh\b|(?:what|which)\b[^,]*\bweight\b", WEIGHTS),
        (r"(?:what|which)\b[^,]*\btemperature\b|how (?:hot|cold|warm)\b", frozenset({"degree"})),
        (r"(?:what|total)\b[^,]*\bdistance\b", LENGTHS),
        (r"(?:what|which)\b[^,]*\b(?:share|percentage|per ?cent|proportion)\b", frozenset({"per cent"})),
        (
            r"how much\b.*\b(?:costs?|pa(?:y|ys|id)|worth|spen[dt]|fined?|earn\w*|ma(?:de|kes?)|sold|sell|bought|owed?)\b",
            MONEYS,
        ),
        (r"(?:what|which)\b.*\bpopulation\b", frozenset({PEOPLE, *terms("inhabitants residents citizens souls")})),
    )
)
# What is measured, as a question asks for it, before a quantity ("a depth of 40 metres") and behind it ("40 metres deep").
_DIMENSIONS = tuple(
    (
        re.compile(rf"\bhow (?:{adjectives})\b|\b(?:{nouns})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{nouns}) of (?:\w+ ){{0,2}}$", re.IGNORECASE),
        re.compile(rf"[\s-](?:{adjectives})\b", re.IGNORECASE),
    )
    for adjectives, nouns in (
        ("tall|high", "height|altitude|elevation"),
        ("deep", "depth"),
        ("wide|across", "width|diameter"),
        ("long", "length"),
        ("thick", "thickness"),
    )
)
# "against a profit of 47 million in the same period last year", "from 50 million a year earlier"
# "What was the date of the Vik verdict?": the event is told by its last word
_DATE_OF = re.compile(
    r"\b(?:date|day|year|month) of (?:[\w’'-]+ )*?(?P<event>[\w’'-]+)(?=[?.! ]*$| (?:of|in|at|on|against|for|by)\b)",
    re.IGNORECASE,
)
_TOLD_AS = {"birth": "born", "death": "die"}
# "£640,000 less than its valuation", and questions that ask for that
_THAN = re.compile(
    r" (?:\w+ )?(?:less|more|fewer|higher|lower|greater|larger|smaller|longer|shorter|further|faster|slower|older|younger|better|worse"
    r"|cheaper|dearer|warmer|hotter|colder|cooler|taller|deeper|wider|heavier|lighter|earlier|later|above|below) (?:than\b|the average)"
)
_BY_HOW_MUCH = re.compile(
    r"\b(?:by how|how (?:much|many|far) (?:\w+ )?\w+er|more|less|fewer|differ\w*|margin|increase\w*|gap|rise|rose|fell|fall|ahead)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    rf"\b(?:against|from|compared (?:with|to)|up on|down on) (?:\w+ (?:[\w-]+ ){{0,2}}of )?(?:(?:{_ROUGHLY}) )?$"
)
_EARLIER = re.compile(
    r"\b(?:a|the|one) year (?:earlier|ago|before)|\blast year\b|\b(?:previous|preceding|prior|same) (?:year|quarter|month|week|period)",
    re.IGNORECASE,
)
# "asked for 40", "demanded 40": only wished for
_WISHED = re.compile(
    r"\b(?:ask\w*|appl(?:y|ied)|call\w*|press\w*|push\w*) for\b|\b(?:demand\w*|request\w*|s(?:eek\w*|ought)|want\w*)\b",
    re.IGNORECASE,
)
# "OSLO, Dec 9 (Meridian Wire) - "
_DATELINE = re.compile(r"[A-ZÀ-ÖØ-Þ][\w.’' -]{1,40}, [A-Z\d][\w. ]{2,15}(?: \([^()]{2,40}\))? ?(?:[–—]|--?) ")
_HOW_LONG = re.compile(rf"\bhow long (?:{_DOES}|{_IS})\b", re.IGNORECASE)
# "the third outage in 14 months", "was shot in 31 days": no length of it
_HOW_LONG_IT_WAS = re.compile(rf"\bhow long (?:{_IS})\b|\bhow long\b.*\blast", re.IGNORECASE)
_IN_SO_LONG = re.compile(rf"\b(?:in|within) (?:(?:{_ROUGHLY}|only|just|the (?:last|past)) )?$", re.IGNORECASE)
# Before a time of so long: "both left after two hours", "resigned after six years".
_AFTER_SO_LONG = re.compile(rf"\b(?:after|within) (?:(?:{_ROUGHLY}|only|just) )?$", re.IGNORECASE)
_LASTED = re.compile(rf"\b(?:after|for) (?:(?:{_ROUGHLY}|only|just) )?$", re.IGNORECASE)
_SO_OFTEN = re.compile(r" (?:an?|per|each|every) (?:day|week|month|year)\b", re.IGNORECASE)  # in and behind "four days"
_NEXT_WORDS = 12  # characters, as of " a week"
_FROM_THEN = re.compile(r"\s+(?:later|after|before|ago|earlier|from)\b", re.IGNORECASE)  # behind it: "six days later"
_OLD = re.compile(r"[\s-]old\b|\s+of age\b")
# "after 1950" is no year of it, "3 to 4 May" more than the 4th
_BEYOND = re.compile(
    r"\b(?:before|after)\s+(?:the )?$|\b\d{1,2}(?:st|nd|rd|th)?\s?(?:-|–|to|and|or)\s?(?:the )?$", re.IGNORECASE
)
# Behind "69 degrees"
_BEARING = re.compile(r" (?:(?:of )?(?:latitude|longitude)|north|south|east|west)", re.IGNORECASE)
# "120 deaths for every 100,000 people", "120 deaths per 100,000": no count of deaths
_A_RATE = re.compile(r"(?: [\w-]+){0,3} (?:(?:for|in|out of) every|per) (?:\d|hundred|thousand|million)", re.IGNORECASE)
_ASKS_A_RATE = re.compile(r"\b(?:per|rates?|every|each|proportion|out of)\b", re.IGNORECASE)
# Questions whose answer has a number in it, and words that hold one
_COUNTS = re.compile(r"\bhow (?:many|much|old)\b|\b(?:percentage|per ?cent|population)\b", re.IGNORECASE)
_A_NUMBER = re.compile(
    rf"\d|\b(?:{'|'.join(NUMERALS)}|\w+t(?:y|een)|half|thirds?|quarters?|fifths?|tenths?|dozens?|hundreds?|thousands?|millions?"
    r"|billions?|trillions?|no|none|nobody|nothing|single|several|few|many|much|most|all|every|both|twice|double\w*|majority|an?)\b",
    re.IGNORECASE,
)
_A_PART = re.compile(r"\b(?:another|additional|further|extra|of the|out of|one in)\s+(?:\w+\s+)?$", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:more|fewer|less)\b", re.IGNORECASE)  # behind a number: "12 fewer than last year"


def only_figure(question: str, sentence: str, kind: Kind | None) -> Span | None:
    """The one number or day, by the kind that is asked for; a number with the words that bound it: "at least 300"."""
    if kind not in (Kind.NUMBER, Kind.TIME):
        return None
    only = figure_of(question, sentence)
    if only is None or (kind is Kind.NUMBER and is_set_against(question, sentence, (only.start, only.end))):
        only = _only_fresh(question, sentence, kind)
    if isinstance(only, Day):
        return None if _BEYOND.search(sentence, 0, only.start) else (only.start, only.end)
    if only is None or not _is_measured_in(question, sentence, only):
        return None
    bound = BOUND_BEFORE.search(sentence, 0, only.start)
    return bound.start() if bound else only.start, only.end


def _only_fresh(question: str, sentence: str, kind: Kind) -> QuantityOrDay | None:
    """The one that may be asked for and that the question does not say itself."""
    every: Sequence[QuantityOrDay] = (
        _measured(question, sentence) if kind is Kind.NUMBER else _days_of_it(question, sentence)
    )
    fresh = [one for one in every if sentence[one.start : one.end].casefold() not in question.casefold()]
    return fresh[0] if len(fresh) == 1 else None


def _measured(question: str, sentence: str) -> list[Quantity]:
    """The numbers that can be what the question measures."""
    return [
        one
        for one in _wholes(question, sentence)
        if _is_measured_in(question, sentence, one)
        and not _is_of_another_dimension(question, sentence, (one.start, one.end))
    ]


def _wholes(question: str, sentence: str) -> list[Quantity]:
    """The numbers that are no part of another one, no difference to it, no age and no measure where things are counted."""
    if shares_out(sentence):
        return []
    return [
        one
        for one in quantities(sentence)
        if not counts_something_else(question, one)
        and not _A_PART.search(sentence, 0, one.start)
        and not OF_SO_MANY.search(sentence, 0, one.start)
        and (HOW_OLD.search(question) or not is_an_age(sentence, one))
        and not _MORE.match(sentence, one.end)
        and not FURTHER.match(sentence, one.start)
        and not is_difference(question, sentence, (one.start, one.end))
        and not is_set_against(question, sentence, (one.start, one.end))
    ]


def _days_of_it(question: str, sentence: str) -> list[Day]:
    """The days of the event that the question asks about, where the sentence tells of it, else all."""
    found = [day for day in days(sentence) if day.start >= _end_of_dateline(sentence)]
    return [day for day in found if is_of_that_event(question, sentence, (day.start, day.end))] or found


def _end_of_dateline(sentence: str) -> int:
    """Where the story begins that is told behind where and when it was sent from; 0 where there is nothing before it."""
    dateline = _DATELINE.match(sentence)
    return dateline.end() if dateline else 0


def _is_measured_in(question: str, sentence: str, quantity: Quantity) -> bool:
    """Whether the quantity can be what the question measures: 300 passengers are no height."""
    if HOW_OLD.search(question):
        return (
            quantity.unit == BARE
            or _OLD.match(sentence, quantity.end) is not None
            or sentence[: quantity.end].endswith("-old")
        )
    if quantity.unit == "degree" and _BEARING.match(sentence, quantity.end) and not _BEARING.search(question):
        return False
    units = next((units for asked, units in _MEASURED_IN if asked.search(question)), None)
    return units is None or quantity.unit == BARE or quantity.unit in units


def _is_of_another_dimension(question: str, sentence: str, span: Span) -> bool:
    """Whether the words beside it make it a depth, say, where the question asks how tall something is."""
    asked = {i for i, (asks, _, _) in enumerate(_DIMENSIONS) if asks.search(question)}
    told = {
        i
        for i, (_, before, behind) in enumerate(_DIMENSIONS)
        if before.search(sentence, 0, span[0]) or behind.match(sentence, span[1])
    }
    return bool(asked and told) and asked.isdisjoint(told)


def is_no_such_figure(question: str, sentence: str, span: Span) -> bool:
    """Whether a span has no number although it is asked how many, or only numbers in units that cannot be meant."""
    held = [one for one in quantities(sentence) if span[0] < one.end and one.start < span[1]]
    if not held:
        return _COUNTS.search(question) is not None and not _A_NUMBER.search(sentence, *span)
    return not any(
        _is_measured_in(question, sentence, one)
        and not counts_something_else(question, one)
        and not FURTHER.match(sentence, one.start)
        for one in held
    ) or (_A_RATE.match(sentence, held[-1].end) is not None and not _ASKS_A_RATE.search(question))


def counts_otherwise(question: str, sentence: str, span: Span) -> bool:
    """Whether a number is of something else that was done, of another dimension, only wished for, or one side of a tally."""
    wished = _WISHED.search(clause_around(sentence[: span[1]], span))
    return (
        is_done_otherwise(question, sentence, span)
        or _tells_when_else(question, sentence, span)
        or _is_within_so_long(question, sentence, span)
        or OF_SO_MANY.search(sentence, 0, span[0]) is not None
        or (is_counted_as_known(question) and not tells_what_became(question, sentence))
        or _is_an_age_unasked(question, sentence, span)
        or _is_of_another_dimension(question, sentence, span)
        or (wished is not None and not _WISHED.search(question))
        or is_one_side(sentence, span)
    )


def _is_within_so_long(question: str, sentence: str, span: Span) -> bool:
    """Whether it is asked how long something is or lasted, and told in how long something happened, "the third in 14 months",
    how long after it, "three weeks after the outage", or how often, "four days a week"."""
    if not _HOW_LONG_IT_WAS.search(question):
        return False
    happened = _IN_SO_LONG.search(sentence, 0, span[0]) or _SO_OFTEN.search(sentence[span[0] : span[1] + _NEXT_WORDS])
    return happened is not None or (
        _FROM_THEN.match(sentence, span[1]) is not None and not _LASTED.search(sentence, 0, span[0])
    )


def _tells_when_else(question: str, sentence: str, span: Span) -> bool:
    """Whether it is asked how long something lasted, and told after how long another thing came: "both left after two hours"."""
    return (
        _HOW_LONG.search(question) is not None
        and _AFTER_SO_LONG.search(sentence, 0, span[0]) is not None
        and set(query_terms(question)).isdisjoint(terms(sentence))
    )


def _is_an_age_unasked(question: str, sentence: str, span: Span) -> bool:
    """Whether it only says how old somebody is, which the question does not ask."""
    ages = (one for one in quantities(sentence) if is_an_age(sentence, one))
    return not HOW_OLD.search(question) and any(span[0] <= one.start and one.end <= span[1] for one in ages)


def happened_otherwise(question: str, sentence: str, span: Span) -> bool:
    """Whether what is said of a time is no time, is that of another event, or for how long something had gone on."""
    named = _DATE_OF.search(question)
    return (
        span[1] <= _end_of_dateline(sentence)
        or (
            named is not None
            and _TOLD_AS.get(named["event"].lower(), named["event"].lower())[:4] not in sentence.lower()
        )
        or _is_no_time(sentence[slice(*span)])
        or is_of_another_event(question, sentence, span)
        or _is_beside_its_day(question, sentence, span)
        or comes_before_or_after(question, sentence, span)
        or _lasted_until_then(sentence, span)
    )


def _is_beside_its_day(question: str, sentence: str, span: Span) -> bool:
    """Whether the sentence has a day in the clause that tells of the event, and the span is another: "Ann Lee, who in 1979 …,
    died on 24 March"."""
    told = [one for one in days(sentence) if is_of_that_event(question, sentence, (one.start, one.end))]
    return bool(told) and not any(span[0] < one.end and one.start < span[1] for one in told)


def _is_no_time(answer: str) -> bool:
    """Whether it is a price or a length, say, or the bare number of somebody's age."""
    if days(answer):
        return False
    said = quantities(answer)
    measures = any(is_measure(one.unit) and one.unit not in TIMES for one in said)
    return measures or any(one.unit == BARE and (one.start, one.end) == (0, len(answer)) for one in said)


def _lasted_until_then(sentence: str, span: Span) -> bool:
    """Whether it says for how long something had gone on: "resigned on Monday after six years", not "six days after the fire"."""
    measured = any(one.unit in TIMES and (one.start, one.end) == span for one in quantities(sentence))
    lasted = _LASTED.search(sentence, 0, span[0])
    return measured and lasted is not None and not _FROM_THEN.match(sentence, span[1])


def is_difference(question: str, sentence: str, span: Span) -> bool:
    """Whether it is by how much something is more or less, "sold for £640,000 less than its value", which is not asked for."""
    return _THAN.match(sentence, span[1]) is not None and not _BY_HOW_MUCH.search(question)


def is_compared_with(question: str, sentence: str, span: Span) -> bool:
    """Whether it is the figure of a year before, say, beside the one that is told, and the question does not ask of then."""
    _, end = between_marks(sentence, span)
    return (
        _COMPARED.search(sentence, 0, span[0]) is not None
        and _EARLIER.search(sentence, span[1], end) is not None
        and not _EARLIER.search(question)
    )

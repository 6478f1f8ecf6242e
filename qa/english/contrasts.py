"""Two figures that a sentence sets against each other: a whole and its part, then and now, this year and the next."""

import re

from index.lexical import terms
from index.records import Span
from qa.english.clauses import clause_around
from qa.english.numerals import NUMERALS
from qa.english.quantities import Quantity, quantities

_I = re.IGNORECASE
_FIGURE = rf"(?:(?:about|around|some|almost|nearly|over) )?[$€£¥]?(?:\d[\d.,]*\d|\d|{'|'.join(NUMERALS[1:])})\b%?"
_NOUN = r"(?: (?!to\b|from\b)[a-z]+){0,2}"
# "7,400 people, 2,900 of them in Denmark": the part, and what tells it from the whole
_PART = re.compile(
    rf"(?:, |\(|[–—-] )(?:including |and |but |with )?(?P<part>{_FIGURE}){_NOUN} of (?:them|whom|which)\b(?P<telling>[^,.;]*)",
    _I,
)
# "rose from 2 to 3", "cut the fare to 3 from 2"
_CHANGES = (
    r"\b(?:rais|r[io]s|increas|grow|grew|climb|jump|exten[ds]|lengthen|lift|widen|doubl|soar|surg|cut|fall|fell|drop|lower|reduc"
    r"|narrow|shorten|slip|shrank|shr[iu]nk|trim|chang|mov|revis|went|go(?:es|ing)?\b|up\b|down\b)\w*\b[^;:]{0,80}?"
)
_FROM_TO = re.compile(rf"{_CHANGES}\bfrom (?P<then>{_FIGURE}){_NOUN}(?: in \w+)? to (?P<now>{_FIGURE})", _I)
_TO_FROM = re.compile(rf"{_CHANGES}\bto (?P<now>{_FIGURE}){_NOUN}(?: in \w+)?,? from (?P<then>{_FIGURE})", _I)
_OF_THEN = re.compile(
    r"\b(?:from (?:what|which|how)|before|previous\w*|original\w*|initial\w*|first|earlier|until|used to|formerly|old)\b",
    _I,
)
# "44 million, not 31 million", "540 instead of the 620"
_TAKEN_BACK = re.compile(r"(?:, (?:and )?not|\binstead of|\brather than)(?: the| about| some)? $", _I)
_MAY_REPLACE = re.compile(r"\b(?:not|instead of|rather than|from)\b", _I)
_BEHIND = 25  # characters behind a figure that may say of when it is: "to 3 in 2021 from 2 in 2019"
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d)")
_SAYS_WHEN = re.compile(rf"{_YEAR.pattern}|\blast (?:year|month|week|quarter|season)\b")
# "gained 5.4 million and had 171 million": what came is not what there is
_CAME = re.compile(
    r"\b(?:gain|add|los|hir|recruit|shed|attract)\w*(?: (?:about|some|another|almost|nearly|over))? $", _I
)
_IS_THERE = re.compile(
    r"\bhow many\b.*\b(?:do|does|did) .*\b(?:have|own|employ)\b|\bhow many [\w-]+ (?:has|have|had|are there|were there)\b",
    _I,
)


def is_set_against(question: str, sentence: str, span: Span) -> bool:
    """Whether the sentence sets the figure that stands there against the one that is asked for.

    >>> sentence = "It has 7,400 staff, 2,900 of them in Oslo."
    >>> [is_set_against("How many staff are in Oslo?", sentence, one) for one in ((7, 18), (20, 25))]
    [True, False]
    """
    return (
        _is_whole_or_part(question, sentence, span)
        or _is_of_then(question, sentence, span)
        or _TAKEN_BACK.search(sentence, 0, span[0]) is not None
        or _is_of_another_year(question, sentence, span)
        or _came_to_it(question, sentence, span)
    )


def replaced_in(sentence: str) -> list[Quantity]:
    """The figures that the sentence gives as those of before, or as wrong, beside the one that is so now.

    >>> [one.value for one in replaced_in("It cut the price to $320 from $350; 44 came, not 31 as first thought.")]
    [350.0, 31.0]
    """
    if not _MAY_REPLACE.search(sentence):  # most sentences: it is quicker than to read their figures
        return []
    figures = quantities(sentence)
    changes = [*_FROM_TO.finditer(sentence), *_TO_FROM.finditer(sentence)]
    return [
        one
        for one in figures
        if _TAKEN_BACK.search(sentence, 0, one.start)
        or any(change.start("then") < one.end and one.start < change.end("then") for change in changes)
    ]


def asks_of_then(question: str) -> bool:
    """Whether a word or a year of the question is of what was before."""
    return _OF_THEN.search(question) is not None or _YEAR.search(question) is not None


def _is_whole_or_part(question: str, sentence: str, span: Span) -> bool:
    """The part is asked for with a word of what tells it from the whole, "in Oslo", else the whole."""
    part = _PART.search(sentence)
    if part is None or span[0] >= part.end():
        return False
    telling = set(terms(part["telling"])) - set(terms(sentence[: part.start()]))
    wants_the_part = not telling.isdisjoint(terms(question))
    is_the_part = span[1] > part.start()
    return wants_the_part != is_the_part


def _is_of_then(question: str, sentence: str, span: Span) -> bool:
    """What is now is asked for, unless a word or the year of the question is of then."""
    change = _FROM_TO.search(sentence) or _TO_FROM.search(sentence)
    if change is None:
        return False
    behind = re.split(r" (?:to|from) ", sentence[change.end("then") :][:_BEHIND])[0]
    wants_then = _OF_THEN.search(question) or not set(_SAYS_WHEN.findall(question)).isdisjoint(
        _SAYS_WHEN.findall(behind)
    )
    other = "now" if wants_then else "then"
    return span[0] < change.end(other) and change.start(other) < span[1]


def _is_of_another_year(question: str, sentence: str, span: Span) -> bool:
    """Another clause with a figure has the year that the question has, and this one has not."""
    asked = set(_YEAR.findall(question))
    if (
        len(asked) != 1
        or not asked <= set(_YEAR.findall(sentence))
        or asked <= set(_YEAR.findall(clause_around(sentence, span)))
    ):
        return False
    clauses = (clause_around(sentence, (one.start, one.end)) for one in quantities(sentence))
    return any(asked <= set(_YEAR.findall(clause)) for clause in clauses)


def _came_to_it(question: str, sentence: str, span: Span) -> bool:
    """It is asked how many there are, and told how many came, beside another figure."""
    came = _CAME.search(sentence, 0, span[0])
    others = [one for one in quantities(sentence) if one.end <= span[0] or span[1] <= one.start]
    return came is not None and bool(others) and _IS_THERE.search(question) is not None

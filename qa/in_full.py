"""A short answer to the ends of its phrase: "the fourth quarter of 2026" of "2026", "Alf and Ted Moray" of "Ted Moray"."""

import re

from index.records import Span
from qa.english.capitals import CAPITALISED
from qa.english.kinds import Kind, asked_kind
from qa.english.quantities import PEOPLE, is_measure, quantities

_PART_OF_A_TIME = re.compile(
    r"(?:\b(?:early|late|mid)[ -](?:in )?|\b(?:(?:first|second|third|fourth|last) (?:quarter|half)|spring|summer|autumn|winter|end"
    r"|beginning|start|middle)(?: of)? (?:the )?)$",
    re.IGNORECASE,
)
_NAMED_WITH = re.compile(rf"(?<![.!?] )\b(?<!['’]){CAPITALISED} and $")  # "Alf and", before "Ted Moray"
_PLURAL = re.compile(r" (?!(?:as|is|was|his|its|this|has|plus|across|less|unless|always|perhaps)\b)[a-z]+s\b")


def in_full(question: str, sentence: str, span: Span) -> Span:
    """The span with what belongs to it: the part of a year, another of two persons, the noun that "card" stands before.

    >>> sentence = "In the spring of 2026 some 31 million card payments failed."
    >>> [sentence[slice(*in_full(asked, sentence, span))] for asked, span in (("When was it?", (17, 21)), ("How many?", (27, 42)))]
    ['spring of 2026', '31 million card payments']
    >>> in_full("Who founded it?", "It was founded by Alf and Ted Moray.", (26, 35))
    (18, 35)
    """
    start, end = span
    match asked_kind(question):
        case Kind.TIME:
            before = _PART_OF_A_TIME.search(sentence, 0, start)
        case Kind.NAME:
            before = _NAMED_WITH.search(sentence, 0, start)
            if before and before[0].split()[0].casefold() in question.casefold():
                before = None
        case Kind.NUMBER:
            return start, _end_of_the_noun(sentence, span)
        case _:
            before = None
    return before.start() if before else start, end


def _end_of_the_noun(sentence: str, span: Span) -> int:
    """Behind the noun in the plural that the counted word stands before, where that is none itself."""
    counted = next((one for one in quantities(sentence) if span[0] <= one.start and one.end == span[1]), None)
    noun = _PLURAL.match(sentence, span[1])
    if (
        counted is None
        or noun is None
        or counted.value == 1
        or counted.unit in ("", PEOPLE)
        or is_measure(counted.unit)
    ):
        return span[1]
    return span[1] if sentence[: span[1]].endswith("s") else noun.end()

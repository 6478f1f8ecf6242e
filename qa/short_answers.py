"""The name, number or day that a question asks for, read off inside a cited sentence by rule."""

import re

from index.days import days
from qa.disagreeing import figure_of
from qa.kinds import Kind, asked_kind
from qa.quantities import quantities
from qa.records import Span

_CAPITAL = "[A-ZÀ-Þ][\\w’'-]"
_NAME = re.compile(
    rf"(?:(?<=[^.!?“\"] )|(?<=^))(?:[A-ZÀ-Þ]\.|{_CAPITAL}*)"
    rf"(?: (?:of|de|van|von|al|bin|the|da|del|di) {_CAPITAL}+| {_CAPITAL}+)*"
)
_NO_NAME = re.compile(
    "(?:The|An?|In|On|At|By|He|She|It|They|We|I|This|That|These|Those|There|When|While|After|Before|But|And|Some|Many|Most|No"
    "|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)


def short_answer(question: str, sentence: str) -> Span | None:
    """The span in the sentence that is the answer; None where it cannot be read off without guessing.

    >>> short_answer("How many people came?", "About 300 people came.")
    (6, 16)
    """
    kind = asked_kind(question)
    if kind in (Kind.NAME, Kind.PLACE):
        return _only_name(question, sentence)
    if kind not in (Kind.NUMBER, Kind.TIME):
        return None
    if only := figure_of(question, sentence):
        return only.start, only.end
    found = quantities(sentence) if kind is Kind.NUMBER else days(sentence)
    said = [one for one in found if sentence[one.start : one.end].casefold() not in question.casefold()]
    return (said[0].start, said[0].end) if len(said) == 1 else None


def _only_name(question: str, sentence: str) -> Span | None:
    """The one name that the question does not say itself."""
    asked = {word.removesuffix("'s").removesuffix("’s").casefold() for word in re.findall(r"[\w’'-]+", question)}
    fresh = [
        match
        for match in _NAME.finditer(sentence)
        if not _NO_NAME.match(match[0])
        and (
            match.start() or " " in match[0]
        )  # a single word that opens the sentence may be any ("Professional chess …")
        and not any(w.casefold().removesuffix("'s") in asked for w in match[0].split())
    ]
    return fresh[0].span() if len(fresh) == 1 else None

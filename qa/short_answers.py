"""The short answer inside a cited sentence: the name, number or day asked for, read off by rule, or what a reader takes for it."""

import re

from index.days import days
from index.lexical import terms
from index.records import Hit
from qa.disagreeing import counts_something_else, figure_of, shares_out
from qa.kinds import Kind, asked_kind
from qa.quantities import Quantity, quantities
from qa.records import Span

SURE = 2.0  # logits by which a reader's answer has to be likelier than none (docs/decisions/0111-short-answers.md)
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


# It asks for no name: "Who is Ada Lind?"
_WHO_IS = re.compile(rf"who(?: is| was|['’]s) {_CAPITAL}*(?: (?:of |de |van |von |al |bin )?{_CAPITAL}*)*\??")


def short_answer_in(question: str, hit: Hit, start: int, end: int) -> Span | None:
    """The short answer in a sentence of the hit, in the article's offsets; None where none is sure.

    Where a reader has read the passage, what is read off by rule has to touch what it takes for the answer; where that is
    not so, and it is sure enough, its own answer counts.
    """
    found = short_answer(question, hit.article.text[start:end])
    ruled = (start + found[0], start + found[1]) if found else None
    reading = hit.reading
    if reading is None or not reading.evidence:
        return ruled
    read = reading.answer if reading.answer and start <= reading.answer[0] and reading.answer[1] <= end else None
    if read is None:
        return None
    if ruled and ruled[0] < read[1] and read[0] < ruled[1]:
        return ruled
    answer = hit.article.text[slice(*read)]
    return read if reading.answer_margin > SURE and terms(answer) and not _names_asked(question, answer) else None


def short_answer(question: str, sentence: str) -> Span | None:
    """The span in the sentence that is the answer; None where it cannot be read off without guessing.

    >>> short_answer("How many people came?", "About 300 people came.")
    (6, 16)
    """
    kind = asked_kind(question)
    if kind in (Kind.NAME, Kind.PLACE):
        return None if _asks_who_that_is(question) else _only_name(question, sentence)
    if kind not in (Kind.NUMBER, Kind.TIME):
        return None
    if only := figure_of(question, sentence):
        return only.start, only.end
    found = _numbers(question, sentence) if kind is Kind.NUMBER else days(sentence)
    said = [one for one in found if sentence[one.start : one.end].casefold() not in question.casefold()]
    return (said[0].start, said[0].end) if len(said) == 1 else None


def _names_asked(question: str, answer: str) -> bool:
    """Whether a question for a name is given one that it says itself, or any where it asks who somebody is."""
    if asked_kind(question) not in (Kind.NAME, Kind.PLACE):
        return False
    names = {_plain(word) for word in re.findall(rf"{_CAPITAL}*", answer)}
    asked = {_plain(word) for word in re.findall(r"[\w’'-]+", question)}
    return bool(names & asked) or (answer[0].isupper() and _asks_who_that_is(question))


def _plain(word: str) -> str:
    return word.casefold().removesuffix("'s").removesuffix("’s")


def _asks_who_that_is(question: str) -> bool:
    return _WHO_IS.fullmatch(question[:1].lower() + question[1:]) is not None


def _numbers(question: str, sentence: str) -> list[Quantity]:
    if shares_out(sentence):
        return []
    return [one for one in quantities(sentence) if not counts_something_else(question, one)]


def _only_name(question: str, sentence: str) -> Span | None:
    """The one name that the question does not say itself."""
    asked = {_plain(word) for word in re.findall(r"[\w’'-]+", question)}
    fresh = [
        match
        for match in _NAME.finditer(sentence)
        if not _NO_NAME.match(match[0])
        and not _may_be_any_word(match)
        and not any(w.casefold().removesuffix("'s") in asked for w in match[0].split())
    ]
    return fresh[0].span() if len(fresh) == 1 else None


def _may_be_any_word(match: re.Match[str]) -> bool:
    """Whether it is a single word that opens the sentence: "Professional chess …"."""
    return not match.start() and " " not in match[0]

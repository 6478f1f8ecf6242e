"""The short answer inside a cited sentence: the name, number or day asked for, read off by rule, or what a reader takes for it."""

import re

from index.days import Day, days
from index.lexical import query_terms, terms
from index.records import Hit
from qa.capitals import CAPITALISED, LONG_CAPITALISED
from qa.clauses import (
    clause_around,
    comes_before_or_after,
    is_counted_as_known,
    is_done_otherwise,
    is_of_another_event,
    is_of_that_event,
    is_to_come,
    tells_what_became,
)
from qa.describing import asks_who_that_is
from qa.figures import OF_SO_MANY, counts_something_else, figure_of, is_one_side, shares_out
from qa.followups.nouns import ROLES
from qa.followups.tagging import words_of
from qa.followups.vocabulary import DETERMINERS, word_set
from qa.followups.words import Tag
from qa.kinds import HOW_OLD, Kind, asked_kind
from qa.offices import is_no_holder
from qa.only_name import NAME, NO_NAME, is_the_other, only_name, without_s, words_asked
from qa.quantities import (
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
from qa.quotes import denies
from qa.records import Span

SURE = 2.0  # logits by which a reader's answer has to be likelier than none (docs/decisions/0111-short-answers.md)
# What a question measures, and the units that can answer it.
_MEASURED_IN = tuple(
    (re.compile(rf"\b{asked}", re.IGNORECASE), units)
    for asked, units in (
        (r"how (?:tall|deep|wide|thick|far)\b", LENGTHS),
        (r"how long (?:did|does|do|has|have|had|will)\b", TIMES),
        (r"how long (?:is|are|was|were)\b", LENGTHS | TIMES),
        (r"how heavy\b|how much (?:do|does|did) .* weigh\b", WEIGHTS),
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
_COMPARED = re.compile(
    r"\b(?:against|from|compared (?:with|to)|up on|down on) (?:\w+ (?:[\w-]+ ){0,2}of )?(?:(?:about|some|nearly|almost|over) )?$"
)
_EARLIER = re.compile(
    r"\b(?:a|the|one) year (?:earlier|ago|before)|\blast year\b|\b(?:previous|preceding|prior|same) (?:year|quarter|month|week|period)",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:ask\w*|appl(?:y|ied)|call\w*|press\w*|push\w*) for\b|\b(?:demand\w*|request\w*|s(?:eek\w*|ought)|want\w*)\b",
    re.IGNORECASE,
)
_HOW_LONG = re.compile(r"\bhow long (?:did|does|do|has|have|had|will|was|were|is|are)\b", re.IGNORECASE)
_THEN = re.compile(r"\b(?:after|within) (?:(?:about|some|nearly|almost|over|only|just) )?$", re.IGNORECASE)
# "How many points did Lyme Athletic get?": of whom it is asked
_SUBJECT = re.compile(
    r"\bhow (?:many|much)\b[^,]*? (?:did|does|do|has|have|had|will)"
    rf" (?:the )?(?P<name>(?-i:{LONG_CAPITALISED}(?: {LONG_CAPITALISED})*))",
    re.IGNORECASE,
)
_LASTED = re.compile(r"\b(?:after|for) (?:(?:about|some|nearly|almost|over|only|just) )?$", re.IGNORECASE)
_FROM_THEN = re.compile(r"\s+(?:later|after|before|ago|earlier|from)\b", re.IGNORECASE)
_OLD = re.compile(r"[\s-]old\b|\s+of age\b")
_UNDONE = re.compile(r"\b(?:den(?:y|ied|ies)|fail(?:ed|s)? to|refus\w+ to|instead of|rather than)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:](?=\s)|[()—–]")
_UNTIL = re.compile(r"\buntil (?:\w+ )?$", re.IGNORECASE)  # "did not open until 3 May"
# "after 1950" is no year of it, "3 to 4 May" more than the 4th
_BEYOND = re.compile(
    r"\b(?:before|after)\s+(?:the )?$|\b\d{1,2}(?:st|nd|rd|th)?\s?(?:-|–|to|and|or)\s?(?:the )?$", re.IGNORECASE
)
_A_PART = re.compile(r"\b(?:another|additional|further|extra|of the|out of|one in)\s+(?:\w+\s+)?$", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:more|fewer|less)\b", re.IGNORECASE)  # 12 fewer than last year
_BEFORE_A_ROLE = word_set("prime vice deputy chief former foreign interior finance defence health first new old")


def short_answer_in(question: str, hit: Hit, start: int, end: int) -> Span | None:
    """The short answer in a sentence of the hit, in the article's offsets; None where none is sure.

    Where a reader has read the passage, what is read off by rule has to touch what it takes for the answer; where that is
    not so, and it is sure enough, its own answer counts.
    """
    if _is_of_another(question, hit.article.text, start, end):
        return None
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
    if reading.answer_margin <= SURE or not terms(answer) or _names_asked(question, answer):
        return None
    sentence, place = hit.article.text[start:end], (read[0] - start, read[1] - start)
    return None if is_the_other(question, sentence, place) or _is_no_answer(question, sentence, place) else read


def _is_of_another(question: str, text: str, start: int, end: int) -> bool:
    """Whether it is asked how many somebody did, and the sentence says it of another that it opens with by name.

    A single word is one where it is a name elsewhere in the article too: "Rovers are bottom with nine points."
    """
    asked = _SUBJECT.search(question)
    opening = NAME.match(text[start:end])
    if not asked or not opening or NO_NAME.match(opening[0]) or not _is_whole_subject(question, asked.end()):
        return False
    sentence, name = text[start:end], opening[0].removesuffix("'s").removesuffix("’s")
    if name != opening[0] or set(terms(asked["name"])) & set(terms(sentence)):
        return False
    return " " in name or re.search(rf"[\w,] {re.escape(name)}\b", text) is not None


def _is_whole_subject(question: str, end: int) -> bool:
    """Whether the verb follows the name that ends there: not "Saharan" of "does Saharan dust travel"."""
    after = next((word for word in words_of(question) if word.start >= end), None)
    return after is not None and after.tag in {Tag.VERB, Tag.AUXILIARY}


def short_answer(question: str, sentence: str) -> Span | None:
    """The span in the sentence that is the answer; None where it cannot be read off without guessing.

    >>> short_answer("How many people came?", "About 300 people came.")
    (6, 16)
    """
    kind = asked_kind(question)
    if kind in (Kind.NAME, Kind.PLACE):
        found = None if asks_who_that_is(question) else only_name(question, sentence)
    else:
        found = _only_figure(question, sentence, kind)
    return None if found is None or _is_no_answer(question, sentence, found) else found


def _only_figure(question: str, sentence: str, kind: Kind | None) -> Span | None:
    """The one number or day that the question does not say itself, a number with the words that bound it: "at least 300"."""
    if kind not in (Kind.NUMBER, Kind.TIME):
        return None
    only = figure_of(question, sentence)
    if only is None:
        every = _measured(question, sentence) if kind is Kind.NUMBER else _happened_then(question, sentence)
        said = [one for one in every if sentence[one.start : one.end].casefold() not in question.casefold()]
        only = said[0] if len(said) == 1 else None
    if only is None:
        return None
    if not isinstance(only, Quantity):
        return None if _BEYOND.search(sentence, 0, only.start) else (only.start, only.end)
    if not _is_measured_in(question, sentence, only):
        return None
    bound = BOUND_BEFORE.search(sentence, 0, only.start)
    return bound.start() if bound else only.start, only.end


def _is_measured_in(question: str, sentence: str, quantity: Quantity) -> bool:
    """Whether the quantity can be what the question measures: 300 passengers are no height."""
    if HOW_OLD.search(question):
        return (
            quantity.unit == BARE
            or _OLD.match(sentence, quantity.end) is not None
            or sentence[: quantity.end].endswith("-old")
        )
    units = next((units for asked, units in _MEASURED_IN if asked.search(question)), None)
    return units is None or quantity.unit == BARE or quantity.unit in units


def _is_no_answer(question: str, sentence: str, span: Span) -> bool:
    """Whether it is denied, still to come, of something else that was done or happened, or only somebody's role."""
    kind = asked_kind(question)
    return (
        _is_denied(question, sentence, span)
        or is_to_come(question, sentence, span)
        or _is_compared_with(question, sentence, span)
        or (kind is Kind.NUMBER and _counts_otherwise(question, sentence, span))
        or (
            kind is Kind.TIME and (_is_no_time(sentence[slice(*span)]) or _happened_otherwise(question, sentence, span))
        )
        or (kind is Kind.NAME and is_no_holder(question, sentence, _told_of(sentence, span)))
        or _is_only_a_role(question, sentence[slice(*span)])
    )


def _told_of(sentence: str, span: Span) -> str:
    """The clause around a name, and where it stands beside a noun, the one of that: "dismissed the mayor, Ann Lee"."""
    clause = clause_around(sentence, span)
    beside = sentence[: span[0]].endswith(", ") and sentence[span[1] : span[1] + 1] in ("", ",", ".")
    return f"{clause_around(sentence, (span[0] - 2, span[0] - 2))} {clause}" if beside else clause


def _is_compared_with(question: str, sentence: str, span: Span) -> bool:
    """Whether it is the figure of a year before, say, beside the one that is told, and the question does not ask of then."""
    behind = _CLAUSE_END.search(sentence, span[1])
    return (
        _COMPARED.search(sentence, 0, span[0]) is not None
        and _EARLIER.search(sentence, span[1], behind.start() if behind else len(sentence)) is not None
        and not _EARLIER.search(question)
    )


def _counts_otherwise(question: str, sentence: str, span: Span) -> bool:
    """Whether a number is of something else that was done, of another dimension, only wished for, or one side of a tally."""
    wished = _WISHED.search(clause_around(sentence[: span[1]], span))
    return (
        is_done_otherwise(question, sentence, span)
        or _tells_when_else(question, sentence, span)
        or OF_SO_MANY.search(sentence, 0, span[0]) is not None
        or (is_counted_as_known(question) and not tells_what_became(question, sentence))
        or _is_of_age(question, sentence, span)
        or _is_of_another_dimension(question, sentence, span)
        or (wished is not None and not _WISHED.search(question))
        or is_one_side(sentence, span)
    )


def _tells_when_else(question: str, sentence: str, span: Span) -> bool:
    """Whether a time of so long is after what something else came, for how long something lasted: "both left after two hours"."""
    return (
        _HOW_LONG.search(question) is not None
        and _THEN.search(sentence, 0, span[0]) is not None
        and set(query_terms(question)).isdisjoint(terms(sentence))
    )


def _is_of_age(question: str, sentence: str, span: Span) -> bool:
    """Whether it only says how old somebody is, which the question does not ask."""
    ages = (one for one in quantities(sentence) if is_an_age(sentence, one))
    return not HOW_OLD.search(question) and any(span[0] <= one.start and one.end <= span[1] for one in ages)


def _is_no_time(answer: str) -> bool:
    """Whether it is a price or a length, say, or the bare number of somebody's age."""
    if days(answer):
        return False
    said = quantities(answer)
    measures = any(is_measure(one.unit) and one.unit not in TIMES for one in said)
    return measures or any(one.unit == BARE and (one.start, one.end) == (0, len(answer)) for one in said)


def _happened_otherwise(question: str, sentence: str, span: Span) -> bool:
    return (
        is_of_another_event(question, sentence, span)
        or comes_before_or_after(question, sentence, span)
        or _lasted_until_then(sentence, span)
    )


def _lasted_until_then(sentence: str, span: Span) -> bool:
    """Whether it says for how long something had gone on: "resigned on Monday after six years", not "six days after the fire"."""
    measured = [one for one in quantities(sentence) if one.unit in TIMES and (one.start, one.end) == span]
    lasted = _LASTED.search(sentence, 0, span[0])
    return bool(measured) and lasted is not None and not _FROM_THEN.match(sentence, span[1])


def _happened_then(question: str, sentence: str) -> list[Day]:
    """The days of the event that the question asks about, where the sentence tells of it, else all."""
    found = days(sentence)
    return [day for day in found if is_of_that_event(question, sentence, (day.start, day.end))] or found


def _is_of_another_dimension(question: str, sentence: str, span: Span) -> bool:
    """Whether the words beside it make it a depth, say, where the question asks how tall something is."""
    asked = {i for i, (asks, _, _) in enumerate(_DIMENSIONS) if asks.search(question)}
    told = {
        i
        for i, (_, before, behind) in enumerate(_DIMENSIONS)
        if before.search(sentence, 0, span[0]) or behind.match(sentence, span[1])
    }
    return bool(asked and told) and asked.isdisjoint(told)


def _is_only_a_role(question: str, answer: str) -> bool:
    """Whether a question for a name is given an office that many have held: "the mayor", "its Prime Minister"."""
    if asked_kind(question) is not Kind.NAME or re.search(r"\bor\b", question):
        return False
    words = re.findall(r"[\w-]+", answer)
    named = [word for word in words if word[0].isupper() and word.lower() not in ROLES | DETERMINERS | _BEFORE_A_ROLE]
    return (
        not named
        and words[0].lower() in DETERMINERS - {"a", "an"} | ROLES | _BEFORE_A_ROLE
        and words[-1].lower() in ROLES
    )


def _is_denied(question: str, sentence: str, span: Span) -> bool:
    """Whether the clause around it says that it is not so, which the question does not."""
    if denies(question) or _UNTIL.search(sentence, 0, span[0]):
        return False
    begin = max((found.end() for found in _CLAUSE_END.finditer(sentence, 0, span[0])), default=0)
    behind = _CLAUSE_END.search(sentence, span[1])
    around = f"{sentence[begin : span[0]]} … {sentence[span[1] : behind.start() if behind else None]}"
    return denies(around) or _UNDONE.search(around) is not None


def _names_asked(question: str, answer: str) -> bool:
    """Whether a question for a name is given one that it says itself, or any where it asks who somebody is."""
    if asked_kind(question) not in (Kind.NAME, Kind.PLACE):
        return False
    names = {without_s(word) for word in re.findall(CAPITALISED, answer)}
    return bool(names & words_asked(question)) or (answer[0].isupper() and asks_who_that_is(question))


def _numbers(question: str, sentence: str) -> list[Quantity]:
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
    ]


def _measured(question: str, sentence: str) -> list[Quantity]:
    """The numbers that can be what the question measures."""
    return [
        one
        for one in _numbers(question, sentence)
        if _is_measured_in(question, sentence, one)
        and not _is_of_another_dimension(question, sentence, (one.start, one.end))
    ]

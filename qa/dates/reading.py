"""The whole way from a question to its times."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from qa.dates.expressions import Draft, find_expressions, in_its_year
from qa.dates.intent import is_about, is_timeless
from qa.dates.lookalikes import without_lookalikes
from qa.dates.newest import asks_for_newest, speaks_of_nowadays, without_nowadays
from qa.dates.records import TimeExpression, TimeReading
from qa.dates.words import Kind, compiled

Bounds = tuple[date | None, date | None]

# "the previous year", "the end of the year": beside a stated year they count from that one.
_FROM_THE_STATED = compiled(r"\bthe previous |\bof the (?:week|month|quarter|year|decade|century)$|\bthe weekend$")
_JOINED = compiled(
    r"[\s,]*(?:(?:,|/|and|or|versus|vs\.?|compared (?:to|with)|as well as|than|&)\s*)+"
    r"(?:(?:in|on|during|of|from|to|that|the)\s*)*"
)
_OR = compiled(r"\bor\b")
# "not published in May 2021", "any week but last week": the one time that is not meant
_LEFT_OUT = compiled(
    r"\b(?:(?:except|excluding|other than|apart from|outside of)(?: for| those| the ones)?"
    r"|not(?: (?:published|written|printed|posted|dated))?|(?:not|n['’]t) appear|(?:time|day|week|month|year) but) $"
)


def read_time(question: str, today: date) -> TimeReading:
    """The expressions of time in a question asked on the day `today`. See the package for the rules."""
    named = without_lookalikes(question)
    text = without_nowadays(named)
    drafts = [
        draft for draft in _in_their_years(text, list(find_expressions(text, today))) if not is_timeless(text, draft)
    ]
    drafts = [draft for draft in drafts if not _LEFT_OUT.search(text, 0, draft.start)]
    if any(draft.kind is Kind.DATED for draft in drafts):
        drafts = [draft for draft in drafts if not _FROM_THE_STATED.search(text, draft.start, draft.end)]
    expressions = tuple(_expression(question, text, draft, today) for draft in drafts)
    after, before = _together(question, [one for one in expressions if not one.about] or expressions)
    return TimeReading(expressions, after, before, newest_first=speaks_of_nowadays(named) or asks_for_newest(named))


def pieces_around(question: str, expressions: Sequence[TimeExpression]) -> list[str]:
    """What stands before, between and behind these expressions of the question: one piece more than there are of them.

    >>> asked = "Who came in May 2021 to Oslo?"
    >>> pieces_around(asked, read_time(asked, date(2024, 11, 5)).expressions)
    ['Who came ', ' to Oslo?']
    """
    starts = [0, *(one.end for one in expressions)]
    ends = [*(one.start for one in expressions), len(question)]
    return [question[start:end] for start, end in zip(starts, ends, strict=True)]


def _in_their_years(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    every = [*drafts[:1], *(in_its_year(text, before, draft) for before, draft in pairwise(drafts))]
    return list({draft.start: draft for draft in every}.values())  # what starts where the year does has taken it in


def _expression(question: str, text: str, draft: Draft, today: date) -> TimeExpression:
    start, end = draft.start, draft.end
    return TimeExpression(question[start:end], start, end, draft.after, draft.before, is_about(text, draft, today))


def _together(question: str, expressions: Sequence[TimeExpression]) -> Bounds:
    """What all expressions leave; the span of all of them where they are alternatives or leave nothing."""
    if not expressions:
        return None, None
    after, before = expressions[0].after, expressions[0].before
    for previous, one in pairwise(expressions):
        between = question[previous.end : one.start]
        narrowed = _intersection((after, before), (one.after, one.before))
        if narrowed is None or _are_alternatives(between, previous, one):
            after, before = _union((after, before), (one.after, one.before))
        else:
            after, before = narrowed
    return after, before


def _are_alternatives(between: str, first: TimeExpression, second: TimeExpression) -> bool:
    """ "in 2018 and 2022", "before 2010 or after 2020"; not "after 2010 and before 2020"."""
    if not _JOINED.fullmatch(between):
        return False
    return bool(_OR.search(between)) or None not in (first.after, first.before, second.after, second.before)


def _intersection(one: Bounds, other: Bounds) -> Bounds | None:
    after = max((day for day in (one[0], other[0]) if day), default=None)
    before = min((day for day in (one[1], other[1]) if day), default=None)
    return None if after and before and after > before else (after, before)


def _union(one: Bounds, other: Bounds) -> Bounds:
    after = min(one[0], other[0]) if one[0] and other[0] else None
    before = max(one[1], other[1]) if one[1] and other[1] else None
    return after, before

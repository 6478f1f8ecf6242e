"""Finds the expressions of time of a question: a period with its preposition, or two periods that make a range."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from qa.dates.anchors import famous_event
from qa.dates.events import find_event
from qa.dates.parts import find_period
from qa.dates.periods import DAYS_IN, Period, Recurring, hull, latest, move, one_day, years
from qa.dates.senses import Sense, bounds, fits, lead_at
from qa.dates.words import ACCOUNTS, YEAR, Found, Kind, compiled


@dataclass(frozen=True, slots=True)
class Draft:
    """An expression of which it is not yet known whether articles must be of its time or tell of it."""

    start: int
    end: int
    after: date | None
    before: date | None
    kind: Kind
    sense: Sense
    recurring: Recurring | None = None  # of a name without a year


def find_expressions(text: str, today: date) -> Iterator[Draft]:
    """In reading order, none touching another; of those that start at one place the longest."""
    behind = 0
    for place in _STARTS.finditer(text):
        if place.start() >= behind:
            readings = (reading(text, place.start(), today) for reading in (_range, _led, _bare))
            draft = max((one for one in readings if one), key=lambda one: one.end, default=None)
            if draft:
                behind = draft.end
                yield draft


_STARTS = re.compile(r"(?<![\w#])(?<![0-9][.,/:-])(?=[\w'])")


# ----------------------------------------------------------------------------------------------------- one period
_ONWARDS = compiled(r" (?:onwards?|and after|and later|or later|forwards?|on(?=\s*(?:[,.;?!]|$)))(?!\w)")
_BACKWARDS = compiled(r" (?:or|and) (?:earlier|before)(?=\s*(?:[,.;?!]|$))")
_PLAIN_YEAR = compiled(YEAR)
_AT_THE_END = compiled(r"[\s?!.]*$")
_NAMED_AFTER = compiled(r"\b(?:nam|call|look)\w+ $")  # "named after Tesla in 1960"
# "at Monday's meeting", "third-quarter results"
_TELLS_OF_IT = compiled(rf"(?<=day)'s (?-i:[a-z])|(?<=quarter) (?:{ACCOUNTS})(?!\w)|(?<=q[1-4]) (?:{ACCOUNTS})(?!\w)")
_FIRST_BARE_YEAR = 1400  # a smaller number without a preposition is more often something else


def _led(text: str, at: int, today: date) -> Draft | None:
    """ "since May 2021", "in the 1990s", "after the earthquake of 2011"."""
    lead = lead_at(text, at)
    if not lead:
        return None
    match, sense = lead
    found = find_period(text, match.end(), today)
    if found and not fits(match[0], found, text[match.end() : found.end]):
        found = None
    found = _longer(found, _event(text, match, sense, found, today))
    if not found:
        return None
    if text.startswith("'s ", found.end):
        found = replace(found, is_event=True)
    return _draft(text, at, found, sense)


def _event(text: str, lead: re.Match[str], sense: Sense, found: Found | None, today: date) -> Found | None:
    """What a bound may hang on where no period stands; a famous event also goes before the name that it begins with."""
    if lead[0].lower() == "during " or (found and found.kind is Kind.NAMED):
        return famous_event(text, lead.end())
    takes_any = sense is not Sense.DURING and lead[0].lower() != "by "
    if found or not takes_any or _NAMED_AFTER.search(text, 0, lead.start()):
        return None
    return find_event(text, lead.end(), today)


def _longer(one: Found | None, other: Found | None) -> Found | None:
    return max((found for found in (one, other) if found), key=lambda found: found.end, default=None)


def _bare(text: str, at: int, today: date) -> Draft | None:
    """ "yesterday", "the 2018 World Cup"; a name without a year only at the end: "What did she say Monday?"."""
    found = find_period(text, at, today)
    if not found:
        return None
    if found.kind is Kind.NAMED and not (_is_closing_day(text, at, found) or _TELLS_OF_IT.match(text, found.end)):
        return None
    plain = _PLAIN_YEAR.match(text, at)
    if plain and plain.end() == found.end and found.period.start.year < _FIRST_BARE_YEAR:
        return None
    return _draft(text, at, found, Sense.DURING)


def _is_closing_day(text: str, at: int, found: Found) -> bool:
    is_day = found.period.start == found.period.end and text[at].isupper()
    is_dated = any(character.isdigit() for character in text[at : found.end])  # "flood warnings nov 2"
    return (is_day or is_dated) and _AT_THE_END.match(text, found.end) is not None


def _draft(text: str, at: int, found: Found, sense: Sense) -> Draft:
    end = found.end
    if sense is Sense.DURING and (more := _ONWARDS.match(text, end)):
        sense, end = Sense.SINCE, more.end()
    elif sense is Sense.DURING and (more := _BACKWARDS.match(text, end)):
        sense, end = Sense.UNTIL, more.end()
    after, before = bounds(found, sense)
    return Draft(at, end, after, before, found.kind, sense, found.recurring)


_BESIDE = compiled(r",? ")
_LATER_ON = compiled(r", (?!.*(?:\b(?:and|or|but|than|to|until)\b|[;.?!]))")
_OPENS = compiled(r"\W*(?:(?:and|so|but) )?")


def in_its_year(text: str, year: Draft, named: Draft) -> Draft:
    """A name takes in the year right before it, and takes that which opens the question.

    "in 2021, in May", and "in May" of "In 2021, what happened in May?".
    """
    between = text[year.end : named.start]
    belongs = _BESIDE.fullmatch(between) or (_OPENS.fullmatch(text, 0, year.start) and _LATER_ON.match(between))
    if not belongs or named.recurring is None or year.after is None or year.kind is not Kind.DATED:
        return named
    whole, period = years(year.after.year, year.after.year), named.recurring(year.after.year)
    if period is None or (year.after, year.before) != (whole.start, whole.end):
        return named
    after, before = bounds(Found(period, named.end, Kind.DATED), named.sense)
    start = year.start if _BESIDE.fullmatch(between) else named.start
    return replace(named, start=start, after=after, before=before, kind=Kind.DATED)


# --------------------------------------------------------------------------------------------------------- a range
_RANGE_LEAD = compiled(r"(?:(?P<between>between)|(?P<source>from|since)|in|during|on) (?:both )?(?:the )?")
_TO = compiled(r"(?:\s?[-–]\s?| (?:(?:(?:up )?to|until|till)(?: and including)?|through|-|–) )(?:the )?")
_AND = compiled(r" (?:and|or|&) (?:in )?(?:the )?")
_NOW = compiled(r"(?:now|today|the present(?: day)?|present|date)(?!\w)")


def _range(text: str, at: int, today: date) -> Draft | None:
    """ "between May and July 2019", "from 2018 to now", "2019-2021", "in August and September 2023"."""
    lead = _RANGE_LEAD.match(text, at)
    first = find_period(text, lead.end() if lead else at, today)
    joint = (_TO.match(text, first.end) or _AND.match(text, first.end)) if first else None
    if not first or not joint:
        return None
    second = _second(text, joint.end(), today)
    if not second or not _belong_together(first, second, joint, lead):
        return None
    both = _from_to(first, second)
    sense = Sense.SINCE if _is_since(lead) else Sense.DURING
    return Draft(at, second.end, both.start, both.end, _kind_of(first, second), sense) if both else None


def _is_since(lead: re.Match[str] | None) -> bool:
    return lead is not None and (lead["source"] or "").lower() == "since"


def _second(text: str, at: int, today: date) -> Found | None:
    if now := _NOW.match(text, at):
        return Found(one_day(today), now.end(), Kind.DATED)
    return find_period(text, at, today)


def _belong_together(first: Found, second: Found, joint: re.Match[str], lead: re.Match[str] | None) -> bool:
    """Two names alone are a range only after "from" or "between"; "and" makes one only then or for a year in common."""
    by_and = _AND.fullmatch(joint[0]) is not None
    if lead and lead["between"]:
        return by_and or joint[0].strip() in ("-", "–", "to")
    if first.kind is Kind.NAMED and second.kind is not Kind.NAMED:
        return True
    if by_and:
        # "on Friday and may come" is no range
        return lead is not None and not _is_since(lead) and joint.string[joint.end()].isupper()
    return bool(lead and lead["source"]) or second.kind is not Kind.NAMED


def _from_to(first: Found, second: Found) -> Period | None:
    """The name without a year takes the year that puts it on its side of the other."""
    start, end = first.period, second.period
    if first.recurring and (nearest := latest(first.recurring, end.start)):
        start = nearest
    elif second.recurring and first.kind is not Kind.NAMED:
        nearest_end = (second.recurring(year) for year in (start.start.year, start.start.year + 1))
        end = next((one for one in nearest_end if one and one.start >= start.start), end)
    elif start.start > end.start and (first.kind is Kind.NAMED or _are_days_of_a_week(end, start)):
        start = one_day(move(start.start, -1, "week"))  # from Friday to Monday, from last Monday to last Friday
    return hull(start, end)


def _are_days_of_a_week(first: Period, second: Period) -> bool:
    return (
        first.start == first.end and second.start == second.end and (second.start - first.start).days < DAYS_IN["week"]
    )


def _kind_of(first: Found, second: Found) -> Kind:
    kinds = {first.kind, second.kind}
    return next(kind for kind in (Kind.RELATIVE, Kind.DATED, Kind.NAMED) if kind in kinds)

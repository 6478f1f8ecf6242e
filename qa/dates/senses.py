"""What a preposition makes of a period, and which periods it can stand before."""

import re
from datetime import date
from enum import Enum

from qa.dates.periods import move
from qa.dates.words import COUNT, Found, Kind, compiled


class Sense(Enum):
    DURING = "in"
    SINCE = "since"
    AFTER = "after"
    BEFORE = "before"
    UNTIL = "until"


_LEADS: tuple[tuple[re.Pattern[str], Sense], ...] = tuple(
    (compiled(pattern), sense)
    for pattern, sense in (
        (
            r"(?:ever )?since |(?:starting|beginning) (?:in|from|on|with) |as from |(?:no|not) (?:earlier|sooner|older) than "
            r"|not before ",
            Sense.SINCE,
        ),
        (
            r"after |following |(?:later|newer|more recent) than |post-|in the (?:aftermath|wake) of ",
            Sense.AFTER,
        ),
        (
            r"before |prior to |(?:earlier|older) than |pre-|ahead of |leading up to "
            r"|(?:(?:in|during) )?the (?:run|lead|build)[ -]?up to ",
            Sense.BEFORE,
        ),
        (
            r"(?:up )?(?:until |till )(?:and including )?|up to (?:and including )?|through |by "
            r"|(?:no|not) (?:later|newer) than |not after ",
            Sense.UNTIL,
        ),
        (
            r"between (?=[0-9])|(?:in|over|during) the course of |in |on |at |during |throughout "
            rf"|over (?!{COUNT} [a-z]+ ago\b)|within |for |from "
            r"|around |circa |as of |as at ",
            Sense.DURING,
        ),
    )
)
_NAME_MONTHS = ("april", "may", "june", "august", "march")  # people bear these names, or do these things
_ADVERB = compiled(rf"(?:last|this|next) (?!{COUNT} )|yesterday|today|tomorrow")  # "in last year's final"
_SOME_DAYS = compiled(r"\w* ?[0-9]{1,2} ?(?:-|–|to|and) ?[0-9]{1,2}")  # "on June 12-15"
_ONE_DAY_FEASTS = compiled("thanksgiving|halloween|pentecost|epiphany")
_A_WEEKEND = 2
_A_FEAST = 4


def lead_at(text: str, at: int) -> tuple[re.Match[str], Sense] | None:
    """The preposition that starts there."""
    return next(((match, sense) for pattern, sense in _LEADS if (match := pattern.match(text, at))), None)


def fits(lead: str, found: Found, words: str) -> bool:
    """Whether the preposition can stand before the period: "on Monday", "in August", "at Easter", not "in Monday"."""
    lead, words = lead.lower().strip(), words.lower()
    days = (found.period.end - found.period.start).days + 1
    if found.kind is Kind.RELATIVE and lead in ("in", "on", "at", "for") and _ADVERB.match(words):
        return False
    if lead == "on":
        return days <= _A_WEEKEND or _SOME_DAYS.match(words) is not None
    if lead == "at":
        return found.edge is not None or _A_WEEKEND <= days <= _A_FEAST or _ONE_DAY_FEASTS.match(words) is not None
    if lead in ("in", "within", "throughout") and days == 1:
        return found.kind is Kind.DATED
    if words in _NAME_MONTHS and lead in ("by", "for", "over", "through", "around", "within", "at"):
        return False
    return not (found.kind is Kind.NAMED and lead in ("for", "around", "circa") and days > 1)


def bounds(found: Found, sense: Sense) -> tuple[date | None, date | None]:
    """Inclusive. After an event that happened some time in 2023 means from the first day of 2023, to be safe."""
    start, end = found.period.start, found.period.end
    vague = found.is_event and start != end
    if sense is Sense.SINCE:
        return found.edge or start, None
    if sense is Sense.AFTER:
        return start if vague else move(found.edge or end, 1, "day"), None
    if sense is Sense.BEFORE:
        return None, end if vague else move(found.edge or start, -1, "day")
    if sense is Sense.UNTIL:
        return None, found.edge or end
    return (None if start == date.min else start), end  # "more than ten years ago" has no beginning

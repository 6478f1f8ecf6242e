"""How old the evidence of an answer is, in words."""

from collections.abc import Sequence
from datetime import date, timedelta

from qa.records import Citation

_MONTH_DAYS = 30.44


def of_one_time(one: date | None, other: date | None, within: timedelta) -> bool:
    """Whether two days of publication lie so near, as far as they are known."""
    return one is None or other is None or abs(one - other) <= within


def newest_evidence(citations: Sequence[Citation]) -> date | None:
    """The latest day on which a cited article, or what corrects it, was published; None when none is dated."""
    said = [citation.published for citation in citations]
    said += [citation.correction.published for citation in citations if citation.correction]
    return max((day for day in said if day), default=None)


def evidence_note(citations: Sequence[Citation], today: date) -> str | None:
    """One sentence on the age of what is cited; None where nothing is."""
    if not citations:
        return None
    newest = newest_evidence(citations)
    if newest is None:
        return "The cited articles are undated."
    if newest >= today:
        return f"As of {day_text(newest)}."
    dated = "" if all(citation.published for citation in citations) else "dated "
    return f"As of {day_text(newest)}: the newest {dated}evidence is {age_text(newest, today)} old."


def age_text(day: date, today: date) -> str:
    """The time between two days in the largest unit that it fills twice, or else in days.

    >>> age_text(date(2021, 8, 21), date(2024, 11, 5)), age_text(date(2024, 11, 4), date(2024, 11, 5))
    ('3 years', '1 day')
    """
    years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    days = (today - day).days
    counts = ((years, "years"), (int(days / _MONTH_DAYS), "months"), (days // 7, "weeks"))
    fitting = (f"{count} {unit}" for count, unit in counts if count >= 2)
    return next(fitting, f"{days} day{'' if days == 1 else 's'}")


def day_text(when: date | None) -> str:
    """A date as people write it; every character of it is safe in HTML.

    >>> day_text(date(2023, 8, 3))
    '3 August 2023'
    """
    return f"{when.day} {when:%B} {when.year}" if when else "date unknown"

"""What was told in the time that a question speaks of, moved up, and what is said of another time, moved down.

"Who won in 2023?" is answered by the article of October 2023, which need not say of which year it speaks, though not by
its sentence on who won in 2020.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from index.days import MONTHS, Day, days
from index.records import Article, Hit
from qa.dates import TimeReading

REPORTED_WITHIN = timedelta(days=60)  # what happened in a month is told in it or soon after
LONGEST = timedelta(days=366)  # a period of more than a year hardly tells one article from another
BONUS = 0.10  # of a score, about what holding a fifth of the question's term weight is worth (decision 0110)

Period = tuple[date, date]


def timely(hits: Sequence[Hit], reading: TimeReading | None) -> list[Hit]:
    """The hits, with those that were published in or soon after the question's time, or name it, moved up a little.

    Their sentences rise with them, but for those that name only other times, which fall, as they do in all other hits.
    Nothing changes where the question has no time, one without beginning or end, or one of more than a year.
    """
    period = _period(reading)
    if period is None:
        return list(hits)
    moved = [_moved(hit, period) for hit in hits]
    moved.sort(key=lambda hit: (-hit.score, hit.rank))
    return [replace(hit, rank=rank) for rank, hit in enumerate(moved, start=1)]


def is_told_then(article: Article, told: str, reading: TimeReading | None) -> bool:
    """Whether what an article tells is of the question's time: it was published then or soon after, or its title or `told` names it.

    So is everything where the question has no such time, and an article whose own day is not known. A day without a year is of
    the year in which the article was published.
    """
    period = _period(reading)
    if period is None or article.published is None or _is_published_in(article, period):
        return True
    own, text = article.published.year, f"{article.title}\n{told}"
    if any(_names_month(text, month) for month in _months_of(period, own)):
        return True
    return any(_lies_in(day if day.year else replace(day, year=own), period) for day in days(text))


def _months_of(period: Period, year: int) -> Iterable[str]:
    """The months of the year that begin within the period."""
    return (name for month, name in enumerate(MONTHS, 1) if period[0] <= date(year, month, 1) <= period[1])


def _names_month(text: str, month: str) -> bool:
    """Whether it says "in May", which is no day; a day of May is told as one."""
    return (
        re.search(rf"\b(?:in|of|last|this|since|until|by|during|early|mid|late)[ -]{month}\b(?! \d)", text) is not None
    )


def _period(reading: TimeReading | None) -> Period | None:
    if reading is None or reading.after is None or reading.before is None:
        return None
    about = any(expression.about for expression in reading.expressions)
    return (reading.after, reading.before) if about and reading.before - reading.after <= LONGEST else None


def _moved(hit: Hit, period: Period) -> Hit:
    bonus = _bonus(hit, period)
    sentences = tuple(
        replace(one, score=one.score + (-BONUS if _is_of_another_time(one.text, period) else bonus))
        for one in hit.sentences
    )
    return replace(hit, score=hit.score + bonus, sentences=sentences)


def _is_of_another_time(sentence: str, period: Period) -> bool:
    """Whether it names years, and none of the period."""
    dated = [day for day in days(sentence) if day.year]
    return bool(dated) and not any(_lies_in(day, period) for day in dated)


def _bonus(hit: Hit, period: Period) -> float:
    """Whole for what names the time or was published in it, half for what was published soon after."""
    told = (day for text in (hit.article.title, hit.passage.text) for day in days(text))
    published = hit.article.published
    if (published and period[0] <= published <= period[1]) or any(_lies_in(day, period) for day in told):
        return BONUS
    return BONUS / 2 if _is_published_in(hit.article, period) else 0.0


def _is_published_in(article: Article, period: Period) -> bool:
    published = article.published
    return published is not None and period[0] <= published <= period[1] + REPORTED_WITHIN


def _lies_in(day: Day, period: Period) -> bool:
    """Whether a day, month or year of a text, as far as it says so, lies in the period; never one without a year."""
    if day.year is None:
        return False
    first, last = ((at.year, at.month, at.day) for at in period)
    said = tuple(part for part in (day.year, day.month, day.day) if part)
    return first[: len(said)] <= said <= last[: len(said)]

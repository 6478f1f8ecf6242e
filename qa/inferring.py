"""The question's own expressions of time as a filter of the search: used, relaxed where nothing fits, always said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.records import Filters, Hit
from qa.dates import TimeReading
from qa.records import Inferred, Published
from qa.searching import Search
from qa.timely import LONGEST, REPORTED_WITHIN, timely

LOOKED_AT = 30  # passages among which copies, corrections and the latest are looked for, however few are shown


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: the hits, best first, and the filters that they passed."""

    hits: Sequence[Hit]
    filters: Filters
    inferred: Inferred | None


def search_in_time(
    question: str, search: Search, filters: Filters, limit: int, reading: TimeReading | None, today: date
) -> Found:
    """Search within the bounds that the question's times amount to; within `filters` alone where no article fits them.

    What an article only has to tell of is no bound, but moves those of that time up (qa/timely.py). `reading` None is for a
    question whose times are not to be read. At least `limit` hits are asked for.
    """
    limit = max(limit, LOOKED_AT)
    if reading is None:
        return Found(search(question, filters=filters, limit=limit), filters, None)
    published = Published() if filters.after or filters.before else _published(reading, today)
    narrowed = replace(filters, after=published.after or filters.after, before=published.before or filters.before)
    hits = search(question, filters=narrowed, limit=limit)
    if hits or narrowed == filters:
        return Found(timely(hits, reading), narrowed, Inferred(reading, published, relaxed=False))
    return Found(search(question, filters=filters, limit=limit), filters, Inferred(reading, published, relaxed=True))


def _published(reading: TimeReading, today: date) -> Published:
    """When the articles asked for were published; open where the question only asks for what happened at a time."""
    if reading.about:
        return Published()
    if reading.after is None or reading.before is None or reading.before - reading.after > LONGEST:
        return Published(reading.after, reading.before)  # "before 2020", "the nineties"
    # What happened in a month is told in it or soon after: a yearly figure comes out in the weeks that follow.
    return Published(reading.after, min(reading.before + REPORTED_WITHIN, today))


def inferred_note(inferred: Inferred | None) -> str | None:
    """A sentence each on how the question's times, and the paper or author that it names, were used; None where they were not."""
    if inferred is None:
        return None
    return " ".join(note for note in (_whose_note(inferred), _time_note(inferred)) if note) or None


def _whose_note(inferred: Inferred) -> str | None:
    name, kind = inferred.source or inferred.author, "source" if inferred.source else "author"
    return f"“{name}” was read as the {kind} that is asked for." if name else None


def _time_note(inferred: Inferred) -> str | None:
    if inferred.published == Published():
        return None
    said = " … ".join(f"“{one.text}”" for one in inferred.time.expressions if not one.about)
    days = (("from", inferred.published.after), ("until", inferred.published.before))
    read = " ".join(f"{word} {day.isoformat()}" for word, day in days if day)
    said_until, searched_until = inferred.time.before, inferred.published.before
    if said_until and searched_until and said_until < searched_until:
        read += f" ({_days(searched_until - said_until)} longer, as news of that time may come later)"
    if inferred.relaxed:
        return f"None of the articles in question is {read}, as {said} was read, so all dates were searched."
    return f"{said} was read as: published {read}."


def _days(time: timedelta) -> str:
    return f"{time.days} day{'' if time.days == 1 else 's'}"

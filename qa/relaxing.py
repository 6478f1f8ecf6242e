"""When the articles do not answer: what was searched, and which filter to let go of."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from index.records import Filters
from qa.abstain import Decision, confidence
from qa.inferring import LOOKED_AT
from qa.records import Relaxation, Reply
from qa.searching import Search

# What each filter is called, and the fields that say it.
_EACH: Mapping[str, Mapping[str, None]] = {
    "dates": {"after": None, "before": None},
    "source": {"source": None},
    "author": {"author": None},
    "articles": {"article_ids": None},
}


def relaxations(question: str, search: Search, filters: Filters, decision: Decision) -> Iterator[Relaxation]:
    """Every filter in force without which the question would be answered; each costs one more search."""
    for name, cleared in _EACH.items():
        relaxed = replace(filters, **cleared)
        if relaxed == filters:
            continue
        hits = search(question, filters=relaxed, limit=LOOKED_AT)
        calibration = decision.of(hits)
        if confidence(question, hits, calibration) >= calibration.threshold:
            yield Relaxation(name, relaxed, hits[0].article.id, hits[0].article.title)


def declined_notes(reply: Reply) -> list[str]:
    """Sentences for whoever was given no answer, as plain text; none where an answer was given."""
    if not reply.declined:
        return []
    notes = [f"Searched: {searched_text(reply.filters)}."]
    notes += [f"Without the filter by {one.without}, “{one.title}” may answer." for one in reply.relaxations]
    return notes


def searched_text(filters: Filters) -> str:
    """The articles that may answer, in words.

    >>> searched_text(Filters(source="Wire"))
    'articles of the source Wire'
    """
    said = [
        f"of the source {filters.source}" if filters.source else "",
        f"by {filters.author}" if filters.author else "",
        f"published from {filters.after.isoformat()} on" if filters.after else "",
        f"published until {filters.before.isoformat()}" if filters.before else "",
        f"among {len(filters.article_ids)} chosen ones" if filters.article_ids is not None else "",
    ]
    narrowed = ", ".join(part for part in said if part)
    return f"articles {narrowed}" if narrowed else "all articles"

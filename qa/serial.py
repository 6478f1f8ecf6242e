"""Hits and replies as the JSON that leaves the program: the one place that knows these shapes.

`search --json`, `ask --json` and the lines of a run file all come from here. Keys are only ever added.
"""

from datetime import date

from index.records import Filters, Hit
from qa.records import Citation, Reply


def hit_json(hit: Hit) -> dict[str, object]:
    return {
        "rank": hit.rank,
        "score": hit.score,
        "article_id": hit.article.id,
        "title": hit.article.title,
        "published": _day(hit.article.published),
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text,
    }


def reply_json(reply: Reply) -> dict[str, object]:
    answer = reply.answer
    return {
        "question": reply.question,
        "resolved_question": reply.resolved_question,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "text": answer.text,
        "citations": [_citation_json(citation) for citation in answer.citations],
        "consulted": [hit_json(hit) for hit in answer.consulted],
        "filters": _filters_json(reply.filters),
        "generation": reply.generation,
        "took_ms": reply.took_ms,
    }


def _citation_json(citation: Citation) -> dict[str, object]:
    return {
        "number": citation.number,
        "article_id": citation.article_id,
        "title": citation.title,
        "published": _day(citation.published),
        "url": citation.url,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _filters_json(filters: Filters) -> dict[str, object]:
    ids = filters.article_ids
    return {
        "after": _day(filters.after),
        "before": _day(filters.before),
        "source": filters.source,
        "author": filters.author,
        "article_ids": None if ids is None else sorted(ids),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

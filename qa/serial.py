"""Hits and replies as the JSON that leaves the program: the one place that knows these shapes.

`search --json`, `ask --json` and the lines of a run file all come from here. Keys are only ever added.
"""

import json
from datetime import date
from pathlib import Path

from index.records import Correction, Filters, Hit
from qa.abstain import is_unsure
from qa.provenance.recency import evidence_note, newest_evidence
from qa.records import Citation, CopyOf, Disagreement, Inferred, Reply


def hit_json(hit: Hit) -> dict[str, object]:
    return {
        "rank": hit.rank,
        "score": hit.score,
        "similarity": hit.similarity,
        "coverage": hit.coverage,
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
        "unsure": is_unsure(answer),
        "lead": answer.lead,
        "text": answer.text,
        "citations": [_citation_json(citation) for citation in answer.citations],
        "unmentioned": list(answer.unmentioned),
        "disagreements": [_disagreement_json(one) for one in answer.disagreements],
        "consulted": [hit_json(hit) for hit in answer.consulted],
        "evidence": _evidence_json(reply),
        "filters": _filters_json(reply.filters),
        "inferred": None if reply.inferred is None else _inferred_json(reply.inferred),
        "relaxations": [
            {
                "without": one.without,
                "filters": _filters_json(one.filters),
                "article_id": one.article_id,
                "title": one.title,
            }
            for one in reply.relaxations
        ],
        "generation": reply.generation,
        "asked_on": _day(reply.asked_on),
        "took_ms": reply.took_ms,
        "hurried": reply.hurried,
        "words_alone": reply.words_alone,
    }


def _citation_json(citation: Citation) -> dict[str, object]:
    return {
        "number": citation.number,
        "article_id": citation.article_id,
        "title": citation.title,
        "published": _day(citation.published),
        "source": citation.source,
        "author": citation.author,
        "url": citation.url,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "content_hash": citation.content_hash,
        "short": _short_json(citation),
        "copies": [_copy_json(copy) for copy in citation.copies],
        "correction": None if citation.correction is None else _correction_json(citation.correction),
        "earlier_version": None if citation.earlier_version is None else _copy_json(citation.earlier_version),
    }


def _short_json(citation: Citation) -> dict[str, object] | None:
    if citation.short is None:
        return None
    start, end = citation.short
    return {"start": start, "end": end, "text": citation.short_text}


def _copy_json(copy: CopyOf) -> dict[str, object]:
    return {
        "article_id": copy.article_id,
        "title": copy.title,
        "source": copy.source,
        "published": _day(copy.published),
        "start": copy.start,
        "end": copy.end,
    }


def _correction_json(correction: Correction) -> dict[str, object]:
    return {
        "article_id": correction.article_id,
        "title": correction.title,
        "published": _day(correction.published),
        "start": correction.start,
        "end": correction.end,
        "quote": correction.quote,
    }


def _disagreement_json(disagreement: Disagreement) -> dict[str, object]:
    return {
        "figures": [
            {"number": one.number, "text": one.text, "start": one.start, "published": _day(one.published)}
            for one in disagreement.figures
        ]
    }


def _evidence_json(reply: Reply) -> dict[str, object] | None:
    citations = reply.answer.citations
    if not citations:
        return None
    newest = newest_evidence(citations)
    return {
        "newest": _day(newest),
        "age_days": None if newest is None else (reply.asked_on - newest).days,
        "note": evidence_note(citations, reply.asked_on),
    }


def _inferred_json(inferred: Inferred) -> dict[str, object]:
    return {
        "expressions": [
            {
                "text": one.text,
                "start": one.start,
                "end": one.end,
                "after": _day(one.after),
                "before": _day(one.before),
                "about": one.about,
            }
            for one in inferred.time.expressions
        ],
        "after": _day(inferred.published.after),
        "before": _day(inferred.published.before),
        "relaxed": inferred.relaxed,
        "source": inferred.source,
        "author": inferred.author,
        "newest_first": inferred.time.newest_first,
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


def json_text(value: object) -> str:
    """A value as the terminal prints it; days and paths in it are written out."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_written_out) + "\n"


def _written_out(value: object) -> str:
    if isinstance(value, date | Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form here")

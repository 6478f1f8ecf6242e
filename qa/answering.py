"""Question -> cited answer: the one function behind the page, the terminal and the evaluation."""

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

from index.errors import QuestionError
from index.records import Filters, Hit
from qa.abstain import DEFAULT_CALIBRATION, Calibration, confidence
from qa.dates import read_time
from qa.evidence import Quote, choose_quotes
from qa.followups import resolve
from qa.records import Answer, Citation, Reply, Turn

MAX_QUESTION_CHARS = 2000  # far above any question, far below what would be costly to tokenise
REPORTED_WITHIN = timedelta(days=60)
CONSULTED = 8  # passages shown beside an answer
NOT_ANSWERED = "The articles do not answer this. The nearest passages are shown; they are not an answer."
NOTHING_FOUND = "No article fits the filters, so there is nothing to answer from."

# "[3]" inside a quoted sentence would read as a citation; the citation's own quote keeps it.
_MARK_LIKE = re.compile(r"\[(\d+)\]")


class Search(Protocol):
    def __call__(self, query: str, *, filters: Filters, limit: int) -> list[Hit]: ...


def ask(
    question: str,
    search: Search,
    *,
    generation: str,
    today: date,
    history: Sequence[Turn] = (),
    filters: Filters = Filters(),
    limit: int = CONSULTED,
    calibration: Calibration = DEFAULT_CALIBRATION,
) -> Reply:
    """Answer from what `search` finds, quoting verbatim. Raises QuestionError for an empty or over-long question."""
    started = time.perf_counter()
    asked = checked_question(question)
    resolved = resolve(asked, history)
    filters, hits = _search_in_time(resolved, search, filters, limit, today)
    return Reply(
        question=asked,
        resolved_question=resolved,
        answer=compose(resolved, hits, calibration),
        filters=filters,
        generation=generation,
        took_ms=round((time.perf_counter() - started) * 1000, 1),
    )


def _search_in_time(
    question: str, search: Search, filters: Filters, limit: int, today: date
) -> tuple[Filters, list[Hit]]:
    """The hits, and the filters that they passed: those given, or else the time that the question asks news of.

    A time that no article fits is let go of; the filters that are returned say so.
    """
    asked_for = _with_time(filters, question, today)
    hits = search(question, filters=asked_for, limit=limit)
    if hits or asked_for == filters:
        return asked_for, hits
    return filters, search(question, filters=filters, limit=limit)


def _with_time(filters: Filters, question: str, today: date) -> Filters:
    """The filters with the bounds of the question's expression of time, unless bounds are given."""
    reading = read_time(question, today)
    if filters.after or filters.before or reading.about:
        return filters
    # What happened in a month is told in it or soon after: a yearly figure comes out in the weeks that follow.
    before = min(reading.before + REPORTED_WITHIN, today) if reading.before else None
    return replace(filters, after=reading.after, before=before)


def checked_question(question: str) -> str:
    """The question on one line. Raises QuestionError when there is none or too much of it."""
    if len(question) > MAX_QUESTION_CHARS:
        raise QuestionError(
            f"the question has {len(question):,} characters, at most {MAX_QUESTION_CHARS:,} are read: ask for one thing at a time"
        )
    asked = " ".join(question.split())
    if not any(character.isalnum() for character in asked):
        raise QuestionError('there is no question: write a few words, for example "Who won the election in 2020?"')
    return asked


def compose(question: str, hits: Sequence[Hit], calibration: Calibration) -> Answer:
    """The best sentences, each with its mark, or the statement that the articles do not answer."""
    sure = confidence(hits, calibration)
    if sure < calibration.threshold:
        return Answer(NOT_ANSWERED if hits else NOTHING_FOUND, (), tuple(hits), answered=False, confidence=sure)
    citations = tuple(_citation(number, quote) for number, quote in enumerate(choose_quotes(question, hits), start=1))
    text = " ".join(f"{_without_marks(c.quote)} [{c.number}]" for c in citations)
    return Answer(text, citations, tuple(hits), answered=True, confidence=sure)


def _without_marks(quote: str) -> str:
    return _MARK_LIKE.sub("［\\1］", quote)


def _citation(number: int, quote: Quote) -> Citation:
    article, sentence = quote.hit.article, quote.sentence
    return Citation(
        number=number,
        article_id=article.id,
        title=article.title,
        published=article.published,
        url=article.url,
        start=sentence.start,
        end=sentence.end,
        quote=article.text[sentence.start : sentence.end],
    )

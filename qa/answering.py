"""Question -> cited answer: the one function behind the page, the terminal and the evaluation."""

import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.errors import QuestionError
from index.lexical import query_terms, terms
from index.records import Filters, Hit
from index.retrieval.words import WordIndex
from qa.abstain import MOST_IN_DOUBT, SHIPPED, Decision
from qa.citing import holds
from qa.composing import CONSULTED, compose, in_marks
from qa.dates import TimeReading, news_of, pieces_around, read_time
from qa.english.kinds import HOW_OLD
from qa.english.quantities import tells_an_age
from qa.evidence import Part
from qa.followups import asks_about, resolve, without_topic
from qa.inferring import LOOKED_AT, Found, search_in_time
from qa.lookups.article_facts import facts_answer
from qa.lookups.contributors import asks_for_contributors, contributors_answer
from qa.lookups.listing import happenings, listing_answer
from qa.lookups.quotations import pasted_quotation
from qa.lookups.quoting import quotation_answer
from qa.lookups.wanted import wanted_articles
from qa.parts import parts_of
from qa.people.offices import is_held_elsewhere
from qa.question.attributed import WHAT_ABOUT, attributed
from qa.question.greetings import HOW_TO_ASK, WHAT_IS_MEANT, asks_nothing
from qa.question.languages import is_not_english
from qa.question.naming import in_no_article
from qa.question.vague import names_nothing
from qa.records import Answer, Citation, Inferred, Relaxation, Reply, Turn
from qa.relaxing import relaxations
from qa.searching import Search
from qa.timely import is_told_then, timely

MAX_QUESTION_CHARS = 2000  # far above any question, far below what would be costly to tokenise
ABSENT = "No article mentions {}. The nearest passages are shown; they are not an answer."
NOT_ENGLISH = (
    "The articles do not answer this as it is asked. The default model reads English: ask in English, or make the index with a"
    " model for other languages (--model). The nearest passages are shown; they are not an answer."
)
LIST_APART = "A list of articles is given where it is asked for alone: {}."


@dataclass(frozen=True, slots=True)
class _Given:
    """What a question is answered from, and how."""

    search: Search
    words: WordIndex | None
    generation: str
    today: date
    filters: Filters
    limit: int  # hits that are shown
    infer_dates: bool  # whether its times, papers and authors may narrow the filters
    decision: Decision


def ask(
    question: str,
    search: Search,
    *,
    words: WordIndex | None = None,
    respell: Callable[[str], str] = str,
    generation: str,
    today: date,
    history: Sequence[Turn] = (),
    filters: Filters = Filters(),
    limit: int = CONSULTED,
    infer_dates: bool = True,
    decision: Decision = SHIPPED,
) -> Reply:
    """Answer from what `search` finds, quoting verbatim, or from `words` where a quotation or a list is asked for.

    `respell` mends the question's spelling; what a pasted quotation is looked up by stays as it is. A question that was
    taken for one on the topic before, and is not answered as such, is asked alone: it may have changed the topic. So is
    "what about" a name of which the article that answers says nothing; then the surer answer counts.

    Raises QuestionError for an empty or over-long question.
    """
    started = time.perf_counter()
    asked = checked_question(question)
    pasted = pasted_quotation(asked)  # an "it" within it is of whoever said it
    stands_alone = asks_for_contributors(asked) or (pasted is not None and pasted.marked)
    written_out = asked if stands_alone else resolve(asked, history)
    if told := HOW_TO_ASK if asks_nothing(asked) else WHAT_IS_MEANT if names_nothing(written_out) else "":
        nothing = Answer(told, (), (), answered=False, confidence=0.0)
        return Reply(asked, asked, nothing, filters, None, generation, today, took_ms=0.0)
    given = _Given(
        search=search, words=words, generation=generation, today=today, filters=filters, limit=limit,
        infer_dates=infer_dates, decision=decision,
    )  # fmt: skip
    resolved = respell(written_out)
    reply = _reply_of_whom(asked, resolved, given)
    if not _tells_of(asks_about(asked, written_out), reply.answer):
        alone = respell(asked)
    else:
        alone = "" if reply.answer.answered else without_topic(asked, resolved)
    if alone and _is_surer((other := _reply_of_whom(asked, alone, given)).answer, reply.answer):
        reply = other
    return replace(reply, took_ms=round((time.perf_counter() - started) * 1000, 1))


def _tells_of(name: str, answer: Answer) -> bool:
    """Whether the article that is cited first, or is nearest where none is, mentions it, or there is nothing to mention."""
    first = next((citation.article_id for citation in answer.citations), None)
    articles = [hit.article for hit in answer.consulted if first in (None, hit.article.id)]
    return not articles or set(query_terms(name)) <= set(terms(f"{articles[0].title} {articles[0].text}"))


def _is_surer(answer: Answer, other: Answer) -> bool:
    return answer.answered and (not other.answered or answer.confidence > other.confidence)


def _reply_of_whom(asked: str, resolved: str, given: _Given) -> Reply:
    """The reply from the articles of the paper or the author whose reporting is asked for; from all where none is.

    From all also where only they answer, and speak of whom the name is of.
    """
    whose = attributed(resolved, given.words, given.filters) if given.words and given.infer_dates else None
    if whose is None or _lists_by_name(resolved, given.today):
        return _reply(asked, resolved, given)
    theirs = _reply(asked, whose.question, replace(given, filters=whose.filters))
    inferred = theirs.inferred and replace(theirs.inferred, source=whose.filters.source, author=whose.filters.author)
    theirs = replace(theirs, resolved_question=resolved, inferred=inferred)
    if theirs.answer.answered:
        return theirs
    of_all = _reply(asked, resolved, given)
    quoted = {citation.article_id for citation in of_all.answer.citations}
    read = (hit.passage.text for hit in of_all.answer.consulted if hit.article.id in quoted)
    return of_all if whose.is_mentioned_in(read) else theirs


def _lists_by_name(question: str, today: date) -> bool:
    """Whether a list of somebody's articles is asked for, which looks the name up itself."""
    wanted = wanted_articles(question, read_time(question, today))
    return bool(wanted and wanted.author)


@dataclass(frozen=True, slots=True)
class _Answered:
    """An answer, or that there is none, and the filters that it kept to."""

    answer: Answer
    filters: Filters
    inferred: Inferred | None = None
    relaxations: tuple[Relaxation, ...] = ()


def _reply(asked: str, resolved: str, given: _Given) -> Reply:
    """The reply to a question as it was written out: looked up where words alone answer it, else searched for."""
    reading = read_time(resolved, given.today) if given.infer_dates else None
    looked_up = _looked_up(asked, resolved, given, reading)
    answered = _Answered(*looked_up) if looked_up else _searched(resolved, given, reading)
    return Reply(
        question=asked,
        resolved_question=resolved,
        answer=answered.answer,
        filters=answered.filters,
        inferred=answered.inferred,
        generation=given.generation,
        asked_on=given.today,
        took_ms=0.0,
        relaxations=answered.relaxations,
    )


def _looked_up(asked: str, resolved: str, given: _Given, reading: TimeReading | None) -> tuple[Answer, Filters] | None:
    """The answer to a question that words alone answer, and the filters that it kept to; None for any other question."""
    words, filters = given.words, given.filters
    if words is None:
        return None
    if told := facts_answer(resolved, words, filters) or contributors_answer(resolved, words, filters):
        return told, filters
    if quoted := quotation_answer(asked, words, filters):
        return quoted, filters
    return listing_answer(resolved, words, filters, reading)


def _searched(question: str, given: _Given, reading: TimeReading | None) -> _Answered:
    """The answer from what is found; where no sentence answers, a list of what happened, or why there may be no answer."""
    # What is new is told by its date, and not by an article that says "the latest".
    matter = news_of(question) if reading else None
    sought = WHAT_ABOUT.format(matter) if matter else question
    found = search_in_time(sought, given.search, given.filters, given.limit, reading, given.today)
    newest_first = bool(matter or (reading and reading.newest_first))
    answer = _from_parts(sought, found, given, newest_first=newest_first, matter=matter)
    if answer.answered:
        return _Answered(_doubted(question, answer, found.hits, reading), found.filters, found.inferred)
    if given.words and (listed := happenings(question, given.words, found.filters, reading)):
        return _Answered(*listed)
    answer = _saying_why(answer, _without_dates(question, reading), found.hits, given.words)
    relaxed = tuple(relaxations(sought, given.search, found.filters, given.decision))
    return _Answered(answer, found.filters, found.inferred, relaxed)


def _doubted(question: str, answer: Answer, hits: Sequence[Hit], reading: TimeReading | None) -> Answer:
    """The answer, unsure where the sentence that is cited first, and those beside it, are not of the time that is asked of,
    where it is asked how old somebody is and no citation tells an age, or the first tells who holds that office elsewhere."""
    first = answer.citations[0]
    hit = next((hit for hit in hits if holds(hit, first)), None)
    aged = not HOW_OLD.search(question) or any(tells_an_age(one.quote) for one in answer.citations)
    of_it = aged and not is_held_elsewhere(question, first.quote)
    if of_it and (hit is None or is_told_then(hit.article, _around(hit, first), reading)):
        return answer
    return replace(answer, confidence=min(answer.confidence, MOST_IN_DOUBT))


def _around(hit: Hit, citation: Citation) -> str:
    """The citation's sentence with the one before it and the one behind it in the passage."""
    before = [one for one in hit.sentences if one.end <= citation.start][-1:]
    behind = [one for one in hit.sentences if one.start >= citation.end][:1]
    return "\n".join([*(one.text for one in before), citation.quote, *(one.text for one in behind)])


def _from_parts(question: str, found: Found, given: _Given, *, newest_first: bool, matter: str | None) -> Answer:
    """What is composed of the hits and of those of each part of the question; a part that asks for a list is only named."""
    asked_for = parts_of(question)
    lists = [one for one in asked_for if wanted_articles(one, read_time(one, given.today))]
    parts = [_part(one, found.filters, given) for one in asked_for if one not in lists]
    hits = _by_whom(parts, found.hits)
    answer = compose(question, hits, given.decision, given.limit, newest_first=newest_first, parts=parts, matter=matter)
    if not lists or not answer.answered:
        return answer
    return replace(answer, lead=f"{answer.lead} {LIST_APART.format(in_marks(lists))}".strip())


def _part(question: str, filters: Filters, given: _Given) -> Part:
    """What is found for a part of a question; its own times and names are read unless nothing is to be inferred."""
    whose = attributed(question, given.words, filters) if given.words and given.infer_dates else None
    sought = whose.question if whose else question
    hits = given.search(sought, filters=whose.filters if whose else filters, limit=LOOKED_AT)
    reading = read_time(sought, given.today) if given.infer_dates else None
    return Part(sought, timely(hits, reading), question if whose else "")


def _by_whom(parts: Sequence[Part], hits: Sequence[Hit]) -> Sequence[Hit]:
    """The hits, only those of the papers or authors where each part is asked of one."""
    if not parts or not all(part.whole for part in parts):
        return hits
    theirs = {hit.article.id for part in parts for hit in part.hits}
    return [hit for hit in hits if hit.article.id in theirs]


def _saying_why(answer: Answer, question: str, hits: Sequence[Hit], words: WordIndex | None) -> Answer:
    """A declined answer, with what may be the reason instead of the bare statement: a language, or what is in no article."""
    if hits and is_not_english(question):
        return replace(answer, text=NOT_ENGLISH)
    absent = in_no_article(question, hits, words) if words and hits else []
    return replace(answer, text=ABSENT.format(" or ".join(absent))) if absent else answer


def _without_dates(question: str, reading: TimeReading | None) -> str:
    """The question without its times in figures: an article of the first quarter does not say "Q1"."""
    expressions = reading.expressions if reading else ()
    return " ".join(pieces_around(question, [one for one in expressions if any(map(str.isdigit, one.text))]))


def checked_question(question: str) -> str:
    """The question on one line. Raises QuestionError when there is none or too much of it."""
    if len(question) > MAX_QUESTION_CHARS:
        raise QuestionError(
            f"the question has {len(question):,} characters, at most {MAX_QUESTION_CHARS:,} are read: ask for one thing at a time"
        )
    asked = " ".join(unicodedata.normalize("NFC", question).split())  # as the articles' texts are
    if not any(character.isalnum() for character in asked):
        raise QuestionError('there is no question: write a few words, for example "Who won the election in 2020?"')
    return asked

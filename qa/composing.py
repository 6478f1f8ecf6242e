"""Hits -> the answer: the sentences worth quoting in the order in which they are read best, each with its mark."""

from collections.abc import Sequence
from dataclasses import replace

from index.records import Hit
from qa.abstain import UNSURE_BELOW, Decision, confidence
from qa.arranging import arranged
from qa.citing import cite, holds, marked_text
from qa.evidence import MAX_QUOTES, Part, choose_quotes
from qa.parts import says_as_one
from qa.people.describing import describing
from qa.people.holders import of_today
from qa.people.speakers import with_speaker_set_off
from qa.people.speaking import said_by
from qa.provenance.disagreeing import disagreements, latest_toll_first, opposing
from qa.provenance.superseding import superseding_first
from qa.question.naming import unmentioned
from qa.quotes import without_repeats
from qa.records import Answer, Citation
from qa.weighing import weighed

CONSULTED = 8  # passages shown beside an answer
NOT_ANSWERED = "The articles do not answer this. The nearest passages are shown; they are not an answer."
NOTHING_FOUND = "No article fits the filters, so there is nothing to answer from."


def compose(
    question: str,
    hits: Sequence[Hit],
    decision: Decision,
    limit: int = CONSULTED,
    *,
    newest_first: bool = False,
    parts: Sequence[Part] = (),
    matter: str | None = None,
) -> Answer:
    """The best sentences, each with its mark, or the statement that the articles do not answer.

    The first `limit` hits are said to have been consulted, and those that are cited. A question of `parts` is answered if
    it is as a whole, or any of its parts: the other parts have no say in what is quoted, and are named. `matter` is that
    of which the latest news is asked for.
    """
    calibration = decision.of(next((found for found in (hits, *(part.hits for part in parts)) if found), ()))
    of_parts = [confidence(part.question, part.hits, calibration) for part in parts]
    sure = max([confidence(question, hits, calibration), *of_parts])
    declined = sure < calibration.threshold
    described = describing(question, hits) if declined else []
    by_rule = described or (said_by(question, hits) if declined else [])
    if declined and not by_rule:
        return Answer(NOT_ANSWERED if hits else NOTHING_FOUND, (), tuple(hits[:limit]), answered=False, confidence=sure)
    answered = [part for part, sure_of in zip(parts, of_parts, strict=True) if sure_of >= calibration.threshold]
    if by_rule:
        quotes = without_repeats(by_rule, MAX_QUOTES)
    else:
        quotes = choose_quotes(question, hits, newest_first=newest_first, parts=answered)
        quotes = arranged(question, quotes, hits, matter)
    hits = _with_those_of(answered, hits)
    quotes = latest_toll_first(question, [*quotes, *opposing(question, quotes, hits)], hits)
    quotes = superseding_first(question, quotes, hits)
    citations = with_speaker_set_off(question, of_today(question, cite(question, quotes, hits, answered)), hits)
    consulted = tuple(hit for hit in hits if hit.rank <= limit or any(holds(hit, citation) for citation in citations))
    lacking = [part for part in parts if part not in answered]
    ids = {citation.article_id for citation in citations}
    cited = {hit.article.id: hit.article for hit in hits if hit.article.id in ids}
    return Answer(
        text=marked_text(citations),
        citations=citations,
        consulted=consulted,
        answered=True,
        confidence=max(sure, UNSURE_BELOW) if described else weighed(sure, question, citations),
        disagreements=disagreements(question, citations),
        unmentioned=unmentioned(question, cited.values()),
        lead=_unanswered(question, lacking, citations),
    )


def _unanswered(question: str, lacking: Sequence[Part], citations: Sequence[Citation]) -> str:
    """What to say of the parts that are lacking in the answer; nothing where one citation says all that is asked."""
    if not lacking or any(says_as_one(question, f"{citation.title}\n{citation.quote}") for citation in citations):
        return ""
    return f"The articles do not answer: {in_marks([part.whole or part.question for part in lacking])}."


def in_marks(questions: Sequence[str]) -> str:
    """One after the other, each in quotation marks."""
    return "; ".join(f"“{question}”" for question in questions)


def _with_those_of(parts: Sequence[Part], hits: Sequence[Hit]) -> list[Hit]:
    """The hits and behind them those that only parts have, ranked on."""
    every = {hit.passage.id: hit for part in parts for hit in part.hits}
    further = [hit for passage_id, hit in every.items() if passage_id not in {hit.passage.id for hit in hits}]
    return [*hits, *(replace(hit, rank=rank) for rank, hit in enumerate(further, start=len(hits) + 1))]

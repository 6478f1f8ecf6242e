"""The questions to begin with, and those to go on with below an answer."""

from dataclasses import replace

import pytest

from qa.answerer import Answerer
from qa.examples import example_questions, further_questions
from qa.records import CopyOf, Reply
from tests.conftest import ROOT
from tests.web_examples import declined, landed, reply


def with_score(score: float) -> Reply:
    """An answer whose best passage has 0.9, and the one that it does not cite this score."""
    answer = landed()
    *cited, ice = answer.consulted
    return reply(replace(answer, consulted=(*cited, replace(ice, score=score))))


def test_what_was_read_and_says_something_else_may_be_asked_for() -> None:
    assert further_questions(with_score(0.6)) == ["What do the articles say about “Ice”?"]


def test_what_is_far_off_is_not_offered() -> None:
    assert further_questions(with_score(0.5)) == []


def test_a_copy_or_an_earlier_version_of_what_is_cited_is_not_offered() -> None:
    said = with_score(0.8)
    first, *others = said.answer.citations
    ice = CopyOf("earth/ice", "Ice", None, None, 0, 2)
    for citation in (replace(first, copies=(ice,)), replace(first, earlier_version=ice)):
        assert further_questions(replace(said, answer=replace(said.answer, citations=(citation, *others)))) == []


def test_a_declined_question_has_none() -> None:
    assert further_questions(reply(declined())) == []


FIRST_QUOTES = {
    "What did Wang Yi tell": "Beijing would work with Tehran",
    "How many people died": "the official figure is 2,975",
    "When did Chandrayaan-3 land": "settled on the dust of the Moon",
    "How many excess deaths": "4.7 million excess deaths",
}


@pytest.mark.parametrize("question", example_questions(ROOT / "corpus", ()))
def test_what_the_first_page_offers_to_ask_is_answered_rightly(question: str, answerer: Answerer) -> None:
    [expected] = [quote for begins, quote in FIRST_QUOTES.items() if question.startswith(begins)]
    assert expected in answerer.ask(question).answer.citations[0].quote

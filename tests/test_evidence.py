"""Which sentence is quoted first: what a question repeats, what an article opens with, and what a first quote does not tell."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.search import Searcher
from qa.abstain import UNSURE_BELOW
from qa.answering import ask
from qa.evidence import choose_quotes
from tests.conftest import Syncing
from tests.test_answering import TODAY, finding, hit, saying


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The ferry was cancelled. Two of its crew were ill.", "Two of its crew were ill."),
        ("The ferry was cancelled on Monday.\n\nTwo of its crew were ill.", "Two of its crew were ill."),
        ("The ferry was cancelled because of ice. Its crew slept.", "The ferry was cancelled because of ice."),
        ("The ferry was cancelled by its owners after a storm. It is old.", "The ferry was cancelled by its owners after a storm."),
    ],
)  # fmt: skip
def test_a_sentence_that_repeats_a_question_for_a_reason_gives_way_to_the_next(text: str, first: str) -> None:
    assert choose_quotes("Why was the ferry cancelled?", [hit(text, [0.9, 0.3])])[0].sentence.text == first


def test_a_sentence_that_repeats_another_question_answers_it() -> None:
    found = hit("The ferry to Holm was cancelled. It is old.", [0.9, 0.3])
    assert choose_quotes("Was the ferry to Holm cancelled?", [found])[0].sentence.text.startswith("The ferry")


def test_whom_an_article_opens_with_is_known_in_all_its_sentences() -> None:
    found = hit("Ida Holm builds bridges all over Europe. It rained. She was born in Trieste.", [0.5, 0.1, 0.4])
    assert choose_quotes("Where was Ida Holm born?", [found])[0].sentence.text == "She was born in Trieste."


def test_a_search_scores_sentences_with_what_their_article_opens_with(
    corpus: Path, synced: Syncing, opened: Callable[[], Searcher]
) -> None:
    for name, author in (("Ida Holm", "Zora Lund"), ("Zora Lund", "Ida Holm")):
        (corpus / f"{name}.txt").write_text(
            f"The builder of bridges\nBy {author}, 3 May 2024\n\n{name} builds her bridges of wood, and of nothing else at all. "
            "It rained. She was born in Trieste.\n",
            "utf-8",
        )
    synced()
    scores = {
        hit.article.id: sentence.score
        for hit in opened().search("Where was Ida Holm born?")
        for sentence in hit.sentences
        if sentence.text == "She was born in Trieste."
    }
    assert scores["Ida Holm"] > scores["Zora Lund"] + 0.1


@pytest.mark.parametrize(
    ("question", "text", "doubted"),
    [
        ("How old is Ida Holm?", "Ida Holm polled 1,204 votes to 1,143.", True),
        ("How old is Ida Holm?", "Ida Holm, 54, won.", False),
        ("Who is the chairman of Corvane?", "Ann Lee, the chairman of Halden, spoke.", True),
        ("Who is the chairman of Corvane?", "Ann Lee, Corvane's chairman, spoke to the chairman of Halden.", False),
        ("Who is the chairman of Corvane?", "The chairman, Ann Lee, spoke.", False),
    ],
)
def test_what_does_not_tell_an_age_or_tells_of_an_office_elsewhere_is_doubted(
    question: str, text: str, doubted: bool
) -> None:
    reply = ask(question, finding(hit(text, [0.9])), generation="1", today=TODAY, decision=saying(2.0))
    assert reply.answer.answered
    assert (reply.answer.confidence < UNSURE_BELOW) is doubted


@pytest.mark.parametrize(
    ("question", "newest_first", "first"),
    [("What is the key rate of the bank?", False, "left"), ("What is the key rate of the bank?", True, "cut")],
)
def test_the_newest_may_answer_less_well_where_it_is_asked_for(question: str, newest_first: bool, first: str) -> None:
    older = hit("The bank left its key rate at 4.25%.", [0.9], article_id="older", published=date(2025, 11, 6))
    newer = hit("The bank cut its key rate to 4%.", [0.9], article_id="newer", rank=2, published=date(2025, 12, 18))
    newer = replace(newer, sentences=(replace(newer.sentences[0], score=0.5),))
    assert first in choose_quotes(question, [older, newer], newest_first=newest_first)[0].sentence.text

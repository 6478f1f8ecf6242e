"""Who wrote an article, when and where: asked by its title, or after an answer that quotes it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from index.records import Filters
from index.search import Searcher
from qa.answering import ask
from qa.records import Reply, Turn
from tests.conftest import Syncing

BRIDGE = {
    "id": "bridge",
    "title": "Nine weeks without a bridge",
    "text": "The Corin Bridge was shut for nine weeks. Ferries ran.",
    "author": "Ada Lind",
    "source": "The Corin Post",
    "date": "2021-05-03",
}
ANONYMOUS = {"id": "bare", "title": "Ferries ran", "text": "Ferries ran all winter. Nobody drowned."}


@pytest.fixture
def asking(corpus: Path, synced: Syncing, opened: Callable[[], Searcher]) -> Callable[..., Reply]:
    (corpus / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in (BRIDGE, ANONYMOUS)))
    (corpus / "baths.txt").write_text("Baths to reopen\n\nBy Ann Lee, 12 March 2024\n\nThe council voted for it.")
    synced()
    searcher = opened()

    def run(question: str, *history: Turn, filters: Filters = Filters()) -> Reply:
        return ask(
            question, searcher.search, words=searcher.words, generation="g", today=date(2024, 3, 1), history=history,
            filters=filters,
        )  # fmt: skip

    return run


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Who wrote “Nine weeks without a bridge”?", "“Nine weeks without a bridge” is by Ada Lind."),
        (
            "who published the article “Nine weeks without a bridge”",
            "“Nine weeks without a bridge” is from The Corin Post.",
        ),
        (
            'When was "nine weeks without a bridge" published?',
            "“Nine weeks without a bridge” was published on 3 May 2021.",
        ),
        ("Who wrote “Ferries ran”?", "“Ferries ran” names no author."),
        ("When did “Ferries ran” appear?", "“Ferries ran” has no date."),
    ],
)
def test_what_an_articles_record_says_is_said_and_its_beginning_cited(
    asking: Callable[..., Reply], question: str, lead: str
) -> None:
    answer = asking(question).answer
    assert (answer.lead, answer.answered, len(answer.citations)) == (lead, True, 1)
    assert answer.citations[0].start == 0 and answer.citations[0].quote.endswith(".")


def test_neither_a_headline_nor_a_byline_is_quoted_as_the_beginning_of_an_article(
    asking: Callable[..., Reply],
) -> None:
    answer = asking("Who wrote “Baths to reopen”?").answer
    assert (answer.lead, answer.citations[0].quote) == ("“Baths to reopen” is by Ann Lee.", "The council voted for it.")


def test_who_wrote_it_asks_of_the_article_that_was_cited(asking: Callable[..., Reply]) -> None:
    first = asking("How long was the Corin Bridge shut?")
    titles = tuple(citation.title for citation in first.answer.citations)
    second = asking("who wrote it?", Turn(first.question, first.answer.text, titles))
    assert second.resolved_question == "who wrote “Nine weeks without a bridge”?"
    assert second.answer.lead == "“Nine weeks without a bridge” is by Ada Lind."


def test_an_article_that_the_filters_leave_out_is_not_told_of(asking: Callable[..., Reply]) -> None:
    reply = asking("Who wrote “Nine weeks without a bridge”?", filters=Filters(source="Another"))
    assert "Ada Lind" not in reply.answer.lead + reply.answer.text

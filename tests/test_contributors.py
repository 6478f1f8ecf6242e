"""Which papers and which authors the articles name."""

import json
import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from index.records import Filters
from index.search import Searcher
from qa.answering import ask
from qa.records import Reply, Turn
from tests.conftest import Syncing

ARTICLES = (
    ("one", "The Corin Post", "Ada Lind", "2021-05-03"),
    ("two", "Corin Post", "Ada Lind and Bo Ek", "2022-05-03"),
    ("three", "Harbour News", None, "2020-05-03"),
    ("four", None, "Bo Ek", None),
)


@pytest.fixture
def asking(corpus: Path, synced: Syncing, opened: Callable[[], Searcher]) -> Callable[..., Reply]:
    rows = (
        {"id": id_, "title": f"Ferry {id_}", "text": f"Ferry {id_} ran. Nobody drowned on it.", "source": source}
        | {"author": author, "date": day}
        for id_, source, author, day in ARTICLES
    )
    shutil.rmtree(corpus)
    corpus.mkdir()
    (corpus / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    synced()
    searcher = opened()

    def run(question: str, filters: Filters = Filters(), history: Sequence[Turn] = ()) -> Reply:
        return ask(
            question,
            searcher.search,
            words=searcher.words,
            generation="g",
            today=date(2024, 3, 1),
            filters=filters,
            history=history,
        )

    return run


@pytest.mark.parametrize(
    "question",
    [
        "Which newspapers do you have?",
        "What are your sources?",
        "how many sources are there",
        "Where do these articles come from?",
        "List all the papers.",
        "What papers are the articles from?",
    ],
)
def test_papers_are_counted_and_each_cited_with_its_newest_article(asking: Callable[..., Reply], question: str) -> None:
    answer = asking(question).answer
    assert answer.lead == (
        "The articles name 2 papers: Corin Post (2), Harbour News (1). 1 article names no paper."
        " The newest of each is cited."
    )
    assert [citation.article_id for citation in answer.citations] == ["two", "three"]


@pytest.mark.parametrize(
    "question",
    ["Which authors do you have?", "Who wrote these articles?", "Who are the authors of the articles?", "list authors"],
)
def test_authors_are_counted_by_each_name_of_a_byline(asking: Callable[..., Reply], question: str) -> None:
    answer = asking(question).answer
    assert answer.lead.startswith("The articles name 2 authors: Ada Lind (2), Bo Ek (2). 1 article names no author.")
    assert [citation.article_id for citation in answer.citations] == ["two"]


def test_they_are_asked_for_in_the_middle_of_a_talk_too(asking: Callable[..., Reply]) -> None:
    before = asking("Who drowned on the ferry of Ada Lind?")
    reply = asking("Which newspapers do you have?", history=[Turn(before.question, before.answer.text)])
    assert reply.resolved_question == reply.question and reply.answer.answered


def test_of_many_those_with_most_articles_are_named(
    asking: Callable[..., Reply], corpus: Path, synced: Syncing, opened: Callable[[], Searcher]
) -> None:
    rows = ({"id": f"n{n}", "text": f"Boat {n} ran.", "author": f"Writer {chr(65 + n)}"} for n in range(20))
    (corpus / "more.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    synced()
    searcher = opened()
    answer = ask("list authors", searcher.search, words=searcher.words, generation="g", today=date(2024, 3, 1)).answer
    assert answer.lead.startswith(
        "The articles name 22 authors; the 20 with most articles are: Ada Lind (2), Bo Ek (2), W"
    )
    assert len(answer.citations) == 19


def test_only_articles_that_the_filters_admit_are_counted(asking: Callable[..., Reply]) -> None:
    answer = asking("Which newspapers do you have?", Filters(source="Harbour News")).answer
    assert answer.lead.startswith("The articles name 1 paper: Harbour News (1). The newest")
    none = asking("Which newspapers do you have?", Filters(author="Nobody")).answer
    assert (none.text, none.answered) == ("No article fits the filters.", False)


@pytest.mark.parametrize(
    "question",
    ["What are the sources of the Nile?", "Which newspapers reported the fire?", "Who are the writers of Lost?"],
)
def test_papers_and_authors_of_anything_else_are_asked_of_the_articles(
    asking: Callable[..., Reply], question: str
) -> None:
    assert not asking(question).answer.lead.startswith("The articles name")


@pytest.mark.parametrize(
    "question",
    ["Which papers wrote about the ferry?", "What newspapers covered the ferry?", "Which paper reported on the ferry?"],
)
def test_of_what_articles_mention_the_papers_are_named_and_the_mentions_cited(
    asking: Callable[..., Reply], question: str
) -> None:
    answer = asking(question).answer
    assert answer.lead == (
        "4 articles mention “the ferry”. They name 2 papers: Corin Post (2), Harbour News (1). 1 article names no paper."
    )
    assert [citation.article_id for citation in answer.citations] == ["two", "one", "three", "four"]


@pytest.mark.parametrize(
    "question", ["Who wrote about ferry two?", "Which journalists have written about ferry two in 2022?"]
)
def test_of_what_an_article_mentions_the_authors_are_named(asking: Callable[..., Reply], question: str) -> None:
    answer = asking(question).answer
    assert answer.lead.startswith("1 article")
    assert answer.lead.endswith(" “ferry two”. It names 2 authors: Ada Lind (1), Bo Ek (1).")


def test_who_wrote_of_what_no_text_has_in_a_row_is_told_of_its_words(asking: Callable[..., Reply]) -> None:
    lead = asking("Which journalists covered the ferry that ran and nobody drowned?").answer.lead
    assert not lead  # a sentence, not a thing
    lead = asking("Which journalists covered the drowned ferry?").answer.lead
    assert lead.startswith("4 articles mention “drowned” and “ferry”. They name 2 authors:")


def test_where_no_article_names_its_paper_that_is_said(asking: Callable[..., Reply]) -> None:
    assert asking("Which papers wrote about ferry four?").answer.lead.endswith("It names no paper.")

"""A question for what a paper or an author reports is answered from their articles, told so, and else from none."""

import json
from collections.abc import Iterator
from datetime import date

import pytest

from index.records import Filters
from index.search import Searcher
from index.sync import sync
from qa.abstain import Calibration, Decision
from qa.answering import ask
from qa.inferring import inferred_note
from qa.question.attributed import attributed
from qa.records import Reply
from qa.serial import reply_json
from tests.conftest import WordEmbedder, silent

TODAY = date(2024, 3, 1)
NAMED = Calibration({"names_missing": -20.0}, 10.0, 0.5)  # answers unless a name of the question is in no hit
ROWS = [
    {"id": "gazette", "source": "The Harbour Gazette", "author": "Ada Lind", "text": "The old pier at Holm burned down."},
    {"id": "wire", "source": "Northern Wire", "author": "Bo Ek and Cay Ost", "text": "The pier at Holm was saved by Nansen."},
    {"id": "desk", "source": "Northern Wire", "author": "Science desk", "text": "The moon rose over Holm."},
    {"id": "firm", "source": "Skarn", "text": "We are hiring welders."},
    {"id": "about", "source": "Northern Wire", "text": "The firm Skarn told us that it would close the yard at Tofte."},
    {"id": "science", "source": "Nature", "text": "Salt grows in cubes."},
]  # fmt: skip


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("attributed")
    (folder / "corpus").mkdir()
    rows = [{"title": f"Title of {row['id']}", "date": "2023-05-01", **row} for row in ROWS]
    (folder / "corpus" / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    embedder = WordEmbedder()
    sync(folder / "corpus", folder / "index", embedder.identity.name, lambda *_: embedder, progress=silent)
    opened = Searcher(folder / "index", embedder)
    yield opened
    opened.close()


def asked(searcher: Searcher, question: str, filters: Filters = Filters(), *, infer: bool = True) -> Reply:
    return ask(
        question, searcher.search, words=searcher.words, generation="1", today=TODAY, filters=filters, infer_dates=infer,
        decision=Decision(NAMED, NAMED),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "left", "filters"),
    [
        ("What did the Harbour Gazette say about the pier?", "What about the pier?", {"source": "The Harbour Gazette"}),
        ("what does northern wire report on the pier", "What about the pier?", {"source": "Northern Wire"}),
        ("What has Ada Lind written since 2022 about Holm?", "What about Holm since 2022?", {"author": "Ada Lind"}),
        ("What does Ada Lind think of the pier?", "What about the pier?", {"author": "Ada Lind"}),
        ("What are Ada Lind's views on the pier?", "What about the pier?", {"author": "Ada Lind"}),
        ("What did the Science desk write about the moon?", "What about the moon?", {"author": "Science desk"}),
        ("According to Bo Ek, who saved the pier?", "Who saved the pier?", {"author": "Bo Ek"}),
        ("Who saved the pier, according to the Northern Wire?", "Who saved the pier?", {"source": "Northern Wire"}),
        ("Which articles mention Holm in the Northern Wire?", "Which articles mention Holm?", {"source": "Northern Wire"}),
        ("Who lives in Holm in the Northern Wire?", "Who lives in Holm?", {"source": "Northern Wire"}),
        ("Is there anything in the Harbour Gazette about Holm?", "What about Holm?", {"source": "The Harbour Gazette"}),
        ("What did the Northern Wire's report on Holm say?", "What about Holm?", {"source": "Northern Wire"}),
    ],
)  # fmt: skip
def test_whose_reporting_is_asked_for_is_told_from_what_is_asked(
    searcher: Searcher, question: str, left: str, filters: dict[str, str]
) -> None:
    whose = attributed(question, searcher.words, Filters())
    assert whose and (whose.question, whose.filters) == (left, Filters(**filters))


@pytest.mark.parametrize(
    "question",
    [
        "Who saved the pier?",
        "What did the mayor say about the pier?",
        "What did the Wire say about the pier?",
        "How does salt grow in nature?",
        "What did “Northern Wire” say about the pier?",
        "According to plan, who saved the pier?",
    ],
)
def test_whom_the_records_do_not_name_whole_is_left_in_the_question(searcher: Searcher, question: str) -> None:
    assert attributed(question, searcher.words, Filters()) is None


def test_only_the_articles_of_the_paper_answer_and_that_is_said(searcher: Searcher) -> None:
    reply = asked(searcher, "What did the Harbour Gazette say about Holm?")
    assert {c.article_id for c in reply.answer.citations} == {"gazette"}
    assert reply.filters == Filters(source="The Harbour Gazette")
    assert reply.resolved_question == reply.question
    assert inferred_note(reply.inferred) == "“The Harbour Gazette” was read as the source that is asked for."
    assert reply_json(reply)["inferred"]["source"] == "The Harbour Gazette"  # type: ignore[index]


def test_what_another_paper_says_is_not_given_for_what_it_says(searcher: Searcher) -> None:
    reply = asked(searcher, "What did the Harbour Gazette say about Nansen?")
    assert not reply.answer.answered and reply.filters == Filters(source="The Harbour Gazette")
    assert [(one.without, one.article_id) for one in reply.relaxations] == [("source", "wire")]


def test_a_firm_with_a_newsroom_is_also_one_that_papers_write_about(searcher: Searcher) -> None:
    reply = asked(searcher, "What did Skarn say about Tofte?")
    assert [c.article_id for c in reply.answer.citations] == ["about"] and reply.filters == Filters()


def test_a_paper_that_was_chosen_binds_and_what_is_not_to_be_inferred_is_not(searcher: Searcher) -> None:
    question = "What did the Harbour Gazette say about Holm?"
    assert asked(searcher, question, Filters(source="Northern Wire")).filters.source == "Northern Wire"
    assert asked(searcher, question, infer=False).filters == Filters()


def test_a_list_of_the_articles_by_somebody_stays_one(searcher: Searcher) -> None:
    reply = asked(searcher, "Which articles are by Bo Ek?")
    assert (reply.answer.lead, reply.filters.author) == ("1 article by Bo Ek.", "Bo Ek")
    every = asked(searcher, "How many articles are there from the Northern Wire?")
    assert every.answer.lead == "3 articles from Northern Wire."


def test_of_two_authors_each_is_answered_from_their_own_articles(searcher: Searcher) -> None:
    for question in ("Compare the views of Ada Lind and Bo Ek on Holm", "What do Ada Lind and Bo Ek think of Holm?"):
        reply = asked(searcher, question)
        assert {c.article_id for c in reply.answer.citations} == {"gazette", "wire"}

"""All articles, those of a time, and the first few from either end: told from other questions, counted exactly."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from index.records import Filters
from qa.answering import ask
from qa.dates import read_time
from qa.lookups.wanted import LISTED, Wanted, wanted_articles
from tests.test_answering import NEVER
from tests.test_listing import searcher as searcher

if TYPE_CHECKING:
    from index.search import Searcher
    from qa.records import Reply

TODAY = date(2024, 3, 1)


def wanted(question: str) -> Wanted | None:
    return wanted_articles(question, read_time(question, TODAY))


def asked(searcher: "Searcher", question: str, filters: Filters = Filters()) -> "Reply":
    return ask(question, searcher.search, words=searcher.words, generation="1", today=TODAY, filters=filters)


@pytest.mark.parametrize(
    "question",
    [
        "How many articles are there?",
        "how many articles do you have",
        "How many articles are in the index?",
        "Which articles are there in your archive?",
        "List all articles",
        "Please show me all of the articles.",
        "How many articles were published in 2023?",
        "Which articles were published in August 2023?",
        "Which articles are from 2019?",
        "What was published yesterday?",
        "articles from May 2023",
        "List the articles published before 2022",
    ],
)
def test_all_articles_or_those_of_a_time_can_be_asked_for(question: str) -> None:
    assert wanted(question) == Wanted((), None, oldest_first=False)


@pytest.mark.parametrize(
    "question",
    [
        "What happened on 3 May 2023?",
        "what happened last week",
        "What was in the news yesterday?",
        "What does the article of 3 May 2023 say?",
        "Summarise the articles from August 2023.",
        "news of 3 May 2023",
    ],
)
def test_what_was_told_in_a_time_can_be_asked_for(question: str) -> None:
    found = wanted(question)
    assert found is not None and (found.phrases, found.author) == ((), None)


@pytest.mark.parametrize(
    "question",
    [
        "What happened?",
        "What happened in Oslo in May 2023?",
        "What happened after 2020?",
        "What does the treaty of 3 May 1915 say?",
    ],
)
def test_what_happened_somewhere_or_at_no_certain_time_is_left_to_the_search(question: str) -> None:
    assert wanted(question) is None


def test_what_happened_before_there_were_articles_is_searched_for_in_them(searcher: "Searcher") -> None:
    assert not asked(searcher, "What happened in 1917?").answer.lead
    assert asked(searcher, "What happened in August 2023?").answer.lead


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the newest article?", Wanted((), None, oldest_first=False, most=1)),
        ("the three latest articles", Wanted((), None, oldest_first=False, most=3)),
        ("Show me the latest 5 articles about the Moon", Wanted(("the Moon",), None, oldest_first=False, most=5)),
        ("When was the first article about Oslo published?", Wanted(("Oslo",), None, oldest_first=True, most=1)),
        ("What's new?", Wanted((), None, oldest_first=False, most=10)),
    ],
)
def test_the_first_few_from_either_end_can_be_asked_for(question: str, expected: Wanted) -> None:
    assert wanted(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "What was published?",
        "Which articles are there in the treaty?",
        "What is the latest article about?",
        "What is the first article of the constitution?",
        "What are the first articles of the treaty?",
        "Who wrote the latest article?",
        "What does the newest article say?",
        "What's new in Oslo?",
        "What were the last stories of the tower made of?",
        "What is the latest news on Iran?",
    ],
)
def test_what_asks_for_no_list_is_left_to_the_search(question: str) -> None:
    assert wanted(question) is None


def test_all_articles_are_counted_and_the_newest_listed(searcher: "Searcher") -> None:
    answer = asked(searcher, "How many articles are there?").answer
    assert answer.lead == f"{LISTED + 40} articles. The newest {LISTED} are listed."
    few = asked(searcher, "What are the two newest articles by Ada Lind?").answer
    theirs = sorted(
        (e.published for e in searcher.words.entries(Filters(author="Ada Lind")) if e.published), reverse=True
    )
    assert [c.published for c in few.citations] == theirs[:2]
    assert few.lead.endswith("The newest 2 are listed.")


def test_the_oldest_article_on_something_is_the_one_that_is_cited(searcher: "Searcher") -> None:
    answer = asked(searcher, "What was the first article about Wang Yi?").answer
    days = [c.published for c in asked(searcher, "Timeline of Wang Yi").answer.citations]
    assert [c.published for c in answer.citations] == days[:1] and answer.lead.endswith("The oldest is listed.")


@pytest.mark.parametrize(
    ("question", "day"),
    [("Which articles published yesterday mention Oslo?", date(2024, 2, 29)), ("What came out?", None)],
)
def test_a_time_that_begins_with_no_preposition_bounds_a_list_too(
    searcher: "Searcher", question: str, day: date | None
) -> None:
    assert asked(searcher, question).filters == Filters(after=day, before=day)


def test_one_day_is_said_once(searcher: "Searcher") -> None:
    only = Filters(after=date(2021, 3, 11), before=date(2021, 3, 11))
    assert " published on 11 March 2021" in asked(searcher, "How many articles are there?", only).answer.lead


def test_a_byline_that_ends_in_small_letters_is_an_author() -> None:
    found = wanted("Which articles by the Science desk mention India?")
    assert found and found.author == "Science desk" and found.phrases == ("India",)


def test_what_happened_to_something_in_a_time_is_listed_for_want_of_an_answer(searcher: "Searcher") -> None:
    def said(question: str) -> str:
        return ask(
            question, searcher.search, words=searcher.words, generation="1", today=TODAY, decision=NEVER
        ).answer.lead

    day = asked(searcher, "Timeline of Wang Yi").answer.citations[0].published
    assert day
    assert "mention" in said(f"What happened to Wang Yi in {day:%B %Y}?")
    assert not said(f"What happened to Zubrin in {day:%B %Y}?") and not said("What happened to Wang Yi?")

"""Hits of the time that a question speaks of are moved up, and nothing else is."""

from dataclasses import replace
from datetime import date

import pytest

from index.records import Hit
from qa.abstain import is_unsure
from qa.answering import ask
from qa.dates import read_time
from qa.records import Answer
from qa.timely import BONUS, is_told_then, timely
from tests.test_answering import ALWAYS, hit

TODAY = date(2024, 3, 1)


def told(name: str, score: float, published: date | None, text: str = "Ada Lind won the prize.", rank: int = 1) -> Hit:
    found = replace(hit(text, [score], article_id=name, rank=rank), score=score)
    return replace(found, article=replace(found.article, published=published))


def order(question: str, *hits: Hit) -> list[str]:
    return [one.article.id for one in timely(hits, read_time(question, TODAY))]


OF_2022 = told("of 2022", 0.80, date(2022, 10, 3))
OF_2023 = told("of 2023", 0.75, date(2023, 10, 2), rank=2)
SAYING_SO = told("saying so", 0.72, date(2020, 1, 1), "The winner in 2023 was Bo Ek.", rank=3)
FAR_OFF = told("far off", 0.80 - 2 * BONUS, date(2023, 10, 2), rank=4)


def test_what_was_published_then_or_names_the_time_comes_first_where_it_is_near() -> None:
    every = (OF_2022, OF_2023, SAYING_SO, FAR_OFF)
    assert order("Who won the prize in 2023?", *every) == ["of 2023", "saying so", "of 2022", "far off"]


@pytest.mark.parametrize(
    "question",
    [
        "Who won the prize?",
        "Who has won the prize since 2019?",
        "Who won it between 2018 and 2023?",
        "Who won it last week?",
    ],
)
def test_without_a_time_of_a_year_at_most_that_articles_tell_of_nothing_changes(question: str) -> None:
    assert timely([OF_2022, OF_2023], read_time(question, TODAY)) == [OF_2022, OF_2023]


def test_times_that_are_not_to_be_read_change_nothing() -> None:
    assert timely([OF_2022, OF_2023], None) == [OF_2022, OF_2023]


@pytest.mark.parametrize(
    ("published", "moved"),
    [
        (date(2023, 8, 1), True),
        (date(2023, 8, 31), True),
        (date(2023, 9, 1), False),
        (date(2023, 7, 31), False),
        (None, False),
    ],
)
def test_what_was_published_in_a_month_is_moved_up(published: date | None, moved: bool) -> None:
    late = told("late", 0.75, published, rank=2)
    assert (order("Who won in August 2023?", OF_2022, late)[0] == "late") is moved


@pytest.mark.parametrize(
    ("published", "moved"),
    [(date(2023, 9, 1), True), (date(2023, 10, 5), True), (date(2023, 12, 1), False), (date(2023, 7, 31), False)],
)
def test_what_was_published_soon_after_is_moved_up_by_half_of_that(published: date, moved: bool) -> None:
    late = told("late", 0.78, published, rank=2)
    assert (order("Who won in August 2023?", OF_2022, late)[0] == "late") is moved


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("It was won on 3 August 2023.", True),
        ("It was won in August 2023.", True),
        ("It was won in 2023.", True),
        ("It was won on 3 September 2023.", False),
        ("It was won in August.", False),
        ("It was won in 2021.", False),
    ],
)
def test_a_text_is_of_the_time_as_far_as_it_says(text: str, moved: bool) -> None:
    assert (order("Who won in August 2023?", OF_2022, told("b", 0.75, None, text, rank=2))[0] == "b") is moved


def test_a_sentence_that_names_other_years_only_falls() -> None:
    text = "Ada Lind won in 2020. Bo Ek won. In 2023, as in 2020, it rained."
    (found,) = timely([told("a", 0.9, date(2023, 10, 2), text)], read_time("Who won in 2023?", TODAY))
    before = told("a", 0.9, None, text).sentences
    changes = [round(now.score - then.score, 6) for now, then in zip(found.sentences, before, strict=True)]
    assert changes == [-BONUS, BONUS, BONUS]


def test_sentences_rise_with_their_passage_and_ranks_are_counted_anew() -> None:
    first, second = timely([OF_2022, OF_2023], read_time("Who won in 2023?", TODAY))
    assert (first.rank, second.rank) == (1, 2)
    assert first.sentences[0].score == pytest.approx(OF_2023.sentences[0].score + BONUS)
    assert second.sentences == OF_2022.sentences


@pytest.mark.parametrize(
    ("question", "published", "text", "then"),
    [
        ("Who won the prize in 2023?", date(2024, 6, 1), "Ada Lind won the prize.", False),
        ("Who won the prize in 2023?", date(2024, 2, 1), "Ada Lind won the prize.", True),  # told soon after
        ("Who won the prize in 2023?", date(2024, 6, 1), "Ada Lind, who won in 2023, spoke.", True),
        ("Who won the prize in April 2024?", date(2024, 6, 20), "Ada Lind won it on 3 April.", True),
        ("Who won the prize in April 2024?", date(2024, 8, 20), "The prize of April went to Ada Lind.", True),
        ("Who won the prize in April 2024?", date(2024, 8, 20), "Ada Lind won it on 3 May.", False),
        ("Who won the prize in 2023?", None, "Ada Lind won the prize.", True),  # nobody knows of when it is
        ("Who won the prize?", date(2024, 6, 1), "Ada Lind won the prize.", True),
        ("Who has won since 2019?", date(2018, 6, 1), "Ada Lind won the prize.", True),
    ],
)
def test_an_article_with_nothing_of_the_time_asked_of_is_told_from_others(
    question: str, published: date | None, text: str, then: bool
) -> None:
    assert is_told_then(told("a", 0.8, published, text).article, text, read_time(question, TODAY)) is then


def test_an_answer_from_another_time_is_doubted() -> None:
    def of(published: date) -> Answer:
        found = [told("a", 0.9, published, "Ada Lind won the prize of Oslo.")]
        asked = "Who won the prize of Oslo in 2023?"
        return ask(asked, lambda query, *, filters, limit: found, generation="1", today=TODAY, decision=ALWAYS).answer

    assert is_unsure(of(date(2022, 3, 1))) and not is_unsure(of(date(2023, 3, 1)))


@pytest.mark.parametrize(("between", "doubted"), [("It rained.", True), ("", False)])
def test_a_time_that_is_named_two_sentences_further_on_is_not_that_of_the_answer(between: str, doubted: bool) -> None:
    text = f"Four people died in the flood of Vik. {between} The river had been as high in 1954."
    found = [told("a", 0.9, date(2024, 2, 1), text)]
    found = [replace(found[0], sentences=hit(text, [0.9, 0.1, 0.1][: 3 if between else 2]).sentences)]
    asked = "How many people died in the flood of Vik in 1954?"
    reply = ask(asked, lambda query, *, filters, limit: found, generation="1", today=TODAY, decision=ALWAYS)
    assert is_unsure(reply.answer) is doubted

"""Sentences belong to the heading that they stand under, and in an interview to the question that they answer."""

import pytest

from index.records import Article
from qa.evidence import choose_quotes
from qa.sections import heading_over, is_in_a_question, question_over
from tests.test_answering import hit

MUSEUMS = (
    "Three small museums are worth a visit.\n\n1. The Umbrella House, Gignese\n\nAdmission is €3. It has a garden.\n\n"
    "2. The Telephone Museum, Hovda\n\nYou may ring any of them.\n\nAdmission is 90 kroner."
)
INTERVIEW = (
    "We met Ida Holm in Lyon.\n\nYou did not come to Oslo last year. Why?\n\nMy son had a concert. It was Schubert.\n\n"
    "Will there be a film?\n\nThe rights have been sold.\n\nWhat is next?\n\nA book about bridges."
)
COLUMN = "The mayor came late. Who will pay?\n\nThe council paid. It rained."


def article(text: str) -> Article:
    return Article("a", "A title", text)


@pytest.mark.parametrize(
    ("sentence", "heading"),
    [
        ("Three small", ""),
        ("It has a garden", "1. The Umbrella House, Gignese"),
        ("You may ring", "2. The Telephone Museum, Hovda"),
        ("Admission is 90", "2. The Telephone Museum, Hovda"),
        ("The Telephone", ""),
    ],
)
def test_a_sentence_stands_under_the_heading_before_it(sentence: str, heading: str) -> None:
    assert heading_over(article(MUSEUMS), MUSEUMS.index(sentence)) == heading


def test_a_question_that_names_a_section_is_answered_from_it() -> None:
    scores = [0.1, 0.1, 0.1, 0.6, 0.1, 0.1, 0.1, 0.1, 0.4]
    first, *_ = choose_quotes("How much is admission to the telephone museum in Hovda?", [hit(MUSEUMS, scores)])
    assert first.sentence.text == "Admission is 90 kroner."


def test_a_question_that_names_no_section_is_answered_from_any() -> None:
    scores = [0.1, 0.1, 0.1, 0.6, 0.1, 0.1, 0.1, 0.1, 0.4]
    first, *_ = choose_quotes("How much is admission?", [hit(MUSEUMS, scores)])
    assert first.sentence.text == "Admission is €3."


def test_an_interviewers_question_is_worth_as_much_for_what_answers_it() -> None:
    scores = [0.2, 0.9, 0.1, 0.1, 0.1, 0.3]
    first, *_ = choose_quotes("Why did Ida Holm not come to Oslo?", [hit(INTERVIEW, scores)])
    assert first.sentence.text == "My son had a concert."


def test_all_that_an_interviewer_says_before_a_question_is_part_of_it() -> None:
    assert is_in_a_question(article(INTERVIEW), INTERVIEW.index("You did not"))
    assert question_over(article(INTERVIEW), INTERVIEW.index("It was")) is not None
    assert question_over(article(INTERVIEW), INTERVIEW.index("We met")) is None


@pytest.mark.parametrize("text", [COLUMN, COLUMN.replace("Who", "“Who").replace("?", "?”")])
def test_an_article_with_a_question_or_two_is_no_interview(text: str) -> None:
    assert not is_in_a_question(article(text), 0)
    assert question_over(article(text), text.index("The council")) is None

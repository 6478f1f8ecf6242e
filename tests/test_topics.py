"""What a talk is about: which turns count, how they were searched, and when the talk has left a topic."""

from dataclasses import replace

import pytest

from qa.english.tagging import words_of
from qa.english.words import Tag
from qa.followups import resolve, without_topic
from qa.question.greetings import HOW_TO_ASK
from qa.records import Turn

PAINTER = Turn("Who painted The Grey Door?", "Ilse Vandermeer painted it in Utrecht in 1931, when she was 24. [1]")


def test_thanks_are_no_turn_to_point_back_to() -> None:
    assert resolve("when was she born?", [PAINTER, Turn("Thanks!", HOW_TO_ASK)]) == "when was Ilse Vandermeer born?"


def test_a_question_that_was_searched_without_its_topic_is_remembered_so() -> None:
    tower = Turn("and that?", "It is 90 m high. [1]", resolved="what about the tower?")
    assert resolve("why is it closed?", [PAINTER, tower]) == "why is the tower closed (Ilse Vandermeer, the Grey Door)?"
    forgotten = replace(tower, resolved="")
    assert resolve("why is it closed?", [PAINTER, forgotten]) == "why is the Grey Door closed?"


def test_the_topic_that_the_talk_has_left_is_not_named() -> None:
    asked = "what about the tower?"
    tower = Turn(asked, "It is 90 m high. [1]", ("A view",), resolved=asked)
    assert resolve("why is it closed?", [replace(PAINTER, titles=("A painter",)), tower]) == "why is the tower closed?"


def test_she_is_no_word_that_opens_a_sentence_and_a_heading_ends_at_its_mark() -> None:
    said = "Inquiry blames cost-cutting for the fire [1] Ida Holm led it. [2]"
    assert resolve("who was her deputy?", [Turn("Tell me about the fire", said)]) == "who was Ida Holm's deputy?"


def test_what_somebody_says_is_no_title_to_point_back_to() -> None:
    turn = Turn("Why was there a delay?", "“The delay was ours, and the blame is mine,” Ms Holm said. [1]")
    assert resolve("how long was it?", [turn]) == "how long was the delay?"
    title = Turn("Which picture was stolen?", "“The Night,” a large canvas, is gone. [1]")
    assert "“The Night,”" in resolve("how large is it?", [title])


@pytest.mark.parametrize(
    ("asked", "resolved"),
    [
        ("What does the first one say?", "What does “A fire” say?"),
        ("what does the second say?", "what does “A flood” say?"),
        ("Tell me about the last of them", "Tell me about “A flood”"),
    ],
)
def test_an_article_of_a_list_is_called_by_its_place(asked: str, resolved: str) -> None:
    listed = Turn("Which articles mention Holm?", "Holm burns. [1] It rains. [2]", ("A fire", "A fire", "A flood"))
    assert resolve(asked, [listed]) == resolved
    assert "“" not in resolve("Who was the first?", [listed])
    assert "“" not in resolve("What does the third one say?", [listed])
    assert "“" not in resolve(asked, [replace(listed, question="Who is Holm?")])


def test_what_is_told_to_do_is_no_name() -> None:
    assert words_of("Summarise the story")[0].tag is Tag.VERB
    assert words_of("Outline the plan")[0].tag is Tag.VERB


@pytest.mark.parametrize(
    ("asked", "resolved", "alone"),
    [
        ("What about the tower?", "what about the tower (Ilse Vandermeer)?", "What about the tower?"),
        ("and how many people?", "and how many people (the fire)?", ""),  # of anything
        ("who saw it (the fire)?", "who saw it (the fire)?", ""),  # the brackets are the asker's
        ("who saw Holm?", "who saw Ida Holm?", ""),
        ("What about Karsund?", "Who became president of Karsund?", "What about Karsund?"),
        ("And Sweden?", "When did Sweden join the Baltic Pact?", ""),  # a country in the place of another
        ("And Ada Lind?", "When was Ada Lind born?", ""),
    ],
)
def test_a_question_is_without_its_topic_where_it_names_something_itself(asked: str, resolved: str, alone: str) -> None:
    assert without_topic(asked, resolved) == alone

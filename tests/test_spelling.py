"""Misspelt words are read as words of the articles, and nothing else is touched."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from index.search import Searcher
from qa.answerer import Answerer
from qa.answering import ask
from qa.english.vocabulary import word_set
from qa.question.spelling import respelt
from tests.conftest import Syncing

ENGLISH = word_set("what where when which who the president minister speak spoke spoken gather harbour about said")


@pytest.fixture
def indexed(corpus: Path, synced: Syncing, opened: Callable[[], Searcher]) -> Searcher:
    (corpus / "visit.txt").write_text(
        "President Volodymyr Zelensky spoke in Ålesund harbour. Katalin Karikó listened to the president.", "utf-8"
    )
    (corpus / "other.txt").write_text(
        "A zelensko is a dance. Nobody else danced here in sneakers. What kills?", "utf-8"
    )
    synced()
    return opened()


def mended(question: str, searcher: Searcher) -> str:
    return respelt(question, searcher.words, lambda word: word.lower() in ENGLISH)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("What did president Zelenskyy say?", "What did president Zelensky say?"),  # a letter too many
        ("What did president zelesky say?", "What did president zelensky say?"),  # one too few
        ("Where did the president of Voladymyr speak?", "Where did the president of Volodymyr speak?"),  # a wrong one
        ("Was the presidnet in the harbour?", "Was the president in the harbour?"),  # two that changed places
        ("Did Karkio listen to the president?", "Did Karikó listen to the president?"),  # accents as in the article
        ("ZELENSKYY", "ZELENSKY"),  # nothing else is said that it could stand beside
    ],
)
def test_one_slip_is_mended_as_the_article_writes_the_word(asked: str, read: str, indexed: Searcher) -> None:
    assert mended(asked, indexed) == read


@pytest.mark.parametrize(
    "asked",
    [
        "What did president Zelensky say?",  # right
        "Has the president spoken?",  # a word, though no article holds it
        "Who are the speakers that danced?",  # a form of a word, one slip from the sneakers
        "How many kilos did they lift in sneakers?",  # a unit, one slip from the "kills" of an article
        "What did “Zelenskyy” say to the president?",  # in quotation marks
        "What did president Xelensky say?",  # the first letter is wrong
        "What did president Zelenskyyy say?",  # two slips
        "Who is Zelenskyy in the ballet Giselle?",  # beside nothing else that is asked
        "Qui a parlé à Zelenskyy devant Karikoo hier matin?",  # another language
        "Wer sprach?",
    ],
)
def test_everything_else_stays_as_it_is(asked: str, indexed: Searcher) -> None:
    assert mended(asked, indexed) == asked


def test_the_word_that_goes_with_the_rest_of_the_question_is_taken(indexed: Searcher) -> None:
    assert mended("Which zelenskx is a dance?", indexed) == "Which zelensko is a dance?"
    assert mended("Where did president zelenskx speak?", indexed) == "Where did president zelensky speak?"


def test_the_reply_says_how_the_question_was_read(indexed: Searcher) -> None:
    reply = ask(
        "Where did president Zelenskyy speak?",
        indexed.search,
        words=indexed.words,
        respell=lambda asked: mended(asked, indexed),
        generation="g",
        today=date(2024, 3, 1),
    )
    assert reply.question == "Where did president Zelenskyy speak?"
    assert reply.resolved_question == "Where did president Zelensky speak?"


def test_words_of_the_models_vocabulary_are_never_misspelt(answerer: Answerer) -> None:
    resolved = {
        asked: answerer.ask(asked).resolved_question
        for asked in ("Which Boeing was grounded?", "how tall is the spire of notre damme")
    }
    assert list(resolved.values()) == ["Which Boeing was grounded?", "how tall is the spire of notre dame"]

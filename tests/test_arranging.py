"""What is quoted first, or beside the first, because of what it says: the latest state, an outcome, who spoke."""

from dataclasses import replace
from datetime import date

import pytest

from index.records import Correction, Hit
from qa.answering import ask
from qa.composing import compose
from tests.test_answering import ALWAYS, hit


def told(text: str, score: float, published: date, rank: int, *, title: str = "A title") -> Hit:
    return hit(text, [score], article_id=f"a{rank}", rank=rank, title=title, published=published)


CLOSING = told("The ward in Oslo will close in May.", 0.9, date(2024, 1, 2), 1)
SAVED = told("The ward in Oslo, which was to close, stays open.", 0.3, date(2024, 5, 2), 2)
FAR_OFF = told("A ward in Oslo was painted.", 0.3, date(2024, 6, 2), 3)


def quotes(question: str, *hits: Hit) -> list[str]:
    return [citation.quote for citation in compose(question, hits, ALWAYS).citations]


def test_whether_something_is_so_is_told_by_the_last_article_that_says_all_of_it() -> None:
    assert quotes("Is the ward in Oslo closing?", CLOSING, SAVED, FAR_OFF)[0].endswith("stays open.")


def test_whether_something_was_so_is_told_by_whatever_answers_best() -> None:
    assert quotes("Was the ward in Oslo closing?", CLOSING, SAVED)[0].endswith("in May.")


@pytest.mark.parametrize("asks", ["What happened to", "What has become of", "And what became of"])
def test_what_became_of_something_is_told_by_the_last_article_that_says_all_of_it(asks: str) -> None:
    assert quotes(f"{asks} the ward in Oslo?", CLOSING, SAVED, FAR_OFF)[0].endswith("was painted.")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "A couple was found in a car. They have been named as Ann and Bo Lee.",
            "They have been named as Ann and Bo Lee.",
        ),
        ("A couple was found in a car. They were later identified by police as Ann Lee and Bo Ek.", "They were later"),
        ("A couple was found in a car. They have been taken to Oslo.", "A couple was found"),
        ("A couple was found in a car. It rained.\n\nThey are Ann and Bo Lee.", "A couple was found"),
    ],
)
def test_who_somebody_was_is_told_by_the_sentence_behind_that_names_them(text: str, first: str) -> None:
    assert quotes("Who was the couple in the car?", hit(text, [0.9]))[0].startswith(first)


def test_who_was_arrested_is_told_by_what_tells_of_an_arrest_and_nobody_else_is_set_off() -> None:
    (only,) = compose("Who was arrested?", [hit("A body was that of Bo Ek.", [0.9])], ALWAYS).citations
    assert only.short is None
    both = hit("A body was that of Bo Ek. Police arrested two boys.", [0.5, 0.45])
    assert quotes("Who was arrested over the fire?", both)[0] == "Police arrested two boys."


def test_the_latest_news_is_told_by_the_last_article_whose_title_or_beginning_is_of_the_matter() -> None:
    hits = [told("The Holm yard is for sale.", 0.9, date(2023, 1, 2), 1),
            told("A buyer has been found.", 0.2, date(2024, 1, 2), 2, title="Holm yard sold"),
            told("Ships are dear.", 0.2, date(2024, 2, 2), 3)]  # fmt: skip
    for question in ("What is the latest on the Holm yard?", "what's new at the Holm yard"):
        reply = ask(
            question, lambda query, *, filters, limit: hits, generation="1", today=date(2024, 3, 1), decision=ALWAYS
        )
        assert reply.answer.citations[0].quote == "A buyer has been found."


def test_a_correction_is_no_news_but_stands_beside_what_it_corrects() -> None:
    note = told("Correction: the Holm yard was sold for 3 million.", 0.9, date(2024, 2, 3), 2)
    corrected = told("The Holm yard was sold for 2 million.", 0.8, date(2024, 2, 2), 1)
    correction = Correction("a2", "A title", date(2024, 2, 3), 0, len(note.article.text), note.article.text)
    hits = [replace(corrected, corrections=(correction,)), note]
    reply = ask(
        "latest on the Holm yard", lambda *_, **__: hits, generation="1", today=date(2024, 3, 1), decision=ALWAYS
    )
    assert [(one.article_id, one.correction) for one in reply.answer.citations] == [("a1", correction)]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Was Ann Lee convicted?", "A jury acquitted Ann Lee."),
        ("Why was Ann Lee tried?", "Ann Lee denies the charge."),
        ("Was Ann Lee late?", "Ann Lee denies the charge."),
    ],
)
def test_whether_it_ended_so_is_answered_by_how_it_ended(question: str, first: str) -> None:
    found = hit("Ann Lee denies the charge. A jury acquitted Ann Lee.", [0.9, 0.8])
    assert quotes(question, found)[0] == first


SPEECH = "Ann Lee opened the pool. It is blue. “Nobody swims alone,” she said. The pool is deep."


def test_beside_what_she_said_stands_who_she_is_where_that_is_asked() -> None:
    scores = [0.1, 0.1, 0.9, 0.1]
    found = hit(SPEECH, scores)
    expected = ["“Nobody swims alone,” she said.", "Ann Lee opened the pool."]
    assert quotes("Who said that nobody swims alone?", found) == expected
    assert quotes("What did she say of swimming?", found) == expected[:1]


def test_who_is_named_with_what_they_said_needs_no_further_sentence() -> None:
    found = hit("Bo Ek opened the pool. “Nobody swims alone,” Ann Lee said.", [0.1, 0.9])
    assert quotes("Who said that nobody swims alone?", found) == ["“Nobody swims alone,” Ann Lee said."]


def test_a_detail_of_the_topic_before_is_told_by_the_sentence_that_has_its_word() -> None:
    found = hit("The Greens won 32 seats. Turnout was 71 per cent.", [0.9, 0.8])
    assert quotes("what about turnout (the Greens, seats)?", found)[0] == "Turnout was 71 per cent."
    assert quotes("what about the hall (the Greens, seats)?", found)[0] == "The Greens won 32 seats."

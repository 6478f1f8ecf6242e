"""What is said of an answer that the articles may well not give."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from qa.abstain import UNSURE, UNSURE_BELOW, confidence, is_unsure
from qa.composing import compose
from qa.records import Reply
from qa.serial import reply_json
from qa.terminal import reply_view
from tests.test_answering import ALWAYS, hit
from tests.test_render import Skeleton
from tests.web_examples import SEARCHED, declined, hostile_answer, landed, reply
from web.ask.answer_view import Place, answer_html
from web.history.export import conversation_markdown
from web.history.store import History


def as_page(shown: Reply) -> str:
    return Skeleton(answer_html(shown, SEARCHED, Place("e" * 22, 1))).text


def as_terminal(shown: Reply) -> str:
    console = Console(width=200)
    with console.capture() as printed:
        console.print(reply_view(shown))
    return printed.get()


@pytest.mark.parametrize(("confidence", "unsure"), [(UNSURE_BELOW - 0.01, True), (UNSURE_BELOW, False)])
def test_an_answer_of_little_confidence_says_wherever_it_is_read_that_it_may_be_none(
    tmp_path: Path, confidence: float, unsure: bool
) -> None:
    given = reply(replace(landed(), confidence=confidence, lead="Two landers, [told] of."))
    history = History(tmp_path / "history.sqlite")
    conversation, exchange = history.begin("anna", "", "When?")
    history.complete(exchange, "html", reply=reply_json(given))
    saved = conversation_markdown("Moon", history.conversation("anna", conversation))
    history.close()
    assert [UNSURE in text for text in (as_page(given), as_terminal(given), saved)] == [unsure] * 3
    assert reply_json(given)["unsure"] is unsure
    assert "Two landers, \\[told\\] of." in saved


def test_a_question_that_is_declined_is_not_called_unsure_too() -> None:
    given = reply(replace(declined(), confidence=0.1))
    assert not is_unsure(given.answer)
    assert UNSURE not in as_page(given) + as_terminal(given)


def test_a_short_answer_is_set_off_in_its_sentence_unless_the_answer_is_doubted() -> None:
    answer = landed()
    first = answer.citations[0]
    start = first.start + first.quote.index("23 August")
    short = replace(first, short=(start, start + len("23 August 2023")))
    sure = replace(answer, citations=(short, *answer.citations[1:]))
    shown = answer_html(reply(sure), SEARCHED, Place("e", 1))
    assert "on <strong>23 August 2023</strong>&#46;" in shown and shown.count("<strong>") == 1
    assert "<strong>" not in answer_html(reply(answer), SEARCHED, Place("e", 1))
    doubted = reply(replace(sure, confidence=UNSURE_BELOW - 0.01))
    assert "<strong>" not in answer_html(doubted, SEARCHED, Place("e", 1))
    lines = [as_terminal(one).splitlines() for one in (reply(sure), doubted)]
    assert ["23 August 2023" in printed for printed in lines] == [True, False]


def test_a_short_answer_that_would_do_harm_is_shown_as_it_is() -> None:
    answer = hostile_answer("<script>window.hacked=1</script> [1]")
    first = answer.citations[0]
    for start, end in ((first.start, first.start + 8), (first.start + 3, first.end)):
        short = replace(answer, citations=(replace(first, short=(start, end)),))
        shown = answer_html(reply(short), SEARCHED, Place("e", 1))
        assert "<script" not in shown and "&#60;script&#62;" in shown.replace("<strong>", "").replace("</strong>", "")


@pytest.mark.parametrize(
    ("question", "text", "surer"),
    [
        ("How many came?", "About 300 people came.", True),
        ("How many came?", "Very few people came.", False),
        ("When did it open?", "It opened on 3 May 2021.", True),
        ("Who is the mayor?", "It has a mayor, whom nobody knows.", False),
    ],
)
def test_what_a_short_answer_can_be_read_off_for_is_answered_more_surely(question: str, text: str, surer: bool) -> None:
    found = [hit(text, [0.9])]
    asked_alike = compose("What happened?", found, ALWAYS).confidence
    assert (compose(question, found, ALWAYS).confidence > confidence(question, found, ALWAYS.search)) == surer
    assert asked_alike == confidence("What happened?", found, ALWAYS.search)

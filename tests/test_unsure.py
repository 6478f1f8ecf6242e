"""What is said of an answer that the articles may well not give."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from qa.abstain import UNSURE, UNSURE_BELOW, is_unsure
from qa.records import Reply
from qa.serial import reply_json
from qa.terminal import reply_view
from tests.test_render import Skeleton
from tests.web_examples import SEARCHED, declined, landed, reply
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

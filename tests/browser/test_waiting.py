"""While an answer is awaited: what is shown, what can be typed, and what is sent meanwhile."""

import threading

import pytest

from tests.browsing import Visitor

playwright_api = pytest.importorskip("playwright.sync_api")


def test_what_is_being_looked_for_can_be_stopped(visitor: Visitor) -> None:
    visitor.page.fill("#question textarea", "slow")
    visitor.page.keyboard.press("Enter")
    visitor.page.click("#chat .stop")
    visitor.page.wait_for_selector("#chat .notice:has-text('Stopped')")
    assert visitor.page.locator("#chat .pending").count() == 0
    visitor.page.click("#chat .notice .edit")
    assert visitor.page.input_value("#question textarea") == "slow"
    visitor.page.fill("#question textarea", "When did it land?")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("#chat .answer")
    assert visitor.page.locator("#chat .question").all_text_contents() == ["When did it land?"]


def test_the_passages_are_there_before_the_answer(visitor: Visitor, go_on: threading.Event) -> None:
    page = visitor.page
    page.fill("#question textarea", "slow")
    page.keyboard.press("Enter")
    page.wait_for_selector("#sources .heading:has-text('Found so far')")
    assert page.locator("#sources .card").count() == 3
    assert "Found 3 passages" in page.locator("#chat .pending").inner_text()
    go_on.set()
    page.wait_for_selector("#chat .answer")
    assert page.locator("#sources .heading").text_content() == "Sources"
    assert visitor.complaints == []


def test_a_question_that_the_server_has_not_taken_yet_is_said_to_wait(visitor: Visitor) -> None:
    page, waiting = visitor.page, "getComputedStyle(document.querySelector('#talk > .form'), '::before').opacity"

    def hold(route: "playwright_api.Route") -> None:
        page.wait_for_function(f"() => {waiting} === '1'")
        route.continue_()

    page.route("**/queue/join**", hold, times=1)
    visitor.ask("When did it land?")
    assert page.evaluate("document.body.classList.contains('asking')") is False


def test_what_is_typed_while_an_answer_is_awaited_stays(visitor: Visitor, go_on: threading.Event) -> None:
    visitor.page.fill("#question textarea", "slow")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("#chat .pending")
    visitor.page.fill("#question textarea", "next")
    go_on.set()
    visitor.page.wait_for_selector("#chat .answer")
    assert visitor.page.input_value("#question textarea") == "next"


def test_a_question_sent_the_moment_an_answer_appears_is_asked(visitor: Visitor, go_on: threading.Event) -> None:
    """Gradio is still winding up the question before, and drops what is sent meanwhile without a word."""
    page = visitor.page
    page.fill("#question textarea", "slow")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .pending")
    page.fill("#question textarea", "When did it land?")
    page.evaluate(
        """() => {
          const send = () => {
            if (document.querySelector("#chat .pending")) return;
            answered.disconnect();
            document.querySelector("#question .submit-button").click();
          };
          const answered = new MutationObserver(send);
          answered.observe(document.getElementById("chat"), { childList: true, subtree: true });
          send();
        }"""
    )
    go_on.set()
    page.wait_for_function("() => document.querySelectorAll('#chat .question').length === 2")
    page.wait_for_selector("#chat .pending", state="detached")
    visitor.ask("And then?")  # whatever had been sent twice would have been asked before it
    assert page.locator("#chat .question").all_text_contents() == ["slow", "When did it land?", "And then?"]
    assert page.input_value("#question textarea") == ""


def test_a_question_sent_while_another_is_answered_is_asked_after_it_also_when_that_is_stopped(
    visitor: Visitor,
    go_on: threading.Event,
) -> None:
    page = visitor.page
    page.fill("#question textarea", "slow")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .pending")
    page.fill("#question textarea", "When did it land?")
    page.keyboard.press("Enter")
    page.click("#chat .stop")
    page.wait_for_selector("#chat .notice:has-text('Stopped')")
    go_on.set()
    page.wait_for_selector("#chat .answer")
    assert page.locator("#chat .question").all_text_contents() == ["slow", "When did it land?"]
    assert page.evaluate("document.body.classList.contains('asking')") is False


def test_what_is_asked_for_while_another_is_asked_again_is_asked_after_it_and_once(
    visitor: Visitor, go_on: threading.Event
) -> None:
    page = visitor.page
    for question in ("slow", "one", "two"):
        go_on.set()
        visitor.ask(question)
    go_on.clear()
    page.click("#chat .retry >> nth=0")
    page.wait_for_selector("#chat .pending")
    links = page.locator("#chat .link").evaluate_all("links => links.map(link => link.href)")
    page.click("#chat .retry >> nth=0")  # of "one", for "slow" has none while it is asked
    page.click("#chat .retry >> nth=1")
    page.dblclick("#chat .further >> nth=-1")
    go_on.set()
    page.wait_for_selector("#a4")
    page.wait_for_function(
        "links => document.querySelectorAll('#chat .link').length === 4 && "
        "[...document.querySelectorAll('#chat .link')].every(link => !links.includes(link.href))",
        arg=links,
    )
    visitor.ask("And then?")  # whatever had been asked for twice would have been asked before it
    assert page.locator("#chat .question").count() == 5
    assert page.evaluate("document.body.classList.contains('asking')") is False

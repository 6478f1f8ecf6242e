"""What a person asks and writes while the page is loaded, or loaded anew."""

import threading
from collections.abc import Iterator

import pytest

from tests.browsing import Visitor
from web.ask.conversation import Conversation, Desk

playwright_api = pytest.importorskip("playwright.sync_api")


def test_a_question_sent_before_the_page_is_loaded_goes_on_with_the_conversation_of_its_address(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, opened, go_on = visitor.page, Desk.opened, threading.Event()

    def late(desk: Desk, person: str, conversation: str) -> Iterator[Conversation]:
        assert go_on.wait(60)
        yield from opened(desk, person, conversation)

    visitor.ask("When did it land?")
    page.wait_for_url("**/?c=*")
    place = page.url
    monkeypatch.setattr(Desk, "opened", late)
    page.goto(place)
    page.fill("#question textarea", "And then?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#a2")
    go_on.set()
    visitor.ask("And now?")
    assert page.locator("#chat .question").all_text_contents() == ["When did it land?", "And then?", "And now?"]
    assert page.url == place


def test_what_is_being_written_is_there_again_when_the_page_is_loaded_anew_and_in_no_other_conversation(
    visitor: Visitor,
) -> None:
    """As Gradio does by itself when the server has been away."""
    page, box = visitor.page, visitor.page.locator("#question textarea")
    visitor.ask("When did it land?")
    page.wait_for_url("**/?c=*")
    page.click("#chat .edit")
    box.fill("Where did it land?")
    page.reload()
    page.wait_for_selector("#q1")
    playwright_api.expect(box).to_have_value("Where did it land?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#q1:has-text('Where')")
    box.fill("And then?")
    page.click("#new")
    page.wait_for_selector("#welcome h2")
    assert box.input_value() == ""
    assert page.locator("#chat .question").count() == 0


def test_a_first_question_is_there_again_when_the_page_is_loaded_anew_before_its_answer(
    visitor: Visitor, go_on: threading.Event
) -> None:
    page = visitor.page
    page.fill("#question textarea", "slow")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?c=*")
    page.reload()
    page.wait_for_selector("#chat .question:has-text('slow')")
    go_on.set()
    page.wait_for_selector("#chat .answer")

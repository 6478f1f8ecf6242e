"""A conversation as a person has it: a real browser and a real server, over answers that are made up."""

import pytest

from tests.browsing import Visitor

playwright_api = pytest.importorskip("playwright.sync_api")


def test_a_suggested_question_is_asked_with_one_click(visitor: Visitor) -> None:
    visitor.ask("When did it land?")
    visitor.page.click("#chat .further")
    visitor.page.wait_for_selector("#a2")
    assert "“Ice”" in visitor.page.locator("#q2").inner_text()


def test_a_new_conversation_starts_from_nothing(visitor: Visitor) -> None:
    visitor.ask("When did it land?")
    visitor.page.click("#new")
    visitor.page.wait_for_selector("#welcome h2")
    assert visitor.page.locator("#chat .question").count() == 0
    assert visitor.page.locator("#sources .card").count() == 0


def test_a_conversation_goes_on_when_it_forgets_its_beginning(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.history.store.History.conversation.__defaults__", (2,))
    for question in ("one", "two", "three", "four"):
        visitor.page.fill("#question textarea", question)
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_selector(f"#sources .asked:visible:has-text('{question}')")
        playwright_api.expect(visitor.page.locator("#question textarea")).to_have_value("")
    assert visitor.page.locator("#chat .question").all_text_contents() == ["three", "four"]
    playwright_api.expect(visitor.page.locator("#chat .question").last).to_be_in_viewport()


def test_a_fault_leaves_a_sentence_and_a_page_that_goes_on(visitor: Visitor) -> None:
    visitor.ask("fail")
    assert "Something went wrong" in visitor.page.locator("#chat .notice").inner_text()
    assert "nobody foresaw" not in visitor.page.content()
    visitor.ask("When did it land?")
    assert visitor.page.locator("#chat .chip").count() == 3


@pytest.mark.parametrize(("question", "said"), [("x" * 100_000, "100,000 characters"), ("   ", "There is no question")])
def test_what_cannot_be_asked_is_answered_with_a_sentence(visitor: Visitor, question: str, said: str) -> None:
    visitor.page.fill("#question textarea", question)
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector(f"#chat .notice:has-text('{said}')")
    assert visitor.complaints == []

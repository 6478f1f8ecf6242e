"""A question that is asked again: with other filters, in other words, or as it was."""

import pytest

from tests.browsing import Visitor

playwright_api = pytest.importorskip("playwright.sync_api")


def test_filters_are_chosen_changed_and_dropped_and_each_time_it_is_asked_again(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("When did it land?")
    page.click("#chat .narrow")
    page.fill("#chat .narrowing [name=after]", "2023-01-01")
    page.click("#chat .narrowing .primary")
    page.wait_for_selector("#chat .filter:has-text('from 2023-01-01')")
    page.click("#chat .filter .change")
    page.fill("#chat .narrowing [name=after]", "2022-01-01")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .filter:has-text('from 2022-01-01')")
    link = page.locator("#chat .link").get_attribute("href")
    page.click("#chat .retry")
    page.wait_for_selector(f"#chat .link:not([href='{link}'])")
    assert page.locator("#chat .filter").count() == 1
    page.click("#chat .filter .drop")
    page.wait_for_selector("#chat .answer:not(:has(.filter))")
    assert page.locator("#chat .question").count() == 1
    assert visitor.complaints == []


def test_a_question_that_is_edited_keeps_its_place(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("When did it land?")
    visitor.ask("And then?")
    page.click("#chat .edit >> nth=0")
    assert page.input_value("#question textarea") == "When did it land?"
    page.fill("#question textarea", "Where did it land?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .question:has-text('Where')")
    assert page.locator("#chat .question").all_text_contents() == ["Where did it land?", "And then?"]


def test_a_question_that_is_edited_keeps_the_filters_that_a_person_chose(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("When did it land in 2023?")
    page.click("#chat .narrow")
    page.fill("#chat .narrowing [name=source]", "Northern Wire")
    page.click("#chat .narrowing .primary")
    page.wait_for_selector("#chat .answer.given .filter .source")
    page.click("#chat .edit")
    page.fill("#question textarea", "Where did it land?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .question:has-text('Where')")
    page.wait_for_selector("#chat .answer.given .filter .source")


def test_while_a_question_is_edited_the_page_says_so_until_escape(visitor: Visitor) -> None:
    page = visitor.page
    told = "() => getComputedStyle(document.querySelector('#talk > .form'), '::before').content.includes('Takes the place')"
    visitor.ask("When did it land?")
    page.click("#chat .edit")
    assert page.evaluate(told)
    page.keyboard.press("Escape")
    assert not page.evaluate(told)
    page.fill("#question textarea", "And then?")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('#chat .question').length === 2")


def test_what_was_being_written_is_there_again_when_an_edit_is_over(visitor: Visitor) -> None:
    page, box = visitor.page, visitor.page.locator("#question textarea")
    visitor.ask("When did it land?")
    box.fill("What about the")
    page.click("#chat .edit")
    page.keyboard.press("Escape")
    assert box.input_value() == "What about the"
    page.click("#chat .edit")
    box.fill("Where did it land?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .question:has-text('Where')")
    page.wait_for_function("() => document.querySelector('#question textarea').value === 'What about the'")


def test_only_one_answer_is_narrowed_down_at_a_time_until_escape(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("When did it land?")
    visitor.ask("And then?")
    page.click("#chat .narrow >> nth=0")
    page.click("#chat .narrow >> nth=1")
    assert page.locator("#chat .narrowing").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#chat .narrowing").count() == 0
    assert page.evaluate("document.activeElement.classList.contains('narrow')")


def test_an_edited_question_that_is_refused_stays_in_the_box_and_keeps_its_place(visitor: Visitor) -> None:
    page, box = visitor.page, visitor.page.locator("#question textarea")
    visitor.ask("When did it land?")
    page.click("#chat .edit")
    box.fill("x" * 9000)
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .notice:has-text('9,000 characters')")
    assert box.input_value() == "x" * 9000
    box.fill("Where did it land?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .question:has-text('Where')")
    playwright_api.expect(box).to_have_value("")
    assert page.locator("#chat .question").all_text_contents() == ["Where did it land?"]


def test_the_key_that_ends_the_composition_of_a_word_asks_nothing(visitor: Visitor) -> None:
    visitor.ask("When did it land?")
    visitor.page.click("#chat .edit")
    visitor.page.fill("#question textarea", "探测器")
    visitor.page.locator("#question textarea").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    visitor.page.fill("#question textarea", "探测器什么时候登月？")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("#chat .question:has-text('登月')")
    assert visitor.page.locator("#chat .question").all_text_contents() == ["探测器什么时候登月？"]


def test_an_earlier_question_that_is_asked_again_stays_in_view(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 1280, "height": 500})
    for question in ("one", "two", "three"):
        visitor.ask(question)
    link = visitor.page.locator("#chat .link").first.get_attribute("href")
    visitor.page.click("#chat .retry >> nth=0")
    visitor.page.wait_for_selector(f"#chat:not(:has(.link[href='{link}'])):not(:has(.pending))")
    playwright_api.expect(visitor.page.locator("#q1")).to_be_in_viewport()

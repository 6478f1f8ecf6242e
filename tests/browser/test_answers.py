"""An answer and its sources, as a person reads, copies, saves and prints them."""

import pypdfium2
import pytest

from tests.browsing import Visitor
from tests.web_examples import landed

pytest.importorskip("playwright.sync_api")


def test_a_citation_of_an_earlier_answer_brings_its_sources_back(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("When did it land?")
    visitor.ask("decline this")
    assert page.locator("#t2").is_visible() and not page.locator("#t1").is_visible()
    page.click("#chat .show >> nth=0")
    assert page.locator("#t1").is_visible() and not page.locator("#t2").is_visible()
    visitor.ask("And then?")
    assert page.locator("#t3").is_visible() and not page.locator("#t1").is_visible()


def test_a_declined_question_is_seen_to_be_declined(visitor: Visitor) -> None:
    visitor.ask("decline this")
    assert "Not answered" in visitor.page.locator("#chat .declined").inner_text()
    assert "Not an answer" in visitor.page.locator("#sources").inner_text()
    assert visitor.page.locator("#sources .card:visible").count() == 2
    assert visitor.page.locator("#chat .chip").count() == 0


def test_what_was_also_consulted_is_folded_away(visitor: Visitor) -> None:
    visitor.ask("When did it land?")
    assert visitor.page.locator("#sources .card:visible").count() == 2
    visitor.page.click("#sources summary")
    assert visitor.page.locator("#sources .card:visible").count() == 3


def test_a_card_shows_its_quote_and_opened_the_whole_passage(visitor: Visitor) -> None:
    card = visitor.page.locator("#sources .card")
    visitor.ask("late")
    assert "Then it set down." in card.inner_text()
    closed = len(card.inner_text())
    assert closed < 600
    card.click()
    assert len(card.inner_text()) > 2 * closed
    card.click()
    assert len(card.inner_text()) == closed
    visitor.page.click("#chat .show")
    card.click()
    assert len(card.inner_text()) > 2 * closed


def test_of_two_articles_the_one_asked_for_last_is_shown_however_slow_the_other(visitor: Visitor) -> None:
    page, held = visitor.page, []
    visitor.ask("When did it land?")
    page.route("**/article/space/landing**", lambda route: held.append(route))
    page.click("#a1-1")
    page.click("#a1-2")
    page.wait_for_selector("#beside h1:has-text('A loud launch')")
    with page.expect_response("**/article/space/landing**"):
        held[0].continue_()
    page.keyboard.press("Escape")
    assert page.locator("#beside").count() == 0
    page.unroute("**/article/space/landing**")
    page.route("**/article/space/launch**", lambda route: route.abort())
    page.click("#a1-2")
    page.wait_for_selector("#beside:has-text('does not answer')")


def test_the_browsers_back_closes_an_article_and_keeps_the_conversation(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("When did it land?")
    page.wait_for_url("**/?c=*")
    asked_at = page.url
    for close in (page.go_back, lambda: page.keyboard.press("Escape"), lambda: page.click("#beside .back")):
        page.click("#a1-1")
        page.wait_for_selector("#beside h1")
        page.click("#a1-2")
        page.wait_for_selector("#beside h1:has-text('A loud launch')")
        close()
        page.wait_for_selector("#beside", state="detached")
        page.wait_for_function("() => !history.state?.beside")
        assert page.url == asked_at and page.locator("#chat .chip").count() == 3


def test_the_menu_of_what_can_be_saved_closes_with_escape_and_a_click_elsewhere(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("When did it land?")
    for close in (lambda: page.keyboard.press("Escape"), lambda: page.click("#chat .question")):
        page.click("#save summary")
        assert page.locator("#save .json").is_visible()
        close()
        assert not page.locator("#save .json").is_visible()


def test_an_answer_is_copied_with_its_sources(visitor: Visitor) -> None:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.ask("When did it land?")
    visitor.page.click("#chat .copy")
    visitor.page.wait_for_selector("#chat .copy:has-text('Copied')")
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(landed().text)
    assert (
        f"[1] A soft landing, Northern Wire, 24 August 2023\n    {visitor.address}/article/space/landing?s=" in copied
    )


def test_an_answer_is_copied_where_the_browser_has_no_clipboard_for_the_page(visitor: Visitor) -> None:
    """As for a page that came over plain http from another machine."""
    visitor.ask("When did it land?")
    visitor.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visitor.page.click("#chat .copy")
    visitor.page.wait_for_selector("#chat .copy:has-text('Copied')")


def test_a_conversation_is_saved_and_an_answer_has_a_link(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("When did it land?")
    page.wait_for_url("**/?c=*")
    page.click("#save summary")
    with page.expect_download() as saved:
        page.click("#save .markdown")
    assert "[^1-1]" in saved.value.path().read_text("utf-8")
    page.goto(page.locator("#chat .link").evaluate("link => link.href"))
    assert page.locator("#chat .chip").count() == 3
    page.click("#chat .chip >> nth=0")
    assert visitor.complaints == []


@pytest.mark.parametrize("landscape", [False, True])
def test_a_long_conversation_is_printed_whole(visitor: Visitor, landscape: bool) -> None:
    visitor.ask("When did it land?")
    visitor.page.evaluate(
        """() => {
          const rows = [...document.querySelectorAll("#chat .message-row")];
          for (let copy = 0; copy < 20; copy++) rows.at(-1).after(...rows.map((row) => row.cloneNode(true)));
        }"""
    )
    printed = pypdfium2.PdfDocument(visitor.page.pdf(landscape=landscape))
    text = " ".join(page.get_textpage().get_text_range() for page in printed)
    assert text.count("Ask again") == 21

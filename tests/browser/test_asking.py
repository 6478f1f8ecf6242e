"""A conversation as a person has it: a real browser and a real server, over answers that are made up."""

import threading

import pypdfium2
import pytest

from tests.browsing import Visitor
from tests.web_examples import landed

playwright_api = pytest.importorskip("playwright.sync_api")


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


def test_while_a_question_is_edited_the_page_says_so_until_escape(visitor: Visitor) -> None:
    page = visitor.page
    told = "() => getComputedStyle(document.querySelector('#talk > .form'), '::before').content.includes('Takes the place')"
    visitor.ask("When did it land?")
    page.click("#chat .edit")
    assert page.evaluate(told)
    page.keyboard.press("Escape")
    assert not page.evaluate(told)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('#chat .question').length === 2")


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


def test_a_suggested_question_is_asked_with_one_click(visitor: Visitor) -> None:
    visitor.ask("When did it land?")
    visitor.page.click("#chat .further")
    visitor.page.wait_for_selector("#a2")
    assert "“Ice”" in visitor.page.locator("#q2").inner_text()


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


def test_the_key_that_ends_the_composition_of_a_word_asks_nothing(visitor: Visitor) -> None:
    visitor.ask("When did it land?")
    visitor.page.click("#chat .edit")
    visitor.page.fill("#question textarea", "探测器")
    visitor.page.locator("#question textarea").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    visitor.page.fill("#question textarea", "探测器什么时候登月？")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("#chat .question:has-text('登月')")
    assert visitor.page.locator("#chat .question").all_text_contents() == ["探测器什么时候登月？"]


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


def test_an_answer_is_copied_where_the_browser_has_no_clipboard_for_the_page(visitor: Visitor) -> None:
    """As for a page that came over plain http from another machine."""
    visitor.ask("When did it land?")
    visitor.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visitor.page.click("#chat .copy")
    visitor.page.wait_for_selector("#chat .copy:has-text('Copied')")


def test_an_earlier_question_that_is_asked_again_stays_in_view(
    browser: "playwright_api.Browser", fake_address: str
) -> None:
    visitor = Visitor(browser, fake_address, reduced_motion="reduce", viewport={"width": 1280, "height": 500})
    visitor.open()
    for question in ("one", "two", "three"):
        visitor.ask(question)
    link = visitor.page.locator("#chat .link").first.get_attribute("href")
    visitor.page.click("#chat .retry >> nth=0")
    visitor.page.wait_for_selector(f"#chat:not(:has(.link[href='{link}'])):not(:has(.pending))")
    playwright_api.expect(visitor.page.locator("#q1")).to_be_in_viewport()
    visitor.context.close()


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


def test_an_answer_is_copied_with_its_sources(visitor: Visitor) -> None:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.ask("When did it land?")
    visitor.page.click("#chat .copy")
    visitor.page.wait_for_selector("#chat .copy:has-text('Copied')")
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(landed().text)
    assert f"[1] A soft landing, 24 August 2023\n    {visitor.address}/article/space/landing?s=" in copied

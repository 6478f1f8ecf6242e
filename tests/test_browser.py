"""The page as a person uses it: a real browser and a real server, over answers that are made up and hostile articles."""

import threading
from collections.abc import Iterator

import pytest

from tests.browsing import Visitor
from tests.web_examples import (
    HOSTILE,
    ICE,
    LANDING,
    LAUNCH,
    FakeAsk,
    declined,
    hostile_answer,
    hostile_article,
    in_a_loop,
    landed,
    landed_late,
    made_up,
    serving,
)

playwright_api = pytest.importorskip("playwright.sync_api")
GO_ON = threading.Event()  # what "slow" waits for

OWN_TAGS = {"A", "BDI", "BLOCKQUOTE", "BUTTON", "CODE", "DETAILS", "DIV", "H2", "H3", "LI", "MARK", "OL", "P", "Q"} | {
    "SECTION",
    "SPAN",
    "SUMMARY",
    "TIME",
}


@pytest.fixture(scope="module")
def fake_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page whose answers are made up: hostile where the question is the number of a hostile text."""
    from ui import build_app

    def answer(question: str) -> object:
        if question.startswith("decline"):
            return declined()
        if question == "slow":
            assert GO_ON.wait(60)
        if question == "late":
            return landed_late()
        if question == "fail":
            raise RuntimeError("a fault that nobody foresaw")
        return hostile_answer(HOSTILE[int(question)]) if question.isdecimal() else landed()

    articles = {a.id: a for a in (LANDING, LAUNCH, ICE, *(hostile_article(text) for text in HOSTILE))}
    parts = made_up(FakeAsk(answer), tmp_path_factory.mktemp("people"), articles)
    with serving(in_a_loop(lambda: build_app(parts, ["Landed?"]))) as at:
        yield at


@pytest.fixture
def visitor(browser: "playwright_api.Browser", fake_address: str) -> Iterator[Visitor]:
    GO_ON.clear()
    visitor = Visitor(browser, fake_address, reduced_motion="reduce")
    visitor.open()
    yield visitor
    GO_ON.set()
    visitor.context.close()


# ------------------------------------------------------------------------------------------------------ with keyboard


def test_a_citation_is_followed_and_left_with_the_keyboard(visitor: Visitor) -> None:
    visitor.ask("When did it land?")
    page = visitor.page
    page.focus("#a1-2")
    page.keyboard.press("Enter")
    page.wait_for_selector("#beside #cited")
    assert page.evaluate("document.activeElement.id") == "beside"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "a1-2"
    assert visitor.complaints == []


def test_everything_that_can_be_used_has_a_name_and_can_be_reached(visitor: Visitor) -> None:
    visitor.ask("When did it land?")
    page = visitor.page
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className.split(' ')[0]"))
    assert {"new", "a1-1", "a1-3", "show", "act", "further", "open"} <= reached
    for name, role in [("Your question", "textbox"), ("Ask", "button"), ("New conversation", "link")]:
        assert page.get_by_role(role, name=name, exact=True).count() == 1
    messages = page.locator("#chat [data-testid=user], #chat [data-testid=bot]")
    labels = messages.evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    assert labels == ["Question", "Answer"]
    assert page.get_by_role("link", name="[1] source").count() == 1


# ---------------------------------------------------------------------------------------------------- a conversation


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


def test_the_passages_are_there_before_the_answer(visitor: Visitor) -> None:
    page = visitor.page
    page.fill("#question textarea", "slow")
    page.keyboard.press("Enter")
    page.wait_for_selector("#sources .heading:has-text('Found so far')")
    assert page.locator("#sources .card").count() == 3
    assert "Found 3 passages" in page.locator("#chat .pending").inner_text()
    GO_ON.set()
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


def test_what_is_typed_while_an_answer_is_awaited_stays(visitor: Visitor) -> None:
    visitor.page.fill("#question textarea", "slow")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("#chat .pending")
    visitor.page.fill("#question textarea", "next")
    GO_ON.set()
    visitor.page.wait_for_selector("#chat .answer")
    assert visitor.page.input_value("#question textarea") == "next"


def test_a_question_sent_the_moment_an_answer_appears_is_asked(visitor: Visitor) -> None:
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
    GO_ON.set()
    page.wait_for_function("() => document.querySelectorAll('#chat .question').length === 2")
    page.wait_for_selector("#chat .pending", state="detached")
    visitor.ask("And then?")  # whatever had been sent twice would have been asked before it
    assert page.locator("#chat .question").all_text_contents() == ["slow", "When did it land?", "And then?"]
    assert page.input_value("#question textarea") == ""


def test_a_question_sent_while_another_is_answered_is_asked_after_it_also_when_that_is_stopped(
    visitor: Visitor,
) -> None:
    page = visitor.page
    page.fill("#question textarea", "slow")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .pending")
    page.fill("#question textarea", "When did it land?")
    page.keyboard.press("Enter")
    page.click("#chat .stop")
    page.wait_for_selector("#chat .notice:has-text('Stopped')")
    GO_ON.set()
    page.wait_for_selector("#chat .answer")
    assert page.locator("#chat .question").all_text_contents() == ["slow", "When did it land?"]
    assert page.evaluate("document.body.classList.contains('asking')") is False


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


# -------------------------------------------------------------------------------------------------------- any screen


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1600])
def test_nothing_sticks_out_of_the_screen(browser: "playwright_api.Browser", fake_address: str, width: int) -> None:
    visitor = Visitor(browser, fake_address, viewport={"width": width, "height": 800})
    visitor.open()
    visitor.ask("W" * 300)
    visitor.ask("decline " + "w" * 300)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visitor.page.locator("#question textarea").bounding_box()["y"] < 800
    visitor.page.click("#chat .chip >> nth=0")
    playwright_api.expect(visitor.page.locator("#beside #cited")).to_be_in_viewport()
    visitor.open("/article/space/landing?s=0-6#cited")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.context.close()
    assert visitor.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: "playwright_api.Browser", fake_address: str, scheme: str) -> None:
    visitor = Visitor(browser, fake_address, color_scheme=scheme)
    visitor.open()
    visitor.page.wait_for_selector(".example")
    faint = visitor.page.evaluate(
        CONTRASTS, ["#welcome h2", "#welcome p", ".example", "#about", "#new", "#bar nav a", "#bar .brand"]
    )
    visitor.ask("decline this")
    declined_parts = ["#chat .verdict", "#chat .declined .said", "#chat .receipt", "#sources .not-an-answer"]
    faint += visitor.page.evaluate(CONTRASTS, declined_parts)
    visitor.ask("When did it land?")
    parts = [
        "#chat .question",
        "#chat .said",
        "#chat .chip",
        "#chat .receipt",
        "#chat .copy",
        "#chat .further",
        "#chat .evidence-age",
        "#question .submit-button",
    ]
    panel = [f"#t2 {part}" for part in (".asked", ".title", ".number", ".meta", ".passage", "mark", ".open", "summary")]
    faint += visitor.page.evaluate(CONTRASTS, [*parts, *panel])
    visitor.open("/article/space/landing?s=16-54&p=16-147")
    faint += visitor.page.evaluate(CONTRASTS, ["h1", ".byline", ".text p", ".read", "#cited", ".origin", ".origin a"])
    visitor.context.close()
    assert faint == []


# Of the parts that a selector finds: those whose contrast with the nearest opaque ground is below WCAG's 4.5.
CONTRASTS = """selectors => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  return selectors.flatMap(selector => {
    const element = document.querySelector(selector);
    if (!element) return [selector + ': not there'];
    const [a, b] = [light(rgb(getComputedStyle(element).color)), light(ground(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return contrast < 4.5 ? [`${selector}: ${contrast.toFixed(2)}`] : [];
  });
}"""


# ---------------------------------------------------------------------------------------------------- hostile articles


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_text_is_shown_literally_and_does_nothing(visitor: Visitor, number: int) -> None:
    page, text = visitor.page, HOSTILE[number]
    flat = " ".join(text.split())
    visitor.ask(str(number))
    tags = page.evaluate("[...document.querySelectorAll('#chat .md *, #sources .md *')].map(e => e.tagName)")
    assert set(tags) <= OWN_TAGS
    assert page.locator("#sources .title").first.text_content() == f"[1] {flat}"
    assert page.locator("#sources mark").first.text_content() == text
    assert page.locator("#sources .meta bdi").first.text_content() == flat
    assert text.replace("[", "(").replace("]", ")") in page.locator("#chat .said").text_content()
    visitor.ask(f"the question {flat}")
    assert page.locator("#chat .question").last.text_content() == f"the question {flat}"
    assert page.locator("#t2 .asked").text_content() == f"the question {flat}"
    page.goto(page.locator("#chat .chip").first.evaluate("link => link.href"))
    assert page.locator("h1").text_content() == flat
    assert page.locator(".byline bdi").all_text_contents() == [flat, flat]
    assert flat in " ".join(page.locator(".origin").text_content().split())
    assert without_space("".join(page.locator("mark").all_text_contents())).endswith(without_space(text))
    assert page.evaluate("window.hacked") is None
    assert visitor.complaints == []


def without_space(text: str) -> str:
    return "".join(text.split())

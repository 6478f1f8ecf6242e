"""The page as a person uses it: a real browser and a real server, over a real index and over hostile articles."""

import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.web_examples import (
    HOSTILE,
    LANDING,
    SEARCHED,
    FakeAsk,
    declined,
    hostile_answer,
    hostile_article,
    in_a_loop,
    landed,
    landed_late,
    serving,
)

playwright_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium here")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What Gradio's own client says when a page is left while its event stream is still open.
LEFT_MID_STREAM = "AbortError: signal is aborted without reason"
SAMPLES = Path(__file__).parent.parent / "corpus" / "space"
OWN_TAGS = {"A", "BDI", "BLOCKQUOTE", "BUTTON", "CODE", "DETAILS", "DIV", "H2", "H3", "LI", "MARK", "OL", "P", "Q"} | {
    "SECTION",
    "SPAN",
    "SUMMARY",
    "TIME",
}


class Visitor:
    """A browser window, and everything in it that ought not to happen."""

    def __init__(self, browser: "playwright_api.Browser", address: str, **options: object) -> None:
        self.address = address
        self.context = browser.new_context(**options)
        self.complaints: list[str] = []
        self.context.on("console", self._on_console)
        self.context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        self.context.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        self.context.on("request", self._on_request)
        self.page = self.context.new_page()

    def _on_console(self, message: "playwright_api.ConsoleMessage") -> None:
        if message.type in ("error", "warning") and not message.text.startswith(LEFT_MID_STREAM):
            self.complaints.append(f"console: {message.text}")

    def _on_request(self, request: "playwright_api.Request") -> None:
        if not request.url.startswith((self.address + "/", "data:", "blob:")):
            self.complaints.append(f"request: {request.url}")

    def open(self, path: str = "/") -> None:
        self.page.goto(self.address + path)
        if path == "/":
            self.page.wait_for_selector("#question textarea")
            self.page.wait_for_selector("#searched:has-text('article')", state="attached")

    def ask(self, question: str) -> None:
        before = self.page.locator("#chat .question").count()
        self.page.fill("#question textarea", question)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(
            "n => document.querySelectorAll('#chat .question').length > n && !document.querySelector('#chat .pending')",
            arg=before,
        )


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright_api.Browser"]:
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def fake_address() -> Iterator[str]:
    """A page whose answers are made up: hostile where the question is the number of a hostile text."""
    from ui import build_app

    def answer(question: str) -> object:
        if question.startswith("decline"):
            return declined()
        if question == "slow":
            time.sleep(1)
        if question == "late":
            return landed_late()
        if question == "fail":
            raise RuntimeError("a fault that nobody foresaw")
        return hostile_answer(HOSTILE[int(question)]) if question.isdecimal() else landed()

    articles = {a.id: a for a in (LANDING, *(hostile_article(text) for text in HOSTILE))}
    with serving(
        in_a_loop(lambda: build_app(FakeAsk(answer), articles.__getitem__, lambda: SEARCHED, ["Landed?"]))
    ) as at:
        yield at


@pytest.fixture
def visitor(browser: "playwright_api.Browser", fake_address: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, fake_address, reduced_motion="reduce")
    visitor.open()
    yield visitor
    visitor.context.close()


@pytest.fixture(scope="module")
def real_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page over an index that was made from a part of the sample corpus."""
    from index.embedding import load_embedder
    from index.sync import sync
    from qa.answerer import open_answerer
    from qa.progress import progress_bars
    from ui import build_app

    root = tmp_path_factory.mktemp("index")
    with progress_bars() as progress:
        load = partial(load_embedder, cache=root / "models")
        sync(SAMPLES, root, "all-MiniLM-L6-v2", load, progress=progress)
    answerer = open_answerer(root)
    app = in_a_loop(lambda: build_app(answerer.ask, answerer.article, answerer.status, ["When did Luna-25 crash?"]))
    with serving(app) as address:
        yield address


# ------------------------------------------------------------------------------------------------- over a real index


def test_from_a_question_to_the_sentence_in_its_article(browser: "playwright_api.Browser", real_address: str) -> None:
    visitor = Visitor(browser, real_address, reduced_motion="reduce")
    visitor.open()
    visitor.ask("When did Chandrayaan-3 land on the Moon?")
    page = visitor.page
    page.click("#chat .chip >> nth=0")
    card = page.locator("#sources .card.lit")
    quote = card.locator("mark").first.inner_text()
    with visitor.context.expect_page() as opened:
        card.locator(".open").click()
    article = opened.value
    article.wait_for_load_state()
    cited = article.locator("#cited")
    assert cited.inner_text() == quote
    assert quote in page.locator("#chat .said").inner_text()
    playwright_api.expect(cited).to_be_in_viewport()
    assert article.locator("script").count() == 0
    visitor.context.close()
    assert visitor.complaints == []


def test_an_example_is_asked_with_one_click(browser: "playwright_api.Browser", real_address: str) -> None:
    visitor = Visitor(browser, real_address)
    visitor.open()
    visitor.page.click(".example")
    visitor.page.wait_for_selector("#chat .receipt")
    assert visitor.page.locator("#chat .question").inner_text() == "When did Luna-25 crash?"
    assert "000001" in visitor.page.locator("#chat .receipt").inner_text()
    assert not visitor.page.locator("#welcome").is_visible()
    visitor.context.close()
    assert visitor.complaints == []


# ------------------------------------------------------------------------------------------------------ with keyboard


def test_a_citation_is_followed_and_left_with_the_keyboard(visitor: Visitor) -> None:
    visitor.ask("When did it land?")
    page = visitor.page
    page.focus("#a1-2")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.querySelector('.number').id") == "c1-2"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "a1-2"
    assert visitor.complaints == []


def test_everything_that_can_be_used_has_a_name_and_can_be_reached(visitor: Visitor) -> None:
    visitor.ask("When did it land?")
    page = visitor.page
    reached = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className.split(' ')[0]"))
    assert {"new", "a1-1", "a1-3", "show", "copy", "open"} <= reached
    for name, role in [("Your question", "textbox"), ("Ask", "button"), ("New conversation", "button")]:
        assert page.get_by_role(role, name=name, exact=True).count() == 1
    messages = page.locator("#chat [data-testid=user], #chat [data-testid=bot]")
    labels = messages.evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    assert labels == ["Question", "Answer"]
    assert page.get_by_role("link", name="source [1]").count() == 1


# ---------------------------------------------------------------------------------------------------- a conversation


def test_a_citation_of_an_earlier_answer_brings_its_sources_back(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("When did it land?")
    visitor.ask("decline this")
    assert page.locator("#t2").is_visible() and not page.locator("#t1").is_visible()
    page.click("#a1-1")
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
    visitor.page.click("#a1-1")
    assert len(card.inner_text()) > 2 * closed


def test_a_new_conversation_starts_from_nothing(visitor: Visitor) -> None:
    visitor.ask("When did it land?")
    visitor.page.click("#new")
    visitor.page.wait_for_selector("#welcome")
    assert visitor.page.locator("#chat .question").count() == 0
    assert visitor.page.locator("#sources .card").count() == 0


def test_a_conversation_goes_on_when_it_forgets_its_beginning(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.conversation.MAX_EXCHANGES", 2)
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
    visitor.page.wait_for_selector("#chat .answer")
    assert visitor.page.input_value("#question textarea") == "next"


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
    playwright_api.expect(visitor.page.locator(".card.lit")).to_be_in_viewport()
    visitor.open("/article/space/landing?s=0-6#cited")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.context.close()
    assert visitor.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: "playwright_api.Browser", fake_address: str, scheme: str) -> None:
    visitor = Visitor(browser, fake_address, color_scheme=scheme)
    visitor.open()
    visitor.page.wait_for_selector(".example")
    faint = visitor.page.evaluate(CONTRASTS, ["#welcome h2", "#welcome p", ".example", "#searched p", "#new"])
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

"""The page by keyboard, on any screen, and over articles that would do harm to it."""

from typing import Literal

import pytest

from tests.browsing import Visitor
from tests.web_examples import HOSTILE

playwright_api = pytest.importorskip("playwright.sync_api")

OWN_TAGS = {"A", "BDI", "BLOCKQUOTE", "BUTTON", "CODE", "DETAILS", "DIV", "H2", "H3", "LI", "MARK", "OL", "P", "Q"} | {
    "SECTION",
    "SPAN",
    "STRONG",
    "SUMMARY",
    "TIME",
}


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


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1600])
def test_nothing_sticks_out_of_the_screen(visitor: Visitor, width: int) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 800})
    visitor.open()
    visitor.ask("W" * 300)
    visitor.ask("decline " + "w" * 300)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visitor.page.locator("#question textarea").bounding_box()["y"] < 800
    visitor.page.click("#chat .chip >> nth=0")
    playwright_api.expect(visitor.page.locator("#beside #cited")).to_be_in_viewport()
    visitor.open("/article/space/landing?s=0-6#cited")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visitor.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(visitor: Visitor, scheme: Literal["light", "dark"]) -> None:
    visitor.page.emulate_media(color_scheme=scheme)
    visitor.open()
    visitor.page.wait_for_selector(".example")
    faint = visitor.page.evaluate(
        CONTRASTS, ["#welcome h2", "#welcome p", ".example", "#about", "#new", "#bar nav a", "#bar .brand"]
    )
    visitor.ask("decline this")
    declined_parts = ["#chat .verdict", "#chat .declined .said", "#chat .receipt", "#sources .not-an-answer"]
    faint += visitor.page.evaluate(CONTRASTS, declined_parts)
    visitor.ask("unsure")
    faint += visitor.page.evaluate(CONTRASTS, ["#chat .unsure .verdict"])
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
    panel = [f"#t3 {part}" for part in (".asked", ".title", ".number", ".meta", ".passage", "mark", ".open", "summary")]
    faint += visitor.page.evaluate(CONTRASTS, [*parts, *panel])
    visitor.open("/article/space/landing?s=16-54&p=16-147")
    faint += visitor.page.evaluate(CONTRASTS, ["h1", ".byline", ".text p", ".read", "#cited", ".origin", ".origin a"])
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

"""The library's rows: selecting several, deleting them and taking it back, by keyboard, mouse and without a script."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.sync import SyncReport
from qa.answerer import Answerer
from tests.browsing import Visitor, faults
from tests.conftest import WordEmbedder
from tests.web_examples import in_a_loop, serving

playwright_api = pytest.importorskip("playwright.sync_api")
expect = playwright_api.expect


@pytest.fixture
def address(corpus: Path, tmp_path: Path, synced: Callable[..., SyncReport], embedder: WordEmbedder) -> Iterator[str]:
    from ui import build_app
    from web.making import parts_of

    with (corpus / "whale.jsonl").open("a") as file:
        file.write('{"id": "otters", "title": "Otters", "text": "The otters came back to the river."}\n')
    synced()
    answerer = Answerer(tmp_path / "index", embedder)
    with serving(in_a_loop(lambda: build_app(parts_of(answerer, tmp_path / "index", corpus)))) as at:
        yield at


def test_rows_are_selected_deleted_and_restored_with_the_keyboard_alone(
    browser: "playwright_api.Browser", address: str
) -> None:
    visitor = Visitor(browser, address)
    page = visitor.page
    visitor.open("/library")
    button = page.locator("#selection button")
    expect(button).to_be_disabled()
    for name in ("bridge.md", "world/summit.txt"):
        page.get_by_label(f"Select the file {name}").focus()
        page.keyboard.press("Space")
    expect(button).to_have_text("Delete selected (2)")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sure")).to_be_focused()
    expect(page.locator("#asked")).to_have_text("Delete 2 files?")
    page.keyboard.press("Escape")
    expect(page.locator("#sure")).to_have_count(0)
    expect(button).to_be_focused()
    expect(button).to_have_text("Delete selected (2)")
    page.keyboard.press("Enter")
    page.wait_for_selector("#sure")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Deleted: 2 files.")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("#work")).to_be_empty()  # not "the server does not answer"
    expect(page.locator("#said button:has-text('Undo')")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("2 files are back.")
    expect(page.locator("tbody tr")).to_have_count(4)
    visitor.context.close()
    assert visitor.complaints == []


def test_rows_of_one_file_are_selected_together_and_stay_so_when_another_row_is_deleted(
    browser: "playwright_api.Browser", address: str
) -> None:
    visitor = Visitor(browser, address)
    page = visitor.page
    visitor.open("/library")
    button = page.locator("#selection button")
    page.locator("tr:has-text('Otters') td.box input").check()
    expect(button).to_have_text("Delete selected (2)")
    expect(page.locator("tr:has-text('A whale in the river') td.box input")).to_be_checked()
    page.click("tr:has-text('bridge.md') button")
    page.wait_for_selector("#trash li")
    expect(button).to_have_text("Delete selected (2)")
    page.get_by_label("Select all on this page").check()
    expect(button).to_have_text("Delete selected (3)")
    page.click("tr:has-text('Otters') button:has-text('Delete file')")
    expect(page.locator("#asked")).to_have_text("Delete whale.jsonl with 2 articles?")
    page.click("#sure .cancel")
    expect(page.locator("tbody tr")).to_have_count(3)
    visitor.context.close()
    assert visitor.complaints == []


def test_without_a_script_the_same_is_asked_and_done(browser: "playwright_api.Browser", address: str) -> None:
    visitor = Visitor(browser, address, java_script_enabled=False)
    page = visitor.page
    visitor.open("/library")
    for name in ("bridge.md", "world/summit.txt"):
        page.get_by_label(f"Select the file {name}").check()
    page.click("#selection button")
    page.click("#sure button")
    expect(page.locator("#said")).to_contain_text("Deleted: 2 files.")
    page.click("#said button")
    expect(page.locator("tbody tr")).to_have_count(4)
    visitor.context.close()
    assert visitor.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1400])
def test_the_question_before_a_deletion_shuts_nobody_out(
    browser: "playwright_api.Browser", address: str, scheme: str, width: int
) -> None:
    visitor = Visitor(browser, address, color_scheme=scheme, viewport={"width": width, "height": 500}, bypass_csp=True)
    page = visitor.page
    visitor.open("/library")
    page.get_by_label("Select all on this page").check()
    page.get_by_label("Select the file bridge.md").uncheck()
    expect(page.locator("#selection button")).to_be_in_viewport(ratio=1)
    page.click("#selection button")
    expect(page.locator("#sure button")).to_be_in_viewport(ratio=1)
    found = faults(visitor)
    page.click("#sure button")
    expect(page.locator("#said")).to_contain_text("Deleted: 2 files with 3 articles.")
    assert found + faults(visitor) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.context.close()


def test_a_folder_that_is_ahead_is_brought_up_to_date(
    browser: "playwright_api.Browser", address: str, corpus: Path
) -> None:
    (corpus / "herons.txt").write_text("The herons nest on the old pier. They came in March.")
    visitor = Visitor(browser, address)
    while not visitor.page.locator("#renew").count():  # the folder is looked at in the background
        visitor.open("/library")
    visitor.page.click("#renew")
    visitor.page.wait_for_selector("tbody tr:has-text('herons.txt')")
    expect(visitor.page.locator("#renew")).to_have_count(0)
    visitor.context.close()
    assert visitor.complaints == []


def test_what_is_said_of_a_row_far_down_is_not_hidden_by_the_bar(
    browser: "playwright_api.Browser", address: str
) -> None:
    visitor = Visitor(browser, address, viewport={"width": 1200, "height": 300})
    page = visitor.page
    visitor.open("/library")
    page.locator("tbody tr button").last.click()
    page.wait_for_selector("#said .notice")
    hit = (
        "e => { const b = e.getBoundingClientRect(); return e.contains(document.elementFromPoint(b.x + 9, b.y + 3)); }"
    )
    assert page.evaluate("scrollY") > 0
    assert page.locator("#said .notice").evaluate(hit)
    visitor.context.close()
    assert visitor.complaints == []

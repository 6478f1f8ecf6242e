"""Adding articles, asking about them and deleting them, as a person does it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.sync import SyncReport
from qa.answerer import Answerer
from tests.browsing import Visitor
from tests.conftest import WordEmbedder
from tests.web_examples import in_a_loop, serving

playwright_api = pytest.importorskip("playwright.sync_api")

FILES = {
    "seals.txt": " date 2024-05-06 The lighthouse keeper counted nine seals on the pier. They slept until the tide came in.",
    "bakery.txt": " date 2024-06-07 The bakery in Elm Street sold its last loaf after eighty years. A queue stood to the corner.",
    "clock.md": "---\ntitle: The town hall clock\ndate: 2024-07-08\n---\nThe clock of the town hall strikes thirteen at noon.\n",
}


@pytest.fixture
def address(corpus: Path, tmp_path: Path, synced: Callable[..., SyncReport], embedder: WordEmbedder) -> Iterator[str]:
    from ui import build_app
    from web.making import parts_of

    synced()
    answerer = Answerer(tmp_path / "index", embedder)
    with serving(in_a_loop(lambda: build_app(parts_of(answerer, tmp_path / "index", corpus)))) as at:
        yield at


def test_three_files_are_added_asked_about_and_one_is_deleted_and_restored(
    browser: "playwright_api.Browser", address: str
) -> None:
    visitor = Visitor(browser, address)
    page = visitor.page
    visitor.open("/library")
    assert page.locator("tbody tr").count() == 3
    given = [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in FILES.items()]
    page.set_input_files("#files", [*given, {"name": "virus.exe", "mimeType": "text/plain", "buffer": b"x"}])
    page.wait_for_selector("#work .done:has-text('3 added')")
    assert "not read" in page.locator("#uploads li:has-text('virus.exe')").inner_text()
    page.wait_for_selector("tbody tr:has-text('The town hall clock')")
    assert page.locator(".outcomes li").count() == 3

    question = "How many seals did the lighthouse keeper count on the pier?"
    visitor.open()
    visitor.ask(question)
    assert "nine seals on the pier" in page.locator("#sources").text_content()

    visitor.open("/library?q=seals")
    page.click("button:has-text('Delete') >> nth=0")
    page.wait_for_selector("#trash li:has-text('seals.txt')")
    assert page.locator("tbody tr").count() == 0
    visitor.open()
    visitor.ask(question)
    assert "nine seals on the pier" not in page.content()

    visitor.open("/library")
    page.click("#trash li button")
    page.wait_for_selector("tbody tr:has-text('seals.txt')")
    visitor.context.close()
    # A file of a kind that is not read is answered with 400, which a browser mentions.
    assert [said for said in visitor.complaints if "400" not in said] == []


@pytest.mark.parametrize("place", ["#adding", "h1"])
def test_files_are_dropped_onto_the_page_wherever(browser: "playwright_api.Browser", address: str, place: str) -> None:
    visitor = Visitor(browser, address)
    visitor.open("/library")
    dropped = visitor.page.evaluate_handle(
        """text => { const data = new DataTransfer(); data.items.add(new File([text], 'seals.txt')); return data; }""",
        FILES["seals.txt"],
    )
    visitor.page.dispatch_event(place, "dragover", {"dataTransfer": dropped})
    playwright_api.expect(visitor.page.locator("#adding")).to_have_class("over")
    visitor.page.dispatch_event(place, "drop", {"dataTransfer": dropped})
    visitor.page.wait_for_selector("#work .done:has-text('1 added')")
    assert visitor.page.locator("#adding.over").count() == 0
    visitor.context.close()
    assert visitor.complaints == []


def test_a_file_that_is_too_long_is_not_sent_and_said_to_be_so(
    browser: "playwright_api.Browser", address: str, tmp_path: Path
) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(50_000_001)
    visitor = Visitor(browser, address)
    visitor.open("/library")
    visitor.page.set_input_files("#files", tmp_path / "big.txt")
    told = visitor.page.locator("#uploads li")
    playwright_api.expect(told).to_have_text("big.txt has 50.1 MB, and at most 50 MB are read")
    visitor.context.close()
    assert visitor.complaints == []


def test_a_file_whose_name_is_taken_replaces_the_other_only_when_told_to(
    browser: "playwright_api.Browser", address: str
) -> None:
    visitor = Visitor(browser, address)
    visitor.open("/library")
    visitor.page.set_input_files(
        "#files", [{"name": "bridge.md", "mimeType": "text/plain", "buffer": b"The bridge is shut again."}]
    )
    visitor.page.click("button:has-text('Replace it')")
    visitor.page.wait_for_selector("#work .done:has-text('1 changed')")
    visitor.page.wait_for_selector("#trash li:has-text('bridge.md')")
    visitor.page.set_input_files("#files", [{"name": "empty.txt", "mimeType": "text/plain", "buffer": b" "}])
    visitor.page.wait_for_selector("#problems summary:has-text('1 file with problems')")
    assert visitor.page.evaluate("document.getElementById('files').files.length") == 0  # it can be chosen again
    visitor.context.close()


def test_a_deletion_shows_that_it_is_under_way(browser: "playwright_api.Browser", address: str) -> None:
    visitor = Visitor(browser, address)
    visitor.open("/library")
    visitor.page.evaluate(
        """document.addEventListener("submit", ({ submitter }) => {
          const shown = [submitter.disabled, submitter.textContent, document.getElementById("work").textContent];
          sessionStorage.setItem("shown", shown.join());
        })"""
    )
    visitor.page.click("button:has-text('Delete') >> nth=0")
    visitor.page.wait_for_selector("#trash li")
    assert visitor.page.evaluate("sessionStorage.getItem('shown')") == "true,Deleting…,Deleting…"
    visitor.context.close()
    assert visitor.complaints == []


def test_a_deletion_leaves_the_rest_of_the_page_where_it_is(browser: "playwright_api.Browser", address: str) -> None:
    visitor = Visitor(browser, address, viewport={"width": 900, "height": 300})
    page = visitor.page
    visitor.open("/library?q=e&sort=date&back=1")
    rows = page.locator("tbody tr").count()
    page.focus("tbody button >> nth=1")
    place = page.url
    page.keyboard.press("Enter")
    page.wait_for_selector("#trash li")
    assert page.locator("tbody tr").count() == rows - 1
    assert page.url == place
    playwright_api.expect(page.locator("tbody button >> nth=1")).to_be_focused()
    playwright_api.expect(page.locator("tbody button >> nth=1")).to_be_in_viewport()
    playwright_api.expect(page.locator("#said:has-text('Deleted')")).to_be_in_viewport()
    visitor.context.close()
    assert visitor.complaints == []


@pytest.mark.parametrize("width", [320, 768])
def test_the_table_stays_within_the_screen(browser: "playwright_api.Browser", address: str, width: int) -> None:
    visitor = Visitor(browser, address, viewport={"width": width, "height": 800})
    visitor.open("/library")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.context.close()
    assert visitor.complaints == []

"""From a question to its article and back after a restart: a real browser and server over a real index and model."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.browsing import Visitor
from tests.web_examples import free_port, in_a_loop, serving

playwright_api = pytest.importorskip("playwright.sync_api")
SAMPLES = Path(__file__).parents[2] / "corpus" / "space"


@pytest.fixture(scope="module")
def real_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index that was made from a part of the sample corpus."""
    from index.embedding import load_embedder
    from index.sync import sync
    from qa.progress import progress_bars

    root = tmp_path_factory.mktemp("index")
    with progress_bars() as progress:
        load = partial(load_embedder, cache=root / "models")
        sync(SAMPLES, root, "all-MiniLM-L6-v2", load, progress=progress)
    return root


def over(index: Path) -> FastAPI:
    """The application over a real index."""
    from qa.opening import open_answerer
    from ui import build_app
    from web.making import parts_of

    answerer = open_answerer(index)
    return in_a_loop(lambda: build_app(parts_of(answerer, index), ["When did Luna-25 crash?"]))


@pytest.fixture(scope="module")
def real_address(real_index: Path) -> Iterator[str]:
    with serving(over(real_index)) as address:
        yield address


def test_from_a_question_to_the_sentence_in_its_article(browser: "playwright_api.Browser", real_address: str) -> None:
    visitor = Visitor(browser, real_address, reduced_motion="reduce")
    visitor.open()
    visitor.ask("When did Chandrayaan-3 land on the Moon?")
    page = visitor.page
    page.click("#chat .chip >> nth=0")
    beside = page.locator("#beside #cited")
    playwright_api.expect(beside).to_be_in_viewport()
    quote = beside.inner_text()
    assert quote in page.locator("#chat .said").inner_text()
    with visitor.context.expect_page() as opened:
        page.click("#beside .open")
    article = opened.value
    article.wait_for_load_state()
    cited = article.locator("#cited")
    assert cited.inner_text() == quote
    playwright_api.expect(cited).to_be_in_viewport()
    assert article.locator("script").count() == 0
    visitor.context.close()
    assert visitor.complaints == []


def test_a_conversation_is_found_again_after_the_server_was_started_again(
    browser: "playwright_api.Browser", real_index: Path
) -> None:
    port = free_port()
    visitor = Visitor(browser, f"http://127.0.0.1:{port}")
    with serving(over(real_index), port):
        visitor.open()
        visitor.ask("When did Luna-25 crash?")
        visitor.page.wait_for_url("**/?c=*")
        said = visitor.page.locator("#chat .said").inner_text()
    with serving(over(real_index), port):
        visitor.page.goto(visitor.address + "/history")
        visitor.page.click(".conversations .title")
        visitor.page.wait_for_selector("#chat .said")
        assert visitor.page.locator("#chat .said").inner_text() == said
        visitor.ask("And which mission landed after it?")
        assert visitor.page.locator("#chat .question").count() == 2
    visitor.context.close()


def test_a_page_that_was_open_over_a_restart_can_be_asked_again(
    browser: "playwright_api.Browser", real_index: Path
) -> None:
    port = free_port()
    visitor = Visitor(browser, f"http://127.0.0.1:{port}")
    page = visitor.page
    with serving(over(real_index), port):
        visitor.open()
        visitor.ask("When did Luna-25 crash?")
    page.fill("#question textarea", "When did Chandrayaan-3 land?")
    page.keyboard.press("Enter")
    with serving(over(real_index), port):
        page.wait_for_selector("#toast .error, .toast-body", state="detached")  # the page has found the server again
        page.wait_for_load_state()
        page.fill("#question textarea", "When did Chandrayaan-3 land?")
        page.keyboard.press("Enter")
        page.wait_for_selector("#chat .said:has-text('Chandrayaan-3'), #chat .said:has-text('23 August')")
    visitor.context.close()


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

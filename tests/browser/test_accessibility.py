"""What axe-core, the checker that most people use, finds wrong with each page: nothing serious, in both schemes."""

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browsing import Visitor, faults
from tests.web_examples import FakeAsk, declined, in_a_loop, landed, made_up, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from ui import build_app

    ask = FakeAsk(lambda question: declined() if "decline" in question else landed())
    parts = made_up(ask, tmp_path_factory.mktemp("people"))
    with serving(in_a_loop(lambda: build_app(parts, ["Landed?"]))) as at:
        yield at


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_no_page_shuts_anybody_out(browser: "Browser", address: str, scheme: str, width: int) -> None:
    visitor = Visitor(browser, address, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    visitor.open()
    visitor.page.wait_for_selector(".example")
    found = faults(visitor)
    visitor.ask("decline this")
    visitor.ask("When did it land?")
    found += faults(visitor)
    visitor.page.click("#a2-1")
    visitor.page.wait_for_selector("#beside #cited")
    found += faults(visitor)
    link = visitor.page.locator("#chat .link").last.get_attribute("href")
    for path in ("/library", "/history", "/evaluation", link, "/article/space/landing?s=16-54&p=16-147"):
        visitor.open(path)
        found += faults(visitor)
    visitor.context.close()
    assert found == []


@pytest.fixture(scope="module")
def phone(browser: "Browser", address: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, address, viewport={"width": 390, "height": 800})
    yield visitor
    visitor.context.close()


@pytest.mark.parametrize(
    "question", ["متى هبطت المركبة على القمر؟", "מתי נחתה החללית?", "探测器什么时候登月？", "いつ月に着陸した？"]
)
def test_other_scripts_are_shown_from_their_own_side_and_kept_whole(phone: Visitor, question: str) -> None:
    phone.come_anew()
    phone.open()
    phone.ask(question)
    shown = phone.page.locator("#chat .question")
    assert shown.inner_text() == question
    rtl = shown.evaluate("element => getComputedStyle(element).direction") == "rtl"
    assert rtl == (unicodedata.bidirectional(question[0]) in ("R", "AL"))
    phone.open("/history")
    assert phone.page.locator(".conversations .title").inner_text() == question
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.complaints == []

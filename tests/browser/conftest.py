"""A page whose answers are made up, and a person in a browser in front of it."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def go_on() -> threading.Event:
    """What the answer to "slow" waits for."""
    return threading.Event()


@pytest.fixture(scope="session")
def fake_address(tmp_path_factory: pytest.TempPathFactory, go_on: threading.Event) -> Iterator[str]:
    """A page whose answers are made up: hostile where the question is the number of a hostile text."""
    from ui import build_app

    def answer(question: str) -> object:
        if question.startswith("decline"):
            return declined()
        if question == "slow":
            assert go_on.wait(60)
        if question == "unsure":
            return replace(landed(), confidence=0.3)
        if question == "late":
            return landed_late()
        if question == "fail":
            raise RuntimeError("a fault that nobody foresaw")
        return hostile_answer(HOSTILE[int(question)]) if question.isdecimal() else landed()

    articles = {a.id: a for a in (LANDING, LAUNCH, ICE, *(hostile_article(text) for text in HOSTILE))}
    parts = made_up(FakeAsk(answer), tmp_path_factory.mktemp("people"), articles)
    with serving(in_a_loop(lambda: build_app(parts, ["Landed?"]))) as at:
        yield at


@pytest.fixture(scope="module")
def window(browser: "Browser", fake_address: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, fake_address, reduced_motion="reduce")
    yield visitor
    visitor.context.close()


@pytest.fixture
def visitor(window: Visitor, go_on: threading.Event) -> Iterator[Visitor]:
    """Somebody new before the page."""
    go_on.clear()
    window.come_anew()
    window.open()
    yield window
    go_on.set()

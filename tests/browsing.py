"""A browser window for tests, and everything in it that ought not to happen."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Request

# The shell draws no window of a browser around the page, which takes half of the work.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 120_000  # a slow machine is no fault of the page; how quick it is is measured elsewhere
# What Gradio's own client says when a page is left while its event stream is still open: the first, and at times
# the second right after it.
LEFT_MID_STREAM = "AbortError: signal is aborted without reason"
BROKEN_BY_LEAVING = "Unexpected error Connection errored out."


@contextmanager
def chromium() -> "Iterator[Browser]":
    """Chromium without a window, where there is one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


class Visitor:
    """A browser window, and everything in it that ought not to happen."""

    def __init__(self, browser: "Browser", address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(PATIENCE_MS)
        self.complaints: list[str] = []
        self.left = False  # by what the console said last
        self.context.on("console", self._on_console)
        self.context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        self.context.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        self.context.on("request", self._on_request)
        self.page = self.context.new_page()

    def _on_console(self, message: "ConsoleMessage") -> None:
        broken_by_leaving = self.left and message.text.startswith(BROKEN_BY_LEAVING)
        self.left = message.text.startswith(LEFT_MID_STREAM)
        if message.type in ("error", "warning") and not (self.left or broken_by_leaving):
            self.complaints.append(f"console: {message.text}")

    def _on_request(self, request: "Request") -> None:
        if not request.url.startswith((self.address + "/", "data:", "blob:")):
            self.complaints.append(f"request: {request.url}")

    def come_anew(self) -> None:
        """As somebody whom the page does not know; only its files are still in the browser's cache."""
        self.page.close()
        self.context.clear_cookies()
        self.context.clear_permissions()
        self.complaints.clear()
        self.page = self.context.new_page()

    def open(self, path: str = "/") -> None:
        self.page.goto(self.address + path)
        if path == "/":
            self.page.wait_for_selector("#question textarea")
            self.page.wait_for_selector("#chat, #welcome", state="attached")

    def arrives(self, address: str | re.Pattern[str]) -> None:
        """Wait until the page is at this address, also where one navigation there breaks another off."""
        from playwright.sync_api import expect

        expect(self.page).to_have_url(address, timeout=PATIENCE_MS)

    def ask(self, question: str) -> None:
        before = self.page.locator("#chat .question").count()
        self.page.fill("#question textarea", question)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(
            "n => document.querySelectorAll('#chat .question').length > n && !document.querySelector('#chat .pending')",
            arg=before,
        )


SERIOUS = {"serious", "critical"}


def faults(visitor: Visitor) -> list[str]:
    """What axe-core, the checker that most people use, finds wrong with the page as it is: the serious."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(visitor.page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]

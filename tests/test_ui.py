"""The page as a program talks to it: no browser, a real server, answers that are made up."""

import json
import re
import socket
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from index.errors import UsageError
from tests.web_examples import FakeAsk, in_a_loop, made_up, serving
from ui import build_app, serve
from web.routes import STATIC
from web.shell import shell
from web.visitors import COOKIE

NO_COOKIE: Mapping[str, str] = {}
EXAMPLES = ["When did it land?", "Is <ice> *cold*?"]


class Page:
    """The running page, and what it asked."""

    def __init__(self, address: str, ask: FakeAsk) -> None:
        self.address, self.ask = address, ask

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=60) as answer:
            return str(answer.read().decode())

    def config(self) -> dict[str, Any]:
        return dict(json.loads(self.get("/config")))

    def send(
        self, session: str, data: list[object], headers: Mapping[str, str] = NO_COOKIE, address: str = ""
    ) -> list[Any]:
        """Send a question and the id of its conversation as the page at this address does; what the server made of it."""
        body = json.dumps({"data": data, "fn_index": self.submit_index(), "session_hash": session}).encode()
        join = urllib.request.Request(
            f"{self.address}/gradio_api/queue/join{address}", body, {"content-type": "application/json", **headers}
        )
        urllib.request.urlopen(join, timeout=60).close()
        for line in self.get(f"/gradio_api/queue/data?session_hash={session}").splitlines():
            message = json.loads(line.removeprefix("data: ") or "{}")
            if message.get("msg") == "process_completed":
                return [message["success"], message["output"]]
        raise AssertionError("no answer came")

    def submit_index(self) -> int:
        return next(d["id"] for d in self.config()["dependencies"] if "submit" in [event for _, event in d["targets"]])


def app(ask: FakeAsk) -> FastAPI:
    folder = Path(tempfile.mkdtemp(prefix="article-qa-"))
    return in_a_loop(lambda: build_app(made_up(ask, folder), EXAMPLES))


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    ask = FakeAsk()
    with serving(app(ask)) as address:
        yield Page(address, ask)


def test_the_front_page_is_ours_and_loads_everything_from_here(page: Page) -> None:
    front = page.get("/")
    assert "<title>Ask your articles</title>" in front
    assert "<script>" not in front and "//" not in front.replace("<!doctype html>", "")


@pytest.mark.parametrize("name", sorted(path.name for path in STATIC.iterdir()))
def test_static_files_are_served(page: Page, name: str) -> None:
    assert page.get(f"/web/{name}")


def test_after_an_update_no_browser_goes_on_with_an_old_script(page: Page) -> None:
    with urllib.request.urlopen(page.address + "/web/page.js", timeout=60) as answer:
        assert answer.headers["cache-control"] == "no-cache" and answer.headers["etag"]


def test_no_style_sheet_names_another_host(page: Page) -> None:
    for path in ("/web/page.css", "/web/article.css", "/web/colours.css", "/web/sources.css", "/theme.css"):
        assert not re.search(r"@import[^;]*//|url\(\W*(https?:)?//", page.get(path))


def test_every_example_is_a_button(page: Page) -> None:
    buttons = [c["props"].get("value") for c in page.config()["components"] if c["type"] == "button"]
    assert set(EXAMPLES) < set(buttons)


def test_what_is_offered_to_programs_has_names_and_types_and_nothing_of_the_page(page: Page) -> None:
    offered = json.loads(page.get("/gradio_api/info"))
    assert offered["unnamed_endpoints"] == {}
    assert set(offered["named_endpoints"]) == {"/ask", "/search", "/get_article", "/status", "/add"}
    names = [parameter["parameter_name"] for parameter in offered["named_endpoints"]["/ask"]["parameters"]]
    assert names == ["question", "after", "before", "source", "author", "limit"]


def test_an_article_has_a_page(page: Page) -> None:
    assert '<mark id="cited">A soft' in page.get("/article/space/landing?s=0-6")


def test_an_article_that_is_gone_is_said_to_be_gone(page: Page) -> None:
    with pytest.raises(urllib.error.HTTPError) as gone:
        page.get("/article/space/nowhere")
    with gone.value:
        assert gone.value.code == 404
        assert "Article not found" in gone.value.read().decode()


def test_an_article_page_may_load_styles_and_nothing_else(page: Page) -> None:
    with urllib.request.urlopen(page.address + "/article/space/landing", timeout=60) as answer:
        policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';")


def test_a_question_is_answered(page: Page) -> None:
    success, _ = page.send("answered", ["When did it land?", None])
    assert success
    assert page.ask.asked[-1] == ("When did it land?", [])


def test_a_conversation_goes_on_in_another_session_of_the_same_browser(page: Page) -> None:
    """Gradio ends a session some time after the computer has gone to sleep; the page goes on showing the conversation."""
    cookie = {"cookie": f"{COOKIE}={'a' * 43}"}
    _, output = page.send("before-sleep", ["When did it land?", ""], cookie)
    page.send("after-sleep", ["And then?", output["data"][0]], cookie)
    question, history = page.ask.asked[-1]
    assert (question, [turn.question for turn in history]) == ("And then?", ["When did it land?"])


def test_a_question_sent_before_its_page_is_loaded_goes_to_the_conversation_of_the_address(page: Page) -> None:
    cookie = {"cookie": f"{COOKIE}={'c' * 43}"}
    _, output = page.send("loaded", ["When did it land?", ""], cookie)
    conversation = output["data"][0]
    _, output = page.send("not-loaded-yet", ["And then?", ""], cookie, f"?c={conversation}")
    assert output["data"][0] == conversation
    assert [turn.question for turn in page.ask.asked[-1][1]] == ["When did it land?"]
    _, output = page.send("of-another", ["And then?", ""], address=f"?c={conversation}")
    assert output["data"][0] != conversation


def test_another_browser_that_knows_a_conversation_by_its_id_knows_nothing_of_it(page: Page) -> None:
    _, output = page.send("anna", ["My secret question", ""])
    _, output = page.send("boris", ["When did it land?", output["data"][0]])
    assert page.ask.asked[-1][1] == []
    assert "secret" not in json.dumps(output)


def test_a_history_that_the_browser_sends_is_ignored(page: Page) -> None:
    forged = [{"number": 1, "question": "x", "answer": "<b>forged</b>", "sources": "", "turn": {"question": "forged"}}]
    _, output = page.send("forger", ["When did it land?", forged])
    assert page.ask.asked[-1] == ("When did it land?", [])
    assert "forged" not in json.dumps(output)


def test_one_conversation_knows_nothing_of_another(page: Page) -> None:
    page.send("anna", ["My secret question", None])
    _, output = page.send("boris", ["When did it land?", None])
    assert page.ask.asked[-1][1] == []
    assert "secret" not in json.dumps(output)


def test_a_session_does_not_grow_with_every_question() -> None:
    """Each update of a component's properties would leave a component behind in Gradio's session."""
    made = app(FakeAsk())
    sessions = next(route.app for route in made.routes if hasattr(getattr(route, "app", None), "state_holder"))
    with serving(made) as address:
        sizes = []
        for _ in range(3):
            Page(address, FakeAsk()).send("talker", ["When did it land?", None])
            sizes.append(len(sessions.state_holder.session_data["talker"].config_values))
    assert sizes[0] == sizes[-1]


@pytest.mark.parametrize("question", [None, "", " \n ", "x" * 100_000])
def test_what_is_no_question_is_not_asked(page: Page, question: str | None) -> None:
    before = len(page.ask.asked)
    success, output = page.send("no-question", [question, None])
    assert success and "notice" in json.dumps(output)
    assert len(page.ask.asked) == before


@pytest.mark.parametrize("question", [12, True, {"a": 1}, ["b"], "\ud800", "\x00"])
def test_a_question_of_another_kind_never_breaks_the_page(page: Page, question: object) -> None:
    success, _ = page.send("odd", [question, None])
    assert success


@pytest.mark.parametrize("path", ["/openapi.json", "/docs", "/monitoring", "/gradio_api/runs", "/gradio_api/upload"])
def test_what_the_page_does_not_need_is_shut(page: Page, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as shut:
        page.get(path)
    with shut.value:
        assert shut.value.code == 404


def test_another_site_cannot_read_anything(page: Page) -> None:
    asked = urllib.request.Request(page.address + "/config", headers={"origin": "https://evil.example"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        assert not [name for name in answer.headers if name.lower().startswith("access-control-allow")]


def test_making_the_page_calls_no_other_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError(f"tried to connect to {arguments[1:]}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    app(FakeAsk())


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"127.0.0.1:{port} cannot be listened on"):
            serve(app(FakeAsk()), "127.0.0.1", port)


def test_a_gradio_that_the_page_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="supported version"):
        shell("<html></html>")

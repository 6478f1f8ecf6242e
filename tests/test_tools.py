"""The tools of the Model Context Protocol, called by its own client over HTTP on a real server with a real index."""

import asyncio
import builtins
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.errors import UsageError
from index.sync import SyncReport
from qa.answerer import Answerer
from tests.conftest import WordEmbedder
from tests.web_examples import FakeAsk, in_a_loop, made_up, serving

mcp = pytest.importorskip("mcp")

import web.tools  # noqa: E402 (the package that it is over may not be there)
from web.tools import AT_ONCE, ToolError  # noqa: E402


@pytest.fixture
def at(corpus: Path, tmp_path: Path, synced: Callable[..., SyncReport], embedder: WordEmbedder) -> Iterator[str]:
    """The address of the tools over an index whose corpus may be changed."""
    from ui import build_app
    from web.making import parts_of

    synced()
    answerer = Answerer(tmp_path / "index", embedder)
    app = in_a_loop(lambda: build_app(parts_of(answerer, tmp_path / "index", corpus), mcp=True))
    with serving(app) as address:
        yield address + "/mcp"


def talk(at: str, talking: Callable[[Any], Awaitable[Any]]) -> Any:
    async def connected() -> Any:
        async with mcp.Client(at) as client:
            return await talking(client)

    return asyncio.run(connected())


def called(at: str, name: str, /, **given: object) -> dict[str, Any]:
    result = talk(at, lambda client: client.call_tool(name, given))
    assert not result.is_error, result.content
    return dict(result.structured_content)


def test_every_tool_and_every_parameter_says_what_it_is_for(at: str) -> None:
    tools = talk(at, lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == ["ask", "search", "get_article", "status", "add"]
    for tool in tools:
        assert tool.description
        for parameter in tool.input_schema["properties"].values():
            assert parameter["description"] and parameter["type"] in ("string", "integer")
    assert [tool.annotations.read_only_hint for tool in tools] == [True, True, True, True, False]
    assert tools[0].input_schema["required"] == ["question"]


def test_a_program_asks_reads_what_is_cited_and_adds(at: str) -> None:
    assert called(at, "status")["articles"] == 3
    answer = called(at, "ask", question="What did the repairs of the old bridge cost?")
    assert answer["citations"]
    for quoted in answer["citations"]:
        article = called(at, "get_article", article_id=quoted["article_id"])
        assert article["text"][quoted["start"] : quoted["end"]] == quoted["quote"]
    added = called(at, "add", name="seals.txt", text="Nine seals slept on the pier until the tide came in.")
    assert added["articles"] == ["seals"]
    hits = called(at, "search", query="nine seals pier", limit=1)["hits"]
    assert [hit["article_id"] for hit in hits] == ["seals"]


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("ask", {"question": "?"}, "no question"),
        ("ask", {"question": "When?", "after": "soon"}, "no day"),
        ("search", {"query": "whale", "limit": 0}, "the limit is 0"),
        ("get_article", {"article_id": "../../etc/passwd"}, "no article"),
        ("add", {"name": "https://e.example/a.exe", "text": "x"}, "not read"),
        ("add", {"name": "../whale.jsonl", "text": "x"}, "already"),
    ],
)
def test_what_is_asked_wrongly_fails_with_what_is_wrong(
    at: str, name: str, given: dict[str, object], said: str
) -> None:
    result = talk(at, lambda client: client.call_tool(name, given))
    assert result.is_error and said in result.content[0].text


def test_a_few_calls_are_worked_on_at_a_time_and_too_many_are_told_to_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(web.tools, "MAX_WAITING", 2)
    worked_on: list[int] = []
    most = 0

    async def work() -> dict[str, Any]:
        nonlocal most
        worked_on.append(1)
        most = max(most, len(worked_on))
        await asyncio.sleep(0)
        worked_on.pop()
        return {}

    async def many() -> list[Any]:
        call = web.tools._failing(work, web.tools.Turns())
        first = await asyncio.gather(*(call() for _ in range(AT_ONCE + 3)), return_exceptions=True)
        return [*first, await call()]

    *first, after = asyncio.run(many())
    assert [type(one) for one in first] == [dict] * (AT_ONCE + 2) + [ToolError]
    assert most == AT_ONCE and after == {}


def test_nothing_can_be_added_where_the_folder_is_not_to_be_changed(tmp_path: Path) -> None:
    from ui import build_app

    with serving(in_a_loop(lambda: build_app(made_up(FakeAsk(), tmp_path), mcp=True))) as address:
        tools = talk(address + "/mcp", lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == ["ask", "search", "get_article", "status"]


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"host": "evil.example"}])
def test_other_sites_cannot_call_a_tool(at: str, headers: dict[str, str]) -> None:
    body = b'{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}'
    kind = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(at, body, kind | headers), timeout=10)
    with refused.value:
        assert refused.value.code in (403, 421)


def test_there_are_no_tools_unless_they_are_asked_for(tmp_path: Path) -> None:
    from ui import build_app

    with (
        serving(in_a_loop(lambda: build_app(made_up(FakeAsk(), tmp_path)))) as address,
        pytest.raises(urllib.error.HTTPError) as shut,
    ):
        urllib.request.urlopen(address + "/mcp", b"{}", timeout=10)
    with shut.value:
        assert shut.value.code == 404


def test_a_package_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui import build_app

    load = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "web.tools":
            raise ModuleNotFoundError("No module named 'mcp'", name="mcp")
        return load(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"pip install 'article-qa\[mcp\]'"):
        in_a_loop(lambda: build_app(made_up(FakeAsk(), tmp_path), mcp=True))

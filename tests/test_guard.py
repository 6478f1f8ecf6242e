import re

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from web import guard
from web.guard import LOCAL_HOSTS, MAX_BODY_BYTES, Guard


async def echo(request: Request) -> PlainTextResponse:
    body = await request.body()
    return PlainTextResponse(f"{request.method} {request.url.path} {len(body)}", headers={"referrer-policy": "origin"})


APP = Starlette(routes=[Route("/{path:path}", echo, methods=["GET", "POST", "OPTIONS"])])


def client(*hosts: str, base: str = "http://127.0.0.1:7860") -> TestClient:
    return TestClient(Guard(APP, hosts or LOCAL_HOSTS), base_url=base)


@pytest.mark.parametrize(
    "path",
    ["/", "/config", "/assets/a.js", "/article/a/b", "/gradio_api/queue/data", "/gradio_api/app_id", "/web/x.css"],
)
def test_what_the_page_needs_is_open(path: str) -> None:
    assert client().get(path).text == f"GET {path} 0"


@pytest.mark.parametrize(
    "path",
    [
        "/openapi.json",
        "/docs",
        "/redoc",
        "/gradio_api/openapi.json",
        "/monitoring",
        "/monitoring/summary",
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/file=/etc/passwd",
        "/gradio_api/proxy=http://evil.example",
        "/gradio_api/token",
        "/gradio_api/component_server",
        "/gradio_api/runs",
        "/gradio_api/dev/reload",
        "/gradio_api/call/on_order",
        "/gradio_api/run/predict",
        "/gradio_api/mcp",
        "/login",
        "/logout",
        "/config/x",
        "/robots.txt",
    ],
)
def test_everything_else_is_shut(path: str) -> None:
    assert client().get(path).status_code == 404
    assert client().post(path).status_code == 404


def test_who_followed_a_link_to_nothing_gets_a_page_that_leads_on() -> None:
    followed = client().get("/articles", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert followed.status_code == 404
    assert "Page not found" in followed.text and 'href="/library"' in followed.text
    assert client().get("/articles").text == "Not found.\n"  # a program


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:7860", "LOCALHOST", "[::1]:7860"])
def test_the_server_answers_to_its_own_names(host: str) -> None:
    assert client().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "[::1", ""])
def test_the_server_answers_to_no_other_name(host: str) -> None:
    refused = client().get("/", headers={"host": host})
    assert refused.status_code == 421 and "--allow-host" in refused.text


def test_a_name_can_be_added() -> None:
    assert client("qa.example.org").get("/", headers={"host": "qa.example.org"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:7860", "sec-fetch-site": "cross-site"},
    ],
)
def test_other_sites_may_send_nothing(headers: dict[str, str]) -> None:
    assert client().post("/gradio_api/queue/join", headers=headers).status_code == 403
    assert client().options("/gradio_api/queue/join", headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{}, {"origin": "http://127.0.0.1:7860", "sec-fetch-site": "same-origin"}])
def test_the_page_and_programs_may_send(headers: dict[str, str]) -> None:
    assert client().post("/gradio_api/queue/join", headers=headers, content=b"abc").text.endswith(" 3")


def test_a_body_of_the_greatest_length_arrives_whole() -> None:
    answer = client().post("/config", content=b"x" * MAX_BODY_BYTES)
    assert answer.text == f"POST /config {MAX_BODY_BYTES}"


def test_a_longer_body_is_refused_by_its_length() -> None:
    assert client().post("/config", content=b"x" * (MAX_BODY_BYTES + 1)).status_code == 413


def test_a_longer_body_that_tells_no_length_is_refused_too() -> None:
    pieces = (b"x" * 100_000 for _ in range(11))
    assert client().post("/config", content=pieces).status_code == 413


@pytest.mark.parametrize("length", ["-1", "1e3", "99999999999999999999", "x"])
def test_a_length_that_is_no_length_is_refused(length: str) -> None:
    assert client().post("/config", headers={"content-length": length}, content=b"x").status_code == 413


def test_a_body_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    monkeypatch.setattr(guard, "BODY_TIMEOUT_S", 0.05)
    sent = []

    async def nothing_more() -> dict[str, object]:
        await asyncio.sleep(10)
        return {}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/config", "headers": [(b"host", b"localhost")]}
    asyncio.run(Guard(APP, LOCAL_HOSTS)(scope, nothing_more, send))
    assert sent[0]["status"] == 408


def test_every_answer_limits_what_the_browser_may_do() -> None:
    for answer in (client().get("/"), client().get("/docs"), client().get("/", headers={"host": "evil.example"})):
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self' blob:;" in policy
        assert not re.search(r"unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*", policy)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"


def test_a_page_may_set_its_own_headers() -> None:
    assert client().get("/").headers["referrer-policy"] == "origin"

"""What stands between the network and the pages: who may ask, for what, how much, and what a browser may then do.

Gradio reflects any Origin, trusts any Host, reads bodies of any size and opens some forty routes. This lets through
only what the page itself needs.
"""

import asyncio
import re
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.layout import page

ARRIVED = "article_qa_arrived"  # when a request came in, by time.monotonic(): a question may wait long for its turn
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
MAX_BODY_BYTES = 1_000_000
BODY_TIMEOUT_S = 15

# The routes that the page and other programs use. All others of Gradio's (files, uploads, proxy, docs, monitoring, tokens) stay shut.
_OPEN = re.compile(
    r"/|/config|/theme\.css|/favicon\.ico|/(?:assets|static|web|article|history|answer|library|judge)/.*|/history|/library|/evaluation"
    r"|/gradio_api/(?:info|app_id|startup-events|queue/join|queue/data|cancel|reset|heartbeat/[^/]*"
    r"|call/(?:ask|search|get_article|status|add)(?:/[0-9a-f]+)?)/?"
)

# A file on its way into the corpus: its route keeps to limits of its own and writes it to the disk as it comes.
_STREAMED = ("PUT", "/library/upload")

# No inline script and no eval. Gradio sets style attributes from script, hence the inline styles.
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with "no-referrer" a browser would not say where a form of ours comes from
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_NOT_THAT_NAME = (
    "This server does not go by that name. Whoever runs it can add the name: article-qa serve --allow-host NAME\n"
)
_NO_SUCH_PAGE = page(
    "Page not found",
    '<article><header><h1>Page not found</h1></header><div class="text"><p>There is nothing at this address. '
    "The bar above leads to all there is.</p></div></article>",
    style="article.css",
)


class Guard:
    """ASGI middleware. Bodies are read whole before the program sees a request, which their small limit allows."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], also: Iterable[str] = ()) -> None:
        """`also` are further paths of this server that are open."""
        self.app = app
        self.also = frozenset(also)
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[ARRIVED] = time.monotonic()
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page of ours speaks websocket
            return
        refusal = self._refusal(scope)
        if not refusal and (scope["method"], scope["path"]) == _STREAMED:
            await self.app(scope, receive, _with_headers(send))
            return
        body = b"" if refusal else await _body(Headers(scope=scope), receive)
        if isinstance(body, Response):
            refusal = body
        answer = refusal or self.app
        await answer(scope, _replay(body if isinstance(body, bytes) else b"", receive), _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _hostname(host) not in self.hosts:
            return PlainTextResponse(_NOT_THAT_NAME, 421)
        if not _OPEN.fullmatch(scope["path"]) and scope["path"] not in self.also:
            return _missing(scope["method"], headers)
        if scope["method"] not in ("GET", "HEAD") and _foreign(headers, host):
            return PlainTextResponse("Requests from other sites are refused.\n", 403)
        return None


def _missing(method: str, headers: Headers) -> Response:
    """A page for a person who followed a link, a line for a program."""
    if method == "GET" and "text/html" in headers.get("accept", ""):
        return HTMLResponse(_NO_SUCH_PAGE, 404)
    return PlainTextResponse("Not found.\n", 404)


def _hostname(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:  # such as an unclosed IPv6 bracket
        return ""


def _foreign(headers: Headers, host: str) -> bool:
    """Whether another site's page sent this. Programs other than browsers send no Origin."""
    origin = headers.get("origin")
    if origin is not None and origin.partition("://")[2].lower() != host.lower():
        return True
    return headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


async def _body(headers: Headers, receive: Receive) -> bytes | Response:
    """The request's body, or the refusal of one that is too long or too slow."""
    too_long = PlainTextResponse(f"The request is larger than {MAX_BODY_BYTES:,} bytes.\n", 413)
    said = headers.get("content-length", "0")
    if not said.isdecimal() or int(said[:12]) > MAX_BODY_BYTES:
        return too_long
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_TIMEOUT_S):
            more = True
            while more:
                message = await receive()
                body += message.get("body", b"")
                more = message.get("more_body", False)
                if len(body) > MAX_BODY_BYTES:
                    return too_long
    except TimeoutError:
        return PlainTextResponse(f"The request was not complete after {BODY_TIMEOUT_S} s.\n", 408)
    return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """A receive that gives the body that was read and then waits, as the server's does, for the client to leave."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return pending.pop() if pending else await receive()

    return replayed


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)  # a page may be stricter
        await send(message)

    return sent

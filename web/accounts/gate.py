"""What stands behind the guard where there are accounts: nobody gets further who has not signed in."""

import re
from hashlib import sha256
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from web.accounts.accounts import WINDOW_S, Accounts, TooManyAttempts
from web.visitors import COOKIE

SESSION, PROOF = "article_qa_session", "article_qa_proof"
_REMEMBERED = 1000  # programs' passwords that need not be checked again
SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
_FREE = re.compile(rf"{SIGN_IN}|/web/[\w.-]+|/favicon\.ico")


class Gate:
    """ASGI middleware. What is behind it sees each user as the one visitor that they are, on whatever device."""

    def __init__(self, app: ASGIApp, accounts: Accounts) -> None:
        self.app, self.accounts = app, accounts
        self._known: dict[bytes, str] = {}  # hash of what a program sent, and the token that it was worth; oldest first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _FREE.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            name = await self._name(headers, (scope.get("client") or ("",))[0])
        except TooManyAttempts as error:
            await PlainTextResponse(f"{error}\n", 429, {"retry-after": str(WINDOW_S)})(scope, receive, send)
            return
        if not name:
            await _refusal(scope, headers)(scope, receive, send)
            return
        await self.app(self._as_visitor(scope, headers, name), receive, send)

    async def _name(self, headers: Headers, address: str) -> str:
        if token := _proof(headers):
            return self.accounts.of_token(token)
        sent = headers.get("authorization", "")
        if not sent:
            return ""
        digest = sha256(sent.encode()).digest()
        if name := self.accounts.of_token(self._known.get(digest, "")):
            return name
        if name := await run_in_threadpool(self.accounts.of_basic, sent, address):
            self._known[digest] = self.accounts.token(name)
            if len(self._known) > _REMEMBERED:
                self._known.pop(next(iter(self._known)), None)
        return name

    def _as_visitor(self, scope: Scope, headers: Headers, name: str) -> Scope:
        """The request with the one cookie that says who visits; whatever a browser says of that is dropped.

        Its proof stays at hand for signing out.
        """
        cookie = f"{COOKIE}={self.accounts.visitor(name)}".encode()
        others = [(key, value) for key, value in headers.raw if key != b"cookie"]
        return {**scope, "headers": [*others, (b"cookie", cookie)], "account": name, PROOF: _proof(headers)}


def _proof(headers: Headers) -> str:
    return cookie_parser(headers.get("cookie", "")).get(SESSION, "")


def _refusal(scope: Scope, headers: Headers) -> Response:
    """A page leads to where one signs in, and from there back; whatever else is asked for is refused."""
    if scope["method"] in ("GET", "HEAD") and "text/html" in headers.get("accept", ""):
        path = (
            scope.get("raw_path") or quote(scope["path"]).encode()
        )  # as it came: an id may hold an escaped "?" or "#"
        wanted = b"?".join(filter(None, (path, scope["query_string"]))).decode("latin-1")
        return RedirectResponse(f"{SIGN_IN}?next={quote(wanted, safe='/')}", 303)
    # Only a page's script says where it asks from. Challenged, the browser would ask for a password by itself, which
    # begins no session; the script leads to where one signs in.
    challenge = {} if "referer" in headers else {"www-authenticate": 'Basic realm="article-qa", charset="UTF-8"'}
    return PlainTextResponse("Sign in first.\n", 401, challenge)

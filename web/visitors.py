"""Who is asking: a random name that a browser keeps in a cookie. Where there are accounts, web/accounts/gate.py puts it there."""

import re
import secrets
from collections.abc import Mapping
from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "article_qa_visitor"
KEPT_S = 400 * 24 * 3600  # the longest that browsers allow
_TOKEN = re.compile(r"[\w-]{32,64}", re.ASCII)


def visitor_of(cookies: Mapping[str, str]) -> str:
    """The visitor's name in the history, from which the cookie cannot be told; empty for one without a cookie."""
    token = cookies.get(COOKIE, "")
    return blake2b(token.encode(), digest_size=16).hexdigest() if _TOKEN.fullmatch(token) else ""


def account_of(request: Request) -> str:
    """The name of the user who has signed in; empty where there are no accounts."""
    return str(request.scope.get("account", ""))


def welcome(request: Request, response: Response) -> None:
    """Give a visitor who has none a cookie.

    The cookie is not sent along when another site leads here (SameSite=Strict), so that such a visit proves nothing.
    """
    if visitor_of(request.cookies) or request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return
    response.set_cookie(
        COOKIE,
        secrets.token_urlsafe(32),
        max_age=KEPT_S,
        httponly=True,
        samesite="strict",
        secure=over_tls(request),
    )


def over_tls(request: Request) -> bool:
    """Whether the browser came by https, also where a proxy speaks it. Whoever claims it falsely loses only a cookie of their own."""
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto"))

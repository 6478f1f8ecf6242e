"""The application around the chat: static files, the front page, and the pages that are not Gradio's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from index.errors import ArticleQAError, UsageError
from index.library import Edition
from web.accounts.accounts import Accounts
from web.accounts.gate import SIGN_IN, SIGN_OUT, Gate
from web.accounts.routes import account_routes
from web.article_page import article_page, marks_of, missing_page
from web.ask.answer_view import Status, notice_html, searched_html
from web.ask.conversation import Desk
from web.evaluation.judged import Judged
from web.evaluation.routes import evaluation_routes
from web.guard import Guard
from web.history.routes import history_routes
from web.layout import FRESH
from web.library.routes import Shop, library_routes
from web.programs import Programs
from web.shell import Shell
from web.visitors import account_of, welcome

GetEdition = Callable[[str, str], Edition]  # of an article's id and a content hash; raises ArticleMissing

MCP_PATH = "/mcp"
STATIC = Path(__file__).parent / "static"
_PLAIN = {  # an article's page runs nothing
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cache-control": "no-cache",
}


class _Static(StaticFiles):
    """Files that a browser asks for again with each page: after an update no old script is to run in a new page."""

    def file_response(self, *given: Any, **also: Any) -> Response:
        answer = super().file_response(*given, **also)
        answer.headers["cache-control"] = "no-cache"
        return answer


@dataclass(frozen=True, slots=True)
class Parts:
    """What the pages are made over; a test makes up its own."""

    desk: Desk
    edition: GetEdition
    status: Callable[[], Status]
    shop: Shop
    programs: Programs
    judged: Judged
    accounts: Accounts | None = None  # None: whoever can open the page may use it
    runs: Path = Path(".evaluation")  # where `article-qa eval` leaves its reports


def pages(parts: Parts, shell: Shell, hosts: Sequence[str], *, mcp: bool = False) -> FastAPI:
    """The guarded application: the shell at its root, a page for each article, and the rooms; the chat is mounted behind.

    With `mcp` the functions for other programs are tools of the Model Context Protocol too. Raises UsageError where its
    package is not installed.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.add_middleware(CORSMiddleware, allow_origins=[])  # its presence keeps Gradio from adding its own, laxer one
    also = [MCP_PATH] if mcp else []
    if parts.accounts:
        app.add_middleware(Gate, accounts=parts.accounts)
        app.include_router(account_routes(parts.accounts))
        also += [SIGN_IN, SIGN_OUT]
    app.add_middleware(Guard, hosts=hosts, also=also)
    app.mount("/web", _Static(directory=STATIC))
    app.include_router(history_routes(parts.desk.history, parts.desk.withdraw))
    app.include_router(library_routes(parts.shop))
    app.include_router(evaluation_routes(parts.runs, parts.judged, parts.desk.history))
    if mcp:
        _add_tools(app, parts.programs)

    @app.api_route("/", methods=["GET", "HEAD"])
    def front(request: Request) -> HTMLResponse:
        answer = HTMLResponse(shell.page(_searched(parts.status), account_of(request)), headers=FRESH)
        welcome(request, answer)
        return answer

    @app.api_route("/article/{article_id:path}", methods=["GET", "HEAD"])
    def show_article(article_id: str, request: Request) -> HTMLResponse:
        asked = request.query_params
        try:
            edition = parts.edition(article_id, asked.get("v", ""))
        except UsageError:
            return HTMLResponse(missing_page(article_id), 404, _PLAIN)
        marks = marks_of(edition, asked.getlist("s"), asked.get("p", ""), asked.getlist("o"))
        return HTMLResponse(article_page(edition, marks), headers=_PLAIN)

    return app


def _add_tools(app: FastAPI, programs: Programs) -> None:
    try:
        from web.tools import serve_tools
    except ModuleNotFoundError as error:
        raise UsageError(
            f"--mcp needs a package that is not installed ({error.name}); get it with: pip install 'article-qa[mcp]'"
        ) from error
    serve_tools(app, programs, MCP_PATH)


def _searched(status: Callable[[], Status]) -> str:
    try:
        return searched_html(status())
    except ArticleQAError as error:
        return notice_html(str(error))

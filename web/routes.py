"""The pages that are not Gradio's: the article's page, static files and the shell around the chat."""

from collections.abc import Callable, Sequence
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from index.errors import UsageError
from index.records import Article
from web.article_page import article_page, marks_of, missing_page
from web.guard import Guard

GetArticle = Callable[[str], Article]  # raises KeyError or UsageError for an article that is not in the index

STATIC = Path(__file__).parent / "static"
_PLAIN = {  # an article's page runs nothing
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cache-control": "no-cache",
}


def pages(article: GetArticle, shell: str, hosts: Sequence[str]) -> FastAPI:
    """The guarded application, with a door for articles and `shell` at its root; the chat is mounted behind it."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.add_middleware(CORSMiddleware, allow_origins=[])  # its presence keeps Gradio from adding its own, laxer one
    app.add_middleware(Guard, hosts=hosts)
    app.mount("/web", StaticFiles(directory=STATIC))

    @app.api_route("/", methods=["GET", "HEAD"])
    def front() -> HTMLResponse:
        return HTMLResponse(shell, headers={"cache-control": "no-cache"})

    @app.api_route("/article/{article_id:path}", methods=["GET", "HEAD"])
    def show_article(article_id: str, request: Request) -> HTMLResponse:
        asked = request.query_params
        try:
            found = article(article_id)
        except (KeyError, UsageError):
            return HTMLResponse(missing_page(article_id), 404, _PLAIN)
        marks = marks_of(found, asked.getlist("s"), asked.get("p", ""), asked.get("h", ""))
        return HTMLResponse(article_page(found, marks), headers=_PLAIN)

    return app

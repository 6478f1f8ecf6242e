"""/history and /answer: what is kept of the visitor's conversations."""

import json
from collections.abc import Callable

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from web.forms import sent_with
from web.history.export import conversation_json, conversation_markdown
from web.history.pages import RECENT, answer_page, gone_page, history_page, recent_html
from web.history.store import Exchange, History
from web.layout import FRESH
from web.visitors import account_of, visitor_of, welcome


def history_routes(history: History, withdraw: Callable[[], None]) -> APIRouter:
    """`withdraw` is called before anything is shown: what is deleted is gone from here, too."""
    router = APIRouter(dependencies=[Depends(withdraw)])

    @router.get("/history")
    def show(request: Request) -> HTMLResponse:
        visitor = visitor_of(request.cookies)
        kept = history.headings(visitor) if visitor else []
        answer = HTMLResponse(history_page(kept, account_of(request)), headers=FRESH)
        welcome(request, answer)
        return answer

    @router.get("/history/recent")
    def recent(request: Request) -> HTMLResponse:
        visitor = visitor_of(request.cookies)
        answer = HTMLResponse(recent_html(history.headings(visitor, RECENT) if visitor else []), headers=FRESH)
        welcome(request, answer)
        return answer

    @router.post("/history/{conversation}/rename")
    async def rename(conversation: str, request: Request) -> Response:
        given = await sent_with(request)
        history.rename(visitor_of(request.cookies), conversation, given.get("title", [""])[0])
        return RedirectResponse("/history", 303)

    @router.post("/history/{conversation}/delete")
    def delete(conversation: str, request: Request) -> Response:
        history.delete(visitor_of(request.cookies), conversation)
        return RedirectResponse("/history", 303)

    @router.get("/history/{conversation}/export.{kind}")
    def export(conversation: str, kind: str, request: Request) -> Response:
        kept = _kept(history, visitor_of(request.cookies), conversation)
        if not kept or kind not in ("md", "json"):
            return HTMLResponse(gone_page(), 404)
        title, exchanges = kept
        text = (
            conversation_markdown(title, exchanges)
            if kind == "md"
            else json.dumps(conversation_json(title, exchanges), ensure_ascii=False, indent=1)
        )
        media = "text/markdown" if kind == "md" else "application/json"
        saved_as = {"content-disposition": f'attachment; filename="conversation.{kind}"'}
        return Response(text.encode("utf-8", "replace"), media_type=f"{media}; charset=utf-8", headers=FRESH | saved_as)

    @router.get("/answer/{exchange}")
    def answer(exchange: str) -> HTMLResponse:
        kept = history.exchange(exchange)
        return HTMLResponse(answer_page(kept) if kept else gone_page(), 200 if kept else 404, FRESH)

    return router


def _kept(history: History, visitor: str, conversation: str) -> tuple[str, tuple[Exchange, ...]] | None:
    title = history.title(visitor, conversation) if visitor else None
    return None if title is None else (title, history.conversation(visitor, conversation, last=1000))

"""/evaluation: the runs; /judge: what people say of an answer."""

from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from index.errors import ArticleQAError, DatasetError
from web.evaluation.judged import Judged, Selection
from web.evaluation.misses_view import MISSES_SHOWN, missed, misses_html, turned_html
from web.evaluation.pages import comparison_html, complaint_html, evaluation_page, run_html
from web.evaluation.runs import compared, found_by, read_run, run_names
from web.forms import sent_with
from web.history.store import History
from web.layout import FRESH


def evaluation_routes(folder: Path, judged: Judged, history: History) -> APIRouter:
    router = APIRouter()

    @router.get("/evaluation")
    def show(request: Request) -> HTMLResponse:
        names = run_names(folder)
        run = request.query_params.get("run", "") or (names[0] if names else "")
        other = request.query_params.get("other", "")
        try:
            body = _body(folder, run, other, request.query_params.get("why", "")) if run else ""
        except DatasetError as error:
            body = complaint_html(str(error))
        shown = evaluation_page(names, len(judged.questions()), judged.command(), body, run, other)
        return HTMLResponse(shown, headers=FRESH)

    @router.post("/judge/{exchange}")
    async def judge(exchange: str, request: Request) -> Response:
        kept = history.exchange(exchange)
        if kept is None or kept.reply_text is None:
            return JSONResponse({"problem": "there is no such answer any more"}, 404)
        given = {name: values[0] for name, values in (await sent_with(request)).items()}
        question = str((kept.reply or {})["resolved_question"])
        try:
            if "article" in given:
                selected = Selection(given["article"], int(given["start"]), int(given["end"]), given.get("version", ""))
                judged.answered_at(exchange, question, selected)
            else:
                judged.unanswerable(exchange, question)
        except (ArticleQAError, KeyError, ValueError) as error:
            return JSONResponse({"problem": str(error)}, 400)
        return JSONResponse({})

    return router


def _body(folder: Path, name: str, other_name: str, why: str) -> str:
    run = read_run(folder, name)
    chosen = missed(run, why)
    try:
        found, complaint = found_by(folder, name, {miss["id"] for miss in chosen[:MISSES_SHOWN]}), ""
    except DatasetError as error:  # the figures are told all the same
        found, complaint = {}, complaint_html(str(error))
    shown = complaint + run_html(run, misses_html(run, chosen, found, why))
    if not other_name or other_name == name:
        return shown
    other = read_run(folder, other_name)
    return comparison_html(compared(run, other), name, other_name) + turned_html(run, other) + shown

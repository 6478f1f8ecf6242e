"""/library: reading the table, and, where a corpus folder is served, changing what is in it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from index.errors import UsageError
from web.ask.answer_view import Status
from web.forms import sent_with
from web.layout import FRESH
from web.library.catalogue import Catalogue, Wanted, address
from web.library.deleting_view import delete_question, empty_question, said_html, told_of
from web.library.keeper import Keeper
from web.library.pages import library_page, work_html
from web.library.receiving import TooManyWaiting, receive
from web.library.shelf import NameTaken, Shelf, check_size

UPLOAD_TIMEOUT_S = 600
PATIENCE_S = 20  # a deletion is waited for; a long sync goes on by itself
MAX_SAID_CHARS = 300
ALL_OF_THEM = "Nothing has been deleted: these are all the articles, and an index has at least one. Add others first."


@dataclass(frozen=True, slots=True)
class Shop:
    """What the library's page shows and changes. Without a shelf it only shows."""

    catalogue: Callable[[], Catalogue]
    status: Callable[[], Status]
    shelf: Shelf | None = None
    keeper: Keeper | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What there is to say of a change, and the deletion, if it was one that can be taken back."""

    said: str
    undo: str = ""


def library_routes(shop: Shop) -> APIRouter:
    router = APIRouter()

    @router.get("/library")
    def show(request: Request) -> HTMLResponse:
        asked = request.query_params
        known = {one.deletion for one in shop.shelf.trashed()} if shop.shelf and "undo" in asked else set()
        undo = asked.get("undo", "") if asked.get("undo") in known else ""
        return _shown(shop, request, said_html(asked.get("said", "")[:MAX_SAID_CHARS], _wanted(request), undo))

    if shop.shelf and shop.keeper:
        _add_arrivals(router, shop.shelf, shop.keeper)
        _add_deletions(router, shop, shop.shelf, shop.keeper)
    return router


def _shown(shop: Shop, request: Request, notice: str) -> HTMLResponse:
    wanted, catalogue = _wanted(request), shop.catalogue()
    trashed = shop.shelf.trashed() if shop.shelf else []
    files = list(catalogue.files.values())
    open_ = shop.shelf is not None
    page = library_page(catalogue.cut(wanted), wanted, shop.status(), files, trashed, notice, open_=open_)
    return HTMLResponse(page, headers=FRESH)


def _add_arrivals(router: APIRouter, shelf: Shelf, keeper: Keeper) -> None:
    @router.put("/library/upload")
    async def upload(name: str, request: Request, replace: bool = False) -> Response:
        return await _received(shelf, keeper, name, request, replace=replace)

    @router.post("/library/sync")
    def sync() -> Response:
        keeper.start()
        return JSONResponse({})

    @router.post("/library/cancel")
    def cancel() -> Response:
        keeper.cancel()
        return JSONResponse({})

    @router.get("/library/work")
    def work(request: Request) -> Response:
        runs = {int(run[:9]) for run in request.query_params.getlist("run") if run.isdecimal()}
        told = keeper.outcomes(runs)
        html = "".join(map(work_html, told))
        return JSONResponse({"running": any(one.running for one in told), "html": html}, headers=FRESH)


def _add_deletions(router: APIRouter, shop: Shop, shelf: Shelf, keeper: Keeper) -> None:
    """Deleting and restoring. Where more than one article would go, or anything for good, it is asked about first."""

    @router.post("/library/delete")
    async def delete(request: Request) -> Response:
        sent = await sent_with(request)
        catalogue = await run_in_threadpool(shop.catalogue)
        articles = catalogue.articles_of(sent.get("file", []))
        if not articles:
            return _back(request, Done("Nothing is selected."))
        if sum(articles.values()) == len(catalogue):
            return _back(request, Done(ALL_OF_THEM))
        if max(len(articles), sum(articles.values())) > 1 and "sure" not in sent:
            question = delete_question(articles, _wanted(request))
            return await run_in_threadpool(_shown, shop, request, question)
        done = f"Deleted: {told_of(articles)}."
        return _back(request, await _changed(keeper, lambda: Done(done, shelf.discard(*articles))))

    @router.post("/library/restore")
    async def restore(request: Request) -> Response:
        wanted = (await sent_with(request)).get("id", [""])[0]
        return _back(request, await _changed(keeper, lambda: Done(_are_back(shelf.restore(wanted)))))

    @router.post("/library/empty")
    async def empty(request: Request) -> Response:
        sent = await sent_with(request)
        trashed = await run_in_threadpool(shelf.trashed)
        if trashed and "sure" not in sent:
            return await run_in_threadpool(_shown, shop, request, empty_question(trashed, _wanted(request)))
        try:
            await run_in_threadpool(shelf.empty)
        except OSError as error:
            return _back(request, Done(_unchangeable(error)))
        return _back(request, Done("The trash is empty."))


async def _received(shelf: Shelf, keeper: Keeper, name: str, request: Request, *, replace: bool) -> Response:
    """Take one file, or say in a sentence why not."""
    said = request.headers.get("content-length", "0")
    try:
        check_size(name, int(said) if said.isdecimal() else 0)
        async with asyncio.timeout(UPLOAD_TIMEOUT_S):
            path, run = await receive(shelf, keeper, name, request.stream(), replace=replace)
    except TooManyWaiting as error:
        return JSONResponse({"problem": str(error)}, 429)
    except NameTaken as error:
        return JSONResponse({"problem": str(error), "taken": True}, 409)
    except UsageError as error:
        return JSONResponse({"problem": str(error)}, 400)
    except (TimeoutError, ClientDisconnect):
        return JSONResponse({"problem": "the file did not arrive whole"}, 408)
    except OSError as error:
        return JSONResponse({"problem": f"the file cannot be kept: {error.strerror}"}, 507)
    return JSONResponse({"path": path, "run": run})


async def _changed(keeper: Keeper, change: Callable[[], Done]) -> Done:
    """Change the folder and wait for the index to follow, so that what was deleted is gone when the page is back."""
    try:
        done = await run_in_threadpool(change)
    except UsageError as error:  # before anything was changed
        return Done(str(error))
    except OSError as error:  # perhaps after some of it was
        done = Done(_unchangeable(error))
    run = keeper.catch_up()
    await run_in_threadpool(keeper.finish, PATIENCE_S)
    (ended,) = keeper.outcomes([run])
    if ended.running:
        return replace(done, said=f"{done.said} The index is still being brought up to date.")
    return replace(done, said=ended.problem or done.said)


def _are_back(paths: Sequence[str]) -> str:
    return f"{paths[0]} is back." if len(paths) == 1 else f"{len(paths):,} files are back."


def _unchangeable(error: OSError) -> str:
    return f"The folder cannot be changed: {error.strerror}."


def _back(request: Request, done: Done) -> Response:
    """To the part of the table that the change was made from."""
    return RedirectResponse(address(_wanted(request), said=done.said[:MAX_SAID_CHARS], undo=done.undo), 303)


def _wanted(request: Request) -> Wanted:
    asked = request.query_params
    page = asked.get("page", "1")
    return Wanted(
        words=asked.get("q", "")[:200],
        warned=asked.get("warned") == "1",
        sort=asked.get("sort", "title"),
        backwards=asked.get("back") == "1",
        page=int(page[:6]) if page.isdecimal() else 1,
    )

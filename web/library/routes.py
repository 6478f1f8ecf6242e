"""/library: reading the table, and, where a corpus folder is served, changing what is in it."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from index.errors import UsageError
from web.ask.answer_view import Status
from web.forms import sent_with
from web.layout import FRESH
from web.library.catalogue import Catalogue, Wanted
from web.library.keeper import Keeper
from web.library.pages import address, library_page, work_html
from web.library.receiving import TooManyWaiting, receive
from web.library.shelf import NameTaken, Shelf, check_size

UPLOAD_TIMEOUT_S = 600
PATIENCE_S = 20  # a deletion is waited for; a long sync goes on by itself


@dataclass(frozen=True, slots=True)
class Shop:
    """What the library's page shows and changes. Without a shelf it only shows."""

    catalogue: Callable[[], Catalogue]
    status: Callable[[], Status]
    shelf: Shelf | None = None
    keeper: Keeper | None = None


def library_routes(shop: Shop) -> APIRouter:
    router = APIRouter()

    @router.get("/library")
    def show(request: Request) -> HTMLResponse:
        wanted, catalogue = _wanted(request), shop.catalogue()
        trashed = shop.shelf.trashed() if shop.shelf else []
        said = request.query_params.get("said", "")[:300]
        shown = library_page(
            catalogue.cut(wanted), wanted, shop.status(), list(catalogue.files.values()), trashed, said,
            open_=shop.shelf is not None,
        )  # fmt: skip
        return HTMLResponse(shown, headers=FRESH)

    if shop.shelf and shop.keeper:
        _add_changes(router, shop.shelf, shop.keeper)
    return router


def _add_changes(router: APIRouter, shelf: Shelf, keeper: Keeper) -> None:
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

    @router.post("/library/delete")
    async def delete(request: Request) -> Response:
        files = (await sent_with(request)).get("file", [])
        said = await _changed(keeper, lambda: deque(map(shelf.discard, files), 0), f"Deleted: {', '.join(files)}")
        return _back(request, said)

    @router.post("/library/restore")
    async def restore(request: Request) -> Response:
        ids = (await sent_with(request)).get("id", [])
        said = await _changed(keeper, lambda: [shelf.restore(one) for one in ids], "The file is back.")
        return _back(request, said)

    @router.post("/library/empty")
    async def empty(request: Request) -> Response:
        try:
            await run_in_threadpool(shelf.empty)
        except OSError as error:
            return _back(request, _unchangeable(error))
        return _back(request, "The trash is empty.")


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


async def _changed(keeper: Keeper, change: Callable[[], object], said: str) -> str:
    """Change the folder and wait for the index to follow, so that what was deleted is gone when the page is back.

    What there is to say of it: `said` unless something went wrong.
    """
    try:
        await run_in_threadpool(change)
    except UsageError as error:
        return str(error)
    except OSError as error:
        return _unchangeable(error)
    run = keeper.catch_up()
    await run_in_threadpool(keeper.finish, PATIENCE_S)
    (ended,) = keeper.outcomes([run])
    return "The index is being brought up to date." if ended.running else ended.problem or said


def _unchangeable(error: OSError) -> str:
    return f"The folder cannot be changed: {error.strerror}."


def _back(request: Request, said: str) -> Response:
    """To the part of the table that the change was made from."""
    return RedirectResponse(address(_wanted(request), said=said[:300]), 303)


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

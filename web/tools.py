"""The functions for other programs as tools of the Model Context Protocol, served at /mcp beside the pages.

Each request stands alone: no session is kept, and nothing is sent but the answer to what was asked.
"""

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import wraps
from typing import Any

from fastapi import FastAPI
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from starlette.concurrency import run_in_threadpool

from web.layout import TITLE
from web.programs import Programs

AT_ONCE = 4  # as many as Gradio works on of the page's questions
MAX_WAITING = 64
_ABOUT = (
    "Cited answers from one collection of articles. `ask` answers with sentences quoted word for word, each with its article "
    "and place in it, or says that the articles do not answer; `search` ranks passages; `get_article` gives a whole text."
)
# web/guard.py has looked at Host and Origin before a request gets here, and knows the names that this server goes by.
_GUARDED = TransportSecuritySettings(enable_dns_rebinding_protection=False)
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_ADDS = ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=False)


def tool_server(programs: Programs) -> MCPServer:
    """The tools. `add` is one only where there is a folder to add to."""
    turns = Turns()
    server: MCPServer = MCPServer("article-qa", TITLE, instructions=_ABOUT, log_level="WARNING", subscriptions=False)
    for function in (programs.ask, programs.search, programs.get_article, programs.status):
        server.add_tool(_failing(function, turns), annotations=_READS)
    if programs.changeable:
        server.add_tool(_failing(programs.add, turns), annotations=_ADDS)
    return server


def serve_tools(app: FastAPI, programs: Programs, path: str) -> None:
    """Put the tools at this path of the application."""
    server = tool_server(programs)
    made = server.streamable_http_app(
        streamable_http_path=path, json_response=True, stateless_http=True, transport_security=_GUARDED
    )
    app.router.routes.extend(made.routes)
    before = app.router.lifespan_context

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        async with before(app), server.session_manager.run():
            yield

    app.router.lifespan_context = running


class Turns:
    """A few calls are worked on at a time and some wait; for more there is no room. Of one event loop."""

    def __init__(self) -> None:
        self._free, self._here = asyncio.Semaphore(AT_ONCE), 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Raises ToolError where too many wait already."""
        if self._here >= AT_ONCE + MAX_WAITING:
            raise ToolError(f"{MAX_WAITING} calls are waiting already: call again later")
        self._here += 1
        try:
            async with self._free:
                yield
        finally:
            self._here -= 1


def _failing(function: Callable[..., Any], turns: Turns) -> Callable[..., Awaitable[dict[str, Any]]]:
    """The function in its turn, raising what it would have returned as an error, so that a client sees a call that failed."""

    @wraps(function)
    async def called(**given: Any) -> dict[str, Any]:
        awaited = inspect.iscoroutinefunction(function)
        async with turns.turn():
            said: dict[str, Any] = await (function(**given) if awaited else run_in_threadpool(function, **given))
        if "error" in said:
            raise ToolError(said["error"]["message"])
        return said

    return called

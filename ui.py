"""The web door: the chat page. The only importer of gradio; what needs no gradio is in web/."""

import os
import socket
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import typer
import uvicorn
from fastapi import FastAPI

from index.errors import UsageError
from web.ask.conversation import Conversation, Desk
from web.ask.orders import Order
from web.guard import ARRIVED, LOCAL_HOSTS
from web.layout import TITLE
from web.programs import Programs
from web.routes import Parts, pages
from web.shell import shell
from web.stubs import no_type_stubs
from web.visitors import visitor_of

with no_type_stubs():
    import gradio as gr

MAX_SESSIONS = 1000
QUEUE_S = 0.01  # a question waits half of it, of some 100 ms that an answer takes

_INDEX_HTML = Path(gr.__file__).parent / "templates" / "frontend" / "index.html"
_WELCOME = (
    "## What would you like to know?\n\nEvery sentence of an answer is quoted from your articles, cited, and marked in "
    "the article that it comes from. Where they do not answer, you are told so."
)
_NO_SOURCES = (
    '<div class="empty"><h2 class="heading">Sources</h2><p>For each answer you find here the passages that were read, '
    "with <mark>the quoted sentence</mark> marked.</p><p>From there you can open the whole article.</p></div>"
)

# Nothing flashes while an answer is looked for, and no event of the page is offered as an API: history is this
# server's alone. What other programs may call stands in web/programs.py.
_on = partial(gr.on, show_progress="hidden", api_visibility="private")


def build_app(
    parts: Parts, examples: Sequence[str] = (), *, hosts: Sequence[str] = LOCAL_HOSTS, mcp: bool = False
) -> FastAPI:
    """The whole web application. `hosts` are the names it may be called by; requests for any other are refused.

    Raises UsageError where `mcp` is asked for and its package is not installed.
    """
    blocks = gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True, fill_width=True)
    with blocks:
        _wire(_lay_out(examples), parts.desk)
        _offer(parts.programs)
    # Gradio would sum up its last 10,000 events after each one, for a page of figures that is shut here.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(10**9))
    blocks.queue(default_concurrency_limit=4, max_size=64)
    # It would look for work a thousand times a second, and for progress, which is not shown here, a hundred times.
    blocks._queue.sleep_when_free, blocks._queue.progress_update_sleep_when_free = QUEUE_S, 1.0
    blocks.state_session_capacity = MAX_SESSIONS
    app = pages(parts, shell(_INDEX_HTML.read_text("utf-8")), hosts, mcp=mcp)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        app_kwargs={"openapi_url": None, "docs_url": None, "redoc_url": None},
    )
    return app


def serve(app: FastAPI, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve until interrupted; port 0 is any free one. Raises UsageError where it cannot be listened on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"{host}:{port} cannot be listened on ({error.strerror}): choose another with --host or --port"
            ) from error
        address = f"[{host}]" if ":" in host else host
        typer.echo(f"{TITLE}: http://{address}:{listener.getsockname()[1]}  (stop with Ctrl+C)")
        uvicorn.Server(configured(app)).run(sockets=[listener])


def configured(app: FastAPI, port: int = 0) -> uvicorn.Config:
    """How the application is served."""
    return uvicorn.Config(
        app,
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,  # whoever can reach the port could claim any address, and try passwords without limit
        limit_concurrency=200,
        timeout_graceful_shutdown=2,  # an open page holds its connection for as long as it is open
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """The parts of the page that events read or change."""

    conversation: gr.Textbox  # its id; empty before the first question
    chat: gr.Chatbot
    welcome: gr.Column
    examples: list[gr.Button]
    question: gr.Textbox
    order: gr.Textbox  # what the page's script asks for, as JSON
    send: gr.Button
    stop: gr.Button
    sources: gr.Markdown


def _lay_out(examples: Sequence[str]) -> _Page:
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="talk"):
            chat = _chatbot()
            with gr.Column(elem_id="welcome") as welcome:
                gr.Markdown(_WELCOME)
                buttons = [gr.Button(example, elem_classes="example") for example in examples]
            question = gr.Textbox(
                elem_id="question",
                label="Your question",
                placeholder="Ask a question",
                submit_btn="Ask",
                max_lines=6,
                autofocus=True,
            )
            with gr.Row(elem_id="backstage"):  # worked by the page and its script alone
                # Kept in the page: what Gradio keeps in a session is gone an hour after a computer has gone to sleep.
                conversation = gr.Textbox(elem_id="conversation", label="Conversation")
                order = gr.Textbox(elem_id="order", label="Order")
                send, stop = gr.Button("Send", elem_id="send"), gr.Button("Stop", elem_id="stop")
        panel = gr.Markdown(_NO_SOURCES, elem_id="sources", latex_delimiters=[])
    return _Page(conversation, chat, welcome, buttons, question, order, send, stop, panel)


def _chatbot() -> gr.Chatbot:
    """An output only: what a browser sends back as the conversation is never read."""
    return gr.Chatbot(
        elem_id="chat",
        label="Conversation",
        show_label=False,
        container=False,
        height=None,
        autoscroll=False,  # web/static/page.js shows a new answer from its beginning
        buttons=[],
        feedback_options=None,
        sanitize_html=True,
        allow_tags=False,
        latex_delimiters=[],
        line_breaks=False,
        group_consecutive_messages=False,
    )


def _wire(page: _Page, desk: Desk) -> None:
    # Every output is given a value each time: gr.skip() and gr.update() leave a component behind in the session.
    # The page's script empties the box when the question has been taken, so that one which was refused stays in it.
    def on_question(question: str | None, conversation: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        to = _conversation(conversation, request)
        yield from map(_shown, desk.ask(_visitor(request), to, Order(question or ""), _arrived(request)))

    def on_order(order: str, conversation: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        to = _conversation(conversation, request)
        yield from map(_shown, desk.ask(_visitor(request), to, order, _arrived(request)))

    def on_failure(conversation: str, request: gr.Request) -> tuple[Any, ...]:
        return _shown(desk.shown(_visitor(request), _conversation(conversation, request)))

    def on_stop(conversation: str, request: gr.Request) -> tuple[Any, ...]:
        return _shown(desk.stop(_visitor(request), _conversation(conversation, request)))

    def on_load(request: gr.Request) -> Iterator[tuple[Any, ...]]:
        yield from map(_shown, desk.opened(_visitor(request), _conversation("", request)))

    outputs = [page.conversation, page.chat, page.sources, page.welcome]
    askings = []
    asks = [(box, event, on_question) for box, event in _questions(page)]
    for box, event, answer in [*asks, (page.order, page.send.click, on_order)]:
        # What is sent while one is carried out is dropped; the page's script sends it again.
        asking = _on(event, answer, inputs=[box, page.conversation], outputs=outputs, trigger_mode="once")
        asking.failure(on_failure, [page.conversation], outputs, show_progress="hidden", api_visibility="private")
        askings.append(asking)
    _on(page.stop.click, on_stop, inputs=[page.conversation], outputs=outputs, cancels=askings)
    # No limit: whoever opens a page that waits for an answer keeps nobody else from opening one.
    _on(None, on_load, outputs=outputs, concurrency_limit=None)


def _questions(page: _Page) -> list[tuple[gr.Textbox | gr.Button, Any]]:
    """What holds a question, and the event that asks it."""
    return [(page.question, page.question.submit), *((button, button.click) for button in page.examples)]


def _offer(programs: Programs) -> None:
    """Functions for other programs, under their own names."""
    for function in (programs.ask, programs.search, programs.get_article, programs.status, programs.add):
        gr.api(function, api_name=function.__name__)  # type: ignore[attr-defined]


def _visitor(request: gr.Request) -> str:
    """Who asks. Without a cookie, as programs are, it is whoever holds the session."""
    return visitor_of(dict(request.cookies)) or f"session {request.session_hash}"


def _conversation(held: str | None, request: gr.Request) -> str:
    """The conversation that the page holds; until it has been loaded it holds none, and its address says which."""
    return held or str(dict(request.query_params).get("c", ""))


def _arrived(request: gr.Request) -> float | None:
    """When the browser asked, before Gradio's queue."""
    arrived: float | None = request.request.scope.get(ARRIVED) if request.request else None
    return arrived


def _shown(conversation: Conversation) -> tuple[Any, ...]:
    """The conversation as the values of the components that show it."""
    messages = conversation.messages()
    welcome = gr.update(visible=not messages)  # of a column, unlike of other components, none is left behind
    return conversation.id, messages, conversation.sources() or _NO_SOURCES, welcome


def main() -> None:
    """`python ui.py` does what `article-qa serve` does."""
    import cli

    sys.argv.insert(1, "serve")
    cli.main()


if __name__ == "__main__":
    main()

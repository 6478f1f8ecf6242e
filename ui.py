"""The web door: the chat page. The only importer of gradio; what needs no gradio is in web/."""

import socket
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI

from index.errors import UsageError
from qa.render import Status
from web.conversation import (
    Ask,
    Conversation,
    messages,
    searched,
    sources,
    with_answer,
    with_failure,
    with_question,
)
from web.guard import LOCAL_HOSTS
from web.routes import GetArticle, pages
from web.shell import shell

TITLE = "Ask your articles"
SESSION_TTL_S = 4 * 3600
MAX_SESSIONS = 1000  # a conversation takes up to a few hundred kilobytes

_INDEX_HTML = Path(gr.__file__).parent / "templates" / "frontend" / "index.html"
_WELCOME = (
    "## What would you like to know?\n\nEvery sentence of an answer is quoted from your articles, cited, and marked in "
    "the article that it comes from. Where they do not answer, you are told so."
)
_NO_SOURCES = (
    '<div class="empty"><h2 class="heading">Sources</h2><p>For each answer you find here the passages that were read, '
    "with <mark>the quoted sentence</mark> marked.</p><p>From there you can open the whole article.</p></div>"
)


def build_app(
    ask: Ask,
    article: GetArticle,
    status: Callable[[], Status],
    examples: Sequence[str] = (),
    *,
    hosts: Sequence[str] = LOCAL_HOSTS,
) -> FastAPI:
    """The whole web application. `hosts` are the names it may be called by; requests for any other are refused."""
    app = pages(article, shell(TITLE, _INDEX_HTML.read_text("utf-8")), hosts)
    return gr.mount_gradio_app(
        app,
        _chat(ask, status, examples),
        path="/",
        theme=_theme(),
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        show_error=False,
        max_file_size=0,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        app_kwargs={"openapi_url": None, "docs_url": None, "redoc_url": None},
    )


def serve(app: FastAPI, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serves until interrupted."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise UsageError(f"{host}:{port} cannot be listened on: {error.strerror}. Choose another with --port.") from error
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            limit_concurrency=200,
            timeout_graceful_shutdown=2,  # open pages hold their connections for as long as they are open
        )
        uvicorn.Server(config).run(sockets=[listener])


def _theme() -> gr.themes.Base:
    """Fonts of the reader's own system: nothing is fetched from elsewhere. Colours are those of web/static/page.css."""
    return gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])


def _chat(ask: Ask, status: Callable[[], Status], examples: Sequence[str]) -> gr.Blocks:
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True, fill_width=True) as blocks:
        conversation = gr.State((), time_to_live=SESSION_TTL_S)
        with gr.Row(elem_id="bar"):
            gr.Markdown(f"# {TITLE}", elem_id="brand")
            count = gr.Markdown(elem_id="searched", latex_delimiters=[])
            new = gr.Button("New conversation", elem_id="new")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                chat = _chatbot()
                with gr.Column(elem_id="welcome") as welcome:
                    gr.Markdown(_WELCOME)
                    buttons = [gr.Button(question, elem_classes="example") for question in examples]
                question = gr.Textbox(
                    elem_id="question",
                    label="Your question",
                    placeholder="Ask a question",
                    submit_btn="Ask",
                    max_lines=6,
                    autofocus=True,
                )
            panel = gr.Markdown(_NO_SOURCES, elem_id="sources", latex_delimiters=[])

        def on_ask(text: str | None, talk: Conversation) -> Iterator[tuple[Any, ...]]:
            asked = with_question(talk, text or "")
            yield asked, messages(asked), gr.skip(), gr.update(visible=False), ""
            done = with_answer(asked, text or "", ask, status)
            yield done, messages(done), sources(done) or _NO_SOURCES, gr.skip(), gr.skip()

        def on_failure(talk: Conversation) -> tuple[Any, ...]:
            failed = with_failure(talk)
            return failed, messages(failed)

        def on_new() -> tuple[Any, ...]:
            return (), [], _NO_SOURCES, gr.update(visible=True), ""

        shown = [conversation, chat, panel, welcome, question]
        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        for box, event in [(question, question.submit), *((button, button.click) for button in buttons)]:
            asking = event(on_ask, [box, conversation], shown, **quiet)
            asking.failure(on_failure, [conversation], [conversation, chat], **quiet)
        new.click(on_new, None, shown, **quiet)
        blocks.load(partial(searched, status), None, [count], **quiet)
    blocks.queue(default_concurrency_limit=4, max_size=32)
    blocks.state_session_capacity = MAX_SESSIONS
    return blocks


def _chatbot() -> gr.Chatbot:
    """An output only: what a browser sends back as the conversation is never read."""
    return gr.Chatbot(
        elem_id="chat",
        label="Conversation",
        show_label=False,
        container=False,
        height=None,
        buttons=[],
        feedback_options=None,
        sanitize_html=True,
        allow_tags=False,
        latex_delimiters=[],
        line_breaks=False,
        group_consecutive_messages=False,
    )

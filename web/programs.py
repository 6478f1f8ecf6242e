"""What the page offers to other programs, by Gradio's API: the functions of the terminal, with JSON in and out."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Protocol

from pydantic import Field
from starlette.concurrency import run_in_threadpool

from index.errors import ArticleQAError, UsageError
from index.library import Edition
from index.records import Filters, Hit
from qa.records import Reply, Turn
from qa.serial import hit_json, reply_json
from web.ask.answer_view import Status
from web.library.keeper import Keeper
from web.library.receiving import receive
from web.library.shelf import Shelf

MAX_LIMIT = 100
ADDING_S = 60
GOES_ON = (
    "the file is kept and is still being indexed after {:.0f} s: that goes on; "
    'it can be asked about when `status` says "indexing": false'
)

Question = Annotated[str, Field(description="A question in plain words; it may name times, such as “last spring”.")]
After = Annotated[str, Field(description="Only articles published on this day or later, YYYY-MM-DD; empty: any.")]
Before = Annotated[str, Field(description="Only articles published on this day or earlier, YYYY-MM-DD; empty: any.")]
Source = Annotated[str, Field(description="Only articles of this source; empty: any.")]
Author = Annotated[str, Field(description="Only articles of this author; empty: any.")]
Limit = Annotated[int, Field(description=f"Number of passages, 1 to {MAX_LIMIT}.")]


class Functions(Protocol):
    """`qa.answerer.Answerer` is such."""

    def ask(
        self, question: str, *, history: Sequence[Turn] = ..., filters: Filters = ..., limit: int = ..., infer_dates: bool = ...
    ) -> Reply: ...  # fmt: skip
    def search(self, query: str, *, filters: Filters = ..., limit: int = ...) -> list[Hit]: ...
    def edition(self, article_id: str, content_hash: str = ...) -> Edition: ...
    def status(self) -> Status: ...


class Programs:
    """Each function returns what its command prints with --json, or {"error": {"kind", "message"}}."""

    def __init__(self, functions: Functions, shelf: Shelf | None, keeper: Keeper | None) -> None:
        self._functions, self._shelf, self._keeper = functions, shelf, keeper

    @property
    def changeable(self) -> bool:
        """Whether there is a folder to add articles to."""
        return bool(self._shelf and self._keeper)

    def ask(
        self, question: Question, after: After = "", before: Before = "", source: Source = "", author: Author = "", limit: Limit = 8
    ) -> dict[str, Any]:  # fmt: skip
        """Answer a question with cited sentences from the articles. Dates are YYYY-MM-DD; an empty filter is none.

        For every citation the text of its article from start to end is its quote.
        """

        def answer() -> dict[str, Any]:
            filters = _filters(after, before, source, author)
            return reply_json(self._functions.ask(question, filters=filters, limit=_limit(limit)))

        return _said(answer)

    def search(
        self, query: Question, after: After = "", before: Before = "", source: Source = "", author: Author = "", limit: Limit = 8
    ) -> dict[str, Any]:  # fmt: skip
        """Rank passages of the articles, without an answer: {"hits": [...]}, best first.

        Passages with the "words in quotation marks" come before others; "*" is every article, the newest first.
        """

        def found() -> dict[str, Any]:
            hits = self._functions.search(query, filters=_filters(after, before, source, author), limit=_limit(limit))
            return {"hits": [hit_json(hit) for hit in hits]}

        return _said(found)

    def get_article(
        self, article_id: Annotated[str, Field(description="As in `article_id` of a citation or a hit.")]
    ) -> dict[str, Any]:
        """The whole text of an article and what is known of it."""
        return _said(lambda: asdict(self._functions.edition(article_id).current))

    def status(self) -> dict[str, Any]:
        """What is being searched: generation, number of articles, newest article, and a problem if there is one.

        `indexing` says whether articles are being added or deleted just now.
        """

        def told() -> dict[str, Any]:
            now = self._functions.status()
            indexing = bool(self._keeper and self._keeper.work().running)
            known = {"generation": now.name, "articles": now.articles, "newest": now.newest, "problem": now.problem}
            return known | {"indexing": indexing}

        return _said(told)

    async def add(
        self,
        name: Annotated[str, Field(description="A file name whose ending says what the text is, such as .txt or .md.")],
        text: Annotated[str, Field(description="The article itself.")],
    ) -> dict[str, Any]:
        """Put an article into the corpus folder as a file of this name, such as "report.md", and index it.

        `indexed` is false, and a warning says how to look, where that takes longer than a minute and goes on.
        """
        if not self._shelf or not self._keeper:
            return _error(UsageError("this server has no corpus folder to add to"))

        async def whole() -> AsyncIterator[bytes]:
            yield text.encode("utf-8", "replace")

        try:
            path, run = await receive(self._shelf, self._keeper, name, whole())
        except ArticleQAError as error:
            return _error(error)
        except OSError as error:
            return _error(ArticleQAError(f"the file cannot be kept: {error.strerror}"))
        self._keeper.start()
        await run_in_threadpool(self._keeper.finish, ADDING_S)
        (work,) = self._keeper.outcomes([run])
        if work.problem:
            return _error(ArticleQAError(work.problem))
        if work.running:
            said = GOES_ON.format(ADDING_S)
            return {"file": path, "indexed": False, "articles": [], "problems": [], "warnings": [said]}
        records = [record for record in work.report.files if record.path == path] if work.report else []
        return {
            "file": path,
            "indexed": True,
            "articles": [article for record in records for article in record.articles],
            "problems": [problem for record in records for problem in record.problems],
            "warnings": [warning for record in records for warning in record.warnings],
        }


def _said(told: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in told().items()}
    except (ArticleQAError, KeyError) as error:
        return _error(error)


def _error(error: Exception) -> dict[str, Any]:
    return {"error": {"kind": type(error).__name__, "message": str(error)}}


def _filters(after: str, before: str, source: str, author: str) -> Filters:
    return Filters(_day(after), _day(before), source.strip() or None, author.strip() or None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise UsageError(f"{text!r} is no day: write it as YYYY-MM-DD") from None


def _limit(limit: int) -> int:
    if not 1 <= limit <= MAX_LIMIT:
        raise UsageError(f"the limit is {limit}, expected a number from 1 to {MAX_LIMIT}")
    return limit

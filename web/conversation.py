"""One conversation, kept by the server: what was asked, what was answered, and how both are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index.errors import ArticleQAError
from index.records import Filters
from qa.records import Reply, Turn
from qa.render import Status, answer_html, notice_html, pending_html, question_html, searched_html, sources_html

MAX_QUESTION_CHARS = 2_000  # far above any question, far below what would be costly to tokenise
MAX_EXCHANGES = 30  # older ones leave the page and the server's memory


class Ask(Protocol):
    """The one thing that the page does; `qa.answering.Answerer.ask` is such."""

    def __call__(self, question: str, *, history: Sequence[Turn], filters: Filters) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what the page shows for it."""

    number: int  # from 1, never used twice in a conversation
    question: str  # HTML; empty where nothing was typed
    answer: str  # HTML
    sources: str = ""  # HTML
    turn: Turn | None = None  # what a follow-up builds on; None where no answer came


Conversation = tuple[Exchange, ...]  # oldest first


def with_question(conversation: Conversation, question: str) -> Conversation:
    """One more exchange, its answer still to come. A question that is far too long is shown in part."""
    kept = [exchange for exchange in conversation if exchange.question][-(MAX_EXCHANGES - 1) :]
    number = conversation[-1].number + 1 if conversation else 1
    shown = question if len(question) <= MAX_QUESTION_CHARS else question[:200] + " …"
    return (*kept, Exchange(number, question_html(shown) if question.strip() else "", pending_html()))


def with_answer(conversation: Conversation, question: str, ask: Ask, status: Callable[[], Status]) -> Conversation:
    """The last exchange completed by the answer, or by one sentence on why there is none."""
    *earlier, last = conversation
    problem = question_problem(question)
    if problem:
        return (*earlier, replace(last, answer=notice_html(problem)))
    try:
        reply = ask(question, history=[e.turn for e in earlier if e.turn], filters=Filters())
        searched = status()
    except ArticleQAError as error:
        return (*earlier, replace(last, answer=notice_html(str(error))))
    done = replace(
        last,
        answer=answer_html(reply, searched, last.number),
        sources=sources_html(reply, last.number),
        turn=Turn(question, reply.answer.text),
    )
    return (*earlier, done)


def with_failure(conversation: Conversation) -> Conversation:
    """The last exchange closed after something unforeseen, which the server's log has in full."""
    *earlier, last = conversation
    return (*earlier, replace(last, answer=notice_html("Something went wrong. The server's log says what.")))


def searched(status: Callable[[], Status]) -> str:
    """HTML of what is being searched at the moment."""
    try:
        return searched_html(status())
    except ArticleQAError as error:
        return notice_html(str(error))


def question_problem(question: str) -> str | None:
    """Why this cannot be asked, in one sentence, or None."""
    if not question.strip():
        return "Please type a question first."
    if len(question) > MAX_QUESTION_CHARS:
        return f"That question has {len(question):,} characters; please ask it in at most {MAX_QUESTION_CHARS:,}."
    return None


def messages(conversation: Conversation) -> list[dict[str, str]]:
    """The conversation as a chat component takes it."""
    said = [pair for e in conversation for pair in (("user", e.question), ("assistant", e.answer))]
    return [{"role": role, "content": html} for role, html in said if html]


def sources(conversation: Conversation) -> str:
    """The panels of all answers in one element; the style sheet shows the newest, the script those that are asked for."""
    panels = "".join(exchange.sources for exchange in conversation)
    return f'<div class="panels">{panels}</div>' if panels else ""

"""One conversation, kept by the server: what was asked, what was answered, and how both are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index.errors import ArticleQAError
from index.records import Filters
from qa.answering import MAX_QUESTION_CHARS, checked_question
from qa.records import Reply, Turn
from qa.render import Status, answer_html, notice_html, pending_html, question_html, searched_html, sources_html

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
    return (*kept, Exchange(number, question_html(shown, number) if question.strip() else "", pending_html()))


def with_answer(conversation: Conversation, question: str, ask: Ask, status: Callable[[], Status]) -> Conversation:
    """The last exchange completed by the answer, or by one sentence on why there is none."""
    *earlier, last = conversation
    try:
        checked_question(question)  # first of all, so that a long one costs nothing
        reply = ask(question, history=[e.turn for e in earlier if e.turn], filters=Filters())
        searched = status()
    except ArticleQAError as error:
        return (*earlier, replace(last, answer=_notice(error)))
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
        return _notice(error)


def _notice(error: ArticleQAError) -> str:
    sentence = str(error)
    return notice_html(sentence[:1].upper() + sentence[1:] + ("" if sentence.endswith(".") else "."))


def messages(conversation: Conversation) -> list[dict[str, str]]:
    """The conversation as a chat component takes it."""
    said = [pair for e in conversation for pair in (("user", e.question), ("assistant", e.answer))]
    return [{"role": role, "content": html} for role, html in said if html]


def sources(conversation: Conversation) -> str:
    """The panels of all answers in one element; the page shows the newest, or the one that is asked for."""
    panels = "".join(exchange.sources for exchange in conversation)
    return f'<div class="panels">{panels}</div>' if panels else ""

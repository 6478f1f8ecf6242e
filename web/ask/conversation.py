"""The conversation of one visitor: asked, answered, kept, and shown."""

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import Any, Protocol

from index.errors import ArticleQAError
from index.records import Filters, Hit
from qa.answering import checked_question
from qa.records import Reply, Turn
from qa.searching import Tell
from qa.serial import reply_json
from web.ask.answer_view import (
    Place,
    Status,
    answer_html,
    conversation_messages,
    found_html,
    notice_html,
    pending_html,
    question_html,
    unanswered_html,
)
from web.ask.orders import Order, read_order
from web.ask.quoted import quoted_in
from web.ask.sources_view import found_sources_html, sources_html
from web.history.store import Exchange, History
from web.layout import WENT_WRONG

STOPPED = "Stopped."
AT_ONCE = 4  # questions that are worked on; the others wait their turn
SOON_S = 0.12  # an answer that follows its passages within this is shown with them: what flashes up cannot be read
WITHDRAWN = unanswered_html(
    "An article that this answer rested on has left the index. Ask again for an answer without it."
)


class Ask(Protocol):
    """The one thing that the page does; `qa.answerer.Answerer.ask` is such."""

    def __call__(
        self,
        question: str,
        *,
        history: Sequence[Turn],
        filters: Filters,
        infer_dates: bool,
        tell: Tell,
        asked_at: float,
    ) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the page shows. `id` is empty before the first question."""

    id: str = ""
    exchanges: tuple[Exchange, ...] = ()  # oldest first
    refused: str = ""  # HTML: why what was sent last was no question
    asked: str = ""  # id of the exchange that was asked last, which may stand in the place of an early one

    def with_found(self, exchange: str, hits: Sequence[Hit]) -> "Conversation":
        """With the passages of an exchange whose answer is still to come."""
        shown = tuple(
            replace(e, answer=found_html(hits), sources=found_sources_html(hits, e.question, e.number))
            if e.id == exchange and e.answer is None
            else e
            for e in self.exchanges
        )
        return replace(self, exchanges=shown)

    def messages(self) -> list[dict[str, str]]:
        """As a chat component takes it."""
        said = [(question_html(e.question, e.number), e.answer or pending_html()) for e in self.exchanges]
        return conversation_messages([*said, ("", self.refused)])

    def sources(self) -> str:
        """The panels of all answers in one element; the page shows the last, or the one that is asked for."""
        panels = "".join(e.sources or "" for e in sorted(self.exchanges, key=lambda e: e.id == self.asked))
        return f'<div class="panels">{panels}</div>' if panels else ""


@dataclass(frozen=True, slots=True)
class _Underway:
    """An answer that is being made, and what whoever waits for it is told."""

    chosen: Filters | None  # the filters, where a person chose them
    told: SimpleQueue[Sequence[Hit]]  # the hits of each search, and nothing once there is no more to come
    over: threading.Event  # the answer is kept, or is waited for no more

    def end(self) -> None:
        self.over.set()
        self.told.put(())


class Desk:
    """Answers the page's orders. Safe to share between threads."""

    def __init__(
        self,
        ask: Ask,
        status: Callable[[], Status],
        article_ids: Callable[[], Sequence[str]],
        history: History,
        forget: Callable[[Collection[str]], None] | None = None,
    ) -> None:
        """`forget` is told, with each new generation, the ids of all articles: whoever keeps text of others drops it."""
        self._ask, self._status, self._article_ids, self.history = ask, status, article_ids, history
        self._forget = forget
        self._workers = ThreadPoolExecutor(AT_ONCE, "answer")
        self._underway: dict[str, _Underway] = {}  # by exchange
        self._checked = ""  # the generation that the history was last held against

    def opened(self, visitor: str, conversation: str) -> Iterator[Conversation]:
        """A conversation as it was left, then with the answers that are still being made.

        A question that a server took to its grave has no answer coming.
        """
        self.withdraw()
        underway = self._underway.copy()  # before the history is read: what ends meanwhile is found there
        kept = self.history.conversation(visitor, conversation)
        coming = {e.id: underway[e.id] for e in kept if e.answer is None and e.id in underway}
        exchanges = tuple(
            e if e.answer or e.id in coming else replace(e, answer=unanswered_html(STOPPED)) for e in kept
        )
        yield Conversation(conversation if exchanges else "", exchanges)
        if coming:
            for one in coming.values():
                one.over.wait()
            yield self.shown(visitor, conversation)

    def ask(
        self, visitor: str, conversation: str, order: Order | str, asked_at: float | None = None
    ) -> Iterator[Conversation]:
        """The conversation with the question, then, unless the answer is there, with what was found, then with the answer.

        An order may be JSON of the page's. `asked_at`, by time.monotonic(), is when it came in, if it has waited since.
        """
        asked_at = time.monotonic() if asked_at is None else asked_at
        before = self.history.conversation(visitor, conversation)
        try:
            order = read_order(order) if isinstance(order, str) else order
            checked_question(order.question)  # first of all, so that a long one costs nothing
        except ArticleQAError as error:
            yield Conversation(conversation if before else "", before, notice_html(_sentence(error)))
            return
        conversation, exchange = self.history.begin(visitor, conversation, order.question, order.replaces)
        asked = self.shown(visitor, conversation, exchange)
        yield asked
        for hits in self._found(order, asked, exchange, asked_at):
            yield self.shown(visitor, conversation, exchange).with_found(exchange, hits)
        yield self.shown(visitor, conversation, exchange)

    def stop(self, visitor: str, conversation: str) -> Conversation:
        """Whatever is still being looked for is not waited for."""
        for exchange in self.history.conversation(visitor, conversation):
            if exchange.answer is None:
                underway = self._underway.get(exchange.id)
                self.history.complete(exchange.id, unanswered_html(STOPPED, underway.chosen if underway else None))
                if underway:
                    underway.end()
        return self.shown(visitor, conversation)

    def shown(self, visitor: str, conversation: str, asked: str = "") -> Conversation:
        """A conversation as it is now; what is being answered is still to come. `asked` is the exchange it is shown for."""
        return Conversation(conversation, self.history.conversation(visitor, conversation), asked=asked)

    def withdraw(self) -> None:
        """Forget the answers that rest on articles which the index no longer has."""
        if (name := self._status().name) != self._checked:
            known = frozenset(self._article_ids())
            self.history.withdraw_missing(known, WITHDRAWN)
            if self._forget:
                self._forget(known)
            self._checked = name

    def _found(self, order: Order, asked: Conversation, exchange: str, asked_at: float) -> Iterator[Sequence[Hit]]:
        """What was found first, if the answer takes a while longer. Ends when the answer is kept, or is waited for no more."""
        underway = self._underway[exchange] = _Underway(order.chosen, SimpleQueue(), threading.Event())
        answering = self._workers.submit(self._settle, order, asked, exchange, underway.told.put, asked_at)
        answering.add_done_callback(lambda _: self._underway.pop(exchange, None))
        answering.add_done_callback(lambda _: underway.end())
        hits = underway.told.get()
        if hits and not underway.over.wait(SOON_S):
            yield hits
        underway.over.wait()
        if answering.done():
            answering.result()  # raises what nobody foresaw

    def _settle(self, order: Order, asked: Conversation, exchange: str, tell: Tell, asked_at: float) -> None:
        """Keep an answer or, after something unforeseen, which the server's log has in full, that there is none."""
        try:
            self._answer(order, asked, exchange, tell, asked_at)
        finally:
            # Unless something has come already.
            self.history.complete(exchange, unanswered_html(WENT_WRONG, order.chosen))

    def _answer(self, order: Order, asked: Conversation, exchange: str, tell: Tell, asked_at: float) -> None:
        kept = self.history.exchange(exchange)
        if kept is None:  # its conversation has been deleted meanwhile
            return
        number = kept.number
        before = [(e, saved) for e in asked.exchanges if e.number < number and (saved := e.reply)]
        earlier = [
            Turn(e.question, e.said, cited_titles(saved), saved.get("resolved_question", ""))
            for e, saved in before
            if e.said
        ]
        quoted = tuple(one for _, saved in before for one in quoted_in(saved))
        try:
            reply = self._ask(
                order.question,
                history=earlier,
                filters=order.filters,
                infer_dates=order.infer_dates,
                tell=tell,
                asked_at=asked_at,
            )
            status = self._status()
        except ArticleQAError as error:
            self.history.complete(exchange, unanswered_html(_sentence(error), order.chosen))
            return
        self.history.complete(
            exchange,
            answer_html(reply, status, Place(exchange, number, quoted)),
            sources=sources_html(reply, number, quoted),
            said=reply.answer.text,
            reply=reply_json(reply),
            articles=articles_of(reply, (saved for _, saved in before)),
        )
        if self._status().name != reply.generation:  # an article may have left while it was quoted
            self._checked = ""
            self.withdraw()


def articles_of(reply: Reply, before: Iterable[Mapping[str, Any]]) -> set[str]:
    """The ids of all articles that anything shown with an answer is of; `before` are the replies that it may refer to."""
    answer = reply.answer
    found = {hit.article.id for hit in answer.consulted} | {one.article_id for one in reply.relaxations}
    for citation in answer.citations:
        beside = (citation.correction, citation.earlier_version, *citation.copies)
        found |= {citation.article_id, *(one.article_id for one in beside if one)}
    if reply.resolved_question != reply.question:  # written out with words of earlier answers
        found |= {citation["article_id"] for saved in before for citation in saved.get("citations", ())}
    return found


def cited_titles(reply: Mapping[str, Any]) -> tuple[str, ...]:
    """The titles of the articles that an answer cites, by number."""
    return tuple(citation["title"] for citation in reply.get("citations", ()))


def _sentence(error: ArticleQAError) -> str:
    said = str(error)
    return said[:1].upper() + said[1:] + ("" if said.endswith(".") else ".")

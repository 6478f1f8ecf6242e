"""Conversations, kept over restarts in one sqlite file beside the index. Everything is asked for by its owner.

An answer is kept as the page that showed it and as the JSON that programs get. One whose article has left the index is
withdrawn: its question stays, its text does not.
"""

import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import UsageError

FORMAT = 1
MAX_EXCHANGES = 30  # of a conversation that are shown and built on
TITLE_CHARS = 80

_SCHEMA = f"""
create table conversations (id text primary key, owner text not null, title text not null, changed real not null) strict;
create index of_owner on conversations (owner, changed);
create table exchanges (
    row integer primary key, id text not null unique, number integer not null, question text not null,
    conversation text not null references conversations on delete cascade,
    asked real not null, answer text, sources text, said text, reply text
) strict;
create index of_conversation on exchanges (conversation, number);
create table mentions (
    exchange text not null references exchanges (id) on delete cascade, article text not null,
    primary key (exchange, article)
) strict, without rowid;
create index of_article on mentions (article);
pragma user_version = {FORMAT};
"""
# The last exchange of each number is the one that counts; an earlier one lives on under its link.
_CURRENT = "row in (select max(row) from exchanges where conversation = ? group by number)"
_FIELDS = "id, number, question, answer, sources, said, reply, asked"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, and what came of it; None where nothing has come yet, or was withdrawn."""

    id: str  # cannot be guessed: whoever has it may read this one exchange
    number: int  # from 1 within its conversation
    question: str
    answer: str | None  # HTML
    sources: str | None  # HTML
    said: str | None  # the answer's text, for follow-ups
    reply_text: str | None  # the answer as `ask --json` prints it
    asked: float  # seconds since 1970

    @property
    def reply(self) -> dict[str, Any] | None:
        """The same, parsed each time anew: a conversation is shown far more often than this is asked for."""
        return json.loads(self.reply_text) if self.reply_text else None


@dataclass(frozen=True, slots=True)
class Heading:
    """A conversation in a list."""

    id: str
    title: str
    changed: float
    exchanges: int


class History:
    """Safe to share between threads; one process at a time is enough for a server."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it. Raises UsageError for one of another format."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        path.chmod(0o600)
        for pragma in ("foreign_keys = on", "secure_delete = on", "journal_mode = wal", "synchronous = normal"):
            self._connection.execute(f"pragma {pragma}").close()
        (found,) = self._rows("pragma user_version")[0]
        if found not in (0, FORMAT):
            raise UsageError(
                f"{path}: conversations of format {found}, this program reads {FORMAT}: move the file away"
            )
        if not found:
            self._connection.executescript(_SCHEMA).close()

    def close(self) -> None:
        with self._lock:  # closed while another thread writes, SQLite would end the program
            self._connection.close()

    # ------------------------------------------------------------------------------------------------- asking

    def begin(self, owner: str, conversation: str, question: str, number: int | None = None) -> tuple[str, str]:
        """Keep a question whose answer is still to come. Returns the ids of its conversation and of its exchange.

        Without a conversation of the owner's by that id a new one begins. `number` is that of an exchange to replace, where
        that is among those which are still shown.
        """
        with self._lock, self._connection:
            self._connection.execute("begin immediate")
            if not self._owned(owner, conversation):
                conversation = secrets.token_urlsafe(12)
                title = " ".join(question.split())[:TITLE_CHARS]
                self._write("insert into conversations values (?, ?, ?, ?)", conversation, owner, title, time.time())
            last = self._read("select max(number) from exchanges where conversation = ?", conversation)[0][0] or 0
            number = number if number and max(0, last - MAX_EXCHANGES) < number <= last else last + 1
            exchange = secrets.token_urlsafe(18)
            self._write(
                "insert into exchanges (id, conversation, number, question, asked) values (?, ?, ?, ?, ?)",
                exchange, conversation, number, question, time.time(),
            )  # fmt: skip
            self._write("update conversations set changed = ? where id = ?", time.time(), conversation)
        return conversation, exchange

    def complete(
        self, exchange: str, answer: str, *, sources: str = "", said: str | None = None, reply: dict[str, Any] | None = None,
        articles: Iterable[str] = (),
    ) -> bool:  # fmt: skip
        """Keep what came of a question, unless something has come already; whether it was kept."""
        with self._lock, self._connection:
            self._connection.execute("begin immediate")
            done = self._write(
                "update exchanges set answer = ?, sources = ?, said = ?, reply = ? where id = ? and answer is null",
                answer, sources, said, json.dumps(reply, default=str) if reply else None, exchange,
            )  # fmt: skip
            for article in sorted(set(articles)) if done else ():
                self._write("insert into mentions values (?, ?)", exchange, article)
        return bool(done)

    # ------------------------------------------------------------------------------------------------ reading

    def conversation(self, owner: str, conversation: str, last: int = MAX_EXCHANGES) -> tuple[Exchange, ...]:
        """The last exchanges, oldest first; () where the owner has no such conversation."""
        if not self._rows("select 1 from conversations where id = ? and owner = ?", conversation, owner):
            return ()
        query = f"select {_FIELDS} from exchanges where {_CURRENT} order by number desc limit ?"
        return tuple(Exchange(*row) for row in reversed(self._rows(query, conversation, last)))

    def exchange(self, exchange: str) -> Exchange | None:
        """One exchange by its link, whoever asks: the link is the permission."""
        rows = self._rows(f"select {_FIELDS} from exchanges where id = ?", exchange)
        return Exchange(*rows[0]) if rows else None

    def title(self, owner: str, conversation: str) -> str | None:
        """None where the owner has no such conversation."""
        rows = self._rows("select title from conversations where id = ? and owner = ?", conversation, owner)
        return str(rows[0][0]) if rows else None

    def headings(self, owner: str, limit: int = 500) -> list[Heading]:
        """The owner's conversations, the last changed first."""
        query = (
            "select id, title, changed, (select count(distinct number) from exchanges where conversation = c.id) "
            "from conversations c where owner = ? order by changed desc, id limit ?"
        )
        return [Heading(*row) for row in self._rows(query, owner, limit)]

    # ------------------------------------------------------------------------------------------------ changing

    def rename(self, owner: str, conversation: str, title: str) -> None:
        title = " ".join(title.split())[:TITLE_CHARS]
        if title:
            self._change("update conversations set title = ? where id = ? and owner = ?", title, conversation, owner)

    def delete(self, owner: str, conversation: str) -> None:
        self._change("delete from conversations where id = ? and owner = ?", conversation, owner)

    def withdraw_missing(self, known: Collection[str], notice: str) -> None:
        """Forget every answer that rests on an article which is not among the `known` ids, and leave the notice."""
        mentioned = {article for (article,) in self._rows("select distinct article from mentions")}
        for article in sorted(mentioned.difference(known)):
            with self._lock, self._connection:
                self._connection.execute("begin immediate")
                self._write(
                    "update exchanges set answer = ?, sources = '', said = null, reply = null "
                    "where id in (select exchange from mentions where article = ?)",
                    notice, article,
                )  # fmt: skip
                self._write("delete from mentions where article = ?", article)
        if mentioned:
            self._change("pragma wal_checkpoint(truncate)")  # or the text would live on in the log

    def _owned(self, owner: str, conversation: str) -> bool:
        return bool(self._read("select 1 from conversations where id = ? and owner = ?", conversation, owner))

    def _rows(self, query: str, *values: object) -> list[Any]:
        with self._lock:
            return self._read(query, *values)

    def _read(self, query: str, *values: object) -> list[Any]:
        with closing(self._connection.execute(query, values)) as cursor:
            return cursor.fetchall()

    def _change(self, query: str, *values: object) -> None:
        with self._lock:
            self._write(query, *values)

    def _write(self, query: str, *values: object) -> int:
        with closing(self._connection.execute(query, values)) as cursor:
            return cursor.rowcount

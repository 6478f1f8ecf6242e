"""The articles of one segment in one sqlite file, written once and then only read. The only importer of sqlite3."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from index.errors import IndexDamaged
from index.records import Article

_SCHEMA = """
create table articles (
    row integer primary key, id text not null unique, file text not null, content_hash text not null,
    title text not null, text text not null, published text, modified text,
    author text, source text, url text, lang text
) strict
"""
_FIELDS = [field.name for field in fields(Article)]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article and the corpus file that it was read from (a path below the corpus folder)."""

    article: Article
    file: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An article without its text: what filters and comparisons need of every article."""

    id: str
    file: str
    content_hash: str
    title: str
    published: date | None
    source: str | None
    author: str | None


def write_articles(path: Path, articles: Iterable[StoredArticle]) -> None:
    """Write the articles in order: the row of each is its position."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # The file is fsynced and checksummed by whoever publishes it; until then a crash just discards it.
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.execute("begin")
        connection.execute(_SCHEMA)
        marks = ", ".join("?" * (len(_FIELDS) + 3))
        connection.executemany(
            f"insert into articles (row, file, content_hash, {', '.join(_FIELDS)}) values ({marks})",
            ((row, s.file, s.article.content_hash, *_values(s.article)) for row, s in enumerate(articles)),
        )
        connection.execute("commit")
    finally:
        connection.close()


class ArticleStore:
    """Read access by row or id; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        # immutable: no lock file and no journal beside a file that is never written again
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)

    def close(self) -> None:
        self._connection.close()

    def at(self, row: int) -> StoredArticle:
        found = self._read("where row = ?", (row,))
        if not found:
            raise IndexDamaged(f"{self._path}: no article in row {row}. Rebuild with: article-qa index --rebuild")
        return found[0]

    def all(self) -> Iterator[StoredArticle]:
        """Every article in row order."""
        yield from self._read("order by row", ())

    def entries(self) -> list[Entry]:
        """Every article in row order, without its text."""
        with self._lock:
            rows = self._connection.execute(
                "select id, file, content_hash, title, published, source, author from articles order by row"
            ).fetchall()
        return [
            Entry(i, file, digest, title, _day(day), source, author)
            for i, file, digest, title, day, source, author in rows
        ]

    def _read(self, condition: str, values: tuple[object, ...]) -> list[StoredArticle]:
        with self._lock:
            rows = self._connection.execute(
                f"select file, {', '.join(_FIELDS)} from articles {condition}", values
            ).fetchall()
        return [StoredArticle(_article(dict(zip(_FIELDS, row[1:], strict=True))), row[0]) for row in rows]


def _values(article: Article) -> list[str | None]:
    return [v.isoformat() if isinstance(v := getattr(article, name), date) else v for name in _FIELDS]


def _article(row: dict[str, str | None]) -> Article:
    days = {name: _day(row.pop(name)) for name in ("published", "modified")}
    return Article(**row, **days)  # type: ignore[arg-type]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

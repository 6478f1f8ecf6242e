"""The articles of one segment in one sqlite file, written once and then only read. The only importer of sqlite3."""

import errno
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.errors import IndexDamaged
from index.records import Article
from index.versions import Retention, Version

_AT_ONCE = 500  # values asked for by one statement
_ARTICLE = """
    id text not null, content_hash text not null, title text not null, text text not null,
    published text, modified text, author text, source text, url text, lang text
"""
_SCHEMA = (
    f"create table articles (row integer primary key, file text not null, {_ARTICLE}, unique (id)) strict",
    # place: 0 is the newest of an article's earlier texts
    f"""create table versions (
        row integer not null references articles, place integer not null, until text not null, {_ARTICLE},
        primary key (row, place)
    ) strict, without rowid""",
)
_FIELDS = [field.name for field in fields(Article)]
_COLUMNS = ", ".join(_FIELDS)
_ENTRY = "id, file, content_hash, title, published, source, author"


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article, the corpus file that it was read from (a path below the corpus folder), and its earlier texts."""

    article: Article
    file: str
    versions: tuple[Version, ...] = ()  # newest first


def without_old_versions(stored: StoredArticle, keep: Retention) -> StoredArticle:
    return replace(stored, versions=keep.kept(stored.versions)) if stored.versions else stored


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


def write_articles(path: Path, articles: Sequence[StoredArticle]) -> None:
    """Write the articles in order: the row of each is its position. Raises OSError, also for what sqlite could not write."""
    marks = ", ".join("?" * (len(_FIELDS) + 3))
    connection = _connected(str(path), path, isolation_level=None)
    try:
        # The file is fsynced and checksummed by whoever publishes it; until then a crash just discards it.
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.execute("begin")
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.executemany(
            f"insert into articles (row, file, content_hash, {_COLUMNS}) values ({marks})",
            ((row, s.file, s.article.content_hash, *_values(s.article)) for row, s in enumerate(articles)),
        )
        connection.executemany(
            f"insert into versions (row, place, until, content_hash, {_COLUMNS}) values ({marks}, ?)",
            (
                (row, place, v.until, v.article.content_hash, *_values(v.article))
                for row, stored in enumerate(articles)
                for place, v in enumerate(stored.versions)
            ),
        )
        connection.execute("commit")
    except sqlite3.OperationalError as error:  # a full disk among others
        raise OSError(errno.EIO, f"the articles cannot be written ({error})", str(path)) from error
    finally:
        connection.close()


class ArticleStore:
    """Read access by row; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._entries: tuple[Entry, ...] | None = None
        # immutable: no lock file and no journal beside a file that is never written again
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._connection = _connected(address, path, uri=True, check_same_thread=False)

    def close(self) -> None:
        self._connection.close()

    def at(self, row: int) -> Article:
        return self.in_rows([row])[row]

    def in_rows(self, rows: Sequence[int]) -> dict[int, Article]:
        """The articles in these rows, by row."""
        found: dict[int, Article] = {}
        for first in range(0, len(rows), _AT_ONCE):
            some = rows[first : first + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            read = self._read(f"select row, {_COLUMNS} from articles where row in ({marks})", *some)
            found |= {row: _article(values) for row, *values in read}
        for row in rows:
            if row not in found:
                raise IndexDamaged(f"{self._path}: no article in row {row}")
        return found

    def stored(self, row: int) -> StoredArticle:
        """The article of a row with all that is kept about it."""
        (file,) = self._read("select file from articles where row = ?", row)[0]
        return StoredArticle(self.at(row), file, self.versions(row))

    def versions(self, row: int) -> tuple[Version, ...]:
        """The earlier texts of the article in a row, newest first."""
        found = self._read(f"select until, {_COLUMNS} from versions where row = ? order by place", row)
        return tuple(Version(_article(fields), until) for until, *fields in found)

    def all(self) -> Iterator[StoredArticle]:
        """Every article in row order, with its earlier texts."""
        earlier: dict[int, list[Version]] = {}
        for row, until, *version in self._read(f"select row, until, {_COLUMNS} from versions order by row, place"):
            earlier.setdefault(row, []).append(Version(_article(version), until))
        for row, file, *article in self._read(f"select row, file, {_COLUMNS} from articles order by row"):
            yield StoredArticle(_article(article), file, tuple(earlier.get(row, ())))

    def entries(self) -> tuple[Entry, ...]:
        """Every article in row order, without its text."""
        if self._entries is None:
            self._entries = tuple(_entry(*row) for row in self._read(f"select {_ENTRY} from articles order by row"))
        return self._entries

    def find(self, ids: Sequence[str]) -> list[tuple[int, Entry]]:
        """Those of the articles with these ids that are here, each with its row."""
        return self._chosen("id", ids)

    def entries_at(self, rows: Sequence[int]) -> list[tuple[int, Entry]]:
        """The articles in these rows, each with its row."""
        return self._chosen("row", rows)

    def newest(self) -> date | None:
        """The latest day on which an article was published."""
        return _day(self._read("select max(published) from articles")[0][0])

    def version_count(self) -> int:
        """How many earlier texts there are."""
        return int(self._read("select count(*) from versions")[0][0])

    def lengths(self) -> list[int]:
        """Code points of every article's text, in row order."""
        return [chars for (chars,) in self._read("select length(text) from articles order by row")]

    def version_hashes(self) -> list[tuple[int, str]]:
        """(row of the article, content hash) of every earlier text, an article's newest first."""
        return self._read("select row, content_hash from versions order by row, place")

    def has_versions_beyond(self, number: int, oldest: str) -> bool:
        """Whether an article has more earlier texts than `number`, or one that was replaced before `oldest`."""
        return bool(self._read("select 1 from versions where place >= ? or until < ? limit 1", number, oldest))

    def _chosen(self, column: str, values: Sequence[str] | Sequence[int]) -> list[tuple[int, Entry]]:
        found: list[tuple[int, Entry]] = []
        for first in range(0, len(values), _AT_ONCE):
            some = values[first : first + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            rows = self._read(f"select row, {_ENTRY} from articles where {column} in ({marks})", *some)
            found += ((row, _entry(*entry)) for row, *entry in rows)
        return found

    def _read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise IndexDamaged(f"{self._path}: the articles cannot be read ({error})") from error


def _connected(address: str, path: Path, **options: Any) -> sqlite3.Connection:
    try:
        connection: sqlite3.Connection = sqlite3.connect(address, **options)
    except sqlite3.OperationalError as error:  # too many open files, for example
        raise OSError(errno.EIO, f"the articles cannot be opened ({error})", str(path)) from error
    return connection


def _entry(
    i: str, file: str, content_hash: str, title: str, day: str | None, source: str | None, author: str | None
) -> Entry:
    return Entry(i, file, content_hash, title, _day(day), source, author)


def _values(article: Article) -> list[str | None]:
    days = (day.isoformat() if day else None for day in (article.published, article.modified))
    return [article.id, article.title, article.text, *days, article.author, article.source, article.url, article.lang]


def _article(values: Sequence[str | None]) -> Article:
    i, title, text, published, modified, *rest = values
    return Article(i, title, text, _day(published), _day(modified), *rest)  # type: ignore[arg-type]


@lru_cache(maxsize=4096)  # many articles have one day
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

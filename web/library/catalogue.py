"""The table of all articles: made once for each generation, then filtered, sorted and cut into pages."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from index.filelist import FileRecord
from index.store import Entry

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """An article in the table. Warnings are those of its file."""

    id: str
    title: str
    published: date | None
    source: str
    author: str
    chars: int
    file: str
    sharing: int  # articles of its file, itself among them
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the table is asked for."""

    words: str = ""  # all of them are in the title, the id, the source or the author
    warned: bool = False  # only articles with a warning
    sort: str = "title"  # title, date, source or length
    backwards: bool = False
    page: int = 1


def address(wanted: Wanted, path: str = "/library", said: str = "", undo: str = "") -> str:
    """Where this part of the table is shown. Under another path: where something is changed, and which part comes after it.

    `said` and `undo` are told above it: what has been done, and the deletion that can be taken back.
    """
    asked = {"q": wanted.words, "warned": "1" if wanted.warned else "", "sort": wanted.sort}
    asked |= {"back": "1" if wanted.backwards else "", "page": str(wanted.page) if wanted.page > 1 else ""}
    asked |= {"said": said, "undo": undo}
    return f"{path}?{urlencode({name: value for name, value in asked.items() if value})}"


@dataclass(frozen=True, slots=True)
class Cut:
    """One page of the table."""

    rows: tuple[Row, ...]
    found: int  # on all pages
    page: int
    pages: int


_SORTS: Mapping[str, Callable[[Row], tuple[object, ...]]] = {
    "title": lambda row: (row.title.casefold(),),
    "date": lambda row: (row.published or date.min,),
    "source": lambda row: (row.source.casefold(), row.title.casefold()),
    "length": lambda row: (row.chars,),
}
SORTS = tuple(_SORTS)


class Catalogue:
    """All rows of one generation."""

    def __init__(self, listing: Sequence[tuple[Entry, int]], records: Sequence[FileRecord]) -> None:
        self.files = {record.path: record for record in records}
        self._sharing = Counter(entry.file for entry, _ in listing)
        self._rows = [
            (self._row(e, chars), f"{e.title} {e.id} {e.source or ''} {e.author or ''}".casefold())
            for e, chars in listing
        ]

    def articles_of(self, files: Iterable[str]) -> dict[str, int]:
        """How many articles each of these files holds, in the order given; 0 for one that is not among them."""
        return {file: self._sharing[file] for file in files}

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self._rows)

    def _row(self, e: Entry, chars: int) -> Row:
        warnings = self.files[e.file].warnings if e.file in self.files else ()
        return Row(
            e.id, e.title, e.published, e.source or "", e.author or "", chars, e.file, self._sharing[e.file], warnings
        )

    def cut(self, wanted: Wanted) -> Cut:
        """The page that is wanted, or the nearest there is. Equal keys are ordered by id, in either direction."""
        words = wanted.words.casefold().split()
        found = [
            row
            for row, text in self._rows
            if (not wanted.warned or row.warnings) and all(word in text for word in words)
        ]
        found.sort(key=_SORTS.get(wanted.sort, _SORTS["title"]), reverse=wanted.backwards)
        pages = max(1, -(-len(found) // PER_PAGE))
        page = min(max(wanted.page, 1), pages)
        return Cut(tuple(found[(page - 1) * PER_PAGE : page * PER_PAGE]), len(found), page, pages)


def newest_catalogue(
    generation: Callable[[], str],
    listing: Callable[[], Sequence[tuple[Entry, int]]],
    records: Callable[[], Sequence[FileRecord]],
) -> Callable[[], Catalogue]:
    """The catalogue of the generation that answers, made anew when that is another."""
    made = lru_cache(maxsize=1)(lambda name: Catalogue(listing(), records()))
    return lambda: made(generation())

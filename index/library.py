"""Reading a generation's articles, today's texts and earlier ones, without the model and without vectors."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from index.errors import ArticleMissing
from index.generation import IndexFolder, holding, verify_files
from index.records import Article
from index.segment import ARTICLES_FILE
from index.store import ArticleStore, Entry
from index.versions import Version


@dataclass(frozen=True, slots=True)
class Edition:
    """An article as it is today and, where one was asked for, the text of it that was cited."""

    current: Article
    cited: Article | None  # None: the text that was asked for is kept no longer
    until: str | None = None  # when the text cited gave way to another; None while it is the current one


class Library:
    """The articles of one generation. Safe to share between threads; whoever opened the stores closes them."""

    def __init__(self, stores: Sequence[ArticleStore], generation: str) -> None:
        self._stores = stores
        self._generation = generation
        self._rows = {entry.id: (store, row) for store in stores for row, entry in enumerate(store.entries())}

    def article(self, article_id: str) -> Article:
        """The article as this generation has it. Raises ArticleMissing when it has none of that id."""
        store, row = self._row(article_id)
        return store.at(row)

    def titles(self) -> list[tuple[str, str]]:
        """(id, title) of every article, by id."""
        return sorted((entry.id, entry.title) for store in self._stores for entry in store.entries())

    def listing(self) -> list[tuple[Entry, int]]:
        """Every article with the length of its text in code points, by id. Reads every text: keep what it returns."""
        listed = (pair for store in self._stores for pair in zip(store.entries(), store.lengths(), strict=True))
        return sorted(listed, key=lambda pair: pair[0].id)

    def versions(self, article_id: str) -> tuple[Version, ...]:
        """The earlier texts of an article, newest first. Raises ArticleMissing."""
        store, row = self._row(article_id)
        return store.versions(row)

    def edition(self, article_id: str, content_hash: str = "") -> Edition:
        """The text of this hash and what has become of it, found also where its article has been renamed since.

        Without a hash, or for a text that is kept no longer: the article of that id. Raises ArticleMissing.
        """
        homes = self._homes.get(content_hash, ())
        home = article_id if not homes or article_id in homes else homes[0]
        current = self.article(home)
        if not content_hash or current.content_hash == content_hash:
            return Edition(current, current)
        for version in self.versions(home):
            if version.article.content_hash == content_hash:
                return Edition(current, version.article, version.until)
        return Edition(current, None)

    @cached_property
    def _homes(self) -> dict[str, list[str]]:
        """For each text by its hash, the ids of the articles that have it now, by id, before those that had it."""
        homes: dict[str, list[str]] = {}
        for entry in sorted((e for store in self._stores for e in store.entries()), key=lambda e: e.id):
            homes.setdefault(entry.content_hash, []).append(entry.id)
        for store in self._stores:
            for row, content_hash in store.version_hashes():
                homes.setdefault(content_hash, []).append(store.entries()[row].id)
        return homes

    def _row(self, article_id: str) -> tuple[ArticleStore, int]:
        try:
            return self._rows[article_id]
        except KeyError:
            raise ArticleMissing(f'there is no article "{article_id}" in generation {self._generation}') from None


@contextmanager
def open_library(root: Path) -> Iterator[Library]:
    """The articles of the current generation, checked byte by byte. Raises IndexMissing, IndexFormatError, IndexDamaged."""
    folder = IndexFolder(root)
    with ExitStack() as opening:
        manifest = opening.enter_context(holding(folder))
        verify_files(folder, [file for file in manifest.files if file.path.endswith(f"/{ARTICLES_FILE}")])
        stores = [ArticleStore(folder.segments / name / ARTICLES_FILE) for name in manifest.segments]
        for store in stores:
            opening.callback(store.close)
        yield Library(stores, manifest.name)

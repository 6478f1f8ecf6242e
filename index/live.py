"""The newest generation, for a program that runs on while the index is brought up to date beside it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.embedding import Embedder
from index.errors import IndexUnusable
from index.generation import IndexFolder
from index.search import Searcher


class LiveSearcher:
    """Hands out the current searcher. A searcher in use stays open until its last user is done, however many follow it."""

    def __init__(self, root: Path, embedder: Embedder) -> None:
        """Raises as Searcher does: there has to be one good generation to begin with."""
        self._root, self._embedder = root, embedder
        self._current_file = IndexFolder(root).current
        self._lock = threading.Lock()
        self._users: dict[Searcher, int] = {}
        self._seen = self._read_current()
        self._current = Searcher(root, embedder)
        self.problem: str | None = None  # why the newest generation is not the one that answers

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """A searcher over one generation for the length of the block."""
        with self._lock:
            self._follow()
            searcher = self._current
            self._users[searcher] = self._users.get(searcher, 0) + 1
        try:
            yield searcher
        finally:
            with self._lock:
                self._users[searcher] -= 1
                self._close_if_done(searcher)

    def _follow(self) -> None:
        """Move on to the generation that CURRENT names now. One that cannot be used leaves the old one answering."""
        named = self._read_current()
        if named == self._seen:
            return
        self._seen = named
        try:
            newer = Searcher(self._root, self._embedder)
        except IndexUnusable as error:
            self.problem = str(error)
            return
        self.problem = None
        older, self._current = self._current, newer
        self._users.setdefault(older, 0)
        self._close_if_done(older)

    def _close_if_done(self, searcher: Searcher) -> None:
        if searcher is not self._current and not self._users[searcher]:
            del self._users[searcher]
            searcher.close()

    def _read_current(self) -> bytes:
        try:
            return self._current_file.read_bytes()
        except OSError:
            return b""  # as different from every name as a missing index is

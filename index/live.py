"""The newest generation, for a program that runs on while the index is brought up to date beside it."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.embedding import Embedder
from index.errors import IndexUnusable
from index.generation import IndexFolder, prune_let_go
from index.search import Searcher

_log = logging.getLogger(__name__)


class LiveSearcher:
    """Hands out the current searcher. A searcher in use stays open until its last user is done, however many follow it."""

    def __init__(self, root: Path, embedder: Embedder) -> None:
        """Raises as Searcher does: there has to be one good generation to begin with."""
        self._root, self._embedder = root, embedder
        self._folder = IndexFolder(root)
        self._lock = threading.Lock()
        self._users: dict[Searcher, int] = {}
        self._seen = self._read_current()
        self._current = Searcher(root, embedder)
        self.problem: str | None = None  # why the newest generation is not the one that answers

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """A searcher over one generation for the length of the block."""
        with self._lock:
            let_go = self._follow()
            searcher = self._current
            self._users[searcher] = self._users.get(searcher, 0) + 1
        if let_go:
            prune_let_go(self._folder)
        try:
            yield searcher
        finally:
            with self._lock:
                self._users[searcher] -= 1
                let_go = self._close_if_done(searcher)
            if let_go:
                prune_let_go(self._folder)

    @contextmanager
    def keeping_up(self, then: Callable[[], None], every_s: float = 1.0) -> Iterator[None]:
        """Within the block new generations are followed also while nobody asks, so that what was deleted is let go of.

        Each time `then` is called, for whoever has to follow as well.
        """
        stopped = threading.Event()

        def follow() -> None:
            while not stopped.wait(every_s):
                with self.searcher():
                    pass
                try:
                    then()
                except (OSError, ValueError):  # a full disk, a spoilt file: tried again, and what is asked is answered
                    _log.exception("what follows a new generation could not be done")

        thread = threading.Thread(target=follow, name="keeping up with the index", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stopped.set()
            thread.join()

    def _follow(self) -> bool:
        """Move on to the generation that CURRENT names now. One that cannot be used leaves the old one answering.

        Returns whether the old one was let go of.
        """
        named = self._read_current()
        if named == self._seen:
            return False
        try:
            newer = Searcher(self._root, self._embedder)
        except IndexUnusable as error:
            self._seen, self.problem = named, str(error)
            return False
        except OSError as error:  # too many open files, for example: the next question tries again
            self.problem = f"{error.filename or self._root}: {error.strerror or error}"
            return False
        self._seen, self.problem = named, None
        older, self._current = self._current, newer
        self._users.setdefault(older, 0)
        return self._close_if_done(older)

    def _close_if_done(self, searcher: Searcher) -> bool:
        if searcher is self._current or self._users[searcher]:
            return False
        del self._users[searcher]
        searcher.close()
        return True

    def _read_current(self) -> bytes:
        try:
            return self._folder.current.read_bytes()
        except OSError:
            return b""  # as different from every name as a missing index is

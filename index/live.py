"""The newest generation, for a program that runs on while the index is brought up to date beside it."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.embedding import Embedder
from index.errors import IndexUnusable
from index.generation import IndexFolder, holding, prune_let_go, verify_files
from index.search import Searcher
from index.segment import ARTICLES_FILE
from index.store import ArticleStore

_log = logging.getLogger(__name__)
PATIENCE_S = 3.0  # longer than an index of some thousand articles takes to be opened


class _Opening(threading.Thread):
    """The opening of a newer generation, in a thread of its own."""

    def __init__(self, named: bytes, follow: Callable[["_Opening"], None]) -> None:
        super().__init__(target=follow, args=[self], name="opening the newer index", daemon=True)
        self.named = named  # by CURRENT
        self.compared = threading.Event()
        self.withdraws = True  # until known better

    def compare(self, folder: IndexFolder, older: Searcher) -> None:
        """See whether the one that answers meanwhile has an article that was deleted since."""
        try:
            self.withdraws = _lacks_articles_of(older, folder)
        finally:
            self.compared.set()


def _lacks_articles_of(older: Searcher, folder: IndexFolder) -> bool:
    """Whether an article of an older generation is in the current one neither by its id nor, renamed, by its text."""
    with holding(folder) as manifest:
        left = [segment for segment in older.segments if segment.name not in manifest.segments]
        if not left:
            return False
        new = set(manifest.segments) - set(older.manifest.segments)
        paths = [folder.segments / name / ARTICLES_FILE for name in new]
        verify_files(folder, [file for file in manifest.files if folder.path_of(file) in paths])
        ids: set[str] = set()
        texts: set[str] = set()
        for path in paths:
            with closing(ArticleStore(path)) as store:
                ids.update(entry.id for entry in store.entries())
                texts.update(entry.content_hash for entry in store.entries())
    entries = (entry for segment in left for entry in segment.articles.entries())
    return any(entry.id not in ids and entry.content_hash not in texts for entry in entries)


class LiveSearcher:
    """Hands out the current searcher. A searcher in use stays open until its last user is done, however many follow it."""

    def __init__(self, root: Path, embedder: Embedder) -> None:
        """Raises as Searcher does: there has to be one good generation to begin with."""
        self._root, self._embedder = root, embedder
        self._folder = IndexFolder(root)
        self._lock = threading.Lock()
        self._users: dict[Searcher, int] = {}
        self._opening: _Opening | None = None
        self._seen = self._read_current()
        self._current = Searcher(root, embedder)
        self.problem: str | None = None  # why the newest generation is not the one that answers

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """A searcher over one generation for the length of the block.

        A newer one is waited for only so long: the one before answers while a large index is opened, unless it has an
        article that was deleted since.
        """
        for _ in range(2):  # the one that is being opened may have been followed by another already
            if opening := self._opening_newer():
                self._wait_for(opening)
        with self._lock:
            searcher = self._current
            self._users[searcher] = self._users.get(searcher, 0) + 1
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

    def _opening_newer(self) -> _Opening | None:
        """The opening of the generation that CURRENT names; None where it is the one that answers."""
        with self._lock:
            if self._opening is None and (named := self._read_current()) != self._seen:
                self._opening = _Opening(named, self._follow)
                self._opening.start()
            return self._opening

    def _wait_for(self, opening: _Opening) -> None:
        """Until the newer one answers; where that takes long, until it is known that nothing was deleted since."""
        opening.join(PATIENCE_S)
        opening.compared.wait()
        if opening.withdraws or self._read_current() != opening.named:
            opening.join()

    def _follow(self, opening: _Opening) -> None:
        """Move on to the newer generation. One that cannot be used leaves the old one answering."""
        let_go = False
        try:
            opening.compare(self._folder, self._current)
            newer = Searcher(self._root, self._embedder)
        except IndexUnusable as error:
            self._seen, self.problem = opening.named, str(error)
        except OSError as error:  # too many open files, for example: the next question tries again
            self.problem = f"{error.filename or self._root}: {error.strerror or error}"
        else:
            with self._lock:
                self._seen, self.problem = opening.named, None
                older, self._current = self._current, newer
                self._users.setdefault(older, 0)
                let_go = self._close_if_done(older)
        finally:
            self._opening = None
        if let_go:
            prune_let_go(self._folder)

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

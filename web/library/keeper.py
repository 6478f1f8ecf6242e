"""The one writer of the server: brings the index in step with the corpus in the background, and tells how far it is."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from index.errors import ArticleQAError
from index.planning import Progress
from index.sync import SyncReport
from web.layout import WENT_WRONG

_log = logging.getLogger(__name__)


class Sync(Protocol):
    def __call__(self, *, progress: Progress) -> SyncReport: ...


@dataclass(frozen=True, slots=True)
class Work:
    """What the writer is doing, or how the last of it went."""

    running: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    files: tuple[str, ...] = ()  # the paths that it is about
    report: SyncReport | None = None
    problem: str = ""  # why it did not go well, in a sentence


class _Cancelled(ArticleQAError):
    pass


class Keeper:
    """Runs one sync at a time. Safe to share between threads."""

    def __init__(self, sync: Sync, discard: Callable[[str], None], then: Callable[[], None]) -> None:
        """`discard` takes a file out of the corpus again when its sync is cancelled; `then` is called after each sync."""
        self._sync, self._discard, self._then = sync, discard, then
        self._lock = threading.Lock()
        self._work = Work()
        self._pending: list[str] = []
        self._again = False
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def work(self) -> Work:
        with self._lock:
            return self._work

    def pending(self) -> int:
        """How many files have come in since the last sync began."""
        with self._lock:
            return len(self._pending)

    def note(self, path: str) -> None:
        """A file has come in and waits to be indexed."""
        with self._lock:
            self._pending.append(path)

    def start(self) -> None:
        """Begin, unless it is running: what came in meanwhile is then taken by another run after it."""
        with self._lock:
            if self._work.running:
                return
            self._work = Work(running=True)
            self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
            self._thread.start()

    def catch_up(self) -> None:
        """Begin or, where it is running, once more after that: the folder has changed since it was looked at."""
        with self._lock:
            self._again = True
        self.start()

    def finish(self, timeout_s: float) -> Work:
        """Wait for the end of the work, but not for ever."""
        thread = self._thread
        if thread:
            thread.join(timeout_s)
        return self.work()

    def cancel(self) -> None:
        """Stop as soon as may be. The index stays as it was; files that came in for this run leave the corpus."""
        self._stop.set()

    def _run(self) -> None:
        try:
            while self._runs_again():
                pass
        finally:
            with self._lock:
                if self._work.running:  # nobody foresaw why not; the log has it in full
                    self._work = replace(self._work, running=False, problem=WENT_WRONG)

    def _runs_again(self) -> bool:
        """One run; whether there is to be another."""
        with self._lock:
            files, self._pending, self._again = tuple(self._pending), [], False
            self._stop.clear()
            self._work = Work(running=True, files=files)
        ended = self._once(files)
        with self._lock:
            again = self._again or bool(self._pending)  # also after one that was cancelled: these were not its files
            self._work = replace(ended, running=again)
        return again

    def _once(self, files: tuple[str, ...]) -> Work:
        try:
            report = self._sync(progress=self._told)
            self._then()
            return Work(files=files, report=report)
        except _Cancelled:
            for path in files:
                self._take_back(path)
            return Work(files=files, problem="Cancelled: the index is as it was, and the new files are in the trash.")
        except (ArticleQAError, OSError) as error:
            _log.warning("the index could not be brought up to date: %s", error)
            return Work(files=files, problem=str(error))

    def _take_back(self, path: str) -> None:
        try:
            self._discard(path)
        except (ArticleQAError, OSError) as error:
            _log.warning("%s stays in the corpus: %s", path, error)

    def _told(self, stage: str, done: int, total: int) -> None:
        if self._stop.is_set():
            raise _Cancelled("cancelled")
        with self._lock:
            self._work = replace(self._work, stage=stage, done=done, total=total)

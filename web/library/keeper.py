"""The one writer of the server: brings the index in step with the corpus in the background, and tells how far it is."""

import logging
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Protocol

from index.errors import ArticleQAError, in_a_sentence
from index.sync import SyncReport
from index.syncing.planning import Progress
from web.layout import WENT_WRONG

KEPT = 50  # runs whose end is remembered: whoever waits for one asks again within seconds
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
    since: float = 0.0  # time.monotonic() when the stage began
    per_s: float = 0.0  # of what the stage counts; 0 where nothing is done yet
    files: tuple[str, ...] = ()  # the paths that it is about
    report: SyncReport | None = None
    problem: str = ""  # why it did not go well, in a sentence


class _Cancelled(ArticleQAError):
    pass


class Keeper:
    """Runs one sync at a time. Safe to share between threads."""

    def __init__(self, sync: Sync, discard: Callable[[str], object], then: Callable[[], None]) -> None:
        """`discard` takes a file out of the corpus again when its sync is cancelled; `then` is called after each sync."""
        self._sync, self._discard, self._then = sync, discard, then
        self._lock = threading.Lock()
        self._work = Work()
        self._run = 0  # the number of the run that began last
        self._ended: dict[int, Work] = {}  # by run, oldest first
        self._pending: list[str] = []
        self._again = False
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def work(self) -> Work:
        with self._lock:
            return self._work

    def outcomes(self, runs: Collection[int]) -> list[Work]:
        """How these runs ended or, while one of them has not, what is being done; so too where none is known."""
        with self._lock:
            due = any(run >= self._run and run not in self._ended for run in runs)
            ended = [self._ended[run] for run in sorted(runs) if run in self._ended]
            return [self._work] if not ended or (due and self._work.running) else ended

    def pending(self) -> int:
        """How many files have come in since the last sync began."""
        with self._lock:
            return len(self._pending)

    def note(self, path: str) -> int:
        """A file has come in and waits to be indexed; the number of the run that will take it."""
        with self._lock:
            self._pending.append(path)
            return self._run + 1

    def start(self) -> None:
        """Begin, unless it is running: what came in meanwhile is then taken by another run after it."""
        with self._lock:
            if self._work.running:
                return
            self._work = Work(running=True)
            self._thread = threading.Thread(target=self._runs, name="sync", daemon=True)
            self._thread.start()

    def catch_up(self) -> int:
        """Begin or, where it is running, once more after that: the folder has changed since it was looked at.

        The number of the run that will take the change.
        """
        with self._lock:
            self._again = True
            run = self._run + 1
        self.start()
        return run

    def finish(self, timeout_s: float) -> Work:
        """Wait for the end of the work, but not for ever."""
        thread = self._thread
        if thread:
            thread.join(timeout_s)
        return self.work()

    def cancel(self) -> None:
        """Stop as soon as may be. The index stays as it was; files that came in for this run leave the corpus."""
        self._stop.set()

    def _runs(self) -> None:
        try:
            while self._runs_again():
                pass
        finally:
            with self._lock:
                if self._work.running:  # nobody foresaw why not; the log has it in full
                    self._work = self._ended[self._run] = replace(self._work, running=False, problem=WENT_WRONG)

    def _runs_again(self) -> bool:
        """One run; whether there is to be another."""
        with self._lock:
            files, self._pending, self._again = tuple(self._pending), [], False
            self._run += 1
            self._stop.clear()
            self._work = Work(running=True, files=files)
        ended = self._once(files)
        with self._lock:
            again = self._again or bool(self._pending)  # also after one that was cancelled: these were not its files
            self._work = replace(ended, running=again)
            self._ended[self._run] = ended
            self._ended.pop(self._run - KEPT, None)
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
            problem = in_a_sentence(error)
            _log.warning("the index could not be brought up to date: %s", problem)
            return Work(files=files, problem=problem)

    def _take_back(self, path: str) -> None:
        try:
            self._discard(path)
        except (ArticleQAError, OSError) as error:
            _log.warning("%s stays in the corpus: %s", path, error)

    def _told(self, stage: str, done: int, total: int) -> None:
        if self._stop.is_set():
            raise _Cancelled("cancelled")
        now = time.monotonic()
        with self._lock:
            since = self._work.since if self._work.stage == stage else now
            per_s = done / (now - since) if now > since else 0.0
            self._work = replace(self._work, stage=stage, done=done, total=total, since=since, per_s=per_s)

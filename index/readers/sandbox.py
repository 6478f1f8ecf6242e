"""Reading files of any origin: each is parsed in a child process that can neither harm nor hang the program.

A child is a fresh interpreter that has given up memory beyond a limit, the network and all writing (confine.py). It
reads one file after another. When it dies or exceeds a limit, its file gets one sentence and the next child goes on.
"""

import hashlib
import os
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from index.errors import NotReadYet, ReaderError
from index.readers.child import Child
from index.readers.files import read_below
from index.readers.limits import Limits
from index.readers.reading import Reading
from index.records import Article

_AHEAD_PER_WORKER = 4
_FILES_PER_CHILD = 50  # after so many for each that runs another child is started,
_PATIENCE_S = 2.0  # or where a file has waited so long for one


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read. `article_id` is its path below the corpus folder without suffix."""

    path: Path
    suffix: str
    article_id: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. One that could not be read has no articles and a problem that says why."""

    path: Path
    sha256: str | None  # of the bytes that were read; None if there were none
    articles: tuple[Article, ...]
    problems: tuple[str, ...]  # a sentence each, without the path
    is_final: bool = True  # whether the same bytes would be read so again


class Sandbox:
    """Children that read the files below one folder. To be used in a `with` statement, which ends them."""

    def __init__(self, root: Path, *, workers: int | None = None, limits: Limits | None = None) -> None:
        self._root = root.resolve()
        self._limits = limits or Limits()
        self._workers = workers or min(4, os.cpu_count() or 1)
        self._children = [Child(self._limits) for _ in range(self._workers)]
        self._choosing = threading.Lock()
        self._served = 0  # files
        self._unstarted = list(self._children)
        self._idle: queue.SimpleQueue[Child] = queue.SimpleQueue()  # of those that have been started
        self._threads = ThreadPoolExecutor(self._workers, "reader")

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._children:
            child.interrupt()
        self._threads.shutdown(cancel_futures=True)
        for child in self._children:
            child.close()

    def read_all(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """What became of each file, in the order of the jobs. A few are read ahead of the one that is asked for."""
        ahead: deque[Future[Outcome]] = deque()
        for job in jobs:
            ahead.append(self._threads.submit(self._read, job))
            if len(ahead) >= _AHEAD_PER_WORKER * self._workers:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

    def _read(self, job: Job) -> Outcome:
        try:
            data = read_below(self._root, job.path, self._limits.file_bytes)
        except ReaderError as error:
            return Outcome(job.path, None, (), (str(error),), not isinstance(error, NotReadYet))
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            reading = self._parse(data, job)
        except ReaderError as error:
            return Outcome(job.path, sha256, (), (str(error),), not isinstance(error, NotReadYet))
        return Outcome(job.path, sha256, reading.articles, reading.problems)

    def _parse(self, data: bytes, job: Job) -> Reading:
        child = self._free_child()
        try:
            return child.read(data, job.suffix, job.article_id)
        finally:
            self._idle.put(child)

    def _free_child(self) -> Child:
        """The first to be idle. Starting one costs more than reading a few files, so that others are started as they are needed."""
        with self._choosing:
            self._served += 1
            is_due = self._served > _FILES_PER_CHILD * (self._workers - len(self._unstarted))
        if is_due and (child := self._another()):
            return child
        try:
            return self._idle.get(timeout=_PATIENCE_S)
        except queue.Empty:
            return self._another() or self._idle.get()

    def _another(self) -> Child | None:
        with self._choosing:
            return self._unstarted.pop() if self._unstarted else None

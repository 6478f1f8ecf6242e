"""What the bench asks of a program, and the loop that answers it: one JSON object a line in, one out.

Times are taken here, round the program's own call, so that neither the pipe nor the JSON is part of them.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Article:
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A retrieved piece of an article: the half-open span of its text."""

    article_id: str
    start: int
    end: int


class System(Protocol):
    """A program with its model loaded. `build` and `open` set the folder that the other calls work on."""

    def build(self, articles: list[Article], folder: Path) -> None:
        """From nothing to an index that is searchable and saved in the folder, which does not exist yet."""

    def open(self, folder: Path) -> None: ...

    def search(self, question: str, limit: int) -> list[Found]:
        """Best first."""
        ...

    def add(self, articles: list[Article]) -> None: ...

    def delete(self, article_ids: list[str]) -> None: ...

    def save(self) -> None:
        """Make the changes last; nothing to do where adding and deleting already did."""


def serve(load: Callable[[str], System]) -> None:
    """Answer the commands on standard input until it ends. `load` is given the model's folder, the first argument.

    The second argument is a folder that a program may keep things in from one process to the next.
    """
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints is no reply
    system = load(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(_answered(system, json.loads(line))), file=replies, flush=True)


def _answered(system: System, command: dict[str, object]) -> dict[str, object]:
    match command:
        case {"do": "build", "articles": str(path), "folder": str(folder)}:
            articles = list(read_articles(Path(path)))
            return _timed(lambda: system.build(articles, Path(folder)))
        case {"do": "open", "folder": str(folder)}:
            return _timed(lambda: system.open(Path(folder)))
        case {"do": "search", "question": str(question), "limit": int(limit)}:
            found: list[Found] = []
            took = _timed(lambda: found.extend(system.search(question, limit)))
            return took | {"found": [(f.article_id, f.start, f.end) for f in found]}
        case {"do": "add", "articles": str(path)}:
            articles = list(read_articles(Path(path)))
            return _timed(lambda: system.add(articles))
        case {"do": "delete", "article_ids": list(ids)}:
            return _timed(lambda: system.delete(ids))
        case {"do": "save"}:
            return _timed(system.save)
        case {"do": "memory"}:
            return {"peak_mb": _peak_mb()}
    raise ValueError(f"no such command: {command}")


def read_articles(path: Path) -> Iterator[Article]:
    """The articles of a JSON Lines file with "id", "title" and "text"."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield Article(row["id"], row["title"], row["text"])


def _timed(call: Callable[[], None]) -> dict[str, object]:
    started = time.perf_counter()
    call()
    return {"took_s": time.perf_counter() - started}


def _peak_mb() -> float:
    """Peak resident memory of this process. Not of getrusage, which counts what the parent held before exec."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024

"""Drafted questions on their way into a dataset: they wait until a person keeps or drops them."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from index.swapping import swap_in
from qa.evaluation.datasets import QUESTIONS
from qa.evaluation.rows import Row, read_rows

UNREVIEWED, DROPPED = "unreviewed.jsonl", "dropped.jsonl"
CHOICES = ("keep", "drop", "edit", "skip", "quit")

Line = Mapping[str, Any]  # of questions.jsonl


class Queue:
    """A dataset folder: questions.jsonl has what was kept, and beside it wait the questions that nobody has looked at."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ids(self) -> set[str]:
        """Of all questions, also of those dropped, so that none comes twice."""
        return {line["id"] for name in (UNREVIEWED, QUESTIONS, DROPPED) for line in self._read(name)}

    def waiting(self) -> list[Line]:
        decided = {line["id"] for name in (QUESTIONS, DROPPED) for line in self._read(name)}
        return [line for line in self._read(UNREVIEWED) if line["id"] not in decided]

    def kept(self) -> int:
        return len(self._read(QUESTIONS))

    def add(self, line: Line) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._append(UNREVIEWED, line)

    def keep(self, line: Line) -> None:
        self._decided(QUESTIONS, line)

    def drop(self, line: Line) -> None:
        self._decided(DROPPED, line)

    def _decided(self, name: str, line: Line) -> None:
        """Cut off between the two steps, the question counts as decided."""
        self._append(name, line)
        swap_in(self.folder / UNREVIEWED, [_text(self.waiting()).encode()])

    def _append(self, name: str, line: Line) -> None:
        with (self.folder / name).open("a", encoding="utf-8") as file:
            file.write(_text([line]))

    def _read(self, name: str) -> list[Line]:
        """Raises DatasetError at the first line that is no question."""
        path = self.folder / name
        return [_line(row) for row in read_rows(path)] if path.is_file() else []


def _line(row: Row) -> Line:
    row.text("id"), row.text("question"), row.texts("answers"), row.row("meta")  # complain of what is none
    return row.fields


def _text(lines: Iterable[Line]) -> str:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def review(queue: Queue, choose: Callable[[Line], str], reword: Callable[[Line], str]) -> None:
    """Have a person decide on each question that waits; each decision is on the disk before the next question is shown.

    `choose` gives one of CHOICES, `reword` the question in better words, which is kept; without any it goes on waiting.
    """
    for line in queue.waiting():
        match choose(line):
            case "keep":
                queue.keep(line)
            case "drop":
                queue.drop(line)
            case "edit":
                if words := reword(line):
                    queue.keep({**line, "question": words})
            case "quit":
                return

"""Answers that people corrected, kept as questions that `article-qa eval` asks: a dataset folder beside the index."""

import json
import shlex
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import UsageError
from index.library import Edition
from index.swapping import swap_in_private

QUESTIONS = "questions.jsonl"


@dataclass(frozen=True, slots=True)
class Selection:
    """A run of code points of an article's text that a person pointed out."""

    article_id: str
    start: int
    end: int
    version: str = ""  # content hash of the text that was shown; empty: as the article is now


class Judged:
    """One question for each answer that was judged; the last judgement of an answer counts."""

    def __init__(self, folder: Path, edition: Callable[[str, str], Edition], index: Path) -> None:
        self.folder, self._edition, self._index = folder, edition, index
        self._lock = threading.Lock()

    def command(self) -> str:
        """What asks them of the index."""
        return shlex.join(["article-qa", "eval", str(self.folder), "--index", str(self._index)])

    def unanswerable(self, exchange: str, question: str) -> None:
        """The articles do not answer it."""
        self._keep({"id": exchange, "question": question, "answerable": False, "meta": {"kind": "judged"}})

    def answered_at(self, exchange: str, question: str, selected: Selection) -> None:
        """This is the text that answers it. Raises UsageError for a place that the article does not have, or has no more."""
        edition = self._edition(selected.article_id, selected.version)
        if edition.cited != edition.current:
            raise UsageError("the article has changed since: ask again and select the sentence in it as it is now")
        text = edition.current.text
        if not 0 <= selected.start < selected.end <= len(text):
            raise UsageError(f"{selected.article_id}: it has no characters {selected.start}-{selected.end}")
        span = text[selected.start : selected.end]
        start = selected.start + len(span) - len(span.lstrip())
        quote = span.strip()
        if not quote:
            raise UsageError("nothing but space was selected: select the sentence that answers")
        self._keep(
            {
                "id": exchange,
                "question": question,
                "answerable": True,
                "article_ids": [selected.article_id],
                "evidence": [quote],
                "evidence_spans": [{"article_id": selected.article_id, "start": start, "end": start + len(quote)}],
                "meta": {"kind": "judged"},
            }
        )

    def questions(self) -> list[dict[str, Any]]:
        """All of them, oldest first."""
        path = self.folder / QUESTIONS
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []

    def withdraw_missing(self, known: Collection[str]) -> None:
        """Forget every question whose right passage is of an article that is not among the `known` ids."""
        ids = frozenset(known)
        with self._lock:
            questions = self.questions()
            kept = [one for one in questions if ids.issuperset(one.get("article_ids", ()))]
            if len(kept) < len(questions):
                self._write(kept)

    def _keep(self, question: dict[str, Any]) -> None:
        with self._lock:
            self._write([other for other in self.questions() if other["id"] != question["id"]] + [question])

    def _write(self, questions: Sequence[dict[str, Any]]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in questions)
        swap_in_private(self.folder / QUESTIONS, [lines.encode()])

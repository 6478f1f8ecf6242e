"""Asking a dataset's questions and keeping what came of it, so that an interrupted run goes on where it stopped.

A run file has one JSON object a line: {"id", "hits": [as in search --json], "answer": {as in ask --json}}. It is there
complete or not at all: until the last question is answered the lines gather in a file beside it, named ".part", whose
first line says of which run it is a part.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.records import Hit
from index.swapping import swap_in_lasting
from qa.evaluation.lines import line_of, read_lines
from qa.evaluation.records import Line, Question
from qa.evaluation.rows import Row
from qa.records import Reply
from qa.serial import hit_json, reply_json

MAX_HITS = 20  # that are kept of a question

Ask = Callable[[Question], Reply]
Search = Callable[[Question], list[Hit]]
Progress = Callable[[int], None]  # told how many questions are done


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one question brought: the ranked passages and the answer."""

    question_id: str
    hits: tuple[Hit, ...]
    reply: Reply


def run(questions: Iterable[Question], ask: Ask, search: Search, *, progress: Progress) -> Iterator[Outcome]:
    """Ask one question after the other, each when its outcome is wanted."""
    for done, question in enumerate(questions, 1):
        outcome = Outcome(question.id, tuple(search(question)[:MAX_HITS]), ask(question))
        progress(done)
        yield outcome


def scored_line(outcome: Outcome) -> Line:
    """The line that reading the outcome's JSON back would give."""
    return line_of(Row(f"the run, question {outcome.question_id}", _outcome_json(outcome)))


def record(
    path: Path, questions: Sequence[Question], ask: Ask, search: Search, *, made_with: str, progress: Progress
) -> tuple[Line, ...]:
    """Run the questions into a run file and return its lines, in the order of the questions.

    What an interrupted call has answered is kept if it was asked the same questions and was `made_with` the same: the
    generation and whatever else decides the answers. A complete file is made anew: the program may have changed since.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    head = json.dumps({"part_of": _digest(made_with, questions)})
    kept = _kept(part, head)
    swap_in_lasting(part, map(_encoded, [head, *kept.values()]))
    todo = [question for question in questions if question.id not in kept]
    with part.open("ab") as file:
        for outcome in run(todo, ask, search, progress=lambda done: progress(len(kept) + done)):
            file.write(_encoded(_text(outcome)))
            file.flush()  # what a later call can keep
    answered = _kept(part, head)
    swap_in_lasting(path, (_encoded(answered[question.id]) for question in questions))
    part.unlink()
    return read_lines(path)


def _kept(part: Path, head: str) -> dict[str, str]:
    """The whole lines of a part by question id; none if it is a part of another run."""
    if not part.is_file():
        return {}
    first, *lines = part.read_bytes().decode("utf-8", "replace").split("\n")[:-1]  # what follows the last "\n" is torn
    return {json.loads(line)["id"]: line for line in lines} if first == head else {}


def _outcome_json(outcome: Outcome) -> dict[str, object]:
    hits = [hit_json(hit) for hit in outcome.hits]
    return {"id": outcome.question_id, "hits": hits, "answer": reply_json(outcome.reply)}


def _text(outcome: Outcome) -> str:
    return json.dumps(_outcome_json(outcome), ensure_ascii=False, allow_nan=False)


def _encoded(line: str) -> bytes:
    return f"{line}\n".encode("utf-8", "replace")


def _digest(made_with: str, questions: Sequence[Question]) -> str:
    return hashlib.blake2b(repr((made_with, tuple(questions))).encode("utf-8", "replace"), digest_size=16).hexdigest()

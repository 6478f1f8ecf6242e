"""How fast each program is, all of them alive at once and taking turns, so that the machine's mood meets them alike."""

import json
import os
import shutil
import statistics
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.environments import PROGRAMS, Program
from bench.samples import spread
from bench.workers import Worker
from qa.evaluation.datasets import load

LIMIT = 10  # passages per question
CHANGED = 10  # articles that are added, and deleted
LENGTHS = range(3_000, 9_000)  # characters of the articles taken: those of a news report


@dataclass(frozen=True, slots=True)
class Material:
    """What every program is given, as files of articles and a list of questions."""

    articles: Path
    added: Path
    deleted: tuple[str, ...]  # ids, of `articles`
    count: int
    questions: tuple[str, ...]


@dataclass(slots=True)
class Times:
    """Seconds of each round; of the questions, of each question."""

    build: list[float] = field(default_factory=list)
    search: list[float] = field(default_factory=list)
    add: list[float] = field(default_factory=list)
    delete: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    peak_mb: float = 0.0


def material(dataset: Path, folder: Path, count: int) -> Material:
    """`count` articles of a dataset, ten more to add, and as many questions."""
    asked = load(dataset)
    articles = spread([a for a in asked.articles if len(a.text) in LENGTHS], count + CHANGED)
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "articles.jsonl", folder / "added.jsonl"
    for path, part in zip(paths, (articles[CHANGED:], articles[:CHANGED]), strict=True):
        path.write_text(
            "".join(json.dumps({"id": a.id, "title": a.title, "text": a.text}) + "\n" for a in part), "utf-8"
        )
    kept = articles[CHANGED:]
    deleted = tuple(a.id for a in spread(kept, CHANGED))
    questions = tuple(q.rewrite or q.question for q in spread(asked.questions, count))
    return Material(paths[0], paths[1], deleted, len(kept), questions)


def rounds(given: Material, cache: Path, threads: int, times: int) -> dict[str, Times]:
    """Each step is done by every program in turn before the next begins; each round another program is the first."""
    of = {program.name: Times() for program in PROGRAMS}
    folder = cache / "timing"
    shutil.rmtree(folder, ignore_errors=True)
    with ExitStack() as stack:
        workers = [stack.enter_context(Worker(program, cache, threads)) for program in PROGRAMS]
        for worker in workers:
            worker.ask("memory")  # it answers once its model is loaded: none builds while others still start
        for round_ in range(times):
            turn = workers[round_:] + workers[:round_]
            indexes = {worker: folder / f"{round_}" / worker.program.name for worker in turn}
            for worker in turn:
                indexes[worker].parent.mkdir(parents=True, exist_ok=True)
                took = worker.timed("build", articles=str(given.articles), folder=str(indexes[worker]))
                of[worker.program.name].build.append(took)
            for worker in turn:
                of[worker.program.name].search += _searches(worker, given.questions)
            for worker in turn:
                of[worker.program.name].cold.append(_cold(worker.program, cache, threads, indexes[worker], given))
            for worker in turn:
                _change(worker, given, of[worker.program.name])
        for worker in workers:
            of[worker.program.name].peak_mb = float(worker.ask("memory")["peak_mb"])
    return of


def summary(times: Times, articles: int) -> Mapping[str, object]:
    """Medians over the rounds, each with the least and the most."""
    searches = sorted(1000 * took for took in times.search)
    return {
        "articles_per_s": _middle([articles / took for took in times.build]),
        "query_p50_ms": percentile(searches, 50),
        "query_p95_ms": percentile(searches, 95),
        "cold_s": _middle(times.cold),
        "add_10_s": _middle(times.add),
        "delete_10_ms": _middle([1000 * took for took in times.delete]),
        "peak_mb": times.peak_mb,
    }


def percentile(ordered: Sequence[float], rank: int) -> float:
    """The smallest value that at least `rank` per cent do not exceed.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 50), percentile([1.0, 2.0, 3.0, 4.0], 95)
    (2.0, 4.0)
    """
    return ordered[max(0, -(-len(ordered) * rank // 100) - 1)]


def load_average() -> float:
    return os.getloadavg()[0]


def _searches(worker: Worker, questions: Sequence[str]) -> list[float]:
    worker.timed("search", question=questions[-1], limit=LIMIT)  # warm
    return [worker.timed("search", question=question, limit=LIMIT) for question in questions]


def _cold(program: Program, cache: Path, threads: int, index: Path, given: Material) -> float:
    """From the start of a process to its first answer from the saved index."""
    with Worker(program, cache, threads) as worker:
        worker.ask("open", folder=str(index))
        worker.ask("search", question=given.questions[0], limit=LIMIT)
        return worker.age_s()


def _change(worker: Worker, given: Material, times: Times) -> None:
    times.add.append(worker.timed("add", articles=str(given.added)) + worker.timed("save"))
    times.delete.append(worker.timed("delete", article_ids=given.deleted) + worker.timed("save"))


def _middle(values: Sequence[float]) -> tuple[float, float, float]:
    return statistics.median(values), min(values), max(values)

"""How well each program finds the articles and the evidence, all of them scored by `qa.evaluation` from a run file."""

import json
import shutil
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from bench.environments import OURS, PROGRAMS, ROOT, Program
from bench.samples import TEXTS
from bench.workers import Worker
from index.models.modelfiles import DEFAULT_MODEL
from index.records import Article
from qa.evaluation.datasets import QUESTIONS
from qa.evaluation.intervals import change_interval
from qa.evaluation.lines import read_lines
from qa.evaluation.measures import MEASURES, sample_of
from qa.evaluation.records import Dataset
from qa.evaluation.reports import Report, report_of
from qa.evaluation.running import RUN_FILE, evaluate
from qa.evaluation.runs import MAX_HITS
from qa.reader import NO_READER

INDEX = "index"  # below a run's folder, whatever the program puts there
SHOWN = ("hit@1", "hit@5", "nDCG@10", "evidence@1", "evidence@5")


def run(program: Program, asked: Dataset, folder: Path, cache: Path, threads: int) -> None:
    """Index the sample in `folder` with the program, ask its questions and write the run file.

    Another program's run is kept while its requirements and the sample stay the same; ours is made anew each time.
    """
    out = run_folder(program, folder)
    out.mkdir(parents=True, exist_ok=True)
    if program.name == OURS:
        # Without the reader, which learned from some of these sets.
        evaluate(folder, None, out, DEFAULT_MODEL, lambda stage, done, total: None, reader=NO_READER)
        return
    made, wanted = out / "made-with.txt", made_with(program, folder)
    if made.is_file() and made.read_text("utf-8") == wanted:
        return
    shutil.rmtree(out / INDEX, ignore_errors=True)
    with Worker(program, cache, threads) as worker:
        worker.ask("build", articles=str(folder / TEXTS), folder=str(out / INDEX))
        lines = list(_lines(worker, asked))
    (out / RUN_FILE).write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    made.write_text(wanted, "utf-8")


def made_with(program: Program, folder: Path) -> str:
    """All that decides a run of another program."""
    served = (ROOT / f"{program.module.replace('.', '/')}.py").read_bytes()
    parts = [served, *((folder / name).read_bytes() for name in (TEXTS, QUESTIONS))]
    return "\n".join([*program.requirements, *(sha256(part).hexdigest() for part in parts)])


def reports(asked: Dataset, folder: Path) -> dict[str, Report]:
    """By name of the program, what its run file of this sample is worth; none for a program that was not run."""
    runs = {program.name: run_folder(program, folder) / RUN_FILE for program in PROGRAMS}
    return {
        name: report_of(asked.name, asked.questions, read_lines(path)) for name, path in runs.items() if path.is_file()
    }


def results_of(asked: Dataset, of: dict[str, Report]) -> dict[str, object]:
    """What is kept of a set: each program's values with their 95 % intervals, and how far we lead each other one."""
    shown = {name: [v for v in report.values if v.name in SHOWN] for name, report in of.items()}
    return {
        "articles": len(asked.articles),
        "questions": len(asked.questions),
        "programs": {name: {v.name: (v.value, v.low, v.high) for v in values} for name, values in shown.items()},
        "leads": {
            name: {v.name: lead(of[OURS], of[name], v.name) for v in values}
            for name, values in shown.items()
            if name != OURS and OURS in of
        },
    }


def lead(ours: Report, other: Report, measure: str) -> tuple[float, float]:
    """The 95 % interval of how far we are ahead, the questions taken in pairs."""
    [known] = [one for one in MEASURES if one.name == measure]
    ids = sorted(ours.columns[measure].keys() & other.columns[measure].keys())
    return change_interval(sample_of(known, other.columns, ids), sample_of(known, ours.columns, ids), known.statistic)


def run_folder(program: Program, folder: Path) -> Path:
    return folder / "runs" / program.name


def _lines(worker: Worker, asked: Dataset) -> Iterator[dict[str, object]]:
    articles = {article.id: article for article in asked.articles}
    for question in asked.questions:
        reply = worker.ask("search", question=question.question, limit=MAX_HITS)
        yield {
            "id": question.id,
            "hits": hits(reply["found"], articles),
            "answer": {  # the programs retrieve and give no answer; what a run file needs to be one
                "answered": True,
                "confidence": 0.0,
                "generation": worker.program.name,
                "took_ms": reply["took_s"] * 1000,
            },
        }


def hits(found: Sequence[tuple[str, int, int]], articles: dict[str, Article]) -> list[dict[str, object]]:
    """Retrieved spans as a run file has them."""
    return [
        {
            "rank": rank,
            "article_id": id,
            "title": articles[id].title,
            "start": start,
            "end": end,
            "text": articles[id].text[start:end],
        }
        for rank, (id, start, end) in enumerate(found, 1)
    ]

"""The runs that `article-qa eval` left behind, read for showing: a run is a folder with its report and its lines."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import DatasetError
from index.records import Passage
from qa.evaluation.figures import slice_figures
from qa.evaluation.gates import Baseline, Change, compare, read_baseline
from qa.evaluation.measures import Value

REPORT, LINES = "report.json", "run.jsonl"
STAGES = ("score", "similarity", "coverage")


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `misses` are as in the report."""

    name: str
    dataset: str
    generation: str
    questions: int
    baseline: Baseline
    slices: tuple[tuple[str, int, list[str]], ...]  # kind, number of questions and a figure for each of SLICE_MEASURES
    misses: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a run found for a question, with the score that each stage gave it, as far as the run has them."""

    passage: Passage
    title: str
    scores: tuple[tuple[str, float], ...]


def run_names(folder: Path) -> list[str]:
    """Names of the runs, the last made first."""
    reports = [path for path in folder.glob(f"*/{REPORT}") if path.is_file()]
    return [path.parent.name for path in sorted(reports, key=lambda path: (-path.stat().st_mtime, path))]


def read_run(folder: Path, name: str) -> Run:
    """Raises DatasetError where there is no such run, or none that this program wrote."""
    if name not in run_names(folder):
        raise DatasetError(f"{name}: there is no such run in {folder}")
    path = folder / name / REPORT
    try:
        baseline, read = read_baseline(path), json.loads(path.read_bytes())
        slices = tuple((part["kind"], part["questions"], _figures(part["values"])) for part in read["slices"])
        misses = tuple(read["misses"])
        return Run(name, read["dataset"], read["generation"], read["questions"], baseline, slices, misses)
    except (KeyError, TypeError, ValueError) as error:
        raise DatasetError(f"{path}: it is no report that this program wrote ({error})") from error


def _figures(values: list[dict[str, Any]]) -> list[str]:
    return slice_figures([Value(v["name"], v["value"], v["low"], v["high"], v["questions"]) for v in values])


def compared(run: Run, other: Run) -> tuple[Change, ...]:
    """What has changed from the other run to this one, in pairs of questions. Raises DatasetError."""
    return compare(run.baseline, other.baseline)


def found_by(folder: Path, name: str, ids: Collection[str]) -> dict[str, list[Found]]:
    """The ranked passages of some questions of a run, by question id. Raises DatasetError."""
    path = folder / name / LINES
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as file:
            lines = (json.loads(line) for line in file)
            return {line["id"]: [_found(hit) for hit in line["hits"]] for line in lines if line["id"] in ids}
    except (KeyError, TypeError, ValueError) as error:
        raise DatasetError(f"{path}: it is no run that this program wrote ({error}): make it again") from error


def _found(hit: dict[str, Any]) -> Found:
    passage = Passage(hit["article_id"], int(hit.get("start", 0)), int(hit.get("end", 0)), str(hit.get("text", "")))
    return Found(passage, str(hit["title"]), tuple((stage, float(hit[stage])) for stage in STAGES if stage in hit))

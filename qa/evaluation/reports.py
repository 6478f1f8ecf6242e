"""A run summed up once; every way of showing it takes its numbers from here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from index.errors import DatasetError
from index.records import Article
from qa.evaluation.measures import MEASURES, Value, columns_of, values_of
from qa.evaluation.misses import Miss, misses_of
from qa.evaluation.records import Line, Question
from qa.evaluation.retrieval import Columns
from qa.evaluation.slices import slices_of

FORMAT = 1  # of the JSON report
NONE_KNOWN: Mapping[str, Article] = {}


@dataclass(frozen=True, slots=True)
class Slice:
    """The measures of some of the questions."""

    kind: str  # what they have in common, in words
    questions: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Report:
    dataset: str
    generation: str
    questions: int
    values: tuple[Value, ...]
    slices: tuple[Slice, ...]
    misses: tuple[Miss, ...]
    columns: Columns  # per question, for a later comparison in pairs


def report_of(
    dataset: str, questions: Sequence[Question], lines: Sequence[Line], articles: Mapping[str, Article] = NONE_KNOWN
) -> Report:
    """Measure a run. Questions without a line are left out, lines of other questions are an error.

    Gold articles among the `articles`, by id, tell the questions apart by date and length.
    """
    known = {question.id for question in questions}
    answered = {line.question_id for line in lines}
    if not answered or not answered <= known:
        foreign = min(answered - known, default="no line at all")
        raise DatasetError(f"{dataset}: the run holds {foreign!r}, expected answers to questions of the dataset")
    generations = sorted({line.generation for line in lines})
    if len(generations) > 1:
        raise DatasetError(f"{dataset}: the run holds the generations {', '.join(generations)}, expected one")
    asked = [question for question in questions if question.id in answered]
    columns = columns_of(asked, lines)
    slices = (Slice(kind, len(ids), values_of(columns, ids)) for kind, ids in slices_of(asked, articles).items())
    return Report(
        dataset=dataset,
        generation=generations[0],
        questions=len(asked),
        values=values_of(columns, answered),
        slices=tuple(slices),
        misses=misses_of(asked, lines, columns),
        columns=columns,
    )


def json_report(report: Report) -> str:
    """The report as JSON: a baseline for comparison in pairs, or, with its "columns" taken out, for a rougher one."""
    abouts = {measure.name: measure.about for measure in MEASURES}
    fields = {
        "format": FORMAT,
        "dataset": report.dataset,
        "generation": report.generation,
        "questions": report.questions,
        "measures": [asdict(value) | {"about": abouts[value.name]} for value in report.values],
        "slices": [asdict(part) for part in report.slices],
        "misses": [_miss_json(miss) for miss in report.misses],
        "columns": report.columns,
    }
    return json.dumps(fields, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _miss_json(miss: Miss) -> dict[str, object]:
    return {
        "id": miss.question.id,
        "question": miss.question.question,
        "kind": miss.question.kind,
        "reasons": list(miss.reasons),
        "article_ids": list(miss.question.article_ids),
        "hits": [asdict(hit.span) for hit in miss.hits],
    }

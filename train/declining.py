"""What ships for declining: a logistic model of the signals, fitted to questions on articles that no reader learned from.

    python -m train.declining --data DATASETS --indexes INDEXES --sample tests/data/questions.jsonl --index .index [--reader FILE]

Even questions are fitted to, odd ones judged. In each set answerable questions and others weigh the same; questions of one
set asked of the articles of another, which have nothing to do with them, weigh half as much as a set altogether. The
threshold answers .97 of the answerable even ones.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from qa.abstain import Calibration, confidence_of, signals
from qa.answerer import Answerer, open_answerer
from qa.evaluation.calibration import area_under_roc
from qa.evaluation.datasets import load
from qa.evaluation.records import Dataset, Question
from qa.evaluation.runs import MAX_HITS
from qa.reader import SHIPPED_READER
from train.mining import REPORTED
from train.split import HeldOut

SETS = ("squad2", "clapnq")  # those with questions that their articles do not answer
SAMPLE = "sample"
MOST = 900  # questions of a set
FOREIGN = 100  # of each ordered pair of sets
FOREIGN_WEIGHT = 0.5  # of all of them together, beside a set's 1
ANSWERED = 0.97


@dataclass(frozen=True, slots=True)
class Judged:
    """The signals of a question that found a passage."""

    found: dict[str, float]
    answerable: bool
    group: str  # the set that it is of, or "foreign"
    fitted: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--indexes", type=Path, required=True, help="as train.mining left them")
    parser.add_argument("--sample", type=Path, required=True, help="questions of the sample corpus")
    parser.add_argument("--index", type=Path, required=True, help="its index")
    parser.add_argument("--reader", default=SHIPPED_READER)
    given = parser.parse_args()
    held_out = HeldOut.of([load(given.data / name) for name in REPORTED])
    roots = {name: given.indexes / name / "index" for name in SETS} | {SAMPLE: given.index}
    answerers = {name: open_answerer(root, given.reader, as_shipped=True) for name, root in roots.items()}
    asked = {name: _held_out(load(given.data / name), held_out) for name in SETS}
    asked[SAMPLE] = list(load(given.sample, articles=answerers[SAMPLE].article).questions)
    judged: list[Judged] = []
    for name, questions in asked.items():
        known = [q for q in questions if q.answerable is not None][:MOST]
        judged += _judged(name, known, answerers[name])
    for one, other in permutations(asked, 2):
        unrelated = [q for q in asked[one] if q.answerable and not q.history][:FOREIGN]
        judged += _judged("foreign", unrelated, answerers[other])
    calibration = fitted([one for one in judged if one.fitted])
    print(calibration)
    for group in (*asked, "foreign"):
        print(group, _told([one for one in judged if one.group == group and not one.fitted], calibration))


def _held_out(data: Dataset, held_out: HeldOut) -> list[Question]:
    titles = {article.id: article.title for article in data.articles}
    questions = [
        q for q in data.questions if not q.history and any(held_out.has_article(titles[i]) for i in q.article_ids)
    ]
    random.Random(0).shuffle(questions)
    return questions


def _judged(group: str, questions: Sequence[Question], answerer: Answerer) -> list[Judged]:
    judged: list[Judged] = []
    for number, question in enumerate(questions):
        if number % 100 == 0:
            print(f"{group}: {number} of {len(questions)}", file=sys.stderr, flush=True)
        today = question.today or date.today()
        reply = answerer.ask(question.question, history=question.history, limit=MAX_HITS, today=today)
        if reply.answer.consulted:
            found = signals(reply.resolved_question, reply.answer.consulted)
            answerable = bool(question.answerable) and group != "foreign"
            judged.append(Judged(found, answerable, group, fitted=number % 2 == 0))
    return judged


def fitted(judged: Sequence[Judged]) -> Calibration:
    """Penalised maximum likelihood, weighted as the module says."""
    names = list(judged[0].found)
    x = np.array([[one.found[name] for name in names] for one in judged])
    y = np.array([one.answerable for one in judged])
    kinds = [(one.group, one.answerable) for one in judged]
    weight = np.array([_of_kind(kind) / kinds.count(kind) for kind in kinds])
    model = LogisticRegression(C=len(judged) / 10, max_iter=1000).fit(x, y, sample_weight=weight * len(judged) / 4)
    weights = {name: round(float(w), 2) for name, w in zip(names, model.coef_[0], strict=True)}
    rough = Calibration(weights, round(float(model.intercept_[0]), 2), 0.5)
    right = sorted(confidence_of(one.found, rough) for one in judged if one.answerable)
    return Calibration(weights, rough.intercept, round(right[int((1 - ANSWERED) * len(right))], 3))


def _of_kind(kind: tuple[str, bool]) -> float:
    return FOREIGN_WEIGHT if kind[0] == "foreign" else 0.5


def _told(judged: Sequence[Judged], calibration: Calibration) -> str:
    confidence = np.array([confidence_of(one.found, calibration) for one in judged])
    answerable = np.array([float(one.answerable) for one in judged])
    answered = confidence >= calibration.threshold
    said = f"{len(judged)}: "
    if answerable.any():
        said += f"answerable answered {answered[answerable == 1].mean():.3f}, "
    if not answerable.all():
        said += f"others declined {(~answered)[answerable == 0].mean():.3f}, "
    if answerable.any() and not answerable.all():
        area = area_under_roc(confidence, answerable, np.ones((1, len(judged))))
        said += f"area {float(area[0]):.3f}"
    return said


if __name__ == "__main__":
    main()

"""What ships for declining: a logistic model of the signals, fitted to questions on articles that no reader learned from.

    python -m train.declining --data DATASETS --indexes INDEXES --sample tests/data/questions.jsonl --index .index [--reader FILE]

Even questions are fitted to, odd ones judged. In each set answerable questions and others weigh the same; questions of one
set asked of the articles of another, which have nothing to do with them, weigh half as much as a set altogether. The
threshold answers .97 of the answerable even ones.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import numpy as np

from qa.abstain import Calibration, confidence_of
from qa.answerer import Answerer
from qa.evaluation.calibrating import samples_of
from qa.evaluation.calibration import area_under_roc
from qa.evaluation.datasets import load
from qa.evaluation.learning import Sample, fitted
from qa.evaluation.records import Question
from qa.opening import open_answerer
from qa.reader import SHIPPED_READER
from train.mining import REPORTED, tell
from train.split import HeldOut, held_out_questions

SETS = ("squad2", "clapnq")  # those with questions that their articles do not answer
SAMPLE, UNRELATED = "sample", "unrelated"
MOST = 900  # questions of a set
FOREIGN = 100  # of each ordered pair of sets
FOREIGN_WEIGHT = 0.5  # of all of them together, beside a set's 1
ANSWERED = 0.97


@dataclass(frozen=True, slots=True)
class Asked:
    """Some questions' signals, those to fit to and those to judge by."""

    group: str  # the set that they are of, or UNRELATED
    even: list[Sample]
    odd: list[Sample]


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
    questions = {name: held_out_questions(load(given.data / name), held_out) for name in SETS}
    for of_set in questions.values():
        random.Random(0).shuffle(of_set)
    questions[SAMPLE] = list(load(given.sample, articles=answerers[SAMPLE].article).questions)
    asked = [_asked(name, of_set[:MOST], answerers[name]) for name, of_set in questions.items()]
    for one, other in permutations(questions, 2):
        unrelated = [replace(q, answerable=False) for q in questions[one] if q.answerable and not q.history]
        asked.append(_asked(UNRELATED, unrelated[:FOREIGN], answerers[other]))
    calibration = decision([(one.group, sample) for one in asked for sample in one.even])
    print(calibration)
    for group in (*questions, UNRELATED):
        print(group, _told([sample for one in asked if one.group == group for sample in one.odd], calibration))


def _asked(group: str, questions: Sequence[Question], answerer: Answerer) -> Asked:
    known = [question for question in questions if question.answerable is not None]
    return Asked(group, samples_of(known[::2], answerer, tell), samples_of(known[1::2], answerer, tell))


def decision(samples: Sequence[tuple[str, Sample]]) -> Calibration:
    """Fitted to samples, each with its group, which weigh as the module says."""
    kinds = [(group, answerable) for group, (_, answerable) in samples]
    shares = [(FOREIGN_WEIGHT if kind[0] == UNRELATED else 0.5) / kinds.count(kind) for kind in kinds]
    weights = [share * len(shares) / sum(shares) for share in shares]
    rough = fitted([sample for _, sample in samples], weights)
    right = sorted(confidence_of(found, rough) for _, (found, answerable) in samples if answerable)
    return replace(rough, threshold=right[int((1 - ANSWERED) * len(right))])


def _told(samples: Sequence[Sample], calibration: Calibration) -> str:
    confidence = np.array([confidence_of(found, calibration) for found, _ in samples])
    answerable = np.array([float(truth) for _, truth in samples])
    answered = confidence >= calibration.threshold
    said = f"{len(samples)}: "
    if answerable.any():
        said += f"answerable answered {answered[answerable == 1].mean():.3f}, "
    if not answerable.all():
        said += f"others declined {(~answered)[answerable == 0].mean():.3f}, "
    if answerable.any() and not answerable.all():
        area = area_under_roc(confidence, answerable, np.ones((1, len(samples))))
        said += f"area {float(area[0]):.3f}"
    return said


if __name__ == "__main__":
    main()

"""`calibrate`: ask a dataset's questions of an index, learn from the answers when to decline, keep it with the index."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from index.errors import ModelMissing
from index.models.wordsalone import WordsAlone
from index.syncing.planning import Progress
from qa.abstain import signals
from qa.answerer import Answerer
from qa.evaluation.calibration import Point
from qa.evaluation.datasets import load
from qa.evaluation.learning import Fit, Sample, learn, refuse_few
from qa.evaluation.records import Question
from qa.evaluation.running import articles_file, found_article
from qa.evaluation.runs import MAX_HITS
from qa.learnt import Learnt, save
from qa.reader import NO_READER

WIDTH, HEIGHT, EDGE = 480, 320, 40


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What was learnt, and the files that say so."""

    learnt: Learnt
    fit: Fit  # of the decision that is kept
    unread: Fit  # by the search alone
    read: Fit | None  # with the reader, where there is one
    stored: Path
    plot: Path


def calibrate(
    dataset: Path, root: Path, answerer: Answerer, out: Path, target_precision: float, progress: Progress
) -> Calibrated:
    """Learn from the questions that are labelled answerable or not, and whether the reader helps to tell them apart.

    `answerer` answers as shipped. Raises DatasetError, and ModelMissing when it searches by words alone; then nothing is
    stored.
    """
    if isinstance(answerer.embedder, WordsAlone):
        raise ModelMissing(answerer.embedder.missing)
    lookup = None if articles_file(dataset) else lambda article_id: found_article(answerer, article_id)
    asked = load(dataset, articles=lookup)
    questions = [q for q in asked.questions if q.answerable is not None]
    refuse_few([bool(q.answerable) for q in questions])  # before all of them are asked
    unread = learn(
        samples_of(questions, Answerer(root, answerer.embedder, as_shipped=True), progress), target_precision
    )
    read = learn(samples_of(questions, answerer, progress), target_precision) if answerer.reader != NO_READER else None
    helping = read if read and read.area > unread.area else None
    learnt = Learnt(
        calibration=unread.calibration,
        reading=helping.calibration if helping else None,
        reader=answerer.reader,
        model_sha256=answerer.embedder.identity.sha256,
        learnt_from=asked.name,
        learnt_on=datetime.now(UTC).date().isoformat(),
        questions=len(questions),
        target_precision=target_precision,
    )
    fit = helping or unread
    out.mkdir(parents=True, exist_ok=True)
    plot = out / "calibration.svg"
    plot.write_text(curve_svg(fit.points, fit.at_threshold), "utf-8")
    return Calibrated(learnt, fit, unread, read, save(root, learnt), plot)


def samples_of(questions: Sequence[Question], answerer: Answerer, progress: Progress) -> list[Sample]:
    """The signals of each question that finds a passage at all."""
    stage = "asking" if answerer.reader == NO_READER else "asking, with the reader"
    samples: list[Sample] = []
    for done, question in enumerate(questions, start=1):
        today = question.today or date.today()
        reply = answerer.ask(question.question, history=question.history, limit=MAX_HITS, today=today)
        if reply.answer.consulted:
            samples.append((signals(reply.resolved_question, reply.answer.consulted), bool(question.answerable)))
        progress(stage, done, len(questions))
    return samples


def curve_svg(points: Sequence[Point], chosen: Point) -> str:
    """Precision over recall as an SVG picture, the chosen threshold marked."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(_place, points) if not math.isnan(x))
    x, y = _place(chosen)
    grid = "".join(
        f'<line x1="{EDGE}" x2="{WIDTH - 10}" y1="{_down(tick / 5):.1f}" y2="{_down(tick / 5):.1f}" stroke="#ddd"/>'
        f'<text x="8" y="{_down(tick / 5) + 4:.1f}">{tick / 5:.1f}</text>'
        f'<text x="{_across(tick / 5) - 8:.1f}" y="{HEIGHT - 22}">{tick / 5:.1f}</text>'
        for tick in range(6)
    )
    said = f"threshold {chosen.threshold:.2f}: precision {chosen.precision:.2f}, recall {chosen.recall:.2f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{grid}'
        f'<polyline points="{path}" fill="none" stroke="#1f5fbf" stroke-width="2"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#b3261e"/>'
        f'<text x="{EDGE}" y="14">precision of answers ({said})</text>'
        f'<text x="{WIDTH // 2 - 80}" y="{HEIGHT - 4}">recall: answerable questions answered</text></svg>\n'
    )


def _place(point: Point) -> tuple[float, float]:
    return _across(point.recall), _down(point.precision)


def _across(share: float) -> float:
    return EDGE + share * (WIDTH - EDGE - 20)


def _down(share: float) -> float:
    return HEIGHT - EDGE - share * (HEIGHT - EDGE - 30)

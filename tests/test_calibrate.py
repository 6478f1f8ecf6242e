import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from index.errors import DatasetError
from index.records import Hit, Reading
from qa.abstain import SHIPPED, Calibration, confidence_of
from qa.answerer import Answerer
from qa.evaluation.calibrating import calibrate, curve_svg
from qa.evaluation.calibration import curve
from qa.evaluation.learning import FEWEST, Sample, learn
from qa.learnt import FILE, Learnt, in_force, save
from tests.conftest import Syncing, WordEmbedder, silent

LEARNT = Learnt(
    calibration=Calibration({"best_sentence_coverage": 2.0}, -1.0, 0.4),
    reading=None,
    reader="none",
    model_sha256="0" * 64,
    learnt_from="asked",
    learnt_on="2024-01-02",
    questions=60,
    target_precision=0.9,
)


def samples(apart: float, count: int = 100) -> list[Sample]:
    """Questions with one telling signal and one that tells nothing."""
    random = np.random.default_rng(3)
    truths = [i % 2 == 0 for i in range(count)]
    return [({"told": float(random.normal(apart * t, 1)), "noise": float(random.normal())}, t) for t in truths]


def labelled(question: str, answerable: bool) -> dict[str, object]:
    gold = ["whale"] if answerable else []
    asked = {"id": question, "question": question, "answerable": answerable, "article_ids": gold}
    return {**asked, "answers": [], "evidence": [], "evidence_spans": [], "history": []}


def test_a_telling_signal_is_learnt_and_an_idle_one_hardly_weighs() -> None:
    fit = learn(samples(3.0), 0.9)
    weights = fit.calibration.weights
    assert weights["told"] > 5 * abs(weights["noise"])
    assert fit.at_threshold.precision >= 0.9 and fit.calibration.threshold == fit.at_threshold.threshold
    assert fit.area_interval[0] <= fit.area <= fit.area_interval[1]


def test_the_figures_are_of_questions_left_out() -> None:
    """A signal for each question tells every question that is fitted to apart, and none that is not."""
    told = [({f"only_{j}": float(i == j) for j in range(60)}, i % 2 == 0) for i in range(60)]
    assert learn(told, 0.0).area == pytest.approx(0.5, abs=0.15)


def test_a_precision_out_of_reach_and_too_few_questions_are_said_with_numbers() -> None:
    with pytest.raises(DatasetError, match=r"no threshold reaches a precision of 1\.00"):
        learn(samples(0.0, 400), 1.0)
    with pytest.raises(
        DatasetError, match=f"found 5 answerable and 5 unanswerable questions, expected {FEWEST} of each"
    ):
        learn(samples(3.0, 10), 0.9)


def test_too_few_questions_are_said_before_any_is_asked(
    synced: Syncing, tmp_path: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced()
    monkeypatch.setattr(Answerer, "ask", lambda *_, **__: pytest.fail("asked"))
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps(labelled("whale", True)))
    with pytest.raises(DatasetError, match="found 1 answerable and 0 unanswerable"):
        calibrate(questions, tmp_path / "index", Answerer(tmp_path / "index", embedder), tmp_path / "out", 0.9, silent)


def test_what_was_learnt_is_in_force_after_further_syncs(
    corpus: Path, synced: Syncing, tmp_path: Path, embedder: WordEmbedder
) -> None:
    synced()
    root = tmp_path / "index"
    save(root, LEARNT)
    (corpus / "bridge.md").unlink()
    synced()
    status = Answerer(root, embedder).status()
    assert status.problem is None and "60 questions of asked" in status.declining
    assert in_force(root, embedder.identity).decision.search == LEARNT.calibration


def test_it_is_not_used_with_another_model_or_when_a_byte_has_changed_and_that_is_said(tmp_path: Path) -> None:
    path = save(tmp_path, LEARNT)
    other = WordEmbedder("other").identity
    other = type(other)(other.name, "1" * 64, other.dimension, other.max_tokens, "", "")
    spoilt = path.read_bytes().replace(b"0.4", b"0.1")
    for content, identity, why in (
        (path.read_bytes(), other, "another model"),
        (spoilt, WordEmbedder().identity, "its bytes have changed"),
        (b"{", WordEmbedder().identity, "not JSON"),
    ):
        path.write_bytes(content)
        found = in_force(tmp_path, identity)
        assert found.decision == SHIPPED
        assert why in str(found.problem) and "article-qa calibrate" in str(found.problem)


def test_an_index_without_one_decides_as_shipped(tmp_path: Path) -> None:
    found = in_force(tmp_path, WordEmbedder().identity)
    assert found.decision == SHIPPED and found.problem is None


def test_calibrating_changes_what_is_answered(synced: Syncing, tmp_path: Path, embedder: WordEmbedder) -> None:
    synced()
    root = tmp_path / "index"
    known = ["whale", "rescuers led it back to the sea", "repairs cost", "old bridge", "ministers met in Oslo"]
    rows = [
        labelled(f"{words} {i}", kind == "known")
        for kind, asked in (("known", known), ("other", ["zebra stripes", "quantum foam", "jazz", "volcano", "chess"]))
        for words in asked
        for i in range(4)
    ]  # fmt: skip
    questions = tmp_path / "questions.jsonl"
    questions.write_text("".join(json.dumps(row) + "\n" for row in rows))
    made = calibrate(questions, root, Answerer(root, embedder), tmp_path / "out", 0.9, silent)
    assert made.fit.area > 0.9 and made.learnt.questions == 40
    assert json.loads((root / FILE).read_text())["calibration"]["threshold"] == made.fit.calibration.threshold
    assert "<polyline" in made.plot.read_text()
    answerer = Answerer(root, embedder)
    assert answerer.ask("whale in the sea").answer.answered
    assert not answerer.ask("What is the capital of zebra stripes?").answer.answered


@dataclass(frozen=True)
class EvenYears:
    """A reader that finds an answer to whatever is asked about an even year."""

    name: str = "even years"

    def __call__(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        said = 4.0 if int(question[-4:]) % 2 == 0 else -4.0
        return [Reading(said, (min(said, 0.0) - 0.1,) * len(hit.sentences), None, said) for hit in hits]


@pytest.mark.parametrize(("by_year", "told"), [(True, "learnt from 40 questions"), (False, "is left out")])
def test_a_reader_is_asked_where_it_told_answerable_questions_better_and_left_out_elsewhere(
    by_year: bool, told: str, synced: Syncing, tmp_path: Path, embedder: WordEmbedder
) -> None:
    synced()
    root = tmp_path / "index"
    rows = []
    for i in range(2 * FEWEST):
        known = i % 2 == 0 if by_year else i % 4 < 2  # half of the even years, and of the odd ones
        rows.append(labelled(f"what of the {'old bridge' if by_year or known else 'zebra'} in {1900 + i}", known))
    questions = tmp_path / "questions.jsonl"
    questions.write_text("".join(json.dumps(row) + "\n" for row in rows))
    made = calibrate(
        questions, root, Answerer(root, embedder, EvenYears(), as_shipped=True), tmp_path / "out", 0.0, silent
    )
    assert made.read is not None and (made.read.area > made.unread.area) == by_year
    status = Answerer(root, embedder, EvenYears()).status()
    assert status.problem is None and status.declining.endswith("left out") != by_year and told in status.declining


def test_what_was_learnt_with_one_reader_is_not_used_with_another(tmp_path: Path) -> None:
    identity = WordEmbedder().identity
    save(tmp_path, replace(LEARNT, model_sha256=identity.sha256, reader="small", reading=LEARNT.calibration))
    assert in_force(tmp_path, identity, "small").decision.reading == LEARNT.calibration
    assert in_force(tmp_path, identity, "none").decision.search == LEARNT.calibration
    assert "learnt with the reader small, not large" in str(in_force(tmp_path, identity, "large").problem)


def test_the_curve_is_drawn_within_the_picture() -> None:
    points = curve([(confidence_of(s, Calibration({"told": 1.0}, 0.0, 0.5)), t) for s, t in samples(1.0)])
    xs = [float(pair.split(",")[0]) for pair in curve_svg(points, points[3]).split('points="')[1].split('"')[0].split()]
    assert xs == sorted(xs) and xs[0] > 0 and xs[-1] < 480

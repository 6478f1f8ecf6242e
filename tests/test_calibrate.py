import json
from pathlib import Path

import numpy as np
import pytest

from index.errors import DatasetError
from qa.abstain import DEFAULT_CALIBRATION, Calibration, confidence_of
from qa.answerer import Answerer
from qa.evaluation.calibrating import calibrate, curve_svg
from qa.evaluation.calibration import curve
from qa.evaluation.learning import FEWEST, Sample, learn
from qa.learnt import FILE, Learnt, in_force, save
from tests.conftest import Syncing, WordEmbedder, silent

LEARNT = Learnt(Calibration({"best_sentence_coverage": 2.0}, -1.0, 0.4), "0" * 64, "asked", "2024-01-02", 60, 0.9)


def samples(apart: float, count: int = 100) -> list[Sample]:
    """Questions with one telling signal and one that tells nothing."""
    random = np.random.default_rng(3)
    truths = [i % 2 == 0 for i in range(count)]
    return [({"told": float(random.normal(apart * t, 1)), "noise": float(random.normal())}, t) for t in truths]


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
    assert in_force(root, embedder.identity).calibration == LEARNT.calibration


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
        assert found.calibration == DEFAULT_CALIBRATION
        assert why in str(found.problem) and "article-qa calibrate" in str(found.problem)


def test_an_index_without_one_decides_as_shipped(tmp_path: Path) -> None:
    found = in_force(tmp_path, WordEmbedder().identity)
    assert found.calibration == DEFAULT_CALIBRATION and found.problem is None


def test_calibrating_changes_what_is_answered(synced: Syncing, tmp_path: Path, embedder: WordEmbedder) -> None:
    synced()
    root = tmp_path / "index"
    known = ["whale", "rescuers led it back to the sea", "repairs cost", "old bridge", "ministers met in Oslo"]
    rows = [
        {"id": f"{words} {i}", "question": f"{words} {i}", "answers": [], "evidence": [], "evidence_spans": [],
         "article_ids": ["whale"] if kind == "known" else [], "answerable": kind == "known", "history": []}
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


def test_the_curve_is_drawn_within_the_picture() -> None:
    points = curve([(confidence_of(s, Calibration({"told": 1.0}, 0.0, 0.5)), t) for s, t in samples(1.0)])
    xs = [float(pair.split(",")[0]) for pair in curve_svg(points, points[3]).split('points="')[1].split('"')[0].split()]
    assert xs == sorted(xs) and xs[0] > 0 and xs[-1] < 480

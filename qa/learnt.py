"""The decision when to decline, learnt from labelled questions and kept beside the generations of an index.

It depends on the model whose similarities it weighs, not on the articles, so it outlives syncs and is refused once the
index is made with another model. The file carries its own checksum.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from index.embedding import EmbedderIdentity
from qa.abstain import DEFAULT_CALIBRATION, Calibration

FILE = "calibration.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Learnt:
    """A calibration and what it was learnt from."""

    calibration: Calibration
    model_sha256: str
    learnt_from: str  # name of the dataset
    learnt_on: str  # ISO 8601
    questions: int
    target_precision: float


@dataclass(frozen=True, slots=True)
class InForce:
    """The calibration to answer by, and in a sentence where it is from."""

    calibration: Calibration
    about: str
    problem: str | None = None  # why a stored one is not used, and what to do


def save(root: Path, learnt: Learnt) -> Path:
    """Replace the index's calibration in one step."""
    fields = {"format": FORMAT, **asdict(learnt)}
    path = root / FILE
    aside = path.with_name(path.name + ".new")
    with aside.open("w", encoding="utf-8") as file:
        json.dump({**fields, "sha256": _checksum(fields)}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    return path


def in_force(root: Path, identity: EmbedderIdentity) -> InForce:
    """The index's own calibration, or the one that ships where there is none or it does not fit."""
    shipped = InForce(DEFAULT_CALIBRATION, "when to decline is decided as shipped")
    path = root / FILE
    try:
        fields = json.loads(path.read_bytes())
    except FileNotFoundError:
        return shipped
    except ValueError:
        return _not_used(shipped, path, "it is not JSON")
    if not isinstance(fields, dict) or fields.pop("sha256", None) != _checksum(fields):
        return _not_used(shipped, path, "its bytes have changed")
    if fields.pop("format") != FORMAT:
        return _not_used(shipped, path, "another version of this program wrote it")
    learnt = Learnt(**{**fields, "calibration": Calibration(**fields["calibration"])})
    if learnt.model_sha256 != identity.sha256:
        return _not_used(shipped, path, f"it was learnt with another model than {identity.name}")
    if not learnt.calibration.weights.keys() <= DEFAULT_CALIBRATION.weights.keys():
        return _not_used(shipped, path, "it weighs signals that this program does not have")
    return InForce(learnt.calibration, _about(learnt))


def _about(learnt: Learnt) -> str:
    return (
        f"when to decline was learnt from {learnt.questions} questions of {learnt.learnt_from} on {learnt.learnt_on}, "
        f"for {learnt.target_precision:.0%} of answers to be to answerable questions"
    )


def _not_used(shipped: InForce, path: Path, why: str) -> InForce:
    problem = f"{path} is not used: {why}. Learn it again with: article-qa calibrate DATASET --index {path.parent}"
    return InForce(shipped.calibration, shipped.about, problem)


def _checksum(fields: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()

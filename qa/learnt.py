"""The decision when to decline, learnt from labelled questions and kept beside the generations of an index.

It depends on the model whose similarities it weighs, not on the articles, so it outlives syncs and is refused once the
index is made with another model. The file carries its own checksum.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.embedding import EmbedderIdentity
from index.swapping import swap_in_lasting
from qa.abstain import SHIPPED, Calibration, Decision
from qa.reader import NO_READER

FILE = "calibration.json"
FORMAT = 2


@dataclass(frozen=True, slots=True)
class Learnt:
    """A calibration and what it was learnt from."""

    calibration: Calibration  # by the search alone
    reading: Calibration | None  # by search and reader; None: the reader told no better, or there was none
    reader: str  # its name
    model_sha256: str
    learnt_from: str  # name of the dataset
    learnt_on: str  # ISO 8601
    questions: int
    target_precision: float


@dataclass(frozen=True, slots=True)
class InForce:
    """The decision to answer by, and in a sentence where it is from."""

    decision: Decision
    about: str
    reads: bool = True  # whether the reader, where there is one, is asked
    problem: str | None = None  # why a stored one is not used, and what to do


def save(root: Path, learnt: Learnt) -> Path:
    """Replace the index's calibration in one step."""
    fields = {"format": FORMAT, **asdict(learnt)}
    path = root / FILE
    swap_in_lasting(path, [json.dumps({**fields, "sha256": _checksum(fields)}, indent=1).encode()])
    return path


AS_SHIPPED = InForce(
    SHIPPED,
    "whether the articles answer a question is decided by the rule that comes with the program; article-qa calibrate "
    "learns one for these articles from labelled questions",
)


def in_force(root: Path, identity: EmbedderIdentity, reader: str = NO_READER) -> InForce:
    """The index's own decision, or the one that ships where there is none or it does not fit the model or the reader."""
    path = root / FILE
    try:
        fields = json.loads(path.read_bytes())
    except FileNotFoundError:
        return AS_SHIPPED
    except (ValueError, RecursionError):
        return _not_used(path, "it is not JSON")
    if not isinstance(fields, dict) or fields.pop("sha256", None) != _checksum(fields):
        return _not_used(path, "its bytes have changed")
    if fields.pop("format", None) != FORMAT:
        return _not_used(path, "another version of this program wrote it")
    try:
        learnt = _learnt(fields)
    except (KeyError, TypeError):
        return _not_used(path, "its fields are not those that this program writes")
    if learnt.model_sha256 != identity.sha256:
        return _not_used(path, f"it was learnt with another model than {identity.name}")
    if reader not in (NO_READER, learnt.reader):
        return _not_used(path, f"it was learnt with the reader {learnt.reader}, not {reader}")
    decision = Decision(learnt.calibration, learnt.reading or learnt.calibration)
    if not _signals(decision) <= _signals(SHIPPED):
        return _not_used(path, "it weighs signals that this program does not have")
    return InForce(decision, _about(learnt, reader), reads=learnt.reading is not None)


def _signals(decision: Decision) -> set[str]:
    return {*decision.search.weights, *decision.reading.weights}


def _learnt(fields: dict[str, Any]) -> Learnt:
    """Raises KeyError or TypeError: other fields than `save` writes."""
    reading = fields["reading"] and Calibration(**fields["reading"])
    return Learnt(**{**fields, "calibration": Calibration(**fields["calibration"]), "reading": reading})


def _about(learnt: Learnt, reader: str) -> str:
    left_out = "" if reader == NO_READER or learnt.reading else "; the reader was of no help in that and is left out"
    return (
        f"whether the articles answer a question is decided by a rule learnt from {learnt.questions:,} questions of "
        f"{learnt.learnt_from} on {learnt.learnt_on}, so that {learnt.target_precision:.0%} of the questions that get an answer "
        f"have one in the articles{left_out}"
    )


def _not_used(path: Path, why: str) -> InForce:
    problem = f"{path} is not used: {why}. Learn it again with: article-qa calibrate DATASET --index {path.parent}"
    return InForce(AS_SHIPPED.decision, AS_SHIPPED.about, problem=problem)


def _checksum(fields: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()

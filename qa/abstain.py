"""Do the articles answer the question? A calibrated estimate from what the search saw."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.records import Hit, Sentence

LOOKED_AT = 3  # hits whose sentences count


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over `signals`, and the confidence from which an answer is given."""

    weights: tuple[float, ...]
    intercept: float
    threshold: float


# Fitted on half of the questions of clapnq and of the sample corpus; figures and command in bench/README.md.
DEFAULT_CALIBRATION = Calibration(weights=(4.0, 2.0, 3.0, 1.0, 0.5, 1.0), intercept=-4.5, threshold=0.5)


def signals(question: str, hits: Sequence[Hit]) -> tuple[float, ...]:
    """What the best hits say about themselves, each about 0..1.

    Similarity and coverage of the best sentence, the same of the best passage, whether the best sentence holds the kind
    of thing that is asked for, and by how much the first hit leads the fifth.
    """
    sentences = [sentence for hit in hits[:LOOKED_AT] for sentence in hit.sentences]
    best = max(sentences, key=lambda s: s.score)
    return (
        max(s.similarity for s in sentences),
        max(s.coverage for s in sentences),
        max(hit.similarity for hit in hits[:LOOKED_AT]),
        max(hit.coverage for hit in hits[:LOOKED_AT]),
        fits_kind(question, best),
        hits[0].score - hits[min(4, len(hits) - 1)].score,
    )


def confidence(question: str, hits: Sequence[Hit], calibration: Calibration = DEFAULT_CALIBRATION) -> float:
    """Estimated probability, 0..1, that the articles answer; 0 without hits."""
    if not hits:
        return 0.0
    z = calibration.intercept + sum(w * x for w, x in zip(calibration.weights, signals(question, hits), strict=True))
    return 1 / (1 + math.exp(-z))


_NAME = r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'-]+"
_TIME = r"\b(?:1\d{3}|20\d{2}|January|February|March|April|May|June|July|August|September|October|November|December|\d{1,2}:\d{2})\b"
_NUMBER = (
    r"\b(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundred|thousand|"
    r"million|billion|dozen|half|no|none|both)\b"
)
# What a question begins or contains, and what the sentence that answers it then has to hold.
_KINDS = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(held, flags))
    for asked, held, flags in (
        (r"\bhow (?:many|much|old|long|far|high|big|large|tall|fast|often|deep|heavy)\b|\bwhat (?:share|percentage|number|age)\b", _NUMBER, re.IGNORECASE),
        (r"^(?:and |so |but )?when\b|\bwhat (?:year|date|day|month|time)\b|\bwhich (?:year|day|month)\b|\bhow long ago\b", _TIME, 0),
        (r"^(?:and |so |but )?(?:who|whom|whose|where)\b|\b(?:which|what) (?:country|city|town|team|company|person|man|woman)\b", _NAME, 0),
    )
)


def fits_kind(question: str, sentence: Sentence) -> float:
    """1 when the sentence holds the kind of thing asked for beside what the question says itself, 0 when not, else 0.5."""
    for asked, held in _KINDS:
        if asked.search(question):
            said = question.casefold()
            return float(any(found.casefold() not in said for found in held.findall(sentence.text)))
    return 0.5

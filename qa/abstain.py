"""Do the articles answer the question? A calibrated estimate from what the search saw."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.records import Hit
from qa.records import Answer

# Of an answer of less confidence a person is told that it may be none (docs/decisions/0124-answers-that-may-be-none.md).
UNSURE_BELOW = 0.4
MOST_IN_DOUBT = UNSURE_BELOW - 0.01  # of an answer that a rule doubts
UNSURE = "The articles may not answer this: these sentences come nearest."

LOOKED_AT = 3  # hits whose sentences count
LOGITS = 10.0  # brings a reader's logits to the scale of the other signals


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over signals by name, and the confidence from which an answer is given."""

    weights: Mapping[str, float]
    intercept: float
    threshold: float


# Fitted on half of the questions of clapnq, squad2 and the sample corpus, answerable ones and others weighing the same, and
# of questions asked of articles on something else. The threshold answers .97 of the answerable ones
# (docs/decisions/0070-names-that-no-hit-mentions.md).
DEFAULT_CALIBRATION = Calibration(
    weights={
        "best_sentence_similarity": 2.90,
        "best_sentence_coverage": 0.43,
        "best_passage_similarity": 2.69,
        "best_passage_coverage": 1.16,
        "lead_over_the_fifth": 1.25,
        "names_missing": -1.51,
    },
    intercept=-4.61,
    threshold=0.17,
)


# The same with the reader that ships, fitted to questions on articles that it did not learn from (docs/reader.md).
READING_CALIBRATION = Calibration(
    weights={
        "best_sentence_similarity": 2.63,
        "best_sentence_coverage": 0.28,
        "best_passage_similarity": 1.10,
        "best_passage_coverage": -0.06,
        "lead_over_the_fifth": 0.62,
        "names_missing": -1.23,
        "read_relevance": 3.66,
        "read_evidence": 0.84,
        "read_answer": -0.38,
    },
    intercept=-2.35,
    threshold=0.175,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """When to decline: by what the search says of its hits, and by what search and reader say of them."""

    search: Calibration
    reading: Calibration

    def of(self, hits: Sequence[Hit]) -> Calibration:
        """The one that suits the hits."""
        return self.reading if _are_read(hits) else self.search


SHIPPED = Decision(DEFAULT_CALIBRATION, READING_CALIBRATION)


def signals(question: str, hits: Sequence[Hit]) -> dict[str, float]:
    """What the best hits say about the question, each about 0..1; there has to be a hit.

    Where there is no fifth passage, the first leads it by its whole score. Where a reader has read for evidence, also
    its best relevance, its likeliest sentence, and by how much its surest short answer is likelier than none.
    """
    # It brings numpy, which the evaluation's other modules are imported without.
    from qa.question.naming import names_missing

    sentences = [sentence for hit in hits[:LOOKED_AT] for sentence in hit.sentences]
    return {
        "best_sentence_similarity": max(s.similarity for s in sentences),
        "best_sentence_coverage": max(s.coverage for s in sentences),
        "best_passage_similarity": max(hit.similarity for hit in hits[:LOOKED_AT]),
        "best_passage_coverage": max(hit.coverage for hit in hits[:LOOKED_AT]),
        "lead_over_the_fifth": hits[0].score - (hits[4].score if len(hits) > 4 else 0.0),
        "names_missing": names_missing(question, hits[:LOOKED_AT]),
        **(_read_signals(hits) if _are_read(hits) else {}),
    }


def _are_read(hits: Sequence[Hit]) -> bool:
    """Whether a reader looked at some of them: the first may have been moved up since, past those that it read."""
    return any(hit.reading and hit.reading.evidence for hit in hits)


def _read_signals(hits: Sequence[Hit]) -> dict[str, float]:
    readings = [hit.reading for hit in hits if hit.reading]
    return {
        "read_relevance": max(reading.relevance for reading in readings) / LOGITS,
        "read_evidence": math.exp(max(max(reading.evidence) for reading in readings)),
        "read_answer": max(reading.answer_margin for reading in readings) / LOGITS,
    }


def is_unsure(answer: Answer) -> bool:
    """Whether it is given, as most that answer would be lost otherwise, though the articles may well not answer."""
    return answer.answered and answer.confidence < UNSURE_BELOW


def confidence(question: str, hits: Sequence[Hit], calibration: Calibration) -> float:
    """Estimated probability, 0..1, that the articles answer; 0 without hits."""
    return confidence_of(signals(question, hits), calibration) if hits else 0.0


def confidence_of(found: Mapping[str, float], calibration: Calibration) -> float:
    """The same from the signals themselves."""
    z = calibration.intercept + sum(weight * found[name] for name, weight in calibration.weights.items())
    return 1 / (1 + math.exp(-max(-700.0, min(700.0, z))))

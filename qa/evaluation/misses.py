"""The questions that went wrong, with what was found instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.evaluation.records import Excerpt, Line, Question
from qa.evaluation.retrieval import Columns

HITS_SHOWN = 3

REASONS = (  # a column that is 0 for a question, and what that means
    ("answering_recall", "declined, though the articles answer it"),
    ("declining_recall", "answered, though no article answers it"),
    ("hit@5", "no gold article among the first 5"),
    ("evidence@5", "no gold sentence in the first 5 passages"),
    ("citation_first", "the first citation is not a gold sentence"),
)


@dataclass(frozen=True, slots=True)
class Miss:
    question: Question
    reasons: tuple[str, ...]
    hits: tuple[Excerpt, ...]  # the first few, best first


def misses_of(questions: Iterable[Question], lines: Sequence[Line], columns: Columns) -> tuple[Miss, ...]:
    """Every question with at least one reason, in the order of the questions."""
    found = {line.question_id: line.hits[:HITS_SHOWN] for line in lines}
    misses = []
    for question in questions:
        reasons = tuple(reason for column, reason in REASONS if columns.get(column, {}).get(question.id) == 0)
        if reasons:
            misses.append(Miss(question, reasons, found[question.id]))
    return tuple(misses)

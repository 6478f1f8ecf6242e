"""Questions by kind, to see which sort an overall figure hides."""

from collections.abc import Iterable

from qa.evaluation.records import Question


def by_kind(questions: Iterable[Question]) -> dict[str, tuple[str, ...]]:
    """Ids of the questions of each kind, kinds in alphabetical order; {} where there is but one kind, or none."""
    kinds: dict[str, list[str]] = {}
    for question in questions:
        if question.kind is not None:
            kinds.setdefault(question.kind, []).append(question.id)
    return {kind: tuple(kinds[kind]) for kind in sorted(kinds)} if len(kinds) > 1 else {}

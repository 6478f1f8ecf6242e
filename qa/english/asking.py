"""Questions told by their form: the patterns of some, and the first of them that a question matches as a whole."""

import re
from collections.abc import Iterable

_YES_OR_NO = re.compile(
    r"(?:and |so |but )?(?:is|are|was|were|does|do|did|has|have|had|will|can)(?:n['’]t)?\b", re.IGNORECASE
)


def asking(*questions: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of whole questions, whatever word joins them to the talk before and whatever mark ends them.

    >>> first_match(asking("who (?P<did>wrote|read) it"), "And who wrote it?")["did"]
    'wrote'
    """
    return tuple(re.compile(rf"(?:(?:and|so|but) )?{one}[?.! ]*", re.IGNORECASE) for one in questions)


def first_match(patterns: Iterable[re.Pattern[str]], question: str) -> re.Match[str] | None:
    """The match of the first pattern that the whole question has; None where it has none of them."""
    return next((found for pattern in patterns if (found := pattern.fullmatch(question))), None)


def is_yes_or_no(question: str) -> bool:
    """Whether it opens as a question that yes or no answers."""
    return _YES_OR_NO.match(question) is not None

"""How sure an answer is, once it is known whether a short answer could be read off in it."""

import math
from collections.abc import Mapping, Sequence

from qa.english.kinds import Kind, asked_kind
from qa.records import Citation

# What is added to the log-odds where the first citation has a short answer of the kind that is asked for, and taken off
# where it has none (docs/decisions/0131-what-no-short-answer-tells.md).
_READ_OFF: Mapping[Kind | None, tuple[float, float]] = {
    Kind.NUMBER: (0.35, 0.35),
    Kind.TIME: (0.15, 0.6),
    Kind.NAME: (0.35, 0.2),
    Kind.PLACE: (0.5, 0.15),
}
_NEITHER = (0.0, 0.0)


def weighed(sure: float, question: str, citations: Sequence[Citation]) -> float:
    """The confidence in an answer, with what it says that a short answer could be read off in the first citation, or could not.

    >>> [round(weighed(0.4, asked, ()), 2) for asked in ("How many came?", "Why did they come?")]
    [0.32, 0.4]
    """
    more, less = _READ_OFF.get(asked_kind(question), _NEITHER)
    odds = math.exp(more if citations and citations[0].short else -less)
    return sure * odds / (1 - sure + sure * odds)

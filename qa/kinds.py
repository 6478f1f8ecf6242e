"""The kind of thing a question asks for, a number, a time or a name, and whether a sentence holds one."""

import re
from enum import Enum

_NAME = r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'-]+"
_TIME = (
    r"\b(?:1\d{3}|20\d{2}|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"\d{1,2}:\d{2})\b"
)
_NUMBER = (
    r"\b(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundred|thousand|"
    r"million|billion|dozen|half|no|none|both)\b"
)
_HOW_MUCH = (
    r"\bhow (?:many|much|old|long|far|high|big|large|tall|fast|often|deep|heavy)\b"
    r"|\bwhat (?:share|percentage|number|age)\b"
)
_WHEN = r"^(?:and |so |but )?when\b|\b(?:what|which) (?:year|date|day|month|time)\b|\bhow long ago\b"
_WHO_OR_WHERE = (
    r"^(?:and |so |but )?(?:who|whom|whose|where)\b"
    r"|\b(?:which|what) (?:country|city|town|team|company|person|man|woman)\b"
)


class Kind(Enum):
    """What can be asked for and found by its form."""

    NUMBER = "number"
    TIME = "time"
    NAME = "name"


# What a question says, and what the sentence that answers it then has to hold.
_KINDS = (
    (Kind.NUMBER, re.compile(_HOW_MUCH, re.IGNORECASE), re.compile(_NUMBER, re.IGNORECASE)),
    (Kind.TIME, re.compile(_WHEN, re.IGNORECASE), re.compile(_TIME)),
    (Kind.NAME, re.compile(_WHO_OR_WHERE, re.IGNORECASE), re.compile(_NAME)),
)


def asked_kind(question: str) -> Kind | None:
    """The kind of thing that the question asks for; None when it is none of these.

    >>> asked_kind("And when did it land?"), asked_kind("Why did it crash?")
    (<Kind.TIME: 'time'>, None)
    """
    return next((kind for kind, asked, _ in _KINDS if asked.search(question)), None)


def fits_kind(question: str, sentence: str) -> float:
    """1 when the sentence holds the kind of thing asked for beside what the question says itself, 0 when not.

    A question that asks for no kind that is known here gets 0.5 for every sentence.

    >>> fits_kind("How many people came?", "About 300 people came."), fits_kind("How many people came?", "Few came.")
    (1.0, 0.0)
    """
    for _, asked, held in _KINDS:
        if asked.search(question):
            said = question.casefold()
            return float(any(found.casefold() not in said for found in held.findall(sentence)))
    return 0.5

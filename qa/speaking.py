"""Who says what a sentence quotes."""

import re

from index.records import Span
from qa.capitals import CAPITALISED_NAME
from qa.followups.vocabulary import SAID, any_of, word_set

SPOKEN = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
SPEAKING = any_of(SAID | word_set("asked replied"))
_NAME = CAPITALISED_NAME.pattern
_OWN = r"(?<![\w’'])(?!(?:He|She|They|We|I|It|But|And)\b)"  # no pronoun, and nothing within a word
# "said Ann Lee", "said the director, Ann Lee"; "Ann Lee, the director, said"
_SPEAKERS = (
    re.compile(rf"\b(?:{SPEAKING}) (?:(?:the |its |their )?[\w’' -]{{1,60}}, )?(?P<name>{_OWN}{_NAME})"),
    re.compile(rf"(?P<name>{_OWN}{_NAME})(?:, [^,]{{1,80}},)? (?:has |had )?(?:{SPEAKING})\b"),
)


def speaker_in(sentence: str) -> Span | None:
    """The name of who is said to say what the sentence has in quotation marks; None where it tells no name.

    >>> said = "“You can shine,” said the festival's director, Hal Morrow."
    >>> said[slice(*speaker_in(said))], speaker_in("“You can shine,” he said.")
    ('Hal Morrow', None)
    """
    if not SPOKEN.search(sentence):
        return None
    told = SPOKEN.sub(lambda spoken: " " * len(spoken[0]), sentence)
    found = next((match for pattern in _SPEAKERS if (match := pattern.search(told))), None)
    return found.span("name") if found else None

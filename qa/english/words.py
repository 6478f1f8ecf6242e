"""The words of a text: what each is, and which class it belongs to."""

import re
from dataclasses import dataclass
from enum import Enum, auto

_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")


class Tag(Enum):
    QUESTION = auto()
    AUXILIARY = auto()
    DETERMINER = auto()
    PREPOSITION = auto()
    CONJUNCTION = auto()
    PRONOUN = auto()
    ADVERB = auto()  # and adjectives that stand without a noun
    VERB = auto()
    NUMBER = auto()
    NAME = auto()
    NOUN = auto()  # and any other word that no rule knows, adjectives before a noun among them


NOMINAL = frozenset({Tag.NOUN, Tag.NAME, Tag.NUMBER})


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of a text, `text[start:end]`; two are the same only when they stand in the same place of the same text."""

    text: str
    low: str  # in small letters, apostrophes straight
    start: int
    end: int
    tag: Tag
    gap: bool  # punctuation or the beginning of the text stands before it
    opens: bool  # it is the first of its sentence

    @property
    def stem(self) -> str:
        return stem(self.low)

    @property
    def possessive(self) -> bool:
        return self.low.endswith("'s")


def stem(word: str) -> str:
    """The word in lower case without possessive and plural ending: good enough to compare two mentions.

    >>> [stem(w) for w in ("Ministers", "country's", "cities", "bus")]
    ['minister', 'country', 'city', 'bus']
    """
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def is_year(word: str) -> bool:
    return bool(_YEAR.fullmatch(word))


def is_small(text: str) -> bool:
    """Whether the text is typed without capitals."""
    return text == text.lower()

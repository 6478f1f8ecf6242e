"""Questions that do not say what they are about, asked where nothing before them tells: "Why?", "And then?"."""

from qa.english.tagging import words_of
from qa.english.words import Tag

# Alone, none of these says it.
_POINTING = frozenset(
    {Tag.QUESTION, Tag.AUXILIARY, Tag.DETERMINER, Tag.PREPOSITION, Tag.CONJUNCTION, Tag.PRONOUN, Tag.ADVERB}
)


def names_nothing(question: str) -> bool:
    """Whether the question, written out with what it leaves to those before it, does not say what it is about.

    >>> [names_nothing(one) for one in ("Why?", "And then?", "Who was it?", "Who won?", "Why was Ann fined?")]
    [True, True, True, False, False]
    """
    return all(word.tag in _POINTING for word in words_of(question))

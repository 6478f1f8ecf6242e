"""A question that asks several things, taken apart: two clauses that ask, two things compared, two names that share the rest.

Each part can be searched for alone: what it leaves to the other is written out.
"""

import re
from collections.abc import Iterator, Sequence

from qa.english.tagging import words_of
from qa.english.words import NOMINAL, Tag, Word, is_year
from qa.followups import resolve
from qa.records import Turn

MOST_PARTS = 3  # each is a search of its own
LONGEST_INITIAL = 2

_END = r"[\s?.!]*$"
_COMPARED = (
    re.compile(
        rf"^(?:please )?(?:compare|contrast) (.+?),? (?:and|with|to|against|versus|vs\.?) (.+?){_END}", re.IGNORECASE
    ),
    re.compile(rf"^how (?:does|do|did) (.+?) compare (?:with|to|against) (.+?){_END}", re.IGNORECASE),
    re.compile(rf"\bdifferences? between (.+?) and (.+?){_END}", re.IGNORECASE),
)
_HEAD = re.compile(r"^(.+? of )\S")  # "the cost of": asked of the other thing too
_MATTER = re.compile(r" (?:on|about|over|regarding|concerning) .+$", re.IGNORECASE)  # and "on tax" of the one before


def parts_of(question: str) -> tuple[str, ...]:
    """The questions that it is made of, in order, two or three; none where it asks one thing.

    >>> parts_of("Where was Ida Holm born, and when did she die?")
    ('Where was Ida Holm born', 'when did Ida Holm die')
    """
    words = words_of(question)
    for found in (_clauses(question, words), _compared(question), _named_together(question, words)):
        if len(found) > 1:
            return tuple(found[:MOST_PARTS])
    return ()


def says_as_one(question: str, text: str) -> bool:
    """Whether two names that only "and" or "or" makes parts of a question stand so in the text: they may be one, as a firm's is.

    >>> says_as_one("When did Harland and Wolff close?", "The yard of Harland and Wolff closed.")
    True
    """
    words = words_of(question)
    if parts_of(question) != tuple(_named_together(question, words)):
        return False
    for i, word in enumerate(words):
        if word.low in {"and", "or"}:
            first, second = _name_before(words, i), _name_after(words, i)
            if first is not None and second is not None:
                joined = question[words[first].start : words[_name_end(words, second)].end]
                return joined.casefold() in text.casefold()
    return False


def _clauses(question: str, words: Sequence[Word]) -> list[str]:
    """Cut before each "and" that a further question follows, each with its turn before it as its context."""
    cuts = [0, *_clause_starts(words)]
    pieces = [question[a:b].strip(" ,;") for a, b in zip(cuts, [*cuts[1:], len(question)], strict=True)]
    said: list[str] = []
    for piece in pieces:
        own = re.sub(r"^and\s+", "", piece, flags=re.IGNORECASE)
        said.append(resolve(own, [Turn(said[-1], "")]).strip(" ?") if said else own)
    return said


def _clause_starts(words: Sequence[Word]) -> Iterator[int]:
    begin = 0
    for i, word in enumerate(words):
        rest = words[i + 1 : i + 3]
        asks = rest and (
            rest[0].tag is Tag.QUESTION or (rest[0].tag is Tag.PREPOSITION and rest[-1].tag is Tag.QUESTION)
        )
        if word.low == "and" and asks and _says_something(words[begin:i]):
            begin = i
            yield word.start


def _says_something(words: Sequence[Word]) -> bool:
    """Not the "which year" of "which year and which place", which has no verb."""
    return any(w.tag in NOMINAL for w in words) and any(w.tag in {Tag.VERB, Tag.AUXILIARY} for w in words)


def _compared(question: str) -> list[str]:
    for form in _COMPARED:
        if found := form.search(question):
            one, other = found[1], found[2]
            head = _HEAD.match(one)
            matter = _MATTER.search(other)
            if head and " of " not in _MATTER.sub("", other):
                return [one if _MATTER.search(one) or not matter else one + matter[0], head[1] + other]
            return [one, resolve(other, [Turn(one, "")])]
    return []


def _named_together(question: str, words: Sequence[Word]) -> list[str]:
    """The question of each of two names, or years, that "and" or "or" joins."""
    for i, word in enumerate(words):
        if word.low not in {"and", "or"}:
            continue
        first, second = _name_before(words, i), _name_after(words, i)
        if first is None or second is None or any(w.low == "between" for w in words[:i]):
            continue
        one, other = words[first].start, words[second].start
        end = words[_name_end(words, second)].end
        return [question[: words[i - 1].end] + question[end:], question[:one] + question[other:]]
    return []


def _name_before(words: Sequence[Word], conjunction: int) -> int | None:
    """Where the name right before the conjunction begins."""
    i = conjunction
    while i and _names(words[i - 1]) and not (i < conjunction and _is_parted(words, i)):
        i -= 1
    return i if i < conjunction else None


def _name_after(words: Sequence[Word], conjunction: int) -> int | None:
    """Where the name right after the conjunction begins, a small word before it left out."""
    small = {Tag.DETERMINER, Tag.PREPOSITION}
    i = conjunction + 1
    while i < len(words) and words[i].tag in small:
        i += 1
    return i if i < len(words) and _names(words[i]) else None


def _name_end(words: Sequence[Word], begin: int) -> int:
    last = begin
    while last + 1 < len(words) and _names(words[last + 1]) and not _is_parted(words, last + 1):
        last += 1
    return last


def _is_parted(words: Sequence[Word], place: int) -> bool:
    """Whether punctuation stands before the word; the point of "R." or "Mt." is part of a name."""
    return words[place].gap and len(words[place - 1].text) > LONGEST_INITIAL


def _names(word: Word) -> bool:
    return word.tag is Tag.NAME or (word.tag is Tag.NUMBER and is_year(word.text))

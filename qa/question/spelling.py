"""Misspelt words of a question, read as words that the articles hold.

The index keeps no word of any article, only keys of their terms, so that there is no list of words to compare with.
Instead every word that is one slip away is made, and looked up.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from string import ascii_lowercase

from index.embedding import Embedder
from index.lexical import query_terms, terms
from index.retrieval.words import WordIndex
from qa.english.quantities import names_a_measure

IsWord = Callable[[str], bool]
SHORTEST = 5  # letters; shorter words have too many neighbours that are words as well
MOST_MISSPELT = 2  # more unknown words are another language, or another subject
CANDIDATES_READ = 3
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = ("s", "es", "ed", "er", "ers", "ing", "ly", "ness")
_ENDINGS_AFTER_VOWEL = ("d", "r", "rs", "n", "ns")
_VOWELS = ("a", "e", "i", "o")
_SHORTEST_BASE = 4
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|‘[^’]*’")


def whole_in(embedder: Embedder) -> IsWord:
    """Whether the model's own vocabulary has a word whole."""
    return lambda word: len(embedder.token_starts(word)) == 1


def respelt(question: str, words: WordIndex, is_word: IsWord) -> str:
    """The question with misspelt words replaced by those of the articles that are one slip away.

    A word is misspelt where no article holds it, it is no unit of measurement, and neither it nor what it is a form of is a
    word to `is_word`; what stands in quotation marks never is. A slip is a letter too many, too few or wrong, or two that
    have changed places; the first letter is right. Of several words the one is taken that a passage holds beside most of
    what else the question says, and none that no passage holds beside any of it.
    """
    misspelt = _misspelt(question, words, is_word)
    if not misspelt:
        return question
    unknown = {terms(found[0])[0] for found in misspelt}
    others = [term for term in query_terms(question) if term not in unknown]
    if len(misspelt) > min(MOST_MISSPELT, max(1, len(others))):
        return question
    text = question
    for found in reversed(misspelt):
        if meant := _meant(found[0], others, words, is_word):
            text = text[: found.start()] + _in_case_of(found[0], meant) + text[found.end() :]
    return text


def _misspelt(question: str, words: WordIndex, is_word: IsWord) -> list[re.Match[str]]:
    quoted = [found.span() for found in QUOTED.finditer(question)]
    asked = [
        found
        for found in _WORD.finditer(question)
        if len(found[0]) >= SHORTEST
        and found[0].isascii()
        and len(terms(found[0])) == 1
        and not any(start < found.start() < end for start, end in quoted)
    ]
    known = words.known(terms(" ".join(found[0] for found in asked)))
    return [
        found
        for found in asked
        if (term := terms(found[0])[0]) not in known
        and not names_a_measure(term)
        and not _is_form(found[0].lower(), is_word)
    ]


def _is_form(word: str, is_word: IsWord) -> bool:
    """Whether it is a word, or one with a common ending: lists of words have "taker" and not "takers"."""
    return is_word(word) or any(map(is_word, _bases(word)))


def _bases(word: str) -> Iterator[str]:
    """
    >>> list(_bases("takers")), list(_bases("ponies")), list(_bases("presidentd"))
    (['taker', 'take'], ['ponie', 'poni', 'pony'], [])
    """
    for ending in (*_ENDINGS, *_ENDINGS_AFTER_VOWEL):
        base = word.removesuffix(ending)
        if len(base) >= _SHORTEST_BASE and base != word and (ending in _ENDINGS or base.endswith(_VOWELS)):
            yield base
    if word.endswith("ies"):
        yield word[:-3] + "y"


def _meant(word: str, others: Sequence[str], words: WordIndex, is_word: IsWord) -> str | None:
    """What is meant by a misspelt word: a word as an article writes it, or another form of one."""
    near: dict[str, set[str]] = {}
    for slip in set(_slips(word.lower())):
        for term in terms(slip):
            near.setdefault(term, set()).add(slip)
    for one in words.beside(sorted(near), others)[:CANDIDATES_READ]:
        if one.weight or not others:
            slips = near[one.term]
            if meant := _standing_in(words.passage(one.passage), slips) or next(filter(is_word, sorted(slips)), None):
                return meant
    return None


def _standing_in(text: str, wanted: set[str]) -> str | None:
    """The first word of the text that is one of the wanted ones but for case and accents."""
    return next((word for word in _WORD.findall(text) if _plain(word) in wanted), None)


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word).lower() if not unicodedata.combining(c))


def _slips(word: str) -> Iterator[str]:
    """
    >>> sorted(slip for slip in _slips("ab") if slip < "ab")
    ['a', 'aa', 'aab']
    """
    for i in range(1, len(word) + 1):
        before, after = word[:i], word[i:]
        yield from (before + letter + after for letter in ascii_lowercase)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in ascii_lowercase)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def _in_case_of(word: str, meant: str) -> str:
    """In capitals or small letters as it was typed; behind a typed capital as the article writes it."""
    return meant.upper() if word.isupper() else meant.lower() if word.islower() else meant[0].upper() + meant[1:]

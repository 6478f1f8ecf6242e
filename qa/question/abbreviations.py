"""Initials in a question, written out as the articles write them: "Who founded the SCO?", "Who is the CEO of Halden?" """

import re
from collections.abc import Sequence

from index.lexical import initials_term, query_terms, terms
from index.readers.names import GIVEN_NAMES
from index.records import Filters
from index.retrieval.words import WordIndex
from qa.english.nouns import OF_MEN, OF_WOMEN, TITLES
from qa.english.vocabulary import word_set
from qa.question.naming import spelled_by
from qa.question.spelling import QUOTED

_INITIALS = re.compile(r"(?<![\w.-])(?:[A-Z]{2,6}|ceo|cfo|cto|gdp|ai)(?![\w.-])")
_FEWEST_OF_A_NAME = 3  # two are mostly a person's
# What stands for no name is known beforehand: the likeliest way to write it first.
_OF_WORDS = {
    "CEO": ("chief executive",),
    "CFO": ("chief financial officer", "finance director"),
    "COO": ("chief operating officer",),
    "CTO": ("chief technology officer",),
    "PM": ("prime minister",),
    "AI": ("artificial intelligence",),
    "GDP": ("gross domestic product",),
}
# Nor is what these stand for.
_OF_NOTHING_NAMED = word_set("GNP DNA RNA HIV AIDS VIP MVP VAT PDF URL FAQ ATM GPS SUV LED")
_PERSONS = GIVEN_NAMES | TITLES | OF_MEN | OF_WOMEN


def written_out(question: str, words: WordIndex) -> str:
    """The question with the long name in place of each of its initials that no article has; what is in quotation marks stays.

    Of several such names the one is taken that a passage holds beside most of what else the question says.
    """
    if question.isupper():
        return question
    text = question
    quoted = [found.span() for found in QUOTED.finditer(question)]
    for found in reversed(list(_INITIALS.finditer(question))):
        if any(start < found.start() < end for start, end in quoted):
            continue
        if name := _name(found[0], question, words):
            text = text[: found.start()] + name + text[found.end() :]
    return text


def _name(letters: str, question: str, words: WordIndex) -> str | None:
    own, letters = terms(letters), letters.upper()
    others = [term for term in query_terms(question) if term not in own]
    if letters in _OF_WORDS:
        return _words(letters, others, words)
    if not own or len(letters) < _FEWEST_OF_A_NAME or letters in _OF_NOTHING_NAMED or words.known(own):
        return None
    found = words.beside([initials_term(letters)], others)
    name = spelled_by(letters).search(words.passage(found[0].passage)) if found else None
    if name is None or not _PERSONS.isdisjoint(name[0].lower().split()):
        return None
    return " ".join(name[0].split())


def _words(letters: str, others: Sequence[str], words: WordIndex) -> str | None:
    """The words for the letters, if an article has those in a sentence and more of the other terms than any with the letters."""

    def articles_with(said: str) -> set[str]:
        return {held.entry.id for held in words.holding(terms(said), Filters())}

    of_others = [articles_with(other) for other in others]

    def most(said: str) -> int:
        return max((1 + sum(one in ids for ids in of_others) for one in articles_with(said)), default=0)

    best = max((letters, *_OF_WORDS[letters]), key=most)  # the first of equal ones
    return best if best != letters else None

"""Initials in a question, written out as the articles write them: "Who founded the SCO?" """

import re

from index.lexical import initials_term, query_terms, terms
from index.readers.names import GIVEN_NAMES
from index.retrieval.words import WordIndex
from qa.english.nouns import OF_MEN, OF_WOMEN, TITLES
from qa.english.vocabulary import word_set
from qa.question.naming import spelled_by
from qa.question.spelling import QUOTED

_INITIALS = re.compile(r"(?<![\w.-])[A-Z]{3,6}(?![\w.-])")
# What these stand for is no name.
_OF_NOTHING_NAMED = word_set("CEO CFO COO CTO GDP GNP DNA RNA HIV AIDS VIP MVP VAT PDF URL FAQ ATM GPS SUV LED")
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
    own = terms(letters)
    if not own or letters in _OF_NOTHING_NAMED or words.known(own):
        return None
    others = [term for term in query_terms(question) if term not in own]
    found = words.beside([initials_term(letters)], others)
    name = spelled_by(letters).search(words.passage(found[0].passage)) if found else None
    if name is None or not _PERSONS.isdisjoint(name[0].lower().split()):
        return None
    return " ".join(name[0].split())

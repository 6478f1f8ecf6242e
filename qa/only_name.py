"""The name that answers a question for one: the only one in a sentence that the question does not say, at the right end of the verb."""

import re
from collections.abc import Sequence

from index.days import MONTHS, WEEKDAYS
from index.lexical import terms
from index.records import Span
from qa.english.capitals import CAPITALISED, INSIDE_NAMES, LONG_CAPITALISED, WORD, words_in
from qa.english.kinds import Kind, asked_kind
from qa.english.nouns import ROLES
from qa.english.tagging import words_of
from qa.english.vocabulary import DO, any_of
from qa.english.words import Tag, Word

# A name where no sentence but the first begins: "Oslo", "J. Lee", "Bank of Norway"
NAME = re.compile(
    rf"(?:(?<=[^.!?“\"] )|(?<=^))(?:[A-ZÀ-ÖØ-Þ]\.|{CAPITALISED})"
    rf"(?: (?:{INSIDE_NAMES}) {LONG_CAPITALISED}| {LONG_CAPITALISED})*"
)
# A capital that makes no name: of a word that opens a sentence, of a month, of a weekday
NO_NAME = re.compile(
    "(?:The|An?|In|On|At|By|He|She|It|They|We|I|This|That|These|Those|There|When|While|After|Before|But|And|Some|Many|Most|No"
    rf"|{'|'.join((*MONTHS, *WEEKDAYS))})\b"
)
_WHERE = re.compile(r"\bwhere\b", re.IGNORECASE)
_IN_A_PLACE = re.compile(r"\b(?:in|near|into|inside|outside|across|throughout)\s+(?:the )?$", re.IGNORECASE)
_OF_A_ROLE = re.compile(rf"\b(?:{any_of(ROLES)}) (?:of|for) (?:the )?$", re.IGNORECASE)  # "the mayor of Oslo"
# "in Oslo", "off the coast of Norway", "leaving Rena": where something is, comes from or goes to
_SOMEWHERE = re.compile(
    r"\b(?:in|at|near|on|from|to|into|inside|outside|off|of|across|around|between|through|towards?|via|leaving|left)\s+"
    r"(?:the |an? )?(?:[a-z]+ ){0,2}$"
)
# "She founded Tremor with Bo Ek": before the verb
_ACTS = re.compile(rf"(?:\b(?i:he|she|it|they|who)|\b{CAPITALISED}) (?:\w+ly |had |has |have |also |then )?$")
_LED_TO_IT = re.compile(r"\b(?:from|after|off|following) (?:an?|the|another) (?:[\w-]+ )?\w+ by $")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+\s+)?$", re.IGNORECASE)


def only_name(question: str, sentence: str) -> Span | None:
    """The one name that the question does not say itself."""
    asked = words_asked(question)
    fresh = [
        match
        for match in NAME.finditer(sentence)
        if not NO_NAME.match(match[0])
        and not _may_be_any_word(match)
        and not any(w.casefold().removesuffix("'s") in asked for w in match[0].split())
    ]
    if len(fresh) != 1:
        return None
    only = fresh[0].span()
    fits = _is_of_the_kind(question, sentence, only) and not is_the_other(question, sentence, only)
    return only if fits else None


def _is_of_the_kind(question: str, sentence: str, name: Span) -> bool:
    """After "where" what a preposition makes a place, and no such name for a person or a company."""
    if _WHERE.search(question):
        return _SOMEWHERE.search(sentence, 0, name[0]) is not None
    return asked_kind(question) is Kind.PLACE or not (
        _IN_A_PLACE.search(sentence, 0, name[0]) or _OF_A_ROLE.search(sentence, 0, name[0])
    )


def is_the_other(question: str, sentence: str, name: Span) -> bool:
    """Whether it stands at the wrong end of the verb: "Ada beat Bo" does not tell who beat Ada, nor whom Bo beat."""
    words = words_of(question)
    verb = next((word for word in words if word.tag is Tag.VERB), None)
    if verb is None:
        return False
    if words[0].low in {"what", "which"}:
        return _is_the_one_who_does(words, verb, sentence, name)
    if words[0].low not in {"who", "whom"}:
        return False
    wants_object = words[1].low in DO
    places = [found for found in WORD.finditer(sentence) if terms(found[0]) == terms(verb.text)]
    if len(places) != 1 or not (wants_object or words[1] is verb):
        return False
    start, end = places[0].span()
    named = _places_of_names(words, sentence)
    if not any((at < start) != (name[0] < start) for at in named):
        # Neither stands at the other end; there may be a "She" before the verb, with both behind it.
        acts = _ACTS.search(sentence, 0, start) is not None and name[0] > end and bool(named)
        return acts and not wants_object and not _PASSIVE.search(sentence, 0, start)
    passive = _PASSIVE.search(sentence, 0, start) or sentence[end:].startswith(" by ")
    return (name[0] > end) != (wants_object != bool(passive))


def is_behind_another(sentence: str, name: Span) -> bool:
    """Whether it only says whose that was which led to it: "headed in the winner from a corner by Bo Ek"."""
    return _LED_TO_IT.search(sentence, 0, name[0]) is not None


def _is_the_one_who_does(words: Sequence[Word], verb: Word, sentence: str, span: Span) -> bool:
    """Whether it is asked what somebody does something to, "What gene does the drug block?", and the span stands before the
    verb, which the sentence has once and with nobody acted upon by it: "The drug, Corvax, blocks a gene"."""
    does = next((word for word in words if word.low in DO and word.start < verb.start), None)
    places = [found for found in WORD.finditer(sentence) if terms(found[0]) == terms(verb.text)]
    if does is None or len(places) != 1 or span[1] > places[0].start():
        return False
    return not (
        _PASSIVE.search(sentence, 0, places[0].start())
        or re.search(r"\b(?:that|which|whom|who)\b", sentence[span[1] : places[0].start()])
    )


def _places_of_names(words: Sequence[Word], sentence: str) -> list[int]:
    """Where the names of the question stand in the sentence."""
    found = (sentence.find(word.text.removesuffix("'s")) for word in words if word.tag is Tag.NAME)
    return [at for at in found if at >= 0]


def _may_be_any_word(match: re.Match[str]) -> bool:
    """Whether it is a single word that opens the sentence: "Professional chess …"."""
    return not match.start() and " " not in match[0]


def words_asked(question: str) -> set[str]:
    """The words of the question, as `without_s` has them."""
    return set(map(without_s, words_in(question)))


def without_s(word: str) -> str:
    """The word without a possessive's "s", in small letters; "Workers'" keeps its apostrophe."""
    return word.casefold().removesuffix("'s").removesuffix("’s")

"""Whom the words around a quotation, or those of a sentence, have speak: "said Ann Lee", "she said"."""

import re
from dataclasses import dataclass

from index.records import Span
from qa.english.vocabulary import CONJUNCTIONS, PREPOSITIONS, QUESTION_WORDS, any_of
from qa.people.told import NAME, NOT_BEFORE_SUBJECTS, Page, is_in_a_place, own_words

_I = re.IGNORECASE
_NEAR = 400  # characters around a quotation in which its speaker is looked for
# Verbs of what is said, which follow or precede whoever says it.
_UTTERED = (
    "said|says|wrote|writes|adds?|added|repl(?:ied|ies)|recall(?:s|ed)|explain(?:s|ed)|insist(?:s|ed)|argue[sd]|warn(?:s|ed)"
    "|admit(?:s|ted)|joke[sd]|claim(?:s|ed)|declare[sd]|announce[sd]|tweeted|complain(?:s|ed)|shouted|cried|whispered|noted"
    "|stated|remarked|conceded|acknowledge[sd]|concluded|commented|predict(?:s|ed)|vow(?:s|ed)|testified|quipped|muttered"
)
# Those that only follow, as what follows them is whom or what they are said to or of.
_SAYS = (
    rf"{_UTTERED}|told|tells|asks|asked|calls|called|describe[sd]|blame[sd]|dismissed|denounced|praise[sd]|criticised|criticized"
    "|condemn(?:s|ed)|labell?ed|compare[sd]|accuse[sd]|promise[sd]|confirm(?:s|ed)|points? out|pointed out|thinks|thought"
)
SPEAKS = re.compile(rf"\b(?:{_SAYS})\b")
_AND = re.compile(r"\b(?:and|but|or)(?: also| then| later)? $")  # "and said": as whoever the verb before it is of
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+)?\s*$", _I)
_SMALL = any_of(PREPOSITIONS | CONJUNCTIONS | QUESTION_WORDS | {"that"})
DETERMINER = r"(?:the|its|their|his|her|an?|one)"
# "the team's captain " before "Ann Lee"
_ROLE = rf"(?:{DETERMINER} )?(?:(?!(?:{_SMALL}|{DETERMINER}|\w+ing)\b)[a-z][\w’'-]{{0,30}} ){{0,4}}"
_LONG_ROLE = rf"(?:{DETERMINER}|[A-ZÀ-Þ][\w-]{{0,30}}[’']s?) [^,.;:\"“”]{{1,60}}, "  # "the mayor of Oslo, "
_ALSO = r"(?:(?:has|had|also|later|then|once|again) )?"
_MARK = r"\s*(?:[,–—-]\s*)?"  # between a quotation and "she said"
_HE = r"(?P<pronoun>he|she|they|it|i|we)"
_BEHIND_NAME = rf"(?=[^\w ’'-]|\s*$| (?!for [A-Z])(?:{_SMALL})\b| [(–—])"  # not "said Oslo mayor Ann Lee"
# Directly behind a quotation.
_HE_SAID = re.compile(
    rf"{_MARK}(?:{_HE} {_ALSO}(?:\w+ly )?(?:{_SAYS})|(?:{_UTTERED}) (?P<other>he|she|they|i|we))\b", _I
)
_SAID_NAME = re.compile(rf"{_MARK}(?:{_UTTERED}|according to) (?:{_LONG_ROLE}|{_ROLE}){NAME}{_BEHIND_NAME}")
_NAME_SAID = re.compile(rf"{_MARK}(?:{_LONG_ROLE}|{_ROLE}){NAME}(?:,|, [^,\"“”]{{1,80}},)? {_ALSO}(?:{_SAYS})\b")
# Directly before the verb.
_NAME_BEFORE = re.compile(rf"{NAME}(?P<who>,? who|, [^,\"“”]{{1,80}}, who|,|, [^,\"“”]{{1,80}},)? {_ALSO}$")
_HE_BEFORE = re.compile(rf"\b{_HE} {_ALSO}(?:\w+ly )?$", _I)
_ACCORDING = re.compile(rf"\b[Aa]ccording to (?:{_LONG_ROLE}|{_ROLE}){NAME}{_BEHIND_NAME}")
# Of these no name behind them is who says it: "the mayor of Oslo said", "a spokesman for Ann Lee said"
_OF_ANOTHER = re.compile(
    rf"\b(?:{any_of(NOT_BEFORE_SUBJECTS)}|than|\w+(?<!morn)(?<!even)ing)(?: the)? $|\bfor [^,.]*, $|[A-ZÀ-Þ][\w’'-]* and $"
)
# What another one says, or said once, may be quoted behind these.
_OF_OTHERS = re.compile(
    r"\b(?:saying|having|writing|telling|calling|say|write|tell|advice|words|motto|slogan|lyrics|lines?|proverb)\b"
)
_OF_SOMEBODY = re.compile(r"\w+s of ")  # "Critics of Ann Lee"


@dataclass(frozen=True, slots=True)
class Said:
    """Who is told to say something: by name, or as "he" or "she" there; neither for somebody else."""

    name: Span | None = None
    pronoun: str = ""
    at: int = 0  # where the pronoun stands


SOMEBODY_ELSE = Said()
_NOT_TOLD = Said(at=-1)  # "she was told"


def told_behind(page: Page, quotation: Span) -> Said | None:
    """Whom the words directly behind it name; None where the sentence ends with it or goes on with something else."""
    start, end = quotation
    if page.text[start:end].rstrip("”\"’'").endswith("."):
        return None
    limit = min(end + _NEAR, page.paragraphs[page.paragraph_at(start)][1])
    if he := _HE_SAID.match(page.told, end, limit):
        which = "pronoun" if he["pronoun"] else "other"
        return Said(pronoun=he[which].lower(), at=he.start(which))
    for pattern in (_SAID_NAME, _NAME_SAID):
        if found := pattern.match(page.told, end, limit):
            return _by_name(found)
    return None


def told_before(page: Page, quotation: Span) -> Said | None:
    """Whom its sentence names before it; None where it is a sentence by itself."""
    start, end = quotation
    opens = page.sentence_at(start)[0]
    piece = page.told[opens:start]
    goes_on = page.told[end : page.paragraphs[page.paragraph_at(start)][1]][:_NEAR]
    if not piece.strip():
        whole = page.text[start:end].rstrip("”\"’'").endswith((".", "!", "?", "…")) or not page.is_closed(quotation)
        return None if whole and not re.match(r"\s*[,a-z–—]", goes_on) else SOMEBODY_ELSE
    if len(piece) > _NEAR:
        return SOMEBODY_ELSE
    every = all_speaking(page, (opens, start))
    if not every:
        return SOMEBODY_ELSE
    at, last = every[-1]
    names = {page.told[slice(*said.name)] for _, said in every if said.name}
    if _OF_OTHERS.search(page.told, at, start):
        return SOMEBODY_ELSE
    parted = re.search(r"[,;] | (?:and|but|while) ", page.told[at:start])
    return SOMEBODY_ELSE if parted and (len(names) > 1 or last == SOMEBODY_ELSE) else last


def all_speaking(page: Page, span: Span) -> list[tuple[int, Said]]:
    """Who is told to speak there, each with where the verb ends, in order."""
    told, (start, end) = page.told, span
    found: list[tuple[int, Said]] = []
    for verb in SPEAKS.finditer(told, start, end):
        before = max(start, verb.start() - 30), verb.start()
        if _PASSIVE.search(told, *before):
            found.append((verb.end(), _NOT_TOLD))
        elif not _AND.search(told, *before):
            found.append((verb.end(), _subject(told, max(start, verb.start() - _NEAR), verb)))
    found += [(one.end(), _by_name(one)) for one in _ACCORDING.finditer(told, start, end)]
    return sorted(found, key=lambda one: one[0])


def _subject(told: str, start: int, verb: re.Match[str]) -> Said:
    """Who speaks: named or "he" before the verb, or named behind it."""
    if he := _HE_BEFORE.search(told, max(start, verb.start() - 60), verb.start()):
        return Said(pronoun=he["pronoun"].lower(), at=he.start("pronoun"))
    if name := _NAME_BEFORE.search(told, start, verb.start()):
        with_who = (name["who"] or "").endswith("who")
        before = told[max(start, name.start() - 100) : name.start()]
        return _by_name(name) if with_who or not _OF_ANOTHER.search(before) else SOMEBODY_ELSE
    behind = _SAID_NAME.match(told, verb.start(), min(len(told), verb.end() + _NEAR))
    return _by_name(behind) if behind else SOMEBODY_ELSE


def _by_name(found: re.Match[str]) -> Said:
    """The name, or somebody else where it is none."""
    own = own_words(found)
    if own is None or is_in_a_place(own[1]) or _OF_SOMEBODY.match(found["name"]):
        return SOMEBODY_ELSE
    return Said(own[0])

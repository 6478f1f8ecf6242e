"""The kind of thing a question asks for, a number, a time, a name, and how well a sentence's form answers to it."""

import re
from dataclasses import dataclass
from enum import Enum

from index.days import CALENDAR, days
from index.lexical import query_terms, terms
from qa.english.capitals import CAPITALISED, CAPITALISED_NAME, plain, words_in
from qa.english.numerals import NUMERALS
from qa.english.quantities import BARE, quantities
from qa.english.vocabulary import word_set


class Kind(Enum):
    """What can be asked for and found by its form."""

    NUMBER = "number"
    TIME = "time"
    NAME = "name"  # of a person, a company, a team
    PLACE = "place"
    REASON = "reason"


_I = re.IGNORECASE
HOW_OLD = re.compile(r"\bhow old\b|\bwhat age\b", _I)
# Where a question word may stand: at the beginning of a clause.
_OPENS = r"(?:^|[,;] |\b(?:and|so|but|by|to|with|from|for|since|until|of) )"
_PAYING = (
    "costs?|pa(?:y|ys|id)|worth|spen[dt]|money|prices?|earn\\w*|raised?|fined?|dollars?|euros?|pounds?|sold|sell|buy|bought"
    "|budget\\w*|donat\\w+|invest\\w*|len[dt]|owed?|profits?|revenue|gave|given|funding|charged?|gross\\w*|insured|valued"
)
_DIMENSIONS = "number|speed|distance|height|length|size|temperature|magnitude|depth|weight|width|population"
_SIZES = f"{_DIMENSIONS}|area|score|result|turnout|majority|toll|altitude|rate|level|amount|total"
_MEASURES = f"{_DIMENSIONS}|price|cost|share|percentage"
# A number in this measure is what is asked for: the question's words, those of a sentence.
_MEASURED = (
    (
        HOW_OLD,
        re.compile(
            r"\byears?[ -]old\b|\baged? (?:of )?\w+|\bat \d+\b|, (?:now )?\d{1,3}[,.;]"
            r"|\b(?:was|is|turn(?:s|ed)) (?:now |only |then )?\d{1,3}\b",
            _I,
        ),
    ),
    (
        re.compile(rf"\bhow (?:much|many)\b.*\b(?:{_PAYING})\b|\bwhat\b.*\b(?:costs?|price|budget|salary|fine)\b", _I),
        re.compile(
            r"[$€£¥]|\b(?:dollars?|euros?|pounds?|crowns?|kron\w+|yen|yuan|francs?|rupees?|roubles?|pence|lira)\b", _I
        ),
    ),
    (
        re.compile(r"\bhow long\b(?! ago)|\bhow many (?:years|months|weeks|days|hours|minutes|seconds|decades)\b", _I),
        re.compile(
            rf"\b(?:\d[\d.,]{{0,20}}|{'|'.join(NUMERALS)}|an?|half|several|few|some|many|couple|dozens?|for|all|whole)"
            r"[ -](?:[\w-]{1,30} ){0,2}?"
            r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centur(?:y|ies)|nights?|fortnights?)\b|\b(?:decades|centuries)\b",
            _I,
        ),
    ),
    (
        re.compile(r"\bhow (?:hot|cold|warm)\b|\btemperatures?\b", _I),
        re.compile(r"\bdegrees?\b(?! (?:of|north|south|east|west)\b)|°", _I),
    ),
    (
        re.compile(r"\bhow (?:far|high|tall|deep|wide|thick)\b|\b(?:distance|height|altitude|depth|width)\b", _I),
        re.compile(
            r"\d ?(?:k?m|cm|mm|ft)\b|\b(?:(?:kilo|centi|milli)?met(?:re|er)s?|miles?|feet|inch(?:es)?|yards?|stor(?:ey|ie)s)\b",
            _I,
        ),
    ),
    (
        re.compile(r"\bhow heavy\b|\bhow much\b.*\bweigh|\bweight\b", _I),
        re.compile(r"\d ?(?:kg|g|lbs?)\b|\b(?:(?:kilo|milli)?grams?|kilos?|tons?|tonnes?|pounds?|ounces?)\b", _I),
    ),
    (
        re.compile(r"\b(?:share|percentage|per ?cent|proportion)\b", _I),
        re.compile(r"%|\b(?:per ?cent|half|thirds?|quarters?|fifths?|tenths?|(?:out )?of every|one in)\b", _I),
    ),
)
# The first of these that a question matches is what it asks for.
_ASKING = (
    (
        Kind.TIME,
        re.compile(
            rf"{_OPENS}when\b|\bhow long ago\b"
            r"|\b(?:what|which) (?:is|was|were|are) the (?:\w+ )?(?:date|day|year|month)s?\b(?!['’-])(?! (?:rates?|care|jobs?)\b)"
            r"|\b(?:what|which) (?:years?|dates?|days?|months?|times?|decades?|century|season)\b(?! (?:jobs?|care|trips?|zone|of))",
            _I,
        ),
    ),
    (
        Kind.NUMBER,
        re.compile(
            r"\bhow (?:many|much|old|long|far|high|big|large|tall|fast|often|deep|heavy|wide|hot|cold|thick|strong|close)\b"
            rf"|\bwhat (?:share|percentage|age|{_SIZES})\b|\b(?:what|which) (?:was|is|were|are) the (?:\w+ ){{0,2}}(?:{_SIZES})\b"
            rf"|^(?:the )?(?:total |average |exact )?(?:{_MEASURES}) (?:of|flown|travelled|covered)\b",
            _I,
        ),
    ),
    (
        Kind.PLACE,
        re.compile(
            rf"{_OPENS}where\b|\b(?:what|which) (?:\w+ )?(?:country|countries|city|cities|towns?|states?|places?|islands?"
            r"|continents?|river|village|region|stadium|port|nations?)\b",
            _I,
        ),
    ),
    (
        Kind.NAME,
        re.compile(
            rf"{_OPENS}(?:who|whom|whose)\b|\b(?:what|which) (?:\w+ )?(?:person|m[ae]n|wom[ae]n|people|president|minister"
            r"|king|queen|emperor|pope|leader|act(?:or|ress)|author|writer|director|singer|scientist|player|general|coach"
            r"|captain|artist|architect|engineer|company|companies|team|club)s?\b"
            r"|^(?:and |so )?(?:what|how) (?:is|are|was|were)\b.*\b(?:called|named|titled)[?. ]*$"
            r"|\bwhat (?:is|are|was|were) the (?:name|title)s?\b",
            _I,
        ),
    ),
    (Kind.REASON, re.compile(r"\bwhy\b|\bwhat (?:caused|led|prompted|triggered)\b|\b(?:reason|cause)s?\b", _I)),
)


def asked_kind(question: str) -> Kind | None:
    """The kind of thing that the question asks for; None when it is none of these.

    >>> asked_kind("And when did it land?"), asked_kind("How did it crash?")
    (<Kind.TIME: 'time'>, None)
    """
    return next((kind for kind, asked in _ASKING if asked.search(question)), None)


def is_called_otherwise(question: str, sentence: str) -> bool:
    """Whether it is asked what something is called, and the sentence neither calls anything so nor says what is asked."""
    asks = _ASKS_WHAT_IT_IS_CALLED.search(question) is not None and asked_kind(question) is Kind.NAME
    return asks and not _CALLED.search(sentence) and set(query_terms(question)).isdisjoint(terms(sentence))


def gives_a_reason(sentence: str) -> bool:
    """Whether a word of the sentence gives a reason: "because", "in protest", "resigned over"."""
    return _REASON.search(sentence) is not None


# How well the form of a sentence answers, out of 1: in the proportions that a fit to four sets of questions gave
# (docs/decisions/0098-the-kind-of-answer.md). What the question says itself does not count.
_IN_ITS_MEASURE, _ANY_NUMBER = 1.0, 0.65
_ON_A_DAY, _FROM_TODAY, _IN_A_YEAR = 0.6, 0.5, 0.4  # "19 April", "on Monday", "in 2021"
_WHOLE_NAME, _ONE_WORD = 0.6, 0.2
_SOMEWHERE = 0.45
_BECAUSE = 0.25

# Times without a date: "yesterday", "on Monday", "two years later", "in the 1980s"
RELATIVE_DAY = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|(?:last|this|next) (?:week|month|year|night|spring|summer|autumn|winter)"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{2,4}0s|\w+ (?:years?|months?|weeks?|days?|hours?) (?:later|ago|earlier"
    r"|after|before)|\w+(?:th|st|nd|rd)[- ]century|in (?:the )?(?:spring|summer|autumn|winter|early|late)"
    r"|\d{1,2}:\d{2}|\d{1,2} ?[ap]\.?m|noon|midnight|dawn)\b",
    _I,
)
# Words by which a sentence gives a reason.
_REASON = re.compile(
    r"\b(?:because|due to|owing to|as a result|reasons?|caus\w+|thanks to|so that|in order to|blamed?|since|for fear|therefore"
    r"|in protest|(?:strik(?:e|es|ing)|struck|walk(?:s|ed|ing)? out|protest\w*|quit|resign\w*|sacked|fired|arrested|sued|fined"
    r"|suspended|criticised)\b[^.;]{0,40}?(?<!was )(?<!is )(?<!were )\bover"
    r"(?! by| on| at| in| \d| the (?:weekend|bridge|past|last|next)| half| an? (?:year|month|week|decade|century)))\b",
    _I,
)
# "near the northern town of Rena": the name of what may be a place
_PLACE = re.compile(
    r"\b(?:in|at|near|on|from|to|into|outside|off|of|across|around|between|through)"
    rf" (?:(?:the|an?) )?(?:[a-z]+(?:ern)? )?({CAPITALISED})"
)
_LABELLED = re.compile(r"\w\W+[A-Z][a-z]+ $")  # "in Hangar 12", a name that a number ends
# "What is the new game called?", and sentences that say so
_ASKS_WHAT_IT_IS_CALLED = re.compile(r"\b(?:called|named|titled|names?|title)\b", _I)
_CALLED = re.compile(r"\b(?:called|named|titled|entitled|dubbed|known as|name (?:is|was))\b", _I)
# Words whose capital makes no name.
_NO_NAMES = CALENDAR | word_set(
    "the a an in on at by he she it they we i this that these those there when while after before but and some many most no"
    " his her its their as for from with to of if since although though however both each all one two three such only even"
    " another other until during under over yet so not what which who where how why my our your more less few several"
    " according among between because unlike like despite today now then later still once"
)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What a question asks for, as sentences are held against it."""

    kind: Kind
    measure: re.Pattern[str] | None  # of a NUMBER
    question: str  # in small letters
    known: frozenset[str]  # words that are no new name: those of the question, without "'s", and those that are none

    @classmethod
    def by(cls, question: str) -> "AskedFor | None":
        """None where the question asks for nothing that is known by its form."""
        kind = asked_kind(question)
        if kind is None:
            return None
        measure = next((held for asked, held in _MEASURED if asked.search(question)), None)
        known = _NO_NAMES.union(map(plain, words_in(question)))
        return cls(kind, measure, question.casefold(), known)

    def held(self, sentence: str) -> float:
        """How well the form of the sentence answers, 0..1.

        >>> asked_for = AskedFor.by("When did it land?")
        >>> [asked_for.held(one) for one in ("It landed on 3 May.", "It landed in 2021.", "It landed softly.")]
        [0.6, 0.4, 0.0]
        """
        match self.kind:
            case Kind.NUMBER:
                return self._number(sentence)
            case Kind.TIME:
                return self._time(sentence)
            case Kind.NAME:
                return self._name(sentence)
            case Kind.PLACE:
                return _SOMEWHERE * any(plain(found) not in self.known for found in _PLACE.findall(sentence))
            case Kind.REASON:
                return _BECAUSE * gives_a_reason(sentence)

    def _number(self, sentence: str) -> float:
        fresh = (one for one in quantities(sentence) if sentence[one.start : one.end].casefold() not in self.question)
        if all(one.unit == BARE and _LABELLED.search(sentence, 0, one.start) for one in fresh):
            return 0.0
        if self.measure and self.measure.search(sentence):
            return _IN_ITS_MEASURE
        return 0.0 if HOW_OLD.search(self.question) else _ANY_NUMBER  # another number is no age

    def _time(self, sentence: str) -> float:
        fresh = [day for day in days(sentence) if sentence[day.start : day.end].casefold() not in self.question]
        if fresh:
            return _ON_A_DAY if any(day.day for day in fresh) else _IN_A_YEAR
        return _FROM_TODAY * bool(RELATIVE_DAY.search(sentence))

    def _name(self, sentence: str) -> float:
        """A capital that opens the sentence makes no name of a single word."""
        best = 0.0
        for match in CAPITALISED_NAME.finditer(sentence):
            words = [w for w in words_in(match[0]) if w[0].isupper() and w.lower() not in _NO_NAMES]
            if any(plain(word) not in self.known for word in words):
                opens = not match.start() or sentence[: match.start()].rstrip().endswith((".", "!", "?", "“", '"'))
                best = max(best, _WHOLE_NAME if len(words) > 1 else 0.0 if opens else _ONE_WORD)
        called = _ASKS_WHAT_IT_IS_CALLED.search(self.question) and _CALLED.search(sentence)
        return _WHOLE_NAME if best and called else best

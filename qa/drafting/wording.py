"""A sentence -> the questions that it answers: a detail is taken out of what it tells, and asked for.

By light rules on English sentences that make sense alone. What reads badly all the same is for a person to mend.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.days import CALENDAR, days
from qa.english import nouns
from qa.english import vocabulary as v
from qa.english.numerals import NUMERALS
from qa.english.tagging import words_of
from qa.english.words import Tag, Word
from qa.followups.phrases import Kind, Phrase, outer, phrases_of
from qa.stating import asks, is_byline

CHARS = range(45, 200)  # of a sentence: a shorter one tells little, a longer one makes a question that nobody asks
FEWEST_CONTENT = 4  # words of a question that say what it is about
FEWEST_QUOTED = 6  # words of a quotation that is asked for

_QUOTATION = re.compile(r"[“\"]([^“”\"]+?),?[”\"]")
_SAID = re.compile(rf"\b(?:{v.any_of(v.SAID)}|warned|argued|announced|declared|replied)\b")
_BEFORE_DATE = re.compile(r",? ?\b(?:on|in) $", re.IGNORECASE)
_BEFORE_PLACE = re.compile(r"\b(?:in|at) (?:the )?$", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:which|who|whom|whose|where|when|while|but|and|because|that|if|as|after|before|since|until)\b"
)
_COUNT = re.compile(
    rf"(?<![\w.,$€£-])(\d[\d,]*\d|\d|{'|'.join(NUMERALS[2:11])}|twelve)"
    r"( (?!times|more|other|per)(?:[a-z]+ )?(?:[a-z]{3,}s|people|men|women))\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"(?:year|month|week|day|hour|minute|second|percent|per cent|metre|meter|kilometre|mile|degree)s?$"
)
_LEANS = re.compile(
    r"\b(?:this|these|those|such|here|there|also|however|meanwhile|instead|therefore|earlier|later|same|other|another"
    r"|former|latter|today|yesterday|tomorrow|tonight|ago)\b|\bthat\.$|[;:()…]|\. "
    r"|^(?:but|and|so|or|yet|then|now|still|both|all|among)\b",
    re.IGNORECASE,
)
_WERE = v.word_set("was were had did")
_OF_NOW = v.word_set("is are has have will would can may might must shall")
_GOES_ON = re.compile(r" (?:of|in|and|or)\b|[^ .]")  # behind a place that is only a part of one
_CONTENT = frozenset({Tag.NOUN, Tag.NAME, Tag.NUMBER, Tag.VERB})
_IN_KEYWORDS = _CONTENT | {Tag.QUESTION}
_OF_FORMS = v.word_set("was it that or what")  # words of the forms below that ask for nothing


@dataclass(frozen=True, slots=True)
class Wording:
    """A question, and the words of the sentence that answer it."""

    kind: str  # "date", "place", "number", "name" or "quotation"
    question: str
    answer: str


def wordings(sentence: str, article: str = "") -> list[Wording]:
    """What a sentence of an article can be asked for; nothing where it leans on what stands around it.

    >>> [one.question for one in wordings("Ministers of Norway met in Oslo on 21 August 2023 to discuss cod.")]
    ['When was it that ministers of Norway met in Oslo to discuss cod?', 'Where was it that ministers of Norway met on \
21 August 2023 to discuss cod?']
    """
    if len(sentence) not in CHARS or "\n" in sentence or asks(sentence) or is_byline(sentence):
        return []
    if _QUOTATION.search(sentence):
        return list(_quotation(sentence))
    words = words_of(sentence)
    if not sentence.endswith(".") or _LEANS.search(sentence) or not _tells_what_was(words):
        return []
    phrases = outer(phrases_of(sentence, words))
    made = [*_date(sentence, words), *_place(sentence, words, phrases), *_number(sentence, words)]
    made += _name(sentence, article, words, phrases)
    return [one for one in made if is_about_something(one.question)]


def from_headline(title: str, article: str = "") -> list[Wording]:
    """Whom or what a headline speaks of, if a part of it is a sentence that begins with a name.

    >>> from_headline("Ada Lind opens the old harbour bridge after nine years")[0].question
    'Who opens the old harbour bridge after nine years?'
    """
    made: list[Wording] = []
    for part in title.split(": "):
        words = words_of(part)
        in_capitals = sum(word.text[0].isupper() for word in words) > len(words) / 2
        if not in_capitals and not _LEANS.search(part) and not _QUOTATION.search(part):
            made += _name(part, article, words, outer(phrases_of(part, words)))
    return [one for one in made if is_about_something(one.question)]


def as_keywords(question: str) -> str:
    """As it may be typed into a search box.

    >>> as_keywords("When was it that ministers of Norway met in Oslo to discuss cod?")
    'when ministers norway met oslo discuss cod'
    """
    words = words_of(question)
    kept = [word for word in words if (word.tag in _IN_KEYWORDS or word.low == "many") and word.low not in _OF_FORMS]
    return " ".join(word.low for word in kept)


def is_about_something(question: str) -> bool:
    """Whether it makes sense alone: a name or a number, and some more words that say what it is about."""
    words = [word for word in words_of(question) if word.low not in _OF_FORMS]
    named = any(word.tag in (Tag.NAME, Tag.NUMBER) for word in words)
    return named and sum(word.tag in _CONTENT for word in words) >= FEWEST_CONTENT


def _tells_what_was(words: Sequence[Word]) -> bool:
    """Whether it speaks of the past alone, which the forms below fit, and of nobody whom only "she" or "they" names."""
    lows = {word.low for word in words}
    past = any(word.tag is Tag.VERB and _is_past(word.low) for word in words) or not lows.isdisjoint(_WERE)
    leans = any(word.tag is Tag.PRONOUN for word in words) or bool(lows & v.POSSESSIVES)
    return past and not leans and not any(_is_of_now(word) for word in words)


def _is_of_now(word: Word) -> bool:
    if word.tag is Tag.AUXILIARY:
        return word.low in _OF_NOW
    return word.tag is Tag.VERB and word.low.endswith("s") and word.low not in v.IRREGULAR


def _is_past(verb: str) -> bool:
    return verb.endswith("ed") or verb in v.IRREGULAR


def _date(sentence: str, words: Sequence[Word]) -> Iterator[Wording]:
    found = days(sentence)
    before = _BEFORE_DATE.search(sentence[: found[0].start]) if len(found) == 1 and found[0].year else None
    if before and (told := _without(sentence, before.start(), found[0].end, words)):
        yield Wording("date", f"When was it that {told}?", sentence[found[0].start : found[0].end])


def _place(sentence: str, words: Sequence[Word], phrases: Sequence[Phrase]) -> Iterator[Wording]:
    for phrase in phrases:
        before = _BEFORE_PLACE.search(sentence[: phrase.start])
        if phrase.kind is not Kind.PLACE or not before or not all(_is_of_a_place(word) for word in phrase.words):
            continue
        behind_a_name = any(
            word.tag is Tag.NAME and word.end + 1 == before.start() for word in words
        )  # "the Hospital in …"
        if behind_a_name or _GOES_ON.match(sentence, phrase.end):
            continue
        if told := _without(sentence, before.start(), phrase.end, words):
            yield Wording("place", f"Where was it that {told}?", sentence[phrase.start : phrase.end])


def _is_of_a_place(word: Word) -> bool:
    return word.text[0].isupper() and word.low not in CALENDAR


def _number(sentence: str, words: Sequence[Word]) -> Iterator[Wording]:
    """Asks for what is counted at the beginning of a sentence, or behind its verb."""
    found = [match for match in _COUNT.finditer(sentence) if not _MEASURED.search(match[2])]
    if len(found) != 1:
        return
    start, end, counted = *found[0].span(), found[0][2].lower()
    before = [word for word in words if word.end <= start]
    if not before:
        yield Wording("number", f"How many{counted}{sentence[end:-1]}?", found[0][1])
    elif before[-1].tag is Tag.VERB and (told := _without(sentence, start, end, words)):
        yield Wording("number", f"How many{counted} was it that {told}?", found[0][1])


def _name(sentence: str, article: str, words: Sequence[Word], phrases: Sequence[Phrase]) -> Iterator[Wording]:
    """Asks for the name that a sentence begins with, if what it did follows at once."""
    if not phrases or phrases[0].start != 0 or not phrases[0].named or phrases[0].plural:
        return
    name = phrases[0]
    after = next((word for word in words if word.start >= name.end), None)
    if after is None or after.gap or not _says_what_one_did(after) or not _is_a_name(name.text, article):
        return
    asking = "Who" if name.kind in (Kind.PERSON, Kind.MAYBE_PERSON) else "Who or what"
    yield Wording("name", f"{asking}{sentence[name.end :].removesuffix('.')}?", sentence[: name.end])


def _says_what_one_did(word: Word) -> bool:
    """Whether it is a verb that fits "who": no "take" of "Argentina take the Cup"."""
    if word.tag is Tag.VERB:
        return _is_past(word.low) or word.low.endswith("s")
    return word.low in ("was", "had", "is", "has")


def _is_a_name(opening: str, article: str) -> bool:
    """Whether the words that open a sentence are a name; of a single one only other places in the article can tell."""
    own = opening.removeprefix("The ").removeprefix("the ")
    if "'" in own or "’" in own or any(word[0].islower() and word != "of" for word in own.split()):
        return False
    alone = " " not in own.partition(" of ")[0]  # "Ministers of Norway", and so "Ministers"
    return not alone or re.search(rf"[a-z,] {re.escape(own)}\b", article) is not None


def _quotation(sentence: str) -> Iterator[Wording]:
    """Asks who said it, where one name alone stands beside the quotation."""
    quoted = max(_QUOTATION.finditer(sentence), key=lambda match: len(match[1]))
    around = sentence[: quoted.start()] + "." + sentence[quoted.end() :]
    named = [
        phrase
        for phrase in outer(phrases_of(around))
        if phrase.named and phrase.kind in (Kind.PERSON, Kind.MAYBE_PERSON)
    ]
    if len(quoted[1].split()) >= FEWEST_QUOTED and len(named) == 1 and _SAID.search(around):
        yield Wording("quotation", f"Who said “{quoted[1].strip()}”?", around[named[0].start : named[0].end])


def _without(sentence: str, start: int, end: int, words: Sequence[Word]) -> str:
    """The sentence without [start, end) and its full stop, as it goes on behind "that"; empty where that reads wrong.

    It does where what is taken out may belong to a clause within the sentence.
    """
    left, right = sentence[:start].rstrip(), sentence[end:].removesuffix(".")
    if _CLAUSE.search(left) or ("," in left and right.startswith(",")):
        return ""
    if not left or left.endswith(","):
        right = right.removeprefix(",")
    kept = [word for word in words if not start <= word.start < end]
    first, second = (*kept, None, None)[:2]
    if first is None or first.tag in (Tag.QUESTION, Tag.CONJUNCTION, Tag.VERB):
        return ""
    told = " ".join(f"{left} {right}".split()).replace(" ,", ",").removesuffix(",")
    return told[:1].lower() + told[1:] if _is_small(first, second) else told


def _is_small(word: Word, after: Word | None) -> bool:
    """Whether only its place at the beginning of a sentence gives it a capital: "Ministers", not "President Ramaphosa"."""
    if word.tag not in (Tag.NAME, Tag.NOUN, Tag.NUMBER):
        return word.low != "i"
    if any(c.isdigit() for c in word.text) or (after is not None and not after.gap and after.text[0].isupper()):
        return False
    return nouns.is_common(word.low) or nouns.is_common(word.stem)

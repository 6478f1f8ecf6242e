"""Pronouns, replaced by what they point back to."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.english import nouns
from qa.english import vocabulary as v
from qa.english.words import NOMINAL, Tag, Word
from qa.followups.exchanges import ANSWER_OPENING_CHARS, Exchange, find
from qa.followups.impersonal import is_impersonal
from qa.followups.phrases import Kind, Phrase

FEWEST_NAMES = 2  # of a whole name
_LOCATING = frozenset(["in", "at", "on", "near", "from", "to", "inside", "outside", "into", "across", "around"])
# "the mayor of Brenton": no "he"
_PLACING = frozenset(["in", "at", "near", "into", "outside", "across", "around", "of"])
_SUBORDINATES = frozenset(["after", "although", "as", "because", "before", "if", "once", "since", "when", "while"])
_SOMEBODY = frozenset(["person", "man", "woman", "somebody", "someone"])
_AGENTS = ("er", "or", "ist", "ian", "ee")  # endings of what people are called by
_DO_THEY = [["how", "do"], ["where", "do"], ["when", "do"], ["why", "do"]]
_ENDING = v.word_set("died dies left resigned retired quit fell stepped")
_BREAKS = frozenset(["after", "before", "once", "until", "since"])
STANDS_AS = {
    **dict.fromkeys(v.HE | {"his"}, "he"),
    **dict.fromkeys(v.SHE | {"her"}, "she"),
    **dict.fromkeys(v.IT | {"its"}, "it"),
    **dict.fromkeys(v.THEY | {"their"}, "they"),
}
_ANSWERS = {  # what a question asks for when its answer is the likeliest to be pointed back to
    "he": frozenset({Kind.PERSON}),
    "she": frozenset({Kind.PERSON}),
    "it": frozenset({Kind.THING}),
    "they": frozenset({Kind.PERSON, Kind.THING, Kind.PLACE}),
    "there": frozenset({Kind.PLACE}),
    "then": frozenset({Kind.TIME}),
}
_POSSESSIVE = re.compile(r"(?:my|our|your|his|her|its|their) ", re.IGNORECASE)  # "its factory"
# "get there" is get to that place
_GOING = v.word_set(
    "get gets go goes going gone went come came travel travels fly sail drive walk cycle move moved return send sent"
)


@dataclass(frozen=True, slots=True)
class Change:
    """`text` in place of the question's [start, end)."""

    start: int
    end: int
    text: str
    vague: bool = False  # one plain noun or a time: it finds little alone


def applied(text: str, changes: Sequence[Change]) -> str:
    """The text with all changes made; they do not overlap."""
    for change in sorted(changes, key=lambda c: -c.start):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def point_back(
    words: Sequence[Word], own: Sequence[Phrase], exchanges: Sequence[Exchange]
) -> tuple[list[Change], bool]:
    """What to write for the first pronoun of each sort, and whether one points to something that was not found.

    `own` are the question's phrases: a pronoun that can stand for one of them before it is left as it is.
    """
    changes: list[Change] = []
    lost = False
    seen: set[str] = set()
    used: set[str] = set()
    persons: set[str] = set()  # stems of the names that "he" and "she" stand for: "it" is none of them
    for i in range(len(words)):
        sort = _sort(words, i)
        if not sort or sort in seen:
            continue
        seen.add(sort)
        if _stays(words, own, i, sort):
            continue
        several = i > 0 and words[i - 1].low in {"of", "among", "between"}  # "which of them"
        fits = {
            phrase: fitting
            for phrase, fitting in _fits(exchanges, sort)
            if phrase.text not in used and phrase.head.stem not in persons and (phrase.plural or not several)
        }
        found = find(exchanges, fits, _ANSWERS[sort], plural=sort == "they")
        if found:
            used.add(found.text)
            if sort in {"he", "she"}:
                persons.add(found.head.stem)
            changes.append(_written(words, i, sort, found))
        lost = lost or not found
    return changes, lost


def _stays(words: Sequence[Word], own: Sequence[Phrase], i: int, sort: str) -> bool:
    """Whether the pronoun stands for something that its own question says, or for nobody in particular."""
    of_one = sort == "it" and any(w.low == "one" for w in words[:i])
    return (
        of_one
        or _means_people(words, i, own)
        or _of_who(words, i)
        or _ends_what_who_does(words, i)
        or _comes_later(words, own, i, sort)
        or any(_within(words, phrase, i, sort) for phrase in own)
    )


def _fits(exchanges: Sequence[Exchange], sort: str) -> Iterator[tuple[Phrase, int]]:
    """Each mention, and how well a pronoun of this sort can stand for it."""
    for turn in exchanges:
        for phrase in turn.mentions:
            late = phrase in turn.answered_with and phrase.end > ANSWER_OPENING_CHARS
            yield phrase, fit(phrase, sort, late=late)


def _sort(words: Sequence[Word], i: int) -> str:
    """he, she, it, they, there or then when the word points back as one of them, else ""."""
    word = words[i]
    before = words[i - 1] if i else None
    after = words[i + 1] if i + 1 < len(words) and not words[i + 1].gap else None
    if word.tag is Tag.NAME:  # part of a title
        return ""
    if word.low in v.IT and is_impersonal(words, i):
        return ""
    if word.low in STANDS_AS:
        return STANDS_AS[word.low]
    if word.low == "there" and before:
        exists = any(w.low in v.AUXILIARIES | v.OTHER_BE for w in (before, after) if w)
        return "" if exists else "there"
    if word.low == "then" and before:
        return "then" if after is None or before.low in {"back", "by", "since", "until"} else ""
    return ""


def fit(phrase: Phrase, sort: str, *, late: bool = False) -> int:
    """2 when a pronoun of this sort certainly can stand for the phrase, 1 when it may, 0 when not.

    What comes `late` in an answer may be pointed back to at most.
    """
    return min(_fit(phrase, sort), 1 if late else 2)


def _fit(phrase: Phrase, sort: str) -> int:
    """The same wherever the phrase stands."""
    if sort in {"he", "she"}:
        return _fit_person(phrase, sort)
    if sort == "then":
        dated = any(c.isdigit() for c in phrase.text)
        return 0 if phrase.kind is not Kind.TIME else 2 if dated else 1
    if phrase.kind is Kind.TIME:
        return 0
    if sort == "there":
        if any(word.possessive for word in phrase.words):  # "Ravenna's Bo Ek"
            return 0
        may_be = phrase.kind is Kind.NAME or (phrase.named and phrase.lead in _LOCATING)
        return 2 if phrase.kind is Kind.PLACE else 1 if may_be else 0
    if sort == "they":
        all_name = phrase.named and (phrase.kind is not Kind.THING or all(w.tag is Tag.NAME for w in phrase.words))
        person = phrase.kind is Kind.PERSON and not phrase.named  # "an egg donor": there are more
        return 2 if phrase.plural or phrase.head.stem in nouns.GROUPS else 1 if all_name or person else 0
    if phrase.kind is Kind.PERSON or (phrase.plural and not phrase.named):
        return 0
    unsure = phrase.plural or phrase.kind is Kind.MAYBE_PERSON or phrase.lead in _LOCATING
    return 1 if unsure or (phrase.determiner in {"a", "an"} and not phrase.named) else 2


def _fit_person(phrase: Phrase, pronoun: str) -> int:
    """How well "he" or "she" fits; no name and no title of the other sex, nor whom the talk has called so."""
    given = phrase.words[:-1] or phrase.words
    other_sex = nouns.OF_WOMEN if pronoun == "he" else nouns.OF_MEN
    if phrase.plural or phrase.pronoun not in ("", pronoun) or any(word.stem in other_sex for word in given):
        return 0
    if phrase.kind is Kind.PERSON:
        return 2 if phrase.head.tag is Tag.NAME else 1
    common = len(phrase.words) == 1 and phrase.head.stem in nouns.COMMON  # "Inquiry", whose capital opens the sentence
    if phrase.kind is Kind.NAME and (phrase.lead in _PLACING or common):
        return 0
    return {Kind.MAYBE_PERSON: 2, Kind.NAME: 1}.get(phrase.kind, 0)


def _within(words: Sequence[Word], phrase: Phrase, i: int, sort: str) -> bool:
    """Whether the pronoun can stand for this phrase of its own question.

    A clause must end between them, as "Ann saw her" is about two people, but for "its" and its like.
    """
    if phrase.end > words[i].start:
        return False
    if sort == "there":
        return fit(phrase, sort) == 2 or phrase.lead in _LOCATING
    if sort == "then":
        return fit(phrase, sort) == 2
    if not fit(phrase, sort) and not _may_be(phrase, sort):
        return False
    between = [w for w in words[: i + 1] if w.start >= phrase.end]
    breaks = any(w.gap or w.tag in {Tag.CONJUNCTION, Tag.QUESTION} or w.low in _BREAKS for w in between)
    return breaks or _opens_clause(words, i) or _possesses(words, i) or _embedded(words, i, between)


def _may_be(phrase: Phrase, sort: str) -> bool:
    """Whether its own question may mean it, though it is nothing to point back to from another: "Tesla" for "his"."""
    if phrase.kind is Kind.TIME:
        return False
    agent = not phrase.plural and (phrase.head.stem.endswith(_AGENTS) or phrase.head.low in _SOMEBODY)
    return sort in {"they", "it"} or agent or (phrase.named and phrase.kind is not Kind.PLACE)


def _embedded(words: Sequence[Word], i: int, between: Sequence[Word]) -> bool:
    """Whether the pronoun stands in a clause without a subject of its own: "a treaty granting them", "whom to succeed him"."""
    asked = words[0].tag is Tag.QUESTION
    for before, word, after in zip(between, between[1:], between[2:], strict=False):
        if word.low.endswith("ing") and word.tag is Tag.VERB and before.tag in {*NOMINAL, Tag.PREPOSITION}:
            return True
        if word.low == "to" and after.tag is Tag.VERB and (asked or before.tag in NOMINAL):
            return True
    return False


def _opens_clause(words: Sequence[Word], i: int) -> bool:
    """Whether the pronoun is the subject of a clause of its own: "the highest it ever flew"."""
    after = next((w for w in words[i + 1 :] if w.tag is not Tag.ADVERB), None)
    return words[i - 1].tag is not Tag.AUXILIARY and after is not None and after.tag in {Tag.VERB, Tag.AUXILIARY}


def _comes_later(words: Sequence[Word], own: Sequence[Phrase], i: int, sort: str) -> bool:
    """Whether the clause that opens the question waits for its main clause: "After he left, whom did Smith marry"."""
    if words[0].low not in _SUBORDINATES:
        return False
    comma = next((w.start for w in words[i + 1 :] if w.gap), None)
    return comma is not None and any(p.start >= comma and fit(p, sort) for p in own)


def _means_people(words: Sequence[Word], i: int, own: Sequence[Phrase]) -> bool:
    """Whether "they" is whoever does it: "how do they decide who plays in the World Cup"."""
    asked = [w.low for w in words[:i]]
    return words[i].low == "they" and asked[-2:] in _DO_THEY and any(p.named and p.start > words[i].end for p in own)


def _of_who(words: Sequence[Word], i: int) -> bool:
    """Whether "his" and its like can belong to the question word itself: "who lost his seat", "how many lost their"."""
    subject = [w.tag for w in words[:i] if w.tag in {Tag.QUESTION, Tag.AUXILIARY, Tag.VERB}]
    asks = words[0].low in {"who", "which", "what"} or [w.low for w in words[:2]] == ["how", "many"]
    return _possesses(words, i) and subject[:2] == [Tag.QUESTION, Tag.VERB] and asks


def _ends_what_who_does(words: Sequence[Word], i: int) -> bool:
    """Whether it is the question word's own end: "who led the works before he died"; not "who led them before he came"."""
    after = next((w.low for w in words[i + 1 :] if w.tag is not Tag.ADVERB), "")
    does = len(words) > 1 and words[0].low == "who" and words[1].tag is Tag.VERB
    return does and i > 0 and words[i - 1].low in {"before", "until", "till"} and after in _ENDING


def _written(words: Sequence[Word], i: int, sort: str, found: Phrase) -> Change:
    """What is written for the pronoun: "the mayor's" for "his", "in Oslo" for "there", "in 2019" for "then"."""
    word = words[i]
    before = words[i - 1].low if i else ""
    led = bool(i) and words[i - 1].tag is Tag.PREPOSITION
    text, start = _by_name(found) if sort in {"he", "she"} else found.text, word.start
    if sort == "there" and not led:
        text = _POSSESSIVE.sub("the ", text)
        at = "to" if before in _GOING else found.lead if found.lead in {"in", "at", "on", "near"} else "in"
        text = f"{at} {text}"
    elif sort == "then" and not led:
        day = any(w.text.isdigit() and len(w.text) < 3 for w in found.words)
        text = f"{found.lead if found.lead in {'in', 'on', 'at', 'during'} else 'on' if day else 'in'} {text}"
        start = words[i - 1].start if before == "back" else start
    elif sort not in {"there", "then"} and _possesses(words, i):
        text += "'" if text.endswith("s") and found.plural else "'s"
    vague = found.kind is Kind.TIME or (not found.named and len(found.words) == 1)
    return Change(start, word.end, text, vague)


def _by_name(found: Phrase) -> str:
    """A person by the whole name alone: "Helen Sorley" for "the former judge Helen Sorley", who is not so called each time."""
    names = list(itertools.takewhile(lambda w: w.tag is Tag.NAME, reversed(found.words)))
    described = len(names) < len(found.words) and all(
        w.text.islower() for w in found.words[: len(found.words) - len(names)]
    )
    if len(names) < FEWEST_NAMES or not described or not found.text.endswith(names[0].text):
        return found.text
    return found.text[names[-1].start - names[0].end :]


def _possesses(words: Sequence[Word], i: int) -> bool:
    after = words[i + 1] if i + 1 < len(words) and not words[i + 1].gap else None
    if words[i].low == "her":
        return after is not None and after.tag in NOMINAL
    return words[i].low in {"his", "its", "their", "hers", "theirs"}

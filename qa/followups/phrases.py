"""Noun phrases of a text: what a later question can point back to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from index.days import CALENDAR
from qa.english import nouns
from qa.english import vocabulary as v
from qa.english.tagging import words_of
from qa.english.words import NOMINAL, Tag, Word, is_year

_QUOTED = re.compile(r"[“\"]([^“”\"]{2,80})[”\"]|(?:(?<=\s)|^)[‘']([^’'‘]{3,80})[’'](?=[\s.,;?!)]|$)")
_INSIDE_NAMES = frozenset(["of", "de", "la", "le", "von", "van", "der", "al", "bin", "du", "da", "di"])
# "the novelist Ann Lee", "the organ builder Ann Lee"
_OCCUPATIONS = (
    *nouns.OCCUPATION_ENDINGS,
    *("ist", "builder", "maker", "worker", "dealer", "driver", "farmer", "teacher", "smith"),
)
_NO_OCCUPATIONS = v.word_set(
    "list mist fist wrist waist twist gist heist checklist playlist pacemaker screwdriver communist nationalist socialist islamist"
    " leftist rightist fascist separatist populist maoist marxist leninist royalist loyalist terrorist feminist racist jihadist"
    " capitalist modernist unionist secessionist"
)
_SCORE = re.compile(r"\d{1,3}[-–:]\d{1,3}")  # ends what stands before it and names nothing: "beat Holmby Rovers 3-1"
_NUMBER_OF_PERSONS = range(2, 5)  # words of a name that may be a person's


class Kind(Enum):
    """What a phrase can stand for."""

    PERSON = auto()
    MAYBE_PERSON = auto()  # two to four capitalised words that nothing else explains
    PLACE = auto()
    THING = auto()
    TIME = auto()
    NAME = auto()  # one capitalised word: anything


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A noun phrase at [start, end) of its text; `text` is how it is said again ("a bridge" becomes "the bridge")."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]  # without its determiner
    head: Word
    determiner: str
    lead: str  # the preposition before it, or ""
    kind: Kind
    named: bool
    plural: bool
    pronoun: str = ""  # "he" or "she", by which the talk has called the person before

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(w.stem for w in self.words if w.tag in NOMINAL)

    @property
    def says_nothing(self) -> bool:
        """Whether it would find nothing: "people", "the first American"."""
        return all(
            w.low in nouns.GENERIC_NOUNS | v.ORDINALS | nouns.TIME_NOUNS | nouns.NATIONALITIES for w in self.words
        )


def phrases_of(text: str, words: Sequence[Word] | None = None) -> list[Phrase]:
    """The noun phrases of a text in order: quoted titles, runs of names and other nouns, "A and B" of two names."""
    words = words_of(text) if words is None else words
    quoted = [p for m in _QUOTED.finditer(text) if (p := _quotation(m, words))]
    found = []
    for i, j in _runs(words):
        phrase = _phrase(text, words, i, j)
        if not any(q.start < phrase.end and phrase.start < q.end for q in quoted):
            found += [phrase, *_possessor(text, words, i, j)]
    return sorted([*found, *quoted], key=lambda p: (p.start, -p.end))


def _possessor(text: str, words: Sequence[Word], i: int, j: int) -> list[Phrase]:
    """The phrase within the phrase: "Sweden" of "Sweden's membership"."""
    at = next((k for k in range(i, j - 1) if words[k].possessive and words[k].tag is Tag.NAME), None)
    return [] if at is None else [_phrase(text, words, i, at + 1)]


def outer(phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases that are not within another one."""
    return [p for p in phrases if not any(o is not p and o.start <= p.start and p.end <= o.end for o in phrases)]


def _runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Index pairs [i, j) of words that make one phrase each, its determiner included."""
    i = 0
    while i < len(words):
        first = i + 1 if words[i].tag is Tag.DETERMINER else i
        j = first
        while j < len(words) and (j == i or not words[j].gap):
            if words[j].tag in NOMINAL and not _SCORE.fullmatch(words[j].text):
                j += 1
            elif j > first and words[j - 1].tag is Tag.NAME and (k := _rejoins(words, j)):
                j = k
            else:
                break
        if j > first:
            yield i, j
        i = max(j, i + 1)


def _rejoins(words: Sequence[Word], j: int) -> int:
    """Past the small words inside a name ("Bank of the West", "Laurel and Hardy"), or 0 when no name follows them."""
    k = j
    if words[j].low == "and" and not words[j - 1].possessive:
        k += 1
    else:
        while k < len(words) and words[k].low in (_INSIDE_NAMES | {"the"} if k > j else _INSIDE_NAMES):
            k += 1
    follows = k > j and k < len(words) and words[k].tag is Tag.NAME
    return k if follows and not any(w.gap for w in words[j : k + 1]) else 0


def _phrase(text: str, words: Sequence[Word], i: int, j: int) -> Phrase:
    """The phrase of the words [i, j), its determiner among them."""
    determiner = words[i].low if words[i].tag is Tag.DETERMINER else ""
    body = tuple(words[i + bool(determiner) : j])
    end = body[-1].end - (2 if body[-1].possessive else 0)
    named = any(w.tag is Tag.NAME for w in body)
    lead = _lead(words, i)
    kind = _kind(body, lead, determiner) if named else _kind_of_noun(body)
    said = text[body[0].start : end]
    if determiner in v.ARTICLES and not (kind is Kind.PERSON and body[0].tag is Tag.NAME):
        said = f"the {said}"
    elif determiner in v.POSSESSIVES:
        said = f"{words[i].text} {said}"
    plural = _is_plural(body, determiner)
    of = next((k for k, w in enumerate(body) if w.low == "of"), len(body))  # "Wall" heads "Great Wall of China"
    return Phrase(said, words[i].start, end, body, body[of - 1], determiner, lead, kind, named, plural)


def _lead(words: Sequence[Word], i: int) -> str:
    if not i or words[i].gap or words[i - 1].tag is not Tag.PREPOSITION:
        return ""
    compound = i > 1 and words[i - 1].low == "of" and words[i - 2].tag is Tag.PREPOSITION  # outside of, because of
    return words[i - 2].low if compound else words[i - 1].low


def _quotation(match: re.Match[str], words: Sequence[Word]) -> Phrase | None:
    body = tuple(w for w in words if match.start() <= w.start and w.end <= match.end())
    if not body or _is_speech(match, body):
        return None
    return Phrase(match[0], match.start(), match.end(), body, body[-1], "", "", Kind.THING, named=True, plural=False)


def _is_speech(match: re.Match[str], body: Sequence[Word]) -> bool:
    """Whether somebody says it, and it is no title: “The delay was ours,”."""
    said = (match[1] or match[2] or "").rstrip()
    return said.endswith((",", ".", "!")) and any(w.tag is Tag.AUXILIARY and w.text.islower() for w in body)


def _kind_of_noun(body: tuple[Word, ...]) -> Kind:
    head = body[-1]
    if all(is_year(w.text) or w.tag is Tag.NUMBER for w in body) or head.stem in nouns.TIME_NOUNS:
        return Kind.TIME
    return Kind.PERSON if head.stem in nouns.ROLES else Kind.PLACE if head.stem in nouns.PLACES else Kind.THING


def _kind(body: tuple[Word, ...], lead: str, determiner: str) -> Kind:
    """What a phrase with a name in it stands for."""
    low = [w.low.removesuffix("'s") for w in body]
    if all(w in CALENDAR or w.isdigit() for w in low) or low[-1] in nouns.TIME_NOUNS:
        return Kind.TIME
    if all(part in nouns.COUNTRIES for part in " ".join(low).split(" and ")) or body[-1].stem in nouns.PLACES:
        return Kind.PLACE
    if any(w in nouns.NOT_OF_PERSONS for w in low) or any(c.isdigit() for w in low for c in w):
        return Kind.THING
    if low[0] in nouns.TITLES | nouns.FEMALE_NAMES | nouns.MALE_NAMES and body[-1].tag is Tag.NAME and len(low) < 6:
        return Kind.PERSON
    if body[-1].tag is not Tag.NAME:
        return Kind.PERSON if body[-1].stem in nouns.ROLES else Kind.THING
    titled = any(w.tag is Tag.NOUN and _is_occupation(w) for w in body[:-1])  # the Scottish actress Fiona Kerr
    if titled or body[-1].stem in nouns.ROLES:
        return Kind.PERSON
    return _kind_of_name(body, lead, determiner)


def _is_occupation(word: Word) -> bool:
    """Whether it is what somebody is or does."""
    return word.stem in nouns.ROLES or (word.low.endswith(_OCCUPATIONS) and word.low not in _NO_OCCUPATIONS)


def _kind_of_name(body: tuple[Word, ...], lead: str, determiner: str) -> Kind:
    """The same where no word of it is known: by what stands before it, and its capitals."""
    last = body[-1].text
    if lead in {"in", "at", "near", "from"}:
        return Kind.PLACE
    if determiner in v.ARTICLES or (last.isupper() and len(last) > 1) or last.lower() in nouns.NATIONALITIES:
        return Kind.THING
    names = [w for w in body if w.tag is Tag.NAME]
    whole = len(names) == len(body) or any(w.low in {"and", "von", "van", "de", "bin"} for w in body)
    return Kind.MAYBE_PERSON if whole and len(names) in _NUMBER_OF_PERSONS else Kind.NAME


def _is_plural(body: tuple[Word, ...], determiner: str) -> bool:
    head = body[-1]
    if any(w.low == "and" for w in body) or head.low in nouns.PLURALS:
        return True
    ends = head.low.endswith("s") and not head.low.endswith(("ss", "us", "is", "'s"))
    return ends and (head.tag is Tag.NOUN or determiner == "the") and determiner not in {"a", "an"}

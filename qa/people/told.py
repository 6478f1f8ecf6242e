"""An article as what it tells and what it quotes, and the persons whom it tells of."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.days import CALENDAR
from index.readers.names import GIVEN_NAMES
from index.records import Article, Span
from index.sentences import sentences_of
from qa.english.capitals import CAPITALISED, INSIDE_NAMES, plain
from qa.english.nouns import COUNTRIES, NATIONALITIES, NOT_OF_PERSONS, OF_MEN, OF_WOMEN, TITLES
from qa.english.vocabulary import ADVERBS, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS, QUESTION_WORDS, word_set
from qa.people.speaking import SPOKEN

# Possessive: a long row of capitals is not tried in all its parts.
_WORD = rf"(?>(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|St|Jr|Sr)\.|(?:[A-Z]\.){{1,4}}|{CAPITALISED}+)"
NAME = rf"(?<![\w’'-])(?P<name>{_WORD}(?: (?:(?:{INSIDE_NAMES}) )?{_WORD}){{0,6}})"
EVERY_NAME = re.compile(NAME)
_PLACED = re.compile(r"\b(?:in|at|of|from|near|off|across|on)(?: the)? $")
NO_PART_OF_NAMES = PREPOSITIONS | CONJUNCTIONS | ADVERBS | DETERMINERS | QUESTION_WORDS | PRONOUNS | CALENDAR
NOT_BEFORE_SUBJECTS = PREPOSITIONS - word_set("after before since until till")
_NO_PERSONS = NOT_OF_PERSONS | COUNTRIES | NATIONALITIES
_STOPS = (". ", "! ", "? ")
SEXES = {"he": OF_MEN, "she": OF_WOMEN}


@dataclass(frozen=True, slots=True)
class Person:
    span: Span
    surname: str
    sex: str  # "he", "she", or "" where it is not known
    may_speak: bool  # not "Ann Lee's", nor "In London Ann Lee", where it is not told where the name begins


class Page:
    """An article with its sentences, its paragraphs and what is quoted in each."""

    def __init__(self, article: Article) -> None:
        self.text = article.text
        self._whole = sentences_of(article)
        self.paragraphs: list[Span] = []
        self.spoken: list[Span] = []
        told = list(self.text)
        at = 0
        for part in re.split(r"(\n\n+)", self.text):
            if part.strip():
                self.paragraphs.append((at, at + len(part)))
                self.spoken += [(at + found.start(), at + found.end()) for found in SPOKEN.finditer(part)]
            at += len(part)
        for start, end in self.spoken:
            told[start:end] = '"' * (end - start)
        self.told = "".join(told)
        self.sentences = list(self._cut())
        self._sexes = _sexes_by_surname(self.told)

    def _cut(self) -> Iterator[Span]:
        """The article's sentences, also cut before a quotation that opens behind a full stop: "He said no. “Never!”"."""
        cuts = [start for start, _ in self.spoken if self.told[max(0, start - 2) : start] in _STOPS]
        for first, last in self._whole:
            edges = [first, *cuts[bisect_right(cuts, first) : bisect_left(cuts, last)], last]
            yield from pairwise(edges)

    def sentence_at(self, place: int) -> Span:
        return _last_before(self.sentences, place)

    def whole_sentence_at(self, place: int) -> Span:
        """As it is cited."""
        return _last_before(self._whole, place)

    def paragraph_at(self, place: int) -> int:
        """The number of the paragraph."""
        return self.paragraphs.index(_last_before(self.paragraphs, place))

    def is_closed(self, quotation: Span) -> bool:
        """Whether it ends with a mark; one that goes on in the next paragraph does not."""
        return quotation[1] - quotation[0] > 1 and self.text[quotation[1] - 1] in '”"'

    def persons_in(self, start: int, end: int) -> list[Person]:
        """Those that are told of there by name, each as often as they are."""
        found = (own_words(name) for name in EVERY_NAME.finditer(self.told, start, end))
        persons = (self._person(*own) for own in found if own)
        return [one for one in persons if one]

    def _person(self, name: Span, left_out: Sequence[str]) -> Person | None:
        words = [plain(word) for word in self.told[slice(*name)].split()]
        surname = words[-1]
        given = not {words[0].rstrip(".")}.isdisjoint(GIVEN_NAMES | TITLES | OF_WOMEN | OF_MEN)
        if not _NO_PERSONS.isdisjoint(words) or not (len(words) > 1 or given or surname in self._sexes):
            return None
        if not given and surname not in self._sexes and _PLACED.search(self.told, max(0, name[0] - 20), name[0]):
            return None
        if is_in_a_place(left_out) and len(words) < 3 and not given:
            return None
        sex = _sex_of(words) or self._sexes.get(surname, "")
        owns = self.told[slice(*name)].endswith(("'s", "’s", "’", "'"))
        return Person(name, surname, sex, may_speak=not owns and not is_in_a_place(left_out))


def _last_before(spans: Sequence[Span], place: int) -> Span:
    """The last of the spans, in order, that begins at the place or before it; else the first."""
    return spans[max(0, bisect_right(spans, place, key=lambda span: span[0]) - 1)]


def own_words(name: re.Match[str]) -> tuple[Span, list[str]] | None:
    """The name without "Yesterday" before it and "Monday" behind, and the words left out before it; None where nothing is left."""
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", name["name"])]
    low = [name["name"][start:end].casefold() for start, end in words]
    first, last = 0, len(words)
    while first < last and low[first] in NO_PART_OF_NAMES:
        first += 1
    while first < last and low[last - 1] in NO_PART_OF_NAMES:
        last -= 1
    if first == last:
        return None
    return (name.start("name") + words[first][0], name.start("name") + words[last - 1][1]), low[:first]


def is_in_a_place(left_out: Sequence[str]) -> bool:
    """Whether "In" opens what was taken for a name, and no day follows it."""
    return not NOT_BEFORE_SUBJECTS.isdisjoint(left_out) and CALENDAR.isdisjoint(left_out)


def _sex_of(words: Sequence[str]) -> str:
    """By the title or the first name.

    >>> _sex_of(["mr", "lee"]), _sex_of(["ann", "lee"]), _sex_of(["lee"])
    ('he', 'she', '')
    """
    telling = [word.rstrip(".") for word in (words[:-1] or words)]
    sexes = [sex for sex, known in SEXES.items() if not known.isdisjoint(telling)]
    return sexes[0] if len(sexes) == 1 else ""


def _sexes_by_surname(told: str) -> dict[str, str]:
    """For each surname that stands with a first name or a title, what that tells; "" where two persons have it."""
    found: dict[str, str] = {}
    for match in EVERY_NAME.finditer(told):
        words = [plain(word) for word in match["name"].split()]
        if len(words) < 2 or not _NO_PERSONS.isdisjoint(words):
            continue
        if {words[0].rstrip(".")}.isdisjoint(GIVEN_NAMES | TITLES | OF_WOMEN | OF_MEN):
            continue
        sex = _sex_of(words)
        found[words[-1]] = sex if found.get(words[-1], sex) == sex else ""
    return found

"""Who said a quotation: named beside it, or before it where only "she said" stands beside it. Nobody where that is not sure.

A quotation is what stands in quotation marks; told is what stands outside of them, and only what is told names a speaker.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.readers.names import GIVEN_NAMES
from index.records import Article, Hit, Span
from index.sentences import sentences_of
from qa.capitals import CAPITALISED, INSIDE_NAMES, plain
from qa.dates.words import CALENDAR
from qa.followups.nouns import COUNTRIES, NATIONALITIES, NOT_OF_PERSONS, OF_MEN, OF_WOMEN, ROLES, TITLES, is_common
from qa.followups.vocabulary import (
    ADVERBS,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION_WORDS,
    any_of,
    word_set,
)
from qa.records import Citation
from qa.speaking import SPOKEN

_I = re.IGNORECASE
_ENOUGH_SAID = 4  # words in quotation marks that are more than a title or somebody's word for something
_NEAR = 400  # characters around a quotation in which its speaker is looked for
_MOST_STEPS = 6  # from a quotation to the one before it, or behind it, that the same person goes on with

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
_SPEAKS = re.compile(rf"\b(?:{_SAYS})\b")
_ASKING = word_set("asks asked")
_AND = re.compile(r"\b(?:and|but|or)(?: also| then| later)? $")  # "and said": as whoever the verb before it is of
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+)?\s*$", _I)

# Possessive: a long row of capitals is not tried in all its parts.
_WORD = rf"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|St)\.|(?:[A-Z]\.){{1,4}}|{CAPITALISED}+)"
_NAME = rf"(?<![\w’'-])(?P<name>{_WORD}(?: (?:(?:{INSIDE_NAMES}) )?{_WORD}){{0,6}})"
_EVERY_NAME = re.compile(_NAME)
_SMALL = any_of(PREPOSITIONS | CONJUNCTIONS | QUESTION_WORDS | {"that"})
_DETERMINER = r"(?:the|its|their|his|her|an?|one)"
_ROLE = rf"(?:{_DETERMINER} )?(?:(?!(?:{_SMALL}|{_DETERMINER}|\w+ing)\b)[a-z][\w’'-]{{0,30}} ){{0,4}}"  # "the team's captain " before "Ann Lee"
_LONG_ROLE = rf"(?:{_DETERMINER}|[A-ZÀ-Þ][\w-]{{0,30}}[’']s?) [^,.;:\"“”]{{1,60}}, "  # "the mayor of Oslo, "
_ALSO = r"(?:(?:has|had|also|later|then|once|again) )?"
_MARK = r"\s*(?:[,–—-]\s*)?"  # between a quotation and "she said"
_HE = r"(?P<pronoun>he|she|they|it|i|we)"
_BEHIND_NAME = rf"(?=[^\w ’'-]|\s*$| (?!for [A-Z])(?:{_SMALL})\b| [(–—])"  # not "said Oslo mayor Ann Lee"

# Directly behind a quotation.
_HE_SAID = re.compile(
    rf"{_MARK}(?:{_HE} {_ALSO}(?:\w+ly )?(?:{_SAYS})|(?:{_UTTERED}) (?P<other>he|she|they|i|we))\b", _I
)
_SAID_NAME = re.compile(rf"{_MARK}(?:{_UTTERED}|according to) (?:{_LONG_ROLE}|{_ROLE}){_NAME}{_BEHIND_NAME}")
_NAME_SAID = re.compile(rf"{_MARK}(?:{_LONG_ROLE}|{_ROLE}){_NAME}(?:,|, [^,\"“”]{{1,80}},)? {_ALSO}(?:{_SAYS})\b")
# Directly before the verb.
_NAME_BEFORE = re.compile(rf"{_NAME}(?P<who>,? who|, [^,\"“”]{{1,80}}, who|,|, [^,\"“”]{{1,80}},)? {_ALSO}$")
_HE_BEFORE = re.compile(rf"\b{_HE} {_ALSO}(?:\w+ly )?$", _I)
_ACCORDING = re.compile(rf"\b[Aa]ccording to (?:{_LONG_ROLE}|{_ROLE}){_NAME}{_BEHIND_NAME}")
_NOT_BEFORE_SUBJECTS = PREPOSITIONS - word_set("after before since until till")
# Of these no name behind them is who says it: "the mayor of Oslo said", "a spokesman for Ann Lee said"
_OF_ANOTHER = re.compile(
    rf"\b(?:{any_of(_NOT_BEFORE_SUBJECTS)}|than|\w+(?<!morn)(?<!even)ing)(?: the)? $|\bfor [^,.]*, $|[A-ZÀ-Þ][\w’'-]* and $"
)
# What another one says, or said once, may be quoted behind these.
_OF_OTHERS = re.compile(
    r"[.!?] |\b(?:saying|having|writing|telling|calling|say|write|tell|advice|words|motto|slogan|lyrics|lines?|proverb)\b"
)
_OF_SOMEBODY = re.compile(r"\w+s of ")  # "Critics of Ann Lee"
_PLACED = re.compile(r"\b(?:in|at|of|from|near|off|across|on)(?: the)? $")
# Who somebody is, before and behind the name: "a baker, ", ", the mayor,"
_IS_INTRODUCED = re.compile(
    rf"\b(?:{_DETERMINER}|whose)(?:(?: [\w’'-]{{1,30}}){{1,8}}, | (?:[\w’'-]{{1,30}} ){{0,2}}(?:{any_of(ROLES)}) )$", _I
)
_IS_DESCRIBED = re.compile(r", (?:\d+, )?(?:an?|the|who|whose|its|their|his|her|former|then|\d+)\b")
_SOMEBODY = re.compile(
    rf"\b(?:an?|the|his|her|its|their|one|another)(?: [\w’'-]{{1,30}})?"
    rf" (?:{any_of(ROLES)}|aide|spokesperson|neighbour|worker|witness)\b",
    _I,
)
_NO_PART_OF_NAMES = PREPOSITIONS | CONJUNCTIONS | ADVERBS | DETERMINERS | QUESTION_WORDS | PRONOUNS | CALENDAR
_NO_PERSONS = NOT_OF_PERSONS | COUNTRIES | NATIONALITIES
_SEXES = {"he": OF_MEN, "she": OF_WOMEN}

_ASKS_WHO_SAID = re.compile(
    r"(?:and |so |but )?who (?:has |had )?(?:said|says|told|tells|wrote|writes|added|called|claimed|claims|warned|admitted|argued"
    r"|promised|announced|thinks|thought|described|compared|complained)\b",
    _I,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name and the sentence that it stands in, both in the article's offsets."""

    sentence: Span
    name: Span


@dataclass(frozen=True, slots=True)
class _Said:
    """Who is told to say something: by name, or as "he" or "she" there; neither for somebody else."""

    name: Span | None = None
    pronoun: str = ""
    at: int = 0  # where the pronoun stands


@dataclass(frozen=True, slots=True)
class _Person:
    span: Span
    surname: str
    sex: str  # "he", "she", or "" where it is not known
    may_speak: bool  # not "Ann Lee's", nor "In London Ann Lee", where it is not told where the name begins


_SOMEBODY_ELSE = _Said()
_NOT_TOLD = _Said(at=-1)  # "she was told"


def asks_who_said(question: str) -> bool:
    """Whether it asks who said, wrote or called something so."""
    return _ASKS_WHO_SAID.match(question) is not None


def speaker_of(article: Article, start: int, end: int) -> Named | None:
    """Who said what stands there, whether in quotation marks or not; None where nobody can be told with confidence.

    >>> text = "Ann Lee, the mayor, left early. “We tried,” she said."
    >>> text[slice(*speaker_of(Article("a", "A", text), 32, 43).name)]
    'Ann Lee'
    """
    page = _Page(article)
    inside = next((one for one in page.spoken if one[0] < end and start < one[1]), None)
    if inside:
        return _speaker(page, inside, _MOST_STEPS)
    said = _behind(page, (start, end)) or _before(page, (start, end))
    return _named(page, said) if said else None


def speaker_in_sentence(article: Article, sentence: Span) -> Named | None:
    """Who said the longest quotation that touches a sentence; None where there is none, or nobody can be told."""
    page = _Page(article)
    touching = [one for one in page.spoken if one[0] < sentence[1] and sentence[0] < one[1]]
    longest = max(touching, key=lambda one: min(one[1], sentence[1]) - max(one[0], sentence[0]), default=None)
    return _speaker(page, longest, _MOST_STEPS) if longest else None


def is_speech(sentence: str) -> bool:
    """Whether it quotes more than a title or a word.

    >>> is_speech("“We had no time left,” he said."), is_speech("He had “no time”.")
    (True, False)
    """
    return any(len(found[0].split()) >= _ENOUGH_SAID for found in SPOKEN.finditer(sentence))


def with_speaker_set_off(question: str, citations: tuple[Citation, ...], hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """The citations; where it is asked who said what the first one quotes, the speaker's name is the only short answer."""
    if not citations or not asks_who_said(question) or not is_speech(citations[0].quote):
        return citations
    first = citations[0]
    article = next((hit.article for hit in hits if hit.article.id == first.article_id), None)
    named = speaker_in_sentence(article, (first.start, first.end)) if article else None
    return tuple(replace(one, short=_name_within(one, first.article_id, named)) for one in citations)


def _name_within(citation: Citation, article_id: str, named: Named | None) -> Span | None:
    if named is None or citation.article_id != article_id:
        return None
    return named.name if citation.start <= named.name[0] and named.name[1] <= citation.end else None


class _Page:
    """An article with its sentences, its paragraphs and what is quoted in each."""

    def __init__(self, article: Article) -> None:
        self.text = article.text
        self.sentences = sentences_of(article)
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
        self._sexes = _sexes_by_surname(self.told)

    def sentence_at(self, place: int) -> Span:
        return self.sentences[max(0, bisect_right(self.sentences, (place, len(self.text))) - 1)]

    def paragraph_at(self, place: int) -> int:
        """The number of the paragraph."""
        return max(0, bisect_right(self.paragraphs, (place, len(self.text))) - 1)

    def is_closed(self, quotation: Span) -> bool:
        """Whether it ends with a mark; one that goes on in the next paragraph does not."""
        return quotation[1] - quotation[0] > 1 and self.text[quotation[1] - 1] in '”"'

    def persons_in(self, start: int, end: int) -> list[_Person]:
        """Those that are told of there by name, each as often as they are."""
        found = (_own_words(name) for name in _EVERY_NAME.finditer(self.told, start, end))
        persons = (self._person(*own) for own in found if own)
        return [one for one in persons if one]

    def _person(self, name: Span, left_out: Sequence[str]) -> _Person | None:
        words = [plain(word) for word in self.told[slice(*name)].split()]
        surname = words[-1]
        given = not {words[0].rstrip(".")}.isdisjoint(GIVEN_NAMES | TITLES | OF_WOMEN | OF_MEN)
        if not _NO_PERSONS.isdisjoint(words) or not (len(words) > 1 or given or surname in self._sexes):
            return None
        if not given and surname not in self._sexes and _PLACED.search(self.told, max(0, name[0] - 20), name[0]):
            return None
        if _is_in_a_place(left_out) and len(words) < 3 and not given:
            return None
        sex = _sex_of(words) or self._sexes.get(surname, "")
        owns = self.told[slice(*name)].endswith(("'s", "’s", "’", "'"))
        return _Person(name, surname, sex, may_speak=not owns and not _is_in_a_place(left_out))


def _own_words(name: re.Match[str]) -> tuple[Span, list[str]] | None:
    """The name without "Yesterday" before it and "Monday" behind, and the words left out before it; None where nothing is left."""
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", name["name"])]
    low = [name["name"][start:end].casefold() for start, end in words]
    first, last = 0, len(words)
    while first < last and low[first] in _NO_PART_OF_NAMES:
        first += 1
    while first < last and low[last - 1] in _NO_PART_OF_NAMES:
        last -= 1
    if first == last:
        return None
    return (name.start("name") + words[first][0], name.start("name") + words[last - 1][1]), low[:first]


def _sex_of(words: Sequence[str]) -> str:
    """By the title or the first name.

    >>> _sex_of(["mr", "lee"]), _sex_of(["ann", "lee"]), _sex_of(["lee"])
    ('he', 'she', '')
    """
    telling = [word.rstrip(".") for word in (words[:-1] or words)]
    sexes = [sex for sex, known in _SEXES.items() if not known.isdisjoint(telling)]
    return sexes[0] if len(sexes) == 1 else ""


def _sexes_by_surname(told: str) -> dict[str, str]:
    """For each surname that stands with a first name or a title, what that tells; "" where two persons have it."""
    found: dict[str, str] = {}
    for match in _EVERY_NAME.finditer(told):
        words = [plain(word) for word in match["name"].split()]
        if len(words) < 2 or not _NO_PERSONS.isdisjoint(words):
            continue
        if {words[0].rstrip(".")}.isdisjoint(GIVEN_NAMES | TITLES | OF_WOMEN | OF_MEN):
            continue
        sex = _sex_of(words)
        found[words[-1]] = sex if found.get(words[-1], sex) == sex else ""
    return found


def _named(page: _Page, said: _Said) -> Named | None:
    if said.name:
        return Named(page.sentence_at(said.name[0]), said.name)
    return _antecedent(page, said) if said.pronoun in _SEXES else None


def _speaker(page: _Page, quotation: Span, steps: int) -> Named | None:
    """Of what is said beside it; of a whole sentence with nothing beside it, of what it goes on from."""
    said = _behind(page, quotation) or _before(page, quotation)
    if said:
        return _named(page, said)
    return _going_on(page, quotation, steps - 1) if steps else None


def _behind(page: _Page, quotation: Span) -> _Said | None:
    """Whom the words directly behind it name; None where the sentence ends with it or goes on with something else."""
    start, end = quotation
    if page.text[start:end].rstrip("”\"’'").endswith("."):
        return None
    limit = min(end + _NEAR, page.paragraphs[page.paragraph_at(start)][1])
    if he := _HE_SAID.match(page.told, end, limit):
        which = "pronoun" if he["pronoun"] else "other"
        return _Said(pronoun=he[which].lower(), at=he.start(which))
    for pattern in (_SAID_NAME, _NAME_SAID):
        if found := pattern.match(page.told, end, limit):
            return _by_name(found)
    return None


def _by_name(found: re.Match[str]) -> _Said:
    """The name, or somebody else where it is none."""
    own = _own_words(found)
    if own is None or _is_in_a_place(own[1]) or _OF_SOMEBODY.match(found["name"]):
        return _SOMEBODY_ELSE
    return _Said(own[0])


def _is_in_a_place(left_out: Sequence[str]) -> bool:
    """Whether "In" opens what was taken for a name, and no day follows it."""
    return not _NOT_BEFORE_SUBJECTS.isdisjoint(left_out) and CALENDAR.isdisjoint(left_out)


def _before(page: _Page, quotation: Span) -> _Said | None:
    """Whom its sentence names before it; None where it is a sentence by itself."""
    start, end = quotation
    opens = page.sentence_at(start)[0]
    piece = page.told[opens:start]
    goes_on = page.told[end : page.paragraphs[page.paragraph_at(start)][1]][:_NEAR]
    if not piece.strip():
        whole = page.text[start:end].rstrip("”\"’'").endswith((".", "!", "?", "…")) or not page.is_closed(quotation)
        return None if whole and not re.match(r"\s*[,a-z–—]", goes_on) else _SOMEBODY_ELSE
    if len(piece) > _NEAR:
        return _SOMEBODY_ELSE
    every = _speaking(page, (opens, start))
    if not every:
        return _SOMEBODY_ELSE
    at, last = every[-1]
    names = {page.told[slice(*said.name)] for _, said in every if said.name}
    if _OF_OTHERS.search(page.told, at, start):
        return _SOMEBODY_ELSE
    parted = re.search(r"[,;] | (?:and|but|while) ", page.told[at:start])
    return _SOMEBODY_ELSE if parted and (len(names) > 1 or last == _SOMEBODY_ELSE) else last


def _speaking(page: _Page, span: Span) -> list[tuple[int, _Said]]:
    """Who is told to speak there, each with where the verb ends, in order."""
    told, (start, end) = page.told, span
    found: list[tuple[int, _Said]] = []
    for verb in _SPEAKS.finditer(told, start, end):
        before = max(start, verb.start() - 30), verb.start()
        if _PASSIVE.search(told, *before):
            found.append((verb.end(), _NOT_TOLD))
        elif not _AND.search(told, *before):
            found.append((verb.end(), _subject(told, max(start, verb.start() - _NEAR), verb)))
    found += [(one.end(), _by_name(one)) for one in _ACCORDING.finditer(told, start, end)]
    return sorted(found, key=lambda one: one[0])


def _subject(told: str, start: int, verb: re.Match[str]) -> _Said:
    """Who speaks: named or "he" before the verb, or named behind it."""
    if he := _HE_BEFORE.search(told, max(start, verb.start() - 60), verb.start()):
        return _Said(pronoun=he["pronoun"].lower(), at=he.start("pronoun"))
    if name := _NAME_BEFORE.search(told, start, verb.start()):
        with_who = (name["who"] or "").endswith("who")
        before = told[max(start, name.start() - 100) : name.start()]
        return _by_name(name) if with_who or not _OF_ANOTHER.search(before) else _SOMEBODY_ELSE
    behind = _SAID_NAME.match(told, verb.start(), min(len(told), verb.end() + _NEAR))
    return _by_name(behind) if behind else _SOMEBODY_ELSE


def _going_on(page: _Page, quotation: Span, steps: int) -> Named | None:
    """The speaker of the quotation that it continues, or whom the sentence before it has speak."""
    number = page.spoken.index(quotation)
    paragraph = page.paragraph_at(quotation[0])
    begins = page.paragraphs[paragraph][0]
    before = page.spoken[number - 1] if number else None
    behind = page.spoken[number + 1] if number + 1 < len(page.spoken) else None
    if not page.is_closed(quotation):
        next_begins = page.paragraphs[paragraph + 1][0] if paragraph + 1 < len(page.paragraphs) else None
        return _speaker(page, behind, steps) if behind and behind[0] == next_begins else None
    if before and not page.is_closed(before) and quotation[0] == begins:
        return _speaker(page, before, steps)
    if before and before[0] >= begins and _is_interrupted(page, before, quotation):
        return _speaker(page, before, steps)
    if (
        before
        and page.text[before[1] - 2 : before[1]].startswith("?")
        and page.paragraph_at(before[0]) >= paragraph - 1
    ):
        return None
    place = max((i for i, one in enumerate(page.sentences) if one[1] <= quotation[0]), default=None)
    if place is None or page.paragraph_at(page.sentences[place][0]) < paragraph - 1:
        return None
    return _introduced(page, page.sentences[place])


def _is_interrupted(page: _Page, before: Span, quotation: Span) -> bool:
    """Whether only "she said." stands between them; who is asked something does not go on."""
    between = page.told[before[1] : quotation[0]]
    starts = [one for one in page.sentences if before[1] < one[0] < quotation[0]]
    return bool(between.strip()) and not starts and "?" not in page.text[before[1] - 3 : quotation[0]]


def _introduced(page: _Page, sentence: Span) -> Named | None:
    """The only one whom a sentence before the quotation has speak."""
    if "?" in page.text[slice(*sentence)] or page.told[slice(*sentence)].rstrip().endswith('"'):
        every: list[_Said] = []
    else:
        every = [said for _, said in _speaking(page, sentence)]
    if not every or len({page.told[slice(*said.name)] if said.name else said.pronoun for said in every}) > 1:
        return None
    asked = {found[0] for found in _SPEAKS.finditer(page.told, *sentence)} & _ASKING
    return None if asked else _named(page, every[0])


def _antecedent(page: _Page, said: _Said) -> Named | None:
    """The nearest person before "he" or "she" in its sentence, its paragraph or the one before, if that is the only one it can be."""
    opens, _ = page.sentence_at(said.at)
    if within := page.persons_in(opens, said.at):
        return _only(page, (opens, said.at), said.pronoun, within)
    if _SOMEBODY.search(page.told, opens, said.at) or _SOMEBODY_ELSE in [
        one for _, one in _speaking(page, (opens, said.at))
    ]:
        return None
    earliest = page.paragraphs[max(0, page.paragraph_at(said.at) - 1)][0]
    for sentence in reversed([one for one in page.sentences if earliest <= one[0] < opens]):
        persons = page.persons_in(*sentence)
        spoken_by = [one for _, one in _speaking(page, sentence)]
        first = min((one.span[0] for one in persons), default=sentence[1])
        if _SOMEBODY_ELSE in spoken_by or (not persons and any(one.name for one in spoken_by)):
            return None
        if re.search(rf"\b{said.pronoun}\b", page.told[sentence[0] : first], _I):
            continue  # of the same person
        if persons:
            return _only(page, sentence, said.pronoun, persons)
        if _SOMEBODY.search(page.told, *sentence) or _opens_with_a_name(page.told, sentence):
            return None
    return None


def _opens_with_a_name(told: str, sentence: Span) -> bool:
    """Whether its first word may be a name of which no more is known."""
    word = re.compile(CAPITALISED).match(told, *sentence)
    low = plain(word[0]) if word else ""
    return bool(low) and low not in _NO_PART_OF_NAMES and not is_common(low) and not is_common(low.removesuffix("s"))


def _only(page: _Page, sentence: Span, pronoun: str, persons: Sequence[_Person]) -> Named | None:
    """The person of the sentence that the pronoun stands for: who speaks, or is the only one of that sex and what is told of."""
    names = [said.name for _, said in _speaking(page, sentence) if said.name]
    speaking = [one for one in persons if any(name[0] <= one.span[0] < name[1] for name in names)]
    fitting = [one for one in persons if one.sex in ("", pronoun)]
    if len({one.surname for one in speaking or fitting}) != 1:
        return None
    only = (speaking or fitting)[0]
    others = [one for one in fitting if one.surname != only.surname]
    if only not in fitting or not only.may_speak or (not only.sex and any(one.sex for one in others)):
        return None
    if not speaking and not _is_told_of(page, sentence, only):
        return None
    return Named(page.sentence_at(only.span[0]), only.span)


def _is_told_of(page: _Page, sentence: Span, person: _Person) -> bool:
    """Whether the sentence is about the person: opens with the name, or says who that is.

    Where the name does not tell "he" from "she", nobody else may be meant.
    """
    start, end = person.span
    introduced = bool(
        _IS_INTRODUCED.search(page.told, max(sentence[0], start - 120), start) or _IS_DESCRIBED.match(page.told, end)
    )
    if person.sex:
        before = [word.casefold() for word in re.findall(r"[^\s,]+", page.told[sentence[0] : start])]
        opens = _NO_PART_OF_NAMES.issuperset(before) and not (before and before[-1] in _NOT_BEFORE_SUBJECTS)
        return introduced or opens
    return introduced and len(_SOMEBODY.findall(page.told, *sentence)) <= 1

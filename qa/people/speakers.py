"""Who said a quotation: named beside it, or before it where only "she said" stands beside it. Nobody where that is not sure.

A quotation is what stands in quotation marks; told is what stands outside of them, and only what is told names a speaker.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.records import Article, Hit, Span
from qa.english.capitals import CAPITALISED, plain
from qa.english.nouns import ROLES, is_common
from qa.english.vocabulary import any_of, word_set
from qa.people.attributions import DETERMINER, SOMEBODY_ELSE, SPEAKS, Said, all_speaking, told_before, told_behind
from qa.people.speaking import SPOKEN
from qa.people.told import NO_PART_OF_NAMES, NOT_BEFORE_SUBJECTS, SEXES, Page, Person
from qa.records import Citation

_I = re.IGNORECASE
_ENOUGH_SAID = 4  # words in quotation marks that are more than a title or somebody's word for something
_MOST_STEPS = 6  # from a quotation to the one before it, or behind it, that the same person goes on with
_ASKING = word_set("asks asked")
# Who somebody is, before and behind the name: "a baker, ", ", the mayor,"
_IS_INTRODUCED = re.compile(
    rf"\b(?:{DETERMINER}|whose)(?:(?: [\w’'-]{{1,30}}){{1,8}}, | (?:[\w’'-]{{1,30}} ){{0,2}}(?:{any_of(ROLES)}) )$", _I
)
_IS_DESCRIBED = re.compile(r", (?:\d+, )?(?:an?|the|who|whose|its|their|his|her|former|then|\d+)\b")
_SOMEBODY = re.compile(
    rf"\b(?:an?|the|his|her|its|their|one|another)(?: [\w’'-]{{1,30}})?"
    rf" (?:{any_of(ROLES)}|aide|spokesperson|neighbour|worker|witness)\b",
    _I,
)
# What some of these are followed by may be a thing: "Who wrote the report?", "Who called the police?"
_ASKS_WHO_SAID = re.compile(
    r"(?:and |so |but )?who (?:has |had )?(?:(?:said|says|added|claimed|claims|warned|admitted|argued|thinks|thought|described"
    r"|compared|complained|replied|explained|insisted|predicted)\b"
    r"|(?:told|tells|wrote|writes|called|promised|announced)\b(?=.*(?:\bthat\b|[:“\"])))",
    _I,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name and the sentence that it stands in, both in the article's offsets."""

    sentence: Span
    name: Span


def asks_who_said(question: str) -> bool:
    """Whether it asks who said, wrote or called something so."""
    return _ASKS_WHO_SAID.match(question) is not None


def speaker_of(article: Article, start: int, end: int) -> Named | None:
    """Who said what stands there, whether in quotation marks or not; None where nobody can be told with confidence.

    >>> text = "Ann Lee, the mayor, left early. “We tried,” she said."
    >>> text[slice(*speaker_of(Article("a", "A", text), 32, 43).name)]
    'Ann Lee'
    """
    page = Page(article)
    inside = next((one for one in page.spoken if one[0] < end and start < one[1]), None)
    if inside:
        return _speaker(page, inside, _MOST_STEPS)
    said = told_behind(page, (start, end)) or told_before(page, (start, end))
    return _named(page, said) if said else None


@lru_cache(maxsize=2)  # an answer's first citation is asked for twice, before and after it is made
def speaker_in_sentence(article: Article, sentence: Span) -> Named | None:
    """Who said the longest quotation that touches a sentence; None where there is none, or nobody can be told."""
    page = Page(article)
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


def _named(page: Page, said: Said) -> Named | None:
    if said.name:
        return Named(page.whole_sentence_at(said.name[0]), said.name)
    return _antecedent(page, said) if said.pronoun in SEXES else None


def _speaker(page: Page, quotation: Span, steps: int) -> Named | None:
    """Of what is said beside it; of a whole sentence with nothing beside it, of what it goes on from."""
    said = told_behind(page, quotation) or told_before(page, quotation)
    if said:
        return _named(page, said)
    return _going_on(page, quotation, steps - 1) if steps else None


def _going_on(page: Page, quotation: Span, steps: int) -> Named | None:
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


def _is_interrupted(page: Page, before: Span, quotation: Span) -> bool:
    """Whether only "she said." stands between them; who is asked something does not go on."""
    between = page.told[before[1] : quotation[0]]
    starts = [one for one in page.sentences if before[1] < one[0] < quotation[0]]
    return bool(between.strip()) and not starts and "?" not in page.text[before[1] - 3 : quotation[0]]


def _introduced(page: Page, sentence: Span) -> Named | None:
    """The only one whom a sentence before the quotation has speak."""
    if "?" in page.text[slice(*sentence)] or page.told[slice(*sentence)].rstrip().endswith('"'):
        every: list[Said] = []
    else:
        every = [said for _, said in all_speaking(page, sentence)]
    if not every or len({page.told[slice(*said.name)] if said.name else said.pronoun for said in every}) > 1:
        return None
    asked = {found[0] for found in SPEAKS.finditer(page.told, *sentence)} & _ASKING
    return None if asked else _named(page, every[0])


def _antecedent(page: Page, said: Said) -> Named | None:
    """The nearest person before "he" or "she" in its sentence, its paragraph or the one before, if that is the only one it can be."""
    opens, _ = page.sentence_at(said.at)
    if within := page.persons_in(opens, said.at):
        return _only(page, (opens, said.at), said.pronoun, within)
    if _SOMEBODY.search(page.told, opens, said.at) or SOMEBODY_ELSE in [
        one for _, one in all_speaking(page, (opens, said.at))
    ]:
        return None
    earliest = page.paragraphs[max(0, page.paragraph_at(said.at) - 1)][0]
    for sentence in reversed([one for one in page.sentences if earliest <= one[0] < opens]):
        persons = page.persons_in(*sentence)
        spoken_by = [one for _, one in all_speaking(page, sentence)]
        first = min((one.span[0] for one in persons), default=sentence[1])
        if SOMEBODY_ELSE in spoken_by or (not persons and any(one.name for one in spoken_by)):
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
    return bool(low) and low not in NO_PART_OF_NAMES and not is_common(low) and not is_common(low.removesuffix("s"))


def _only(page: Page, sentence: Span, pronoun: str, persons: Sequence[Person]) -> Named | None:
    """The person of the sentence that the pronoun stands for: who speaks, or is the only one of that sex and what is told of."""
    names = [said.name for _, said in all_speaking(page, sentence) if said.name]
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
    return Named(page.whole_sentence_at(only.span[0]), only.span)


def _is_told_of(page: Page, sentence: Span, person: Person) -> bool:
    """Whether the sentence is about the person: opens with the name, or says who that is.

    Where the name does not tell "he" from "she", nobody else may be meant.
    """
    start, end = person.span
    introduced = bool(
        _IS_INTRODUCED.search(page.told, max(sentence[0], start - 120), start) or _IS_DESCRIBED.match(page.told, end)
    )
    if person.sex:
        before = [word.casefold() for word in re.findall(r"[^\s,]+", page.told[sentence[0] : start])]
        opens = NO_PART_OF_NAMES.issuperset(before) and not (before and before[-1] in NOT_BEFORE_SUBJECTS)
        return introduced or opens
    return introduced and len(_SOMEBODY.findall(page.told, *sentence)) <= 1

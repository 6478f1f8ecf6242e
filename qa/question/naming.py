"""The names and numbers that a question is about, and which of them a passage mentions, however it writes them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.days import CALENDAR
from index.lexical import terms
from index.records import Article, Hit
from index.retrieval.words import WordIndex
from qa.beginning import opening
from qa.english.capitals import without_possessive
from qa.english.quantities import names_a_measure, only_measures
from qa.english.tagging import words_of
from qa.english.vocabulary import ADJECTIVES, VERBS, word_set
from qa.english.words import Tag, Word, is_small, is_year

_TIMES = CALENDAR | word_set("jan feb mar apr jun jul aug sept sep oct nov dec today yesterday christmas easter")
# What a question says of articles, and not of what they tell.
_OF_ARTICLES = word_set(
    "article articles story stories piece pieces report reports column columns mention mentions mentioned newest latest oldest"
    " recent earliest author authors headline headlines quote quotation quotes timeline list count number name details info"
    " information archive coverage"
)
# "Hawaiian" and "Hawaii", "Turkish" and "Turkey", "Swedes" and "Sweden": one stem, and both ends are of these.
_ENDS = {""} | word_set(
    "s es a i o y an ans ian ians n ns ese ish is ic ia ey ay ain e en egian k ce er ers land lands"
)
_SHORTEST_STEM = 4
_AS_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")  # CO₂
GUESSED = 0.5  # how much a name counts in a question typed without capitals, where any rare word looks like one
SAID_TO_BE_ABSENT = 3  # names at most
# A year short of its century: 1988-89, 2019/20, '89. Articles write it in full, or as "the next year".
_SHORT_YEAR = re.compile(r"(?:(?<=\b1\d\d\d[-–—/])|(?<=\b20\d\d[-–—/])|(?<=\B['’]))\d\d(?!\w|[.,:-]\d)")
_UNLIKE = {  # peoples whose name shares no stem with their country's
    "french": "france",
    "spanish": "spain",
    "spaniard": "spain",
    "finnish": "finland",
    "finn": "finland",
    "danish": "denmark",
    "dane": "denmark",
    "dutch": "netherlands",
    "polish": "poland",
    "pole": "poland",
    "swiss": "switzerland",
    "welsh": "wales",
    "irish": "ireland",
    "american": "us",
    "america": "us",
    "uk": "britain",
    "usa": "us",
}
_LONGEST_INITIALS = 6
_SMALL = "of|the|and|for|on|in|de"  # between the words of a name: Plan of Action


@dataclass(frozen=True, slots=True)
class Named:
    """A name or a number as the question writes it, and the terms that it is looked up by."""

    text: str
    terms: frozenset[str]
    full: str  # the whole name that it is a word of: "Health" is of "World Health Organization"


def named_in(question: str) -> tuple[Named, ...]:
    """The words of the question's names, and its numbers of two digits or more, in order; no month, weekday or short year.

    >>> [one.text for one in named_in("what is the capital of mongolia's neighbour since 1992?")]
    ['mongolia', '1992']
    """
    words = words_of(question)
    short_years = {match.start() for match in _SHORT_YEAR.finditer(question)}
    return _distinct(
        _named(words, i)
        for i, word in enumerate(words)
        if _is_named(word) and not _measures(words, i) and word.start not in short_years
    )


def names_missing(question: str, hits: Sequence[Hit]) -> float:
    """Share of the question's names and numbers that even the hit which mentions most of them does not; 0 if it has none.

    Half of it where the question is typed without capitals.
    """
    named = named_in(question)
    if not named:
        return 0.0
    most = max(sum(mentions(hit, one) for one in named) for hit in hits)
    return (1 - most / len(named)) * (GUESSED if is_small(question) else 1.0)


def in_no_article(question: str, hits: Sequence[Hit], word_index: WordIndex) -> list[str]:
    """Names and numbers of the question that stand in no article at all, else such nouns, as it writes them; a few.

    Who wrote an article, and the paper that it is from, are known though no text names them.
    """
    words = words_of(question)
    nouns = _distinct(
        _named(words, i)
        for i, word in enumerate(words)
        if word.tag is Tag.NOUN
        and word.low not in _OF_ARTICLES
        and not _measures(words, i)
        and not _is_no_noun(words, i)
    )
    for sort in (named_in(question), nouns):
        absent = [one for one in sort if _is_in_no_article(one, hits, word_index)]
        if absent and (absent := _of_no_record(absent, word_index)):
            return _in_full(absent)[:SAID_TO_BE_ABSENT]
    return []


def _is_no_noun(words: Sequence[Word], place: int) -> bool:
    """Whether it was only taken for a noun: an adjective, or the verb of a question that has no other ("When did Lee get …")."""
    return words[place].low in ADJECTIVES or (
        words[place].low in VERBS and all(word.tag is not Tag.VERB for word in words)
    )


def unmentioned(question: str, articles: Iterable[Article]) -> tuple[str, ...]:
    """Names of the question that none of the articles mentions anywhere, as it writes them; a few, and no numbers.

    None of a question that is typed without capitals, where any rare word looks like a name.
    """
    if is_small(question):
        return ()
    absent = [one for one in named_in(question) if len(one.text) > 1 and not one.text[0].isdigit()]
    for article in articles:
        absent = [one for one in absent if not _is_in(article, one)]
    return tuple(_in_full(absent))[:SAID_TO_BE_ABSENT]


def unmentioned_note(names: Sequence[str]) -> str | None:
    """What an answer says of them; None where there are none."""
    return f"Not mentioned in the cited articles: {', '.join(names)}." if names else None


def _is_in(article: Article, one: Named) -> bool:
    """Whether it stands in the text or the record of an article. Most are found as they are, which is quick."""
    about = f"{article.title}\n{article.author or ''}\n{article.source or ''}"
    if one.text in article.text or one.text in about:
        return True
    read = _read(about, article.text)
    return bool(one.terms & read.terms) or _is_kin(one.text, read) or _is_short_for(one, read)


def _of_no_record(absent: Sequence[Named], word_index: WordIndex) -> list[Named]:
    """Those that are in the name of no author and no paper either."""
    known = {term for name in (*word_index.papers.values(), *word_index.authors) for term in terms(name)}
    return [one for one in absent if known.isdisjoint(one.terms)]


def _in_full(absent: Sequence[Named]) -> list[str]:
    """Whole names where all their words are absent: "Ulan Bator", not "Ulan" and "Bator"."""
    gone = frozenset().union(*(one.terms for one in absent))
    return list(dict.fromkeys(one.full if gone.issuperset(terms(one.full)) else one.text for one in absent))


def _is_in_no_article(one: Named, hits: Sequence[Hit], word_index: WordIndex) -> bool:
    """Never said of scripts without capitals, as some of them do not part words."""
    spelt = {*one.terms, *(term.translate(_AS_SUBSCRIPTS) for term in one.terms)}
    cased = one.text[0].isdigit() or one.text.lower() != one.text.upper()
    return (
        cased
        and not is_year(one.text.removesuffix("s"))  # articles tell of it by their own day, or as "last year"
        and not word_index.known(spelt)
        and not any(mentions(hit, one) for hit in hits)
    )


def _distinct(named: Iterable[Named]) -> tuple[Named, ...]:
    """The first of those that are looked up alike, without those that have no term ("The")."""
    found: dict[frozenset[str], Named] = {}
    for one in named:
        if one.terms:
            found.setdefault(one.terms, one)
    return tuple(found.values())


def _named(words: Sequence[Word], place: int) -> Named:
    text = without_possessive(words[place].text)
    return Named(text, frozenset(terms(text)), _whole_name(words, place))


def _is_named(word: Word) -> bool:
    """Whether it is a number of two digits or more, or a word of a name."""
    if word.tag is Tag.NUMBER:
        return sum(c.isdigit() for c in word.text) > 1
    return word.tag is Tag.NAME and word.low.removesuffix("'s") not in _TIMES


def _measures(words: Sequence[Word], place: int) -> bool:
    """Whether the word is a unit, for which articles have others: kilos, "how many pounds"; not Ezra Pound."""
    word, before = words[place], words[place - 1] if place else None
    if word.text.istitle() and len(word.text) > 1:
        return False
    counted = before is not None and (before.tag is Tag.NUMBER or before.low in {"many", "much"})
    return any(only_measures(term) or (counted and names_a_measure(term)) for term in terms(word.text))


def _whole_name(words: Sequence[Word], place: int) -> str:
    """The run of names around one of them, as initials would be made of it."""
    first = last = place
    while first and not words[first].gap and words[first - 1].tag is Tag.NAME:
        first -= 1
    while last + 1 < len(words) and not words[last + 1].gap and words[last + 1].tag is Tag.NAME:
        last += 1
    return without_possessive(" ".join(word.text for word in words[first : last + 1]))


def mentions(hit: Hit, one: Named) -> bool:
    """Whether the passage, the title or opening of its article, or the day of that article mentions the name or number."""
    if is_year(one.text) and hit.article.published and str(hit.article.published.year) == one.text:
        return True
    return stands_in(hit.article, hit.passage.text, one)


def stands_in(article: Article, text: str, one: Named) -> bool:
    """Whether a part of an article's text, or what the article opens with, has the name or number, however that is written."""
    read = _read(opening(article), text)
    if one.terms & read.terms:
        return True
    return not one.text[0].isdigit() and (_is_kin(one.text, read) or _is_short_for(one, read))


@dataclass(frozen=True, slots=True)
class _Read:
    text: str
    terms: frozenset[str]
    capitalised: frozenset[str]  # words that begin with a capital letter, in small letters without accents


@lru_cache(maxsize=256)
def _read(title: str, passage: str) -> _Read:
    text = unicodedata.normalize("NFKC", f"{title}\n{passage}")  # CO₂ is CO2
    capitalised = frozenset(_plain(word) for word in re.findall(r"\w+", text) if word[0].isupper())
    return _Read(text, frozenset(terms(text)), capitalised)


def _plain(word: str) -> str:
    """In small letters, without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word).casefold() if not unicodedata.combining(c))


def _is_kin(name: str, read: _Read) -> bool:
    """Whether a name of the same stem stands in the text: of the country, of its people, of its language."""
    name = _plain(name)
    other = _UNLIKE.get(name.removesuffix("s")) or _UNLIKE.get(name)
    return any(word == other or _UNLIKE.get(word) == name or _share_a_stem(name, word) for word in read.capitalised)


def _share_a_stem(one: str, other: str) -> bool:
    """
    >>> _share_a_stem("hawaiian", "hawaii"), _share_a_stem("mongolia", "mongoose")
    (True, False)
    """
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= _SHORTEST_STEM and one[shared:] in _ENDS and other[shared:] in _ENDS


def _is_short_for(one: Named, read: _Read) -> bool:
    """Whether initials and the words that they stand for meet: SCO, "Shanghai Cooperation Organisation"."""
    if one.text.isalpha() and 2 <= len(one.text) <= _LONGEST_INITIALS and spelled_by(one.text).search(read.text):
        return True
    return any(
        len(short) > 1 and short.casefold() in read.capitalised and short in read.text for short in _initials(one.full)
    )


@lru_cache(maxsize=256)
def spelled_by(letters: str) -> re.Pattern[str]:
    """Capitalised words one after the other that begin with the letters; small words among them may count or not.

    At most two of these in a row, or a passage of nothing else would take minutes.
    """
    each = (rf"(?:{letter.upper()}\w+|(?=(?i:{letter}))(?:{_SMALL})\b)" for letter in letters)
    first, *others = each
    return re.compile(
        rf"\b(?={letters[0].upper()}){first}" + "".join(rf"[\s-]+(?:(?:{_SMALL})\s+){{0,2}}{one}" for one in others)
    )


def _initials(name: str) -> Iterator[str]:
    """What a name of several words may be called by: "WHO"."""
    words = [word for word in re.findall(r"\w+", name) if word[0].isupper()]
    if len(words) > 1:
        yield "".join(word[0] for word in words)

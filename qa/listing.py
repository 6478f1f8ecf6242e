"""Questions that ask for articles themselves: which, how many, a timeline. Answered from metadata and the postings, exactly.

An article mentions something when its words stand side by side (stems, stop words left out) in one of its sentences or
in its title. Every article that is counted is cited with the first such sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.lexical import terms
from index.records import Article, Filters
from index.sentences import sentences
from index.words import Holding, WordIndex
from qa.citing import marked_text
from qa.dates import TimeReading
from qa.records import Answer, Citation

LISTED = 200  # cited at most; the count is of all
_ARTICLES = r"(?:articles?|stories|story|pieces?|reports?|columns?|texts?)"
_MENTION = (
    r"(?:that |which )?(?:(?:do|does|did|have|has) )?(?:mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|nam(?:e|es|ed|ing)"
    r"|discuss(?:es|ed|ing)?|cover(?:s|ed|ing)?|talk(?:s|ed|ing)? about|writ(?:e|es|ing) about|deal(?:s|t|ing)? with"
    r"|contain(?:s|ed|ing)?|are (?:there )?(?:about|on)|is about|were (?:there )?(?:about|on)|about|on)"
)
_ASK = (
    rf"(?:which|what) (?:of (?:the|your|my|our) )?{_ARTICLES}|how many (?:of (?:the|your|my|our) )?{_ARTICLES}"
    rf"|(?:(?:please )?(?:list|show|find|give)(?: me)?|count) (?:all )?(?:of )?(?:the |your |my |our )?{_ARTICLES}"
)
_AUTHOR = r"(?P<author>(?-i:[A-Z][\w.’'-]+(?: (?:of |de |van |von )?[A-Z][\w.’'-]+)*))"
_END = r"(?: are there| do (?:you|we) have)?[?.! ]*$"
_LIST = re.compile(
    rf"^(?:and )?(?:{_ASK})(?: (?:are|were|do we have|do you have|have you got))?(?: there)?"
    rf"(?: (?:(?:written )?by|from) {_AUTHOR})?(?: published)? {_MENTION} (?P<about>.+?){_END}",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"^(?:and )?(?:{_ASK})(?: (?:are|were|did|have|has))?(?: there)?(?: (?:written )?by)? "
    rf"{_AUTHOR}(?: (?:write|written|wrote))?{_END}",
    re.IGNORECASE,
)
_TIMELINE = re.compile(
    r"^(?:(?:please )?(?:show|give|make|draw)(?: me| us)? )?(?:an? |the )?timeline (?:of|for|on|about) (?P<about>.+?)[?.! ]*$",
    re.IGNORECASE,
)
_NO_THING = re.compile(r"^(?:it|this|that|them|these|those|him|her)$", re.IGNORECASE)
_TIME_LIKE = re.compile(
    r"^(?:in|since|before|after|from|during|last|this|between|until|published|on|over|within)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles are asked for."""

    phrases: tuple[str, ...]  # all have to be mentioned; none: metadata alone decides
    author: str | None
    oldest_first: bool  # a timeline


@dataclass(frozen=True, slots=True)
class Mention:
    """An article of the list and the sentence that it is cited with."""

    article: Article
    start: int
    end: int


def wanted_articles(question: str, reading: TimeReading | None) -> Wanted | None:
    """What the question asks a list or a count of; None where it asks for anything but articles.

    >>> wanted_articles("Which articles by Ada Lind mention the harbour?", None)
    Wanted(phrases=('the harbour',), author='Ada Lind', oldest_first=False)
    """
    plain = _without_times(question, reading)
    if found := _TIMELINE.match(plain):
        phrases = _phrases(found["about"])
        return Wanted(phrases, None, oldest_first=True) if phrases else None
    if found := _LIST.match(plain):
        phrases = _phrases(found["about"])
        return Wanted(phrases, found["author"], oldest_first=False) if phrases else None
    if found := _BY.match(plain):
        return Wanted((), found["author"], oldest_first=False)
    return None


def _without_times(question: str, reading: TimeReading | None) -> str:
    """The question without its expressions of time that say when an article was published."""
    text = question
    for one in reversed(reading.expressions if reading else ()):
        if _TIME_LIKE.match(one.text) or not one.about:
            text = text[: one.start] + text[one.end :]
    return " ".join(text.split()).replace(" ?", "?")


def _phrases(about: str) -> tuple[str, ...]:
    about = re.sub(r"^both ", "", about, flags=re.IGNORECASE)
    parts = [part.strip(" \"'“”‘’«»,") for part in re.split(r"\band\b", about, flags=re.IGNORECASE)]
    if any(_NO_THING.match(part) for part in parts):
        return ()
    return tuple(part for part in parts if terms(part))


def listing_answer(
    question: str, words: WordIndex, filters: Filters, reading: TimeReading | None
) -> tuple[Answer, Filters] | None:
    """The list that is asked for, newest first (a timeline oldest first), and the filters that it passed."""
    wanted = wanted_articles(question, reading)
    if wanted is None:
        return None
    filters = _narrowed(filters, wanted, reading)
    count, found = mentions(wanted, words, filters)
    if not found and wanted.oldest_first:
        return None  # a timeline of what is told in other words is a question like any other
    lead = _lead(wanted, count, len(found))
    citations = [Citation.of(number, m.article, (m.start, m.end)) for number, m in enumerate(found, start=1)]
    text = marked_text(citations) if citations else lead
    return Answer(text, tuple(citations), (), bool(citations), 1.0, lead=lead if citations else ""), filters


def mentions(wanted: Wanted, words: WordIndex, filters: Filters) -> tuple[int, list[Mention]]:
    """How many admitted articles are wanted, and the first LISTED of them in order; undated ones last, ties by id."""
    if wanted.phrases:
        chosen = [m for one in _candidates(wanted, words, filters) if (m := _mention(wanted, words.article(one)))]
        chosen.sort(key=lambda mention: _order(wanted, mention.article.published, mention.article.id))
        return len(chosen), chosen[:LISTED]
    entries = sorted(words.entries(filters), key=lambda entry: _order(wanted, entry.published, entry.id))
    return len(entries), [_beginning(words.article(entry.id)) for entry in entries[:LISTED]]


def _candidates(wanted: Wanted, words: WordIndex, filters: Filters) -> list[str]:
    """Ids of the articles that hold the words of each phrase in one sentence or the title, though perhaps not in a row."""
    held: list[list[Holding]] = [words.holding(terms(phrase), filters) for phrase in wanted.phrases]
    return sorted(set.intersection(*({one.entry.id for one in of_phrase} for of_phrase in held)))


def _mention(wanted: Wanted, article: Article) -> Mention | None:
    places = [_first_place(terms(phrase), article) for phrase in wanted.phrases]
    if any(place is None for place in places):
        return None
    return Mention(article, *(places[0] or (0, 0)))


def _first_place(phrase: Sequence[str], article: Article) -> tuple[int, int] | None:
    """The first sentence with the phrase; the first of all where only the title has it; None where neither has."""
    spans = sentences(article.text)
    for start, end in spans:
        if _in_a_row(phrase, terms(article.text[start:end])):
            return start, end
    return spans[0] if spans and _in_a_row(phrase, terms(article.title)) else None


def _in_a_row(phrase: Sequence[str], text: Sequence[str]) -> bool:
    return any(list(text[i : i + len(phrase)]) == list(phrase) for i in range(len(text) - len(phrase) + 1))


def _beginning(article: Article) -> Mention:
    start, end = sentences(article.text)[0]
    return Mention(article, start, end)


def _narrowed(filters: Filters, wanted: Wanted, reading: TimeReading | None) -> Filters:
    if reading and not (filters.after or filters.before) and any(_TIME_LIKE.match(e.text) for e in reading.expressions):
        filters = replace(filters, after=reading.after, before=reading.before)
    return replace(filters, author=wanted.author) if wanted.author and not filters.author else filters


def _order(wanted: Wanted, published: date | None, article_id: str) -> tuple[bool, int, str]:
    day = published.toordinal() if published else 0
    return published is None, day if wanted.oldest_first else -day, article_id


def _lead(wanted: Wanted, count: int, listed: int) -> str:
    what = f"{count:,} articles" if count > 1 else ("1 article" if count else "No article")
    by = f" by {wanted.author}" if wanted.author else ""
    verb = "mentions" if count <= 1 else "mention"
    about = f" {verb} " + " and ".join(f"“{phrase}”" for phrase in wanted.phrases) if wanted.phrases else ""
    rest = "" if listed == count else f" The {'oldest' if wanted.oldest_first else 'newest'} {listed} are listed."
    return f"{what}{by}{about}.{rest}"

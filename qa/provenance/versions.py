"""Two articles that are versions of one text: the newer one is quoted, and the older named as an earlier version.

Told by rule: nearly the same text (`index.copies`), published within a month, though not on one day, by the same paper or,
where no paper is stated, under nearly the same title. What two papers print is a copy of one story
(`qa/provenance/copies.py`), not a version.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from index.copies import is_copy
from index.lexical import terms
from index.records import Article, Hit, Span
from index.sentences import sentences_of
from qa.beginning import beginning
from qa.quotes import Quote
from qa.records import CopyOf

REWRITTEN_WITHIN = timedelta(
    days=27
)  # what is printed each month or year in the same words tells of another month or year
SAME_TITLE = 0.5  # of the terms of both titles
COUNTERPART = 0.5  # of the terms of both sentences, from which one is the other as it was rewritten


def is_earlier_version(older: Hit, newer: Hit) -> bool:
    """Whether the first hit's article is an earlier version of the second's."""
    one, other = older.article, newer.article
    if one.published is None or other.published is None or not one.published < other.published:
        return False
    soon = other.published - one.published <= REWRITTEN_WITHIN
    return soon and _of_one_paper(one, other) and is_copy(older.sketch, newer.sketch)


def _of_one_paper(one: Article, other: Article) -> bool:
    if one.source or other.source:
        return (one.source or "").casefold() == (other.source or "").casefold()
    return _alike(one.title, other.title) >= SAME_TITLE


def in_newest_version(quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[Quote]:
    """The quotes, each as the newest version among the hits has it; behind all of that version where it has no such sentence."""
    kept: list[Quote] = []
    behind: list[Quote] = []
    for quote in quotes:
        newer = [hit for hit in hits if is_earlier_version(quote.hit, hit)]
        newest = max(newer, key=lambda hit: (str(hit.article.published), -hit.rank), default=None)
        moved = _moved(quote, newest) if newest else quote
        if moved is None:
            behind.append(quote)
        elif all(moved.place != other.place for other in kept):
            kept.append(moved)
    return [*kept, *behind]


def _moved(quote: Quote, newest: Hit) -> Quote | None:
    """The quote's sentence as the newest version has it, scored as it was; None where it was dropped."""
    span = _counterpart(quote.sentence.text, newest.article)
    if span is None:
        return None
    start, end = span
    return Quote(newest, replace(quote.sentence, start=start, end=end, text=newest.article.text[start:end]))


def _counterpart(sentence: str, article: Article) -> Span | None:
    """The sentence of the article that is most alike, the first of several; None where none is alike enough."""
    spans = sentences_of(article)
    best = max(spans, key=lambda span: (_alike(sentence, article.text[span[0] : span[1]]), -span[0]), default=None)
    return best if best and _alike(sentence, article.text[best[0] : best[1]]) >= COUNTERPART else None


def _alike(one: str, other: str) -> float:
    first, second = set(terms(one)), set(terms(other))
    return len(first & second) / len(first | second) if first | second else float(one == other)


def earlier_version(quote: Quote, hits: Sequence[Hit]) -> CopyOf | None:
    """The latest earlier version among the hits, with what the sentence was there; its beginning where it was not there yet."""
    older = [hit.article for hit in hits if is_earlier_version(hit, quote.hit)]
    if not older:
        return None
    article = max(older, key=lambda one: (str(one.published), one.id))
    start, end = _counterpart(quote.sentence.text, article) or beginning(article)
    return CopyOf(article.id, article.title, article.source, article.published, start, end)

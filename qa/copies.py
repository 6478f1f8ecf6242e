"""The same sentence in several articles, as the wire brings it, is one piece of evidence: the earliest, "+n copies"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.copies import is_copy
from index.lexical import terms
from index.records import Hit
from qa.evidence import Quote
from qa.records import CopyOf

NEARLY_ALL = 0.85  # of the terms of both from which two sentences of any two articles are copies
MOST = 0.7  # likewise where one article repeats the other
FEWEST_TERMS = 4  # a shorter sentence may be said twice by chance
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Original:
    """A sentence to cite, in the article that had it first, and where else it stands."""

    quote: Quote
    copies: tuple[Quote, ...]  # earliest first


def originals(quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[Original]:
    """For each quote its earliest original among the hits, undated ones last, equal days by article id."""
    every = [Quote(hit, sentence) for hit in hits for sentence in hit.sentences]
    return [_original(quote, every) for quote in quotes]


def _original(quote: Quote, every: Sequence[Quote]) -> Original:
    first, *copies = sorted([quote, *_copies(quote, every)], key=_by_day)
    return Original(first, tuple(copies))


def _copies(quote: Quote, every: Sequence[Quote]) -> Iterator[Quote]:
    seen = {quote.hit.article.id}
    for other in every:
        if other.hit.article.id not in seen and are_copies(quote, other):
            seen.add(other.hit.article.id)
            yield other


def are_copies(one: Quote, other: Quote) -> bool:
    """Whether one sentence repeats the other: nearly the same words, and no other number."""
    if one.sentence.text == other.sentence.text:
        return len(terms(one.sentence.text)) >= FEWEST_TERMS or is_copy(one.hit.sketch, other.hit.sketch)
    first, second = set(terms(one.sentence.text)), set(terms(other.sentence.text))
    share = len(first & second) / max(1, len(first | second))
    if min(len(first), len(second)) < FEWEST_TERMS or share < MOST or _numbers(one) != _numbers(other):
        return False
    return share >= NEARLY_ALL or is_copy(one.hit.sketch, other.hit.sketch)


def _numbers(quote: Quote) -> set[str]:
    return set(_NUMBER.findall(quote.sentence.text))


def _by_day(quote: Quote) -> tuple[date, str]:
    return quote.hit.article.published or date.max, quote.hit.article.id


def copy_of(quote: Quote) -> CopyOf:
    article, sentence = quote.hit.article, quote.sentence
    return CopyOf(article.id, article.title, article.source, article.published, sentence.start, sentence.end)

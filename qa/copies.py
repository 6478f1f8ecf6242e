"""The same sentence in several articles, as the wire brings it, is one piece of evidence: the earliest, "+n copies"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.copies import is_copy
from index.lexical import terms
from index.records import Hit
from qa.evidence import Quote, numbers_in
from qa.records import CopyOf

NEARLY_ALL = 0.85  # of the terms of both from which two sentences of any two articles are copies
MOST = 0.7  # likewise where one article repeats the other
FEWEST_TERMS = 4  # a shorter sentence may be said twice by chance


@dataclass(frozen=True, slots=True)
class Original:
    """A sentence to cite, in the article that had it first, and where else it stands."""

    quote: Quote
    copies: tuple[Quote, ...]  # earliest first


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence with the terms that it is compared by: worked out once, as each meets every quote."""

    quote: Quote
    terms: frozenset[str]


def originals(quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[Original]:
    """For each quote its earliest original among the hits, undated ones last, equal days by article id."""
    every = [_said(Quote(hit, sentence)) for hit in hits for sentence in hit.sentences]
    return [_original(_said(quote), every) for quote in quotes]


def _said(quote: Quote) -> _Said:
    return _Said(quote, frozenset(terms(quote.sentence.text)))


def _original(said: _Said, every: Sequence[_Said]) -> Original:
    first, *copies = sorted([said.quote, *_copies(said, every)], key=_by_day)
    return Original(first, tuple(copies))


def _copies(said: _Said, every: Sequence[_Said]) -> Iterator[Quote]:
    seen = {said.quote.hit.article.id}
    for other in every:
        article_id = other.quote.hit.article.id
        if article_id not in seen and _are_copies(said, other):
            seen.add(article_id)
            yield other.quote


def _are_copies(one: _Said, other: _Said) -> bool:
    """Whether one sentence repeats the other: nearly the same words, and no other number."""
    sketches = one.quote.hit.sketch, other.quote.hit.sketch
    if one.quote.sentence.text == other.quote.sentence.text:
        return len(one.terms) >= FEWEST_TERMS or is_copy(*sketches)
    share = len(one.terms & other.terms) / max(1, len(one.terms | other.terms))
    fewest = min(len(one.terms), len(other.terms))
    if (
        fewest < FEWEST_TERMS
        or share < MOST
        or numbers_in(one.quote.sentence.text) != numbers_in(other.quote.sentence.text)
    ):
        return False
    return share >= NEARLY_ALL or is_copy(*sketches)


def _by_day(quote: Quote) -> tuple[date, str]:
    return quote.hit.article.published or date.max, quote.hit.article.id


def copy_of(quote: Quote) -> CopyOf:
    article, sentence = quote.hit.article, quote.sentence
    return CopyOf(article.id, article.title, article.source, article.published, sentence.start, sentence.end)

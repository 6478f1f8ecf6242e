"""The same sentence in several articles, as the wire brings it, is one piece of evidence: the earliest, "+n copies"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.lexical import terms
from index.records import Hit
from qa.provenance.recency import of_one_time
from qa.provenance.versions import REWRITTEN_WITHIN, is_earlier_version
from qa.quotes import MOST, Quote, Said, is_repeated, shared
from qa.records import CopyOf


@dataclass(frozen=True, slots=True)
class Original:
    """A sentence to cite, in the article that had it first, and where else it stands."""

    quote: Quote
    copies: tuple[Quote, ...]  # earliest first


def originals(quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[Original]:
    """For each quote its earliest original among the hits, undated ones last, equal days by article id."""
    every = [(Quote(hit, sentence), frozenset(terms(sentence.text))) for hit in hits for sentence in hit.sentences]
    return [_original(Said.of(quote), every) for quote in quotes]


def _original(said: Said, every: Sequence[tuple[Quote, frozenset[str]]]) -> Original:
    first, *copies = sorted([said.quote, *_copies(said, every)], key=_by_day)
    return Original(first, tuple(copies))


def _copies(said: Said, every: Sequence[tuple[Quote, frozenset[str]]]) -> Iterator[Quote]:
    seen = {said.quote.hit.article.id}
    for other, words in every:
        if other.hit.article.id in seen or not _may_repeat(said, other, words):
            continue
        repeated = is_repeated(said, Said.of(other)) and _are_of_one_time(said.quote, other)
        if repeated and not _are_versions(said.quote, other):
            seen.add(other.hit.article.id)
            yield other


def _may_repeat(said: Said, other: Quote, words: frozenset[str]) -> bool:
    """Whether it is worth looking at: hardly any sentence is, and the rest of what it says costs as much as its terms."""
    return shared(said.terms, words) >= MOST or said.quote.sentence.text == other.sentence.text


def _are_of_one_time(one: Quote, other: Quote) -> bool:
    """What a paper prints again each year is no wire copy."""
    return of_one_time(one.hit.article.published, other.hit.article.published, REWRITTEN_WITHIN)


def _are_versions(one: Quote, other: Quote) -> bool:
    return is_earlier_version(one.hit, other.hit) or is_earlier_version(other.hit, one.hit)


def _by_day(quote: Quote) -> tuple[date, str]:
    return quote.hit.article.published or date.max, quote.hit.article.id


def copy_of(quote: Quote) -> CopyOf:
    article, sentence = quote.hit.article, quote.sentence
    return CopyOf(article.id, article.title, article.source, article.published, sentence.start, sentence.end)

"""A sentence chosen to be quoted, and when two of them are the same sentence."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.copies import is_copy
from index.lexical import terms
from index.records import Hit, Sentence, Span
from qa.english.vocabulary import NUMBER_WORDS
from qa.stating import states

NEARLY_ALL = 0.85  # of the terms of both from which the sentences of any two articles are the same
MOST = 0.7  # likewise where one article repeats the other
FEWEST_TERMS = 4  # a shorter sentence may be said twice by chance
_NUMBER = re.compile(rf"\d[\d.,]*\d|\d|\b(?:{'|'.join(NUMBER_WORDS)})\b", re.IGNORECASE)
# Looked for in the text, as they are no terms.
_DENIED = re.compile(r"\b(?:not?|never|nor|neither|nobody|none|cannot|without)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence chosen to be cited, with the hit that it stands in."""

    hit: Hit
    sentence: Sentence

    @property
    def place(self) -> tuple[str, int]:
        """The article's id and where the sentence begins in it: the same for one sentence of two passages."""
        return self.hit.article.id, self.sentence.start

    @property
    def day(self) -> date:
        """When its article was published; before all others where that is not known."""
        return self.hit.article.published or date.min


def stating(hits: Iterable[Hit]) -> Iterator[Quote]:
    """The sentences of the hits that say something, in the order of the hits."""
    return (Quote(hit, one) for hit in hits for one in hit.sentences if states(hit.article, one.start, one.end))


def quote_at(hit: Hit, span: Span) -> Quote:
    """The sentence there, which may stand outside the hit's passage."""
    within = next((one for one in hit.sentences if (one.start, one.end) == span), None)
    return Quote(
        hit, within or Sentence(*span, hit.article.text[slice(*span)], similarity=0.0, coverage=0.0, score=0.0)
    )


def put_first(first: Quote | None, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes with `first`, which may be one of them, before all others; as they are where it is None."""
    return [first, *(one for one in quotes if one.place != first.place)] if first else list(quotes)


@dataclass(frozen=True, slots=True)
class Said:
    """A quote with what it is compared by: worked out once, as each meets many others."""

    quote: Quote
    in_order: tuple[str, ...]  # its terms, each where it stands first
    terms: frozenset[str]
    numbers: frozenset[str]
    denied: bool

    @classmethod
    def of(cls, quote: Quote) -> "Said":
        text = quote.sentence.text
        in_order = tuple(dict.fromkeys(terms(text)))
        return cls(quote, in_order, frozenset(in_order), numbers_in(text), denies(text))


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text in figures, as they are written or, small ones, in words.

    >>> sorted(numbers_in("Three of 1,200 died."))
    ['1,200', '3']
    """
    return frozenset(str(NUMBER_WORDS.get(found.lower(), found)) for found in _NUMBER.findall(text))


def denies(text: str) -> bool:
    """Whether a word of it says no."""
    return _DENIED.search(text) is not None


def same_sentence(one: Said, other: Said) -> bool:
    """Whether one repeats the other: nearly the same words in their order, no other number, and nothing denied that the other says."""
    if one.quote.sentence.text == other.quote.sentence.text:
        return True
    share = shared(one.terms, other.terms)
    if share < MOST or one.numbers != other.numbers or one.denied != other.denied:
        return False
    return (share >= NEARLY_ALL or _articles_are_copies(one, other)) and _in_one_order(one, other)


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the terms of both that either has."""
    both = len(one & other)
    every = len(one) + len(other) - both
    return both / every if every else 0.0


def _in_one_order(one: Said, other: Said) -> bool:
    """Whether what both say stands in one order, its beginning perhaps moved to the end ("On Monday …"): not who beat whom."""
    first, second = ([term for term in said.in_order if term in one.terms & other.terms] for said in (one, other))
    return any(first[i:] + first[:i] == second for i in range(len(first)))


def is_repeated(one: Said, by: Said) -> bool:
    """Whether the sentence was taken over, and not only said twice: it is too long for that, or its whole article was."""
    long = min(len(one.terms), len(by.terms)) >= FEWEST_TERMS
    return same_sentence(one, by) and (long or _articles_are_copies(one, by))


def without_repeats(quotes: Iterable[Quote], most: int) -> list[Quote]:
    """The first of those that are the same sentence, in order, at most so many."""
    kept: list[Said] = []
    for quote in quotes:
        if len(kept) == most:
            break
        said = Said.of(quote)
        if not any(same_sentence(said, other) for other in kept):
            kept.append(said)
    return [said.quote for said in kept]


def _articles_are_copies(one: Said, other: Said) -> bool:
    return is_copy(one.quote.hit.sketch, other.quote.hit.sketch)

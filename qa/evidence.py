"""Hits -> the sentences worth quoting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.lexical import terms
from index.records import Hit, Sentence
from qa.kinds import fits_kind

PASSAGES_READ = 8  # sentences of passages ranked lower are hardly ever the answer (bench/README.md)
MAX_QUOTES = 3
# How far below the best sentence another may score and still be quoted; wider quotes more and answers less.
QUOTE_MARGIN = 0.10
KIND_BONUS = 0.08  # for the kind of thing that is asked for; from 0.03 to 0.15 the figures hardly differ
SAME_SAYING = 0.7  # share of common terms from which two sentences say the same
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
MIN_WORDS = 5  # without a full stop and shorter than this it is a heading or a caption


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence chosen to be cited, with the hit that it stands in."""

    hit: Hit
    sentence: Sentence


def choose_quotes(question: str, hits: Sequence[Hit], *, newest_first: bool = False) -> list[Quote]:
    """The sentences that answer best, best first: at most MAX_QUOTES, none that only repeats another.

    `newest_first` orders those that answer nearly as well as the best by date instead, undated ones last.
    """
    answering = answering_quotes(question, hits if newest_first else hits[:PASSAGES_READ])
    if newest_first:
        answering.sort(key=lambda quote: quote.hit.article.published or date.min, reverse=True)
    chosen: list[Quote] = []
    for quote in answering:
        if len(chosen) < MAX_QUOTES and not any(_say_the_same(quote, other) for other in chosen):
            chosen.append(quote)
    return chosen


def answering_quotes(question: str, hits: Sequence[Hit]) -> list[Quote]:
    """Every sentence that answers nearly as well as the best, best first.

    Equal scores are ordered by rank of the hit, then by place in the article.
    """
    scored = [
        (quote.sentence.score + KIND_BONUS * fits_kind(question, quote.sentence.text), quote)
        for quote in _sentences(hits)
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1].hit.rank, pair[1].sentence.start))
    return [quote for score, quote in scored if score >= scored[0][0] - QUOTE_MARGIN]


def _sentences(hits: Sequence[Hit]) -> Iterator[Quote]:
    every = [Quote(hit, sentence) for hit in hits for sentence in hit.sentences]
    whole = [quote for quote in every if _is_sentence(quote.sentence.text)]
    yield from whole or every


def _is_sentence(text: str) -> bool:
    return (
        text.rstrip("\"'”’)]»").endswith((".", "!", "?", "…", "。", "！", "？", "؟", "।"))
        or len(text.split()) >= MIN_WORDS
    )


def _say_the_same(one: Quote, other: Quote) -> bool:
    if one.hit.article.id != other.hit.article.id and _differ_in_number(one.sentence.text, other.sentence.text):
        return False
    first, second = set(terms(one.sentence.text)), set(terms(other.sentence.text))
    if not first or not second:
        return one.sentence.text == other.sentence.text
    return len(first & second) / min(len(first), len(second)) >= SAME_SAYING


def _differ_in_number(one: str, other: str) -> bool:
    """Whether each has a number that the other has not: sources that disagree say the same of another figure."""
    first, second = (set(_NUMBER.findall(text)) for text in (one, other))
    return bool(first - second) and bool(second - first)

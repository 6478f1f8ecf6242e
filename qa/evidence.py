"""Hits -> the sentences worth quoting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.lexical import query_terms, terms
from index.records import Hit, Sentence
from qa.kinds import fits_kind

PASSAGES_READ = 8  # sentences of passages ranked lower are hardly ever the answer (bench/README.md)
# How many are quoted at most, and how far below the best one another may score: more and wider holds the answer more
# often and says more beside it (docs/decisions/0046-which-sentences-are-quoted.md).
MAX_QUOTES = 4
QUOTE_MARGIN = 0.14
KIND_BONUS = 0.08  # for the kind of thing that is asked for; from 0.03 to 0.15 the figures hardly differ
SAID_BONUS = 0.18  # for holding all that the question says, with the sentence before it and the title
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
    asked = frozenset(query_terms(question))
    scored = [
        (
            quote.sentence.score
            + KIND_BONUS * fits_kind(question, quote.sentence.text)
            + SAID_BONUS * _share_said(asked, before, quote),
            quote,
        )
        for before, quote in _sentences(hits)
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1].hit.rank, pair[1].sentence.start))
    return [quote for score, quote in scored if score >= scored[0][0] - QUOTE_MARGIN]


def _sentences(hits: Sequence[Hit]) -> Iterator[tuple[str, Quote]]:
    """Each sentence of the hits, behind the text of the one before it in its passage; headings only if all are."""
    every = [
        (before.text if before else "", Quote(hit, sentence))
        for hit in hits
        for before, sentence in zip((None, *hit.sentences), hit.sentences, strict=False)
    ]
    whole = [(before, quote) for before, quote in every if _is_sentence(quote.sentence.text)]
    yield from whole or every


def _share_said(asked: frozenset[str], before: str, quote: Quote) -> float:
    """Share of the question's terms in the sentence, the one before it ("She was 30." says of whom) and the title."""
    read = " ".join((quote.hit.article.title, before, quote.sentence.text))
    return len(asked.intersection(terms(read))) / len(asked) if asked else 0.0


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
    first, second = numbers_in(one), numbers_in(other)
    return bool(first - second) and bool(second - first)


def numbers_in(text: str) -> set[str]:
    """The numbers of a text, as they are written."""
    return set(_NUMBER.findall(text))

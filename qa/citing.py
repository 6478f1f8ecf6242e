"""Chosen sentences -> citations, each with its copies, its correction and the short answer in it."""

from collections.abc import Iterable, Sequence

from index.records import Article, Hit
from qa.beginning import beginning
from qa.copies import Original, copy_of, originals
from qa.corrections import correcting_first, correction_of, note_around
from qa.quotes import Quote
from qa.records import MARK, Citation
from qa.short_answers import short_answer_in
from qa.versions import earlier_version, in_newest_version


def marked_text(citations: Sequence[Citation]) -> str:
    """The quotes in their order, each followed by its mark."""
    return " ".join(f"{_without_marks(c.quote)} [{c.number}]" for c in citations)


def _without_marks(quote: str) -> str:
    """ "[3]" inside a quoted sentence would read as a citation; the citation's own quote keeps it."""
    return MARK.sub("［\\1］", quote)


def beginnings(articles: Iterable[Article]) -> tuple[Citation, ...]:
    """The beginning of each article, numbered from 1, for what is said of an article as a whole."""
    return tuple(Citation.of(number, one, beginning(one)) for number, one in enumerate(articles, start=1))


def cite(question: str, quotes: Sequence[Quote], hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """Citations of the quotes, numbered from 1: in the quotes' order, but a correcting article before the corrected one.

    Copies and versions are looked for among the hits; what corrects an article comes with its hit.
    """
    newest = in_newest_version(quotes, hits)
    found = originals(_each_note_once(correcting_first(newest)), hits)
    return tuple(_citation(number, question, original, hits) for number, original in enumerate(found, start=1))


def _each_note_once(quotes: Sequence[Quote]) -> list[Quote]:
    """A note is quoted whole, so that a second sentence of it says nothing more."""
    seen: set[tuple[str, int]] = set()
    kept: list[Quote] = []
    for quote in quotes:
        note = note_around(quote)
        key = (note.article_id, note.start) if note else None
        if key is None or key not in seen:
            kept.append(quote)
        if key:
            seen.add(key)
    return kept


def _citation(number: int, question: str, original: Original, hits: Sequence[Hit]) -> Citation:
    """The sentence's citation. A note is quoted whole and without a short answer: its first sentence may say what it takes back."""
    article, sentence = original.quote.hit.article, original.quote.sentence
    copies = tuple(copy_of(copy) for copy in original.copies)
    if note := note_around(original.quote):
        return Citation.of(number, article, (note.start, note.end), copies=copies)
    return Citation.of(
        number,
        article,
        (sentence.start, sentence.end),
        short=short_answer_in(question, original.quote.hit, sentence.start, sentence.end),
        copies=copies,
        correction=correction_of(original.quote.hit),
        earlier_version=earlier_version(original.quote, hits),
    )

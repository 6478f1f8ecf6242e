"""Chosen sentences -> citations, each with its copies, its correction and the short answer in it."""

from collections.abc import Sequence

from index.records import Hit
from qa.copies import Original, copy_of, originals
from qa.corrections import correcting_first, correction_of, notes_among
from qa.evidence import Quote
from qa.records import Citation, Correction
from qa.short_answers import short_answer


def cite(question: str, quotes: Sequence[Quote], hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """Citations of the quotes, numbered from 1: in the quotes' order, but a correcting article before the corrected one.

    Copies and corrections are looked for among the hits.
    """
    notes = notes_among(hits)
    found = originals(correcting_first(quotes, notes), hits)
    return tuple(_citation(number, question, original, notes) for number, original in enumerate(found, start=1))


def _citation(number: int, question: str, original: Original, notes: Sequence[Correction]) -> Citation:
    article, sentence = original.quote.hit.article, original.quote.sentence
    quote = article.text[sentence.start : sentence.end]
    short = short_answer(question, quote)
    correction = correction_of(article, notes)
    is_the_note = (
        correction and correction.article_id == article.id and correction.start <= sentence.start < correction.end
    )
    return Citation(
        number=number,
        article_id=article.id,
        title=article.title,
        published=article.published,
        url=article.url,
        start=sentence.start,
        end=sentence.end,
        quote=quote,
        content_hash=article.content_hash,
        short=(sentence.start + short[0], sentence.start + short[1]) if short else None,
        copies=tuple(copy_of(copy) for copy in original.copies),
        correction=None if is_the_note else correction,
    )

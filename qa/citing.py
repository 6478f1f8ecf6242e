"""Chosen sentences -> citations, each with its copies, its correction and the short answer in it."""

from collections.abc import Iterable, Sequence

from index.lexical import query_terms, terms
from index.records import Article, Hit, Span
from qa.beginning import beginning
from qa.english.kinds import Kind, asked_kind
from qa.evidence import Part
from qa.provenance.copies import Original, copy_of, originals
from qa.provenance.corrections import correcting_first, correction_of, note_around, put_right
from qa.provenance.versions import earlier_version, in_newest_version
from qa.quotes import Quote
from qa.records import MARK, Citation
from qa.short_answers import short_answer_in

_IN_FIGURES = (Kind.NUMBER, Kind.TIME)


def marked_text(citations: Sequence[Citation]) -> str:
    """The quotes in their order, each followed by its mark."""
    return " ".join(f"{_without_marks(c.quote)} [{c.number}]" for c in citations)


def _without_marks(quote: str) -> str:
    """ "[3]" inside a quoted sentence would read as a citation; the citation's own quote keeps it."""
    return MARK.sub("［\\1］", quote)


def beginnings(articles: Iterable[Article]) -> tuple[Citation, ...]:
    """The beginning of each article, numbered from 1, for what is said of an article as a whole."""
    return tuple(Citation.of(number, one, beginning(one)) for number, one in enumerate(articles, start=1))


def holds(hit: Hit, citation: Citation) -> bool:
    """Whether the citation's sentence stands in the hit's passage."""
    span = hit.passage
    return span.article_id == citation.article_id and span.start <= citation.start and citation.end <= span.end


def cite(
    question: str, quotes: Sequence[Quote], hits: Sequence[Hit], parts: Sequence[Part] = ()
) -> tuple[Citation, ...]:
    """Citations of the quotes, numbered from 1: in the quotes' order, but a correcting article before the corrected one.

    Copies and versions are looked for among the hits; what corrects an article comes with its hit. The first sentence may have
    a short answer; of a question in parts every one, to the question or to the part that it is most like.
    """
    newest = in_newest_version(quotes, hits)
    righted = _put_right(question, correcting_first(newest), hits)
    found = originals(_each_note_once(righted), hits)
    return tuple(_citation(number, question, original, hits, parts) for number, original in enumerate(found, start=1))


def _put_right(question: str, quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[Quote]:
    """Before a first quote whose figure, if one is asked for, another article or its own note takes back, what takes it back."""
    if not quotes or not quotes[0].hit.corrections:
        return list(quotes)
    hit, sentence = quotes[0].hit, quotes[0].sentence
    short = short_answer_in(question, hit, sentence.start, sentence.end)
    told = hit.article.text[slice(*short)] if short else sentence.text if asked_kind(question) in _IN_FIGURES else ""
    return put_right(question, quotes, hits, told)


def _each_note_once(quotes: Sequence[Quote]) -> list[Quote]:
    """A note's paragraph is quoted whole, so that a second sentence of it says nothing more."""
    seen: set[tuple[str, int]] = set()
    kept: list[Quote] = []
    for quote in quotes:
        note = note_around(quote)
        key = (quote.hit.article.id, note[0]) if note else None
        if key is None or key not in seen:
            kept.append(quote)
        if key:
            seen.add(key)
    return kept


def _citation(number: int, question: str, original: Original, hits: Sequence[Hit], parts: Sequence[Part]) -> Citation:
    """The sentence's citation. A note's paragraph is quoted whole, without a short answer: it may say what it takes back."""
    article, sentence = original.quote.hit.article, original.quote.sentence
    copies = tuple(copy_of(copy) for copy in original.copies)
    if note := note_around(original.quote):
        return Citation.of(number, article, note, copies=copies)
    short = None
    if parts or number == 1:
        short = short_answer_in(question, original.quote.hit, sentence.start, sentence.end)
    return Citation.of(
        number,
        article,
        (sentence.start, sentence.end),
        short=short or _short_for_a_part(original.quote, parts),
        copies=copies,
        correction=correction_of(original.quote),
        earlier_version=earlier_version(original.quote, hits),
    )


def _short_for_a_part(quote: Quote, parts: Sequence[Part]) -> Span | None:
    """The short answer to the part of whose terms the sentence holds the largest share."""
    said = set(terms(quote.sentence.text))
    asked = [set(query_terms(part.question)) for part in parts]
    shared = [len(said & one) / max(len(one), 1) for one in asked]
    if not shared or not max(shared) or shared.count(max(shared)) > 1:
        return None
    part = parts[shared.index(max(shared))]
    hit = next((one for one in part.hits if one.passage.id == quote.hit.passage.id), None)
    return short_answer_in(part.question, hit, quote.sentence.start, quote.sentence.end) if hit else None

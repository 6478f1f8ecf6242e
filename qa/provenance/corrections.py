"""What becomes of the sentences of an article that has been corrected: the correcting article's evidence goes first."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.days import days
from index.lexical import query_terms, terms
from index.notes import paragraph_at, speaks_of_another
from index.records import Article, Correction, Hit, Span
from qa.english.quantities import BARE, quantities
from qa.quotes import Quote, numbers_in, put_first, quote_at

# Of what a note says was told, beside what is so: "gave the day as 12 May; it is 19 May", "It is 19 May, not 12 May."
_WAS_TOLD = re.compile(
    r"\b(?:said|gave|stated|wrote|reported|put|mis\w+|incorrectly|wrongly|mistakenly|earlier version|originally)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?<=[.;!?])\s+|,? (?=(?:and )?(?:not|instead of|rather than)\b)")
_NOT_SO = re.compile(r"(?:and )?(?:not|instead of|rather than)\b")
_PARAGRAPH = re.compile(r"[^\n](?:(?!\n\n).)*", re.DOTALL)


def correction_of(quote: Quote) -> Correction | None:
    """What corrects the quote's article: the latest note of another article, or else its own first one on itself.

    Of a long note the paragraph with a figure of the sentence, or else the first, which says what it corrects.
    """
    note = _note_on(quote.hit)
    if note is None:
        return None
    figures = _figures(quote.sentence.text)
    paragraphs = [found.span() for found in _PARAGRAPH.finditer(note.quote)]
    concerned = (span for span in paragraphs if figures & _figures_of_note(note.quote[slice(*span)], quote.hit.article))
    start, end = next(concerned, paragraphs[0])
    return replace(note, start=note.start + start, end=note.start + end, quote=note.quote[start:end])


def _note_on(hit: Hit) -> Correction | None:
    return next((note for note in hit.corrections if not _is_of_another(note, hit)), None)


def _figures(text: str) -> set[str]:
    """Numbers of two digits or more, as smaller ones stand anywhere, and of what so many there are: "9 patient"."""
    counted = {f"{one.value:g} {one.unit}" for one in quantities(text) if one.unit != BARE}
    return counted | {number for number in numbers_in(text) if len(number) > 1}


def _figures_of_note(text: str, corrected: Article) -> set[str]:
    """Those of a note without the day of the article that it corrects, by which it names it."""
    own = corrected.published
    for day in reversed(days(text)):
        if own and (day.day, day.month) == (own.day, own.month):
            text = text[: day.start] + text[day.end :]
    return _figures(text)


def _is_of_another(note: Correction, hit: Hit) -> bool:
    return note.article_id == hit.article.id and speaks_of_another(note, hit.article)


def note_around(quote: Quote) -> Span | None:
    """The paragraph of a note of its own article that the quoted sentence belongs to."""
    own = (note for note in quote.hit.corrections if note.article_id == quote.hit.article.id)
    note = next((note for note in own if note.start <= quote.sentence.start < note.end), None)
    return paragraph_at(note, quote.hit.article.text, quote.sentence.start) if note else None


def put_right(question: str, quotes: Sequence[Quote], hits: Sequence[Hit], told: str) -> list[Quote]:
    """The quotes; before the first of them what takes back a figure of `told`, which stands in it: another article, or its own."""
    note = _note_on(quotes[0].hit) if quotes else None
    if note is None:
        return list(quotes)
    if note.article_id == quotes[0].hit.article.id:
        return _own_note_first(quotes, told)
    asked, figures = set(query_terms(question)), _figures(told)
    within = (
        Quote(hit, one)
        for hit in hits
        for one in hit.sentences
        if hit.article.id == note.article_id
        and note.start <= one.start < note.end
        and figures & _figures_of_note(one.text, quotes[0].hit.article)
    )
    return put_first(max(within, key=lambda one: len(asked & set(terms(one.sentence.text))), default=None), quotes)


def _own_note_first(quotes: Sequence[Quote], told: str) -> list[Quote]:
    hit, note = quotes[0].hit, correction_of(quotes[0])
    if note is None or _figures(told).isdisjoint(_taken_back(note.quote)):
        return list(quotes)
    return put_first(quote_at(hit, (note.start, note.end)), quotes)


def _taken_back(note: str) -> set[str]:
    """The figures that a note on its own article says were told, where it has others of the same unit for them."""
    parts = _PARTS.split(note)
    wrong = [part for part in parts if _WAS_TOLD.search(part) or _NOT_SO.match(part)]
    right = set().union(*(_figures(part) for part in parts if part not in wrong))
    units = {figure.partition(" ")[2] for figure in right}
    told = set().union(*(_figures(part) for part in wrong)) - right
    return {figure for figure in told if figure.partition(" ")[2] in units}


def correcting_first(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes, those of an article that another one corrects behind the last one of the correcting article."""
    ordered = list(quotes)
    for quote in quotes:
        note = _note_on(quote.hit)
        if note and note.article_id != quote.hit.article.id:
            last = max((i for i, other in enumerate(ordered) if other.hit.article.id == note.article_id), default=-1)
            if last > ordered.index(quote):
                ordered.remove(quote)
                ordered.insert(last, quote)
    return ordered

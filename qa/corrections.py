"""Corrections: sentences that take back what an article said, and what becomes of the sentences that they take back.

An article is corrected by a note of its own ("An earlier version of this article …") or by a note in a later article
that names it by its title, or by its day and its matter. The later article's evidence goes first.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from index.lexical import terms
from index.records import Article, Hit
from index.sentences import sentences
from qa.evidence import Quote
from qa.quantities import days
from qa.records import Correction

_THING = (
    "(?:article|story|report|piece|item|post|column|obituary|review|headline|caption|chart|graphic|dispatch|page|text)"
)
_DONE = "(?:corrected|amended|updated|revised|clarified|retracted|withdrawn)"
_WRONGLY = "(?:wrongly|incorrectly|mistakenly|erroneously)"
_MIS = "(?:misstated|misspelled|misidentified|misnamed)"
_NOTE = re.compile(
    # "Correction: …", "Editor's note: …", at the beginning of a sentence
    r"^\W{0,3}(?:corrections?|clarifications?|erratum|editor['’]?s['’]? note|retraction)\b(?: and clarifications)?"
    r"(?:, [^.!?:]{1,30})?\s*[:–—]"
    # "An earlier version of this article …", "an earlier headline of this article …"
    rf"|\b(?:earlier|previous|original|first) (?:versions?|{_THING}) of (?:this|our) {_THING}\b"
    # "This article was amended on …"
    rf"|\bthis {_THING} (?:has been|was|has since been|is) {_DONE}\b(?! in \d)"
    # "Our article of 2 June wrongly put …", "A caption … misidentified …", "An article of 30 May … should have said …"
    rf"|\b(?:our|an?) (?:earlier |previous )?{_THING}\b[^.]*\b(?:{_WRONGLY}|{_MIS}|should have said)\b"
    rf"|\bwe (?:{_WRONGLY} (?:\w+ed|said|wrote|gave|put)|(?:apologi[sz]e for|regret) the (?:error|mistake))\b",
    re.IGNORECASE,
)
_POLICY = re.compile(r"\bcorrections? (?:policy|page|desk)|\breport an error", re.IGNORECASE)
# No note is without one of these: a cheap first look, which spares most articles the cutting into sentences.
_HINTS = re.compile(
    rf"correction|clarification|erratum|editor['’]?s['’]? note|retraction|(?:this|of our) {_THING}"
    rf"|{_WRONGLY}|{_MIS}|should have said|the (?:error|mistake)"
)
NAMED_SHARE = 0.3  # of the article's title and first sentence that a note which names its day has to be about
_FIRST_CHARS = 300


def is_note(sentence: str) -> bool:
    """Whether the sentence takes something back, or says that an article has been changed.

    >>> is_note("Correction: the toll was 12, not 21."), is_note("The markets went into a correction on Monday.")
    (True, False)
    """
    return bool(_NOTE.search(sentence)) and not _POLICY.search(sentence)


def names(note: str, title: str, beginning: str, published: date | None) -> bool:
    """Whether a note in another article is about the article that begins like this."""
    if len(title) >= 12 and title.casefold() in note.casefold():
        return True
    if published is None or not any(
        (day.day, day.month) == (published.day, published.month) and day.year in (None, published.year)
        for day in days(note)
    ):
        return False
    about = {term for term in terms(f"{title} {beginning}") if not term.isdigit()}
    said = {term for term in terms(note) if not term.isdigit()}
    return len(said & about) >= max(2, NAMED_SHARE * min(len(said), len(about)))


def notes_among(hits: Sequence[Hit]) -> list[Correction]:
    """The notes of all articles that were hit, in the order of the hits."""
    articles = {hit.article.id: hit.article for hit in hits}
    return [note for article in articles.values() for note in notes_of(article)]


def correction_of(article: Article, notes: Sequence[Correction]) -> Correction | None:
    """What corrects the article: the first note of another, no older article that names it, or else its own first note."""
    beginning = article.text[:_FIRST_CHARS]
    for note in notes:
        elsewhere = note.article_id != article.id and not _is_older(note.published, article.published)
        if elsewhere and names(note.quote, article.title, beginning, article.published):
            return note
    return next((note for note in notes if note.article_id == article.id), None)


def notes_of(article: Article) -> Iterator[Correction]:
    """The article's notes in reading order, each to the end of its paragraph."""
    if not _HINTS.search(article.text.lower()):
        return
    taken = 0
    for start, end in sentences(article.text):
        if start >= taken and is_note(article.text[start:end]):
            paragraph = article.text.find("\n\n", end)
            quote = article.text[start : paragraph if paragraph >= 0 else None].rstrip()
            taken = start + len(quote)
            yield Correction(article.id, article.title, article.published, start, taken, quote)


def _is_older(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other


def correcting_first(quotes: Sequence[Quote], notes: Sequence[Correction]) -> list[Quote]:
    """The quotes, those of an article that another one corrects behind the last one of the correcting article."""
    ordered = list(quotes)
    for quote in quotes:
        note = correction_of(quote.hit.article, notes)
        if note and note.article_id != quote.hit.article.id:
            last = max((i for i, other in enumerate(ordered) if other.hit.article.id == note.article_id), default=-1)
            if last > ordered.index(quote):
                ordered.remove(quote)
                ordered.insert(last, quote)
    return ordered

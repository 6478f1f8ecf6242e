"""How an article begins: the sentence that it is cited with where it is spoken of as a whole, and what tells its matter."""

from collections.abc import Sequence
from functools import lru_cache

from index.notes import is_headed_as_notes, notes_of, paragraph_at
from index.records import Article, Span
from index.sentences import sentences_of
from qa.stating import states

_LOOKED_THROUGH = 1500  # characters for the first sentence that says something


def beginning(article: Article) -> Span:
    """The first sentence that says something, or else the first of all; a correction's paragraph, as that says what was wrong."""
    first = _first_stating(article, sentences_of(article))
    note = next(notes_of(article), None) if is_headed_as_notes(article.title) else None
    return paragraph_at(note, article.text, note.start) if note and note.start == first[0] else first


def opening(article: Article) -> str:
    """The title and the first sentence that says something, which tell what the article is of."""
    return _opening(article.title, article.text[:_LOOKED_THROUGH], article.lang)


@lru_cache(maxsize=256)
def _opening(title: str, text: str, lang: str | None) -> str:
    article = Article("its beginning", title, text, lang=lang)
    spans = sentences_of(article)
    return f"{title}\n{text[slice(*_first_stating(article, spans))]}" if spans else title


def _first_stating(article: Article, spans: Sequence[Span]) -> Span:
    return next((span for span in spans if states(article, *span)), spans[0])


def stating_first(article: Article) -> list[Span]:
    """The article's sentences in order, but its headings, bylines and questions behind all others."""
    return sorted(sentences_of(article), key=lambda span: not states(article, *span))

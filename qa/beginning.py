"""How an article begins: the sentence that it is cited with where it is spoken of as a whole, and what tells its matter."""

from index.notes import is_headed_as_notes, notes_of
from index.records import Article, Span
from index.sentences import sentences_of
from qa.stating import states


def beginning(article: Article) -> Span:
    """The first sentence that says something; the first of all where none does; a correction whole, as that says what was wrong."""
    first = stating_first(article)[0]
    note = next(notes_of(article), None) if is_headed_as_notes(article.title) else None
    return (note.start, note.end) if note and note.start == first[0] else first


def opening(article: Article) -> str:
    """The title and the first sentence that says something, which tell what the article is of."""
    stating = stating_first(article)
    return f"{article.title}\n{article.text[slice(*stating[0])]}" if stating else article.title


def stating_first(article: Article) -> list[Span]:
    """The article's sentences in order, but its headings, bylines and questions behind all others."""
    return sorted(sentences_of(article), key=lambda span: not states(article, *span))

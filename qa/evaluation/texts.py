"""Articles of a dataset as an index holds them, and gold spans moved along where that changed their text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from index.errors import DatasetError, ReaderError
from index.readers.limits import Limits
from index.readers.reading import Draft
from index.readers.text import clean
from index.records import Article
from qa.evaluation.records import Span
from qa.evaluation.rows import Row

Lookup = Callable[[str], Article | None]  # article id -> the article, None if there is none


@dataclass(frozen=True, slots=True)
class Texts:
    """Where the text of an article is found: among the dataset's own articles, then in an index that exists already."""

    own: Mapping[str, Article]
    uncleaned: Mapping[str, str]  # the texts that reading changed, as the file has them
    elsewhere: Lookup | None = None

    @property
    def known(self) -> bool:
        return bool(self.own) or self.elsewhere is not None

    def article(self, article_id: str) -> Article | None:
        found = self.own.get(article_id)
        return self.elsewhere(article_id) if found is None and self.elsewhere is not None else found

    def moved(self, span: Span) -> Span | None:
        """The span of the article's text that holds the same words, None if they are not there.

        The words may stand in the text more than once; meant is the place nearest to where reading moved the start.
        """
        raw = self.uncleaned.get(span.article_id)
        article = self.article(span.article_id)
        if raw is None or article is None:
            return span if article is None or span.end <= len(article.text) else None
        words = clean(raw[span.start : span.end])
        places = [start for start, _ in occurrences(words, article.text)] if span.end <= len(raw) else []
        if not places:
            return None
        behind = len(clean(raw[span.start :]))  # counted from the end, since a repeated title is cut off at the head
        start = min(places, key=lambda place: (abs(len(article.text) - behind - place), place))
        return Span(span.article_id, start, start + len(words))


def article_of(row: Row) -> Article:
    """The article of a row, made as the index makes it of the same object; here every doubt is an error."""
    draft = Draft(
        text=row.text("text"),
        title=row.optional_text("title"),
        published=row.optional_text("date"),
        modified=row.optional_text("modified"),
        author=row.optional_text("author"),
        source=row.optional_text("source"),
        url=row.optional_text("url"),
        lang=row.optional_text("lang"),
        id=row.text("id"),
    )
    try:
        article = draft.article(row.text("id"), Limits())
    except ReaderError as error:
        raise DatasetError(f"{row.where}: {error}") from None
    for doubt in draft.doubts():
        raise DatasetError(f"{row.where}: {doubt}")
    return article


def occurrences(words: str, text: str) -> list[tuple[int, int]]:
    """Every place of the words, as half-open spans that do not overlap; none for no words.

    >>> occurrences("ab", "ab cab")
    [(0, 2), (4, 6)]
    """
    found = []
    start = text.find(words) if words else -1
    while start >= 0:
        found.append((start, start + len(words)))
        start = text.find(words, start + len(words))
    return found

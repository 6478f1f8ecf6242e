"""Plain text (.txt, .text), below the lines of its head or after ` date 2023-08-21 `. All of it but that mark is text."""

import re
from dataclasses import replace

from index.errors import ReaderError
from index.readers.heads import HEAD_CHARS, Head, head_of
from index.readers.limits import Limits
from index.readers.reading import Draft, Reading, single
from index.readers.text import clean, decode, parse_date

_DATE_MARK = re.compile(r"\s?date ([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\s+|$)")
_PAGE = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)


def read_plain(data: bytes, article_id: str, limits: Limits) -> Reading:
    text = decode(data)
    if _PAGE.match(text):
        raise ReaderError("the content is an HTML page, not plain text; name the file .html")
    if text.startswith("{\\rtf"):
        raise ReaderError("the content is RTF, not plain text; save it as .docx or as plain text")
    marked, text = _split_date(text)
    head = Head(published=marked) if marked else head_of(clean(text[:HEAD_CHARS]))
    draft = Draft(
        text=text,
        published=head.published,
        modified=head.modified,
        author=head.author,
        source=head.source,
        url=head.url,
    )
    reading = single(draft, article_id, limits)
    if head.title is None:
        return reading
    return replace(reading, articles=tuple(replace(article, title=head.title) for article in reading.articles))


def _split_date(text: str) -> tuple[str | None, str]:
    """The date at the head of a text and the text after it; a mark that names no day of the calendar is text."""
    mark = _DATE_MARK.match(text)
    if mark is None or parse_date(mark[1]) is None:
        return None, text
    return mark[1], text[mark.end() :]

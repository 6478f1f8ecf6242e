"""Plain text (.txt, .text). It may begin ` date 2023-08-21 ` and then go on with its first sentence."""

import re

from index.errors import ReaderError
from index.readers.limits import Limits
from index.readers.reading import Draft, Reading, single
from index.readers.text import decode, parse_date

_DATE_MARK = re.compile(r"\s?date ([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\s+|$)")
_PAGE = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)


def read_plain(data: bytes, article_id: str, limits: Limits) -> Reading:
    text = decode(data)
    if _PAGE.match(text):
        raise ReaderError("the content is an HTML page, not plain text; name the file .html")
    published, text = _split_date(text)
    return single(Draft(text=text, published=published), article_id, limits)


def _split_date(text: str) -> tuple[str | None, str]:
    """The date at the head of a text and the text after it; a mark that names no day of the calendar is text."""
    mark = _DATE_MARK.match(text)
    if mark is None or parse_date(mark[1]) is None:
        return None, text
    return mark[1], text[mark.end() :]

"""What parent and child say to each other: a length and so many bytes. Articles travel as JSON, files as they are."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from index.records import Article

LENGTH_BYTES = 4
_DATES = ("published", "modified")
_FIELDS = tuple(field.name for field in fields(Article))


def frame(content: bytes) -> bytes:
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


def message(**said: object) -> bytes:
    """A frame that holds one JSON object. A problem may quote what is no text; an article never does."""
    return frame(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def article_message(article: Article) -> bytes:
    row = [getattr(article, name) for name in _FIELDS]
    return message(article=[value.isoformat() if isinstance(value, date) else value for value in row])


def article_from(row: object) -> Article:
    """The article in a child's message. The child has read a stranger's file, so nothing in it is taken on trust."""
    if not isinstance(row, list) or len(row) != len(_FIELDS):
        raise ValueError("an article's message does not hold an article's fields")
    values: dict[str, str | None] = {}
    for name, value in zip(_FIELDS, row, strict=True):
        if not (isinstance(value, str) or (value is None and name not in ("id", "title", "text"))):
            raise ValueError(f"an article's {name} arrived as {type(value).__name__}")
        values[name] = value
    days = {name: date.fromisoformat(day) for name in _DATES if (day := values.pop(name)) is not None}
    return Article(**values, **days)  # type: ignore[arg-type]  # the loop above has checked which may be None


def parsed(content: bytes) -> Mapping[str, object]:
    """The object in a frame."""
    said = json.loads(content)
    if not isinstance(said, dict):
        raise ValueError("a message is not an object")
    return said

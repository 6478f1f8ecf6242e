"""The names under which files carry the fields of an article, in records, tables and front matter alike."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

# By field, names in lower case without signs between their words; the first that is filled in counts, of days the
# first that is one: "published: true" says something else.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id"),
    "title": ("title", "headline"),
    "text": (
        "text", "body", "content", "articlebody", "fulltext", "bodytext", "contenttext", "bodyhtml", "contenthtml",
        "article",
    ),
    "published": (
        "published", "date", "datepublished", "publishedat", "publisheddate", "publisheddatetime", "pubdate",
        "publishdate", "publicationdate",
    ),
    "modified": (
        "modified", "updated", "datemodified", "modifiedat", "updatedat", "updateddate", "dateupdated", "lastmod",
        "lastmodified", "lastmodifiedat", "lastupdated",
    ),
    "author": ("author", "authors", "byline"),
    "source": ("source", "publisher", "publication", "newspaper"),
    "url": ("url", "canonical", "canonicalurl", "link"),
    "lang": ("lang", "language"),
}  # fmt: skip
FACTS = tuple(field for field in _NAMES if field != "text")
DAYS = ("published", "modified")
_SIGNS = re.compile(r"[\s_.-]+")
Value = TypeVar("Value")
Record = Mapping[str, object]


def named(record: Mapping[str, Value], field: str) -> Iterator[tuple[str, Value]]:
    """What a record has for a field, the likeliest first, each with the name that it has there.

    >>> list(named({"Published At": "2024-03-12", "text": ""}, "published"))
    [('Published At', '2024-03-12')]
    """
    written: dict[str, tuple[str, Value]] = {}
    for name, value in record.items():
        if value is not None and value != "":
            lower = str(name).casefold()
            written.setdefault(lower[:1] + _SIGNS.sub("", lower[1:]), (name, value))
    return (written[name] for name in _NAMES[field] if name in written)


def text_at(record: Record, name: str) -> str | None:
    """The text under just this name; None where it is blank or something else."""
    value = record.get(name)
    return value if isinstance(value, str) and value.strip() else None

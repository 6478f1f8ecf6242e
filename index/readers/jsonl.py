"""Records of articles: one JSON object a line (.jsonl), a list of them (.json), or a table with a head line (.csv)."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence

from index.errors import ReaderError
from index.readers.limits import Limits
from index.readers.ninjs import is_ninjs, ninjs_draft
from index.readers.reading import Draft, Reading, several
from index.readers.text import decode, shortened

# Each field of an article with the names under which files carry it; the first that is filled in counts.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content"),
    "published": ("published", "date", "date_published", "datePublished"),
    "modified": ("modified", "updated", "date_modified", "dateModified"),
    "author": ("author", "authors", "byline"),
    "source": ("source", "publisher"),
    "url": ("url", "link"),
    "lang": ("lang", "language"),
}
_NUMBERED = {*_NAMES["id"], *_NAMES["published"], *_NAMES["modified"]}  # 20230821 is a day, 1692600000 is none for sure
_LISTS = ("articles", "items", "documents", "data")  # under which an object may hold its list of articles

Item = tuple[str, Draft | ReaderError]


# --------------------------------------------------------------------------------------------------------------- files


def read_jsonl(data: bytes, article_id: str, limits: Limits) -> Reading:
    return several(_lines(data), article_id, limits)


def read_json(data: bytes, article_id: str, limits: Limits) -> Reading:
    content = _parsed(decode(data))
    records = _records(content)
    if records is None:
        return several([("the object", _draft(content))], article_id, limits)
    return several(((f"item {n}", _draft(record)) for n, record in enumerate(records, start=1)), article_id, limits)


def read_csv(data: bytes, article_id: str, limits: Limits) -> Reading:
    return several(_rows(decode(data), limits), article_id, limits)


def _lines(data: bytes) -> Iterator[Item]:
    """Line by line, so that the text of a large file is in memory once."""
    lines: Sequence[str | bytes] = data.split(b"\n") if _is_utf8(data) else decode(data).split("\n")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield f"line {number}", _line_draft(line)


def _is_utf8(data: bytes) -> bool:
    if data.startswith(b"\xef\xbb\xbf") or b"\0" in data:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _line_draft(line: str | bytes) -> Draft | ReaderError:
    try:
        return _draft(_parsed(line))
    except ReaderError as error:
        return error


def _parsed(text: str | bytes) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ReaderError(f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]} at {where}") from error
    except RecursionError as error:
        raise ReaderError("the JSON is nested too deeply") from error
    except ValueError as error:  # a number with thousands of digits
        raise ReaderError(f"not usable JSON: {error}") from error


def _records(content: object) -> list[object] | None:
    """The list of articles that a .json file is or holds; None when it is an article itself."""
    if isinstance(content, list):
        return content
    if isinstance(content, dict) and not is_ninjs(content):
        return next((content[name] for name in _LISTS if isinstance(content.get(name), list)), None)
    return None


def _rows(text: str, limits: Limits) -> Iterator[Item]:
    csv.field_size_limit(limits.text_chars)  # the default of 131,072 characters is shorter than some articles
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)  # the first of equals
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="", strict=True)
    try:
        names = [name.strip().lower() for name in rows.fieldnames or ()]
        if not set(names) & set(_NAMES["text"]):
            found = shortened(", ".join(names), 100)
            raise ReaderError(f'the head line has no column "text"; its columns are: {found}')
        rows.fieldnames = names
        for row in rows:
            yield f"line {rows.line_num}", _draft({name: value for name, value in row.items() if name and value})
    except csv.Error as error:
        yield f"line {rows.line_num + 1}", ReaderError(f"not valid CSV: {error}; the rest of the file is left out")


# -------------------------------------------------------------------------------------------------------------- fields


def _draft(record: object) -> Draft | ReaderError:
    if not isinstance(record, dict):
        return ReaderError(f"expected an object with the article's fields, found {_kind(record)}")
    if is_ninjs(record):
        return ninjs_draft(record)
    try:
        fields = {field: _field(record, names) for field, names in _NAMES.items()}
    except ReaderError as error:
        return error
    text = fields.pop("text")
    if text is None:
        return ReaderError(f'no "text"; its fields are: {shortened(", ".join(map(str, record)), 100) or "none"}')
    return Draft(text, **fields)


def _field(record: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        if (value := _words(record.get(name), name)) is not None:
            return value
    return None


def _words(value: object, name: str) -> str | None:
    """A field as one string: a name out of an object, names of a list joined; an id and a day may be numbers."""
    if value is None:
        return None
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, int | float) and not isinstance(value, bool) and name in _NUMBERED:
        return str(value)
    if isinstance(value, dict) and "name" in value:
        return _words(value["name"], name)
    if isinstance(value, list) and name in _NAMES["author"]:
        return ", ".join(words for item in value if (words := _words(item, name))) or None
    raise ReaderError(f'"{name}" is {_kind(value)}, expected text')


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
    return kinds.get(type(value), "nothing")

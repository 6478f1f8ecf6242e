"""Records of articles: one JSON object a line (.jsonl), a list of them (.json), or a table with a head line (.csv)."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from index.errors import ReaderError
from index.readers.fields import DAYS, FACTS, Record, named
from index.readers.limits import Limits
from index.readers.ninjs import is_ninjs, ninjs_draft
from index.readers.reading import Draft, Reading, several
from index.readers.text import decode, first_day, one_line, shortened
from index.readers.wpjson import is_post, post_draft

_NUMBERED = ("id", *DAYS)  # 20230821 is a day, 1692600000 is none for sure
_MARKUP = re.compile(r"</(?:p|div|h[1-6]|ul|ol|li|blockquote|table|section|article)\s*>|<br\s*/?>", re.IGNORECASE)
_STATED_DELIMITER = re.compile(r'"?sep=(?P<sign>[,;|:\t])"?[ ,;\t]*\r?\n', re.IGNORECASE)  # Excel's own first line
# Under which an object may hold its list of articles.
_LISTS = ("articles", "items", "documents", "data", "posts", "results", "entries", "stories", "docs")

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
        raise ReaderError(
            f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:].removesuffix(' at')} at {where}"
        ) from error
    except RecursionError as error:
        raise ReaderError("the JSON is nested too deeply") from error
    except ValueError as error:  # a number with thousands of digits
        raise ReaderError(f"not usable JSON: {error}") from error


def _records(content: object) -> list[object] | None:
    """The list of articles that a .json file is or holds; None when it is an article itself."""
    if isinstance(content, list):
        return content
    if isinstance(content, dict) and not is_ninjs(content) and not any(said for _, said in named(content, "text")):
        return next((content[name] for name in _LISTS if isinstance(content.get(name), list)), None)
    return None


def _rows(text: str, limits: Limits) -> Iterator[Item]:
    csv.field_size_limit(limits.text_chars)  # the default of 131,072 characters is shorter than some articles
    stated = _STATED_DELIMITER.match(text)
    above, text = (1, text[stated.end() :]) if stated else (0, text)
    head = text.partition("\n")[0]
    delimiter = stated["sign"] if stated else max(",;\t", key=head.count)  # the first of equals
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip() for name in rows.fieldnames or ()]
        if not any(named(dict.fromkeys(names, True), "text")):
            found = shortened(", ".join(names), 100)
            raise ReaderError(f'the head line has no column "text"; its columns are: {found}')
        rows.fieldnames = names
        for row in rows:
            yield f"line {above + rows.line_num}", _row_draft(row, delimiter)
    except csv.Error as error:
        problem = ReaderError(f"not valid CSV: {error}; the rest of the file is left out")
        yield f"line {above + rows.line_num + 1}", problem


# -------------------------------------------------------------------------------------------------------------- fields


def _row_draft(row: Mapping[str | None, object], delimiter: str) -> Draft | ReaderError:
    """The article in a row of a table. The csv module gives what lies beyond the columns under the name None."""
    beyond = row.get(None)
    if isinstance(beyond, list) and any(beyond):
        cells = len(row) - 1 + len(beyond)
        rule = f'a text that holds a "{delimiter}" stands in quotation marks'
        return ReaderError(f"it has {cells} cells, the head line {len(row) - 1}; {rule}")
    return _draft({name: value for name, value in row.items() if name and value})


def _draft(record: object) -> Draft | ReaderError:
    if not isinstance(record, dict):
        return ReaderError(f"expected an object with the article's fields, found {_kind(record)}")
    try:
        if is_ninjs(record):
            return ninjs_draft(record)
        if is_post(record):
            return post_draft(record)
        text = _field(record, "text")
        if text is None:
            return ReaderError(f'no "text"; its fields are: {shortened(", ".join(map(str, record)), 100) or "none"}')
        return _with_facts(record, text)
    except ReaderError as error:
        return error


def _with_facts(record: Record, text: str) -> Draft:
    """The article of a record. A field beside the text that is not understood costs no more than itself."""
    facts: dict[str, str | None] = {}
    left_out: list[str] = []
    for field in FACTS:
        try:
            facts[field] = _field(record, field)
        except ReaderError as error:
            left_out.append(f"{error}; it is left out")
    title = facts.pop("title", None)
    if _MARKUP.search(text):
        from index.readers.markup import fragment_text  # lxml, only where records hold markup

        text, title = fragment_text(text), one_line(fragment_text(title or "")) or None
    return Draft(text, title, left_out=tuple(left_out), **facts)


def _field(record: Record, field: str) -> str | None:
    given = (words for name, value in named(record, field) if (words := _words(value, name, field)) is not None)
    return first_day(given) if field in DAYS else next(given, None)


def _words(value: object, name: str, field: str) -> str | None:
    """A field as one string: a name out of an object, names of a list joined; an id and a day may be numbers."""
    if value is None or (isinstance(value, bool) and field in DAYS):  # "published": true
        return None
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, int | float) and not isinstance(value, bool) and field in _NUMBERED:
        return str(value)
    if isinstance(value, dict) and "name" in value:
        return _words(value["name"], name, field)
    if isinstance(value, list) and field == "author":
        return ", ".join(words for item in value if (words := _words(item, name, field))) or None
    raise ReaderError(f'"{name}" is {_kind(value)}, expected text')


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
    return kinds.get(type(value), "nothing")

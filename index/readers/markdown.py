"""Markdown (.md, .markdown), with or without a front matter in YAML or, between lines of "+++", in TOML."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from index.errors import ReaderError
from index.readers.blocks import Block, joined, table_row
from index.readers.factlines import facts_of
from index.readers.fields import DAYS, named
from index.readers.heads import is_invitation
from index.readers.limits import Limits
from index.readers.reading import Draft, Reading, single
from index.readers.signed import with_byline
from index.readers.text import decode, first_day, one_line

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE_ENDS = re.compile("\r\n?")
_FRONT_MATTER = re.compile(
    r"(?:[ \t]*\n)*(?P<mark>---|\+\+\+)[ \t]*\n(?P<block>.*?)\n(?:(?P=mark)|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL
)
_FRONT_MATTER_CHARS = 65_536
_NULL = ("", "~", "null", "Null", "NULL")  # as YAML writes that there is nothing
_PROPERTIES = re.compile(
    r"\s*# [^\n]+\n\s*\n(?P<lines>(?:[^\W\d_][\w ]{0,30}:[ \t]+\S[^\n]*(?:\n|$)){2,20})(?=[ \t]*\n|$)"
)
_NESTING = 100
_FIELD_LINE = re.compile(r"^([A-Za-z_-]+)[ \t]*:[ \t]+(.+?)[ \t]*$", re.MULTILINE)


def read_markdown(data: bytes, article_id: str, limits: Limits) -> Reading:
    fields, body, problems = split_front_matter(_LINE_ENDS.sub("\n", decode(data)))
    properties, body = _split_properties(body)
    fields = {**properties, **fields}
    text, heading = plain_text(body)
    draft = Draft(
        text=text,
        title=_first(fields, "title") or heading,
        published=_first(fields, "published"),
        modified=_first(fields, "modified"),
        author=_first(fields, "author"),
        source=_first(fields, "source"),
        url=_first(fields, "url"),
        lang=_first(fields, "lang"),
    )
    reading = single(with_byline(draft, [draft.title, heading]), article_id, limits)
    return Reading(reading.articles, (*problems, *reading.problems))


def _first(fields: Mapping[str, str], field: str) -> str | None:
    given = (said for _, said in named(fields, field))
    return first_day(given) if field in DAYS else next(given, None)


# -------------------------------------------------------------------------------------------------------- front matter


def split_front_matter(text: str) -> tuple[Mapping[str, str], str, list[str]]:
    """The fields at the head of a text as they are written, the text below, and what is wrong with the fields.

    What stands between two rules is text unless it is made of fields.
    """
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, text, []
    block = found["block"]
    if not block.strip() or (block.startswith("\n") and not _FIELD_LINE.match(block.lstrip("\n"))):
        return {}, text, []
    if len(block) > _FRONT_MATTER_CHARS:
        size = f"{len(block):,} characters, at most {_FRONT_MATTER_CHARS:,} are read"
        raise ReaderError(f"the front matter has {size}")
    fields, problems = _fields_of_toml(block) if found["mark"] == "+++" else _fields_of_yaml(block)
    return (fields or {}), (text if fields is None else text[found.end() :]), problems


def _fields_of_toml(block: str) -> tuple[Mapping[str, str] | None, list[str]]:
    try:
        return _filled(tomllib.loads(block)), []
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, [f"the front matter is not valid TOML: {one_line(str(error))}"]


def _fields_of_yaml(block: str) -> tuple[Mapping[str, str] | None, list[str]]:
    """The fields; None where it is a sentence."""
    import yaml  # type: ignore[import-untyped]

    try:
        # The base loader makes no dates, numbers or objects: a date is judged as it is written.
        loaded = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        # The usual slip is a title with a colon and no quotation marks: its lines can still be told apart.
        lines = _filled({name: value.strip("\"'") for name, value in _FIELD_LINE.findall(block)})
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 2}" if mark else ""
        return lines, [] if any(named(lines, "title")) else [f"the front matter is not valid YAML{where}"]
    if isinstance(loaded, dict):
        return _filled(loaded), []
    return (None, []) if isinstance(loaded, str) else ({}, ["the front matter has no fields and is left out"])


def _filled(loaded: Mapping[Any, object]) -> Mapping[str, str]:
    return {str(name): said for name, value in loaded.items() if (said := _said(value))}


def _split_properties(body: str) -> tuple[Mapping[str, str], str]:
    """The fields that note-taking programs export below the headline, and the body without them."""
    found = _PROPERTIES.match(body)
    if found is None:
        return {}, body
    lines = found["lines"].splitlines()
    fields = {name: said.strip() for name, _, said in (line.partition(":") for line in lines)}
    is_head = any(any(named(fields, field)) for field in ("author", "published"))
    if not is_head or any(map(is_invitation, lines)):
        return {}, body
    return fields, body[: found.start("lines")] + body[found.end("lines") :]


def _said(value: object) -> str | None:
    """A field as one string; of a list of names, all of them."""
    if isinstance(value, list):
        return ", ".join(said for item in value if not isinstance(item, list) and (said := _said(item))) or None
    if isinstance(value, dict):
        name = value.get("name")
        return _said(name) if isinstance(name, str) else None
    if isinstance(value, date):  # of TOML, a day with a time also
        return value.isoformat()
    said = value.strip() if isinstance(value, str) else ""
    return said if said not in _NULL else None


# ---------------------------------------------------------------------------------------------------------------- body


def plain_text(body: str) -> tuple[str, str | None]:
    """The text of a Markdown body without its marks, and its first block if that is a heading.

    Blocks are parted by a blank line; the items of one list and the rows of one table stand on lines of their own.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable(["table", "strikethrough"])
    tokens = parser.parse(body.replace("\0", ""))
    if any(token.level >= _NESTING - 1 for token in tokens):  # the parser drops what lies deeper
        raise ReaderError(f"its lists or quotations are nested {_NESTING} deep")
    blocks = list(_blocks(tokens))
    starts_with_heading = bool(tokens) and tokens[0].type == "heading_open"
    return joined(blocks), blocks[0][1] if blocks and starts_with_heading else None


def _blocks(tokens: Sequence["Token"]) -> Iterator[Block]:
    """Each block that has text."""
    group: int | None = None
    cells: list[str] | None = None
    ordinal = ""
    for number, token in enumerate(tokens):
        if token.level == 0 and token.nesting:  # only an outermost list or table makes a group
            group = number if token.type in ("bullet_list_open", "ordered_list_open", "table_open") else None
        if token.type == "list_item_open":
            ordinal = token.info and token.info + token.markup
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield group, table_row(cells or ())
            cells = None
        elif text := _block_text(token):
            if cells is None:
                yield group, _with_ordinal(ordinal, text)
                ordinal = ""
            else:
                cells.append(text)


def _with_ordinal(ordinal: str, text: str) -> str:
    """The text of an item, with its number where that is no number of a list: "12. März 2021" is a day."""
    line = f"{ordinal} {text}"
    return line if ordinal and facts_of(line) and not facts_of(text) else text


def _block_text(token: "Token") -> str:
    if token.type == "inline":
        return _inline_text(token.children or ())
    if token.type in ("fence", "code_block"):
        return token.content.strip("\n")
    if token.type == "html_block":
        from index.readers.markup import fragment_text  # lxml, only where Markdown holds markup

        return fragment_text(token.content)
    return ""


def _inline_text(tokens: Sequence["Token"]) -> str:
    """The words of a paragraph. A picture and its description are not among them, nor are tags."""
    kept = {"softbreak": " ", "hardbreak": "\n"}
    words = (token.content if token.type in ("text", "code_inline") else kept.get(token.type, "") for token in tokens)
    return "".join(words).strip()

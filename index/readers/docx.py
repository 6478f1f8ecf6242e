"""Word documents (.docx): paragraphs, lists and tables in order."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.errors import ReaderError
from index.readers.archive import DAMAGE, open_archive
from index.readers.blocks import Block, joined, table_row
from index.readers.heads import HEAD_CHARS, head_of
from index.readers.limits import Limits
from index.readers.properties import stated_author, stated_title
from index.readers.reading import Draft, Reading, single
from index.readers.text import shown_day

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNREAD = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "footnoteReference", "instrText", "pict", "txbxContent")
)
_TITLE_STYLES = ("Title", "Heading1")


def read_docx(data: bytes, article_id: str, limits: Limits) -> Reading:
    with open_archive(data, limits):  # measured before python-docx unpacks all of it
        document = _opened(data)
    text = joined(_blocks(document.element.body))
    facts, head = _facts(document), head_of(text[:HEAD_CHARS])
    draft = Draft(
        text=text,
        title=facts.title or _titled_paragraph(document.element.body),
        published=head.published or shown_day(facts.created, text),
        author=facts.author or head.author,
        source=head.source,
        lang=facts.lang,
    )
    return single(draft, article_id, limits)


def _opened(data: bytes) -> Any:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree  # type: ignore[import-untyped]

    try:
        return docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, etree.XMLSyntaxError, *DAMAGE) as error:
        raise ReaderError(f"it is not a Word document: {str(error).partition(',')[0]}") from error


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the document's properties say."""

    title: str | None = None
    author: str | None = None
    created: str | None = None
    lang: str | None = None


def _facts(document: Any) -> _Facts:
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    except KeyError:  # python-docx would make them up, with a title
        return _Facts()
    stated = document.core_properties
    return _Facts(
        title=stated_title(stated.title),
        author=stated_author(stated.author),
        created=stated.created.date().isoformat() if stated.created else None,
        lang=stated.language.strip() or None,
    )


def _blocks(body: Any) -> Iterator[Block]:
    """Each paragraph and table row that has text, in the order of the page."""
    for number, element in enumerate(body):
        if element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                cells = (" ".join(map(_words, cell.iter(f"{_W}p"))) for cell in row.iterchildren(f"{_W}tc"))
                if line := table_row(cells):
                    yield number, line
        elif element.tag == f"{_W}p":
            if text := _words(element).strip():
                yield _list_of(element), text
        elif element.tag not in _UNREAD:  # a content control, or another wrapper
            yield from _blocks(element)


def _list_of(paragraph: Any) -> int | None:
    """The number of the list that a paragraph is an item of: negative, so that it is no table's."""
    number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    style = _style(paragraph)
    if number is not None and (value := number.get(f"{_W}val", "")).isdigit():
        return -1 - int(value)
    return -1 if style.startswith("List") else None


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return str(style.get(f"{_W}val", "")) if style is not None else ""


def _words(element: Any) -> str:
    """The text of a paragraph with what was inserted and without what was deleted under change tracking."""
    parts: list[str] = []
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag == f"{_W}tab":
            parts.append(" ")
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif child.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif child.tag not in _UNREAD and child.tag not in (f"{_W}pPr", f"{_W}rPr"):
            parts.append(_words(child))
    return "".join(parts)


def _titled_paragraph(body: Any) -> str | None:
    """The first paragraph with text, if it is styled as a title."""
    for paragraph in body.iter(f"{_W}p"):
        if text := _words(paragraph).strip():
            return text if _style(paragraph) in _TITLE_STYLES else None
    return None

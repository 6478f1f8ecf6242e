"""PDF (.pdf): the text of the pages in reading order, as PDFium gives it."""

import re
from collections.abc import Iterator
from typing import Any

from index.errors import ReaderError
from index.readers.heads import HEAD_CHARS, head_of
from index.readers.limits import Limits
from index.readers.pdflayout import HYPHEN, Line, Page, flowing_text, without_margins
from index.readers.properties import stated_author, stated_title
from index.readers.reading import Draft, Reading, single
from index.readers.text import shown_day
from index.readers.xmltree import local_name, parse_xml, words

_HEAD_BYTES = 1_024  # within which the file must say what it is
_CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_PRINTED_ADDRESS = re.compile(r"(https?://\S+) \d+/\d+")
_XMP = re.compile(rb"<x:xmpmeta\b.{0,100000}?</x:xmpmeta>", re.DOTALL)
_XMP_NAMES = {
    "publicationDate": "published",
    "coverDate": "published",
    "publisher": "source",
    "language": "lang",
    "url": "url",
}


def read_pdf(data: bytes, article_id: str, limits: Limits) -> Reading:
    if b"%PDF-" not in data[:_HEAD_BYTES]:
        raise ReaderError("the content is not a PDF, as its suffix says")
    document = _opened(data)
    if len(document) > limits.pdf_pages:
        raise ReaderError(f"it has {len(document):,} pages, at most {limits.pdf_pages:,} are read")
    pages, margins = without_margins(list(_pages(document, limits)))
    text = flowing_text(pages)
    if not text:
        raise ReaderError("no text can be taken from its pages; they may be scanned pictures")
    said, stated, head = document.get_metadata_dict(), _xmp(data), head_of(text[:HEAD_CHARS])
    created = _CREATED.match(said.get("CreationDate", ""))
    shown = shown_day("-".join(created.groups()) if created else None, text)
    draft = Draft(
        text=text,
        title=stated_title(said.get("Title", "")) or _printed_title(text, pages),
        published=stated.get("published") or head.published or shown,
        author=stated_author(said.get("Author", "")) or head.author,
        source=stated.get("source") or head.source,
        url=stated.get("url") or _printed_address(margins),
        lang=stated.get("lang"),
    )
    return single(draft, article_id, limits)


def _opened(data: bytes) -> Any:
    import pypdfium2  # type: ignore[import-untyped]

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        why = "it is locked with a password" if "password" in str(error).lower() else "it is damaged or cut off"
        raise ReaderError(f"the PDF cannot be opened: {why}") from error


def _pages(document: Any, limits: Limits) -> Iterator[Page]:
    import pypdfium2

    chars = 0
    for number in range(len(document)):
        try:
            page = document[number]
            lines = tuple(_lines(page.get_textpage()))
        except pypdfium2.PdfiumError:
            continue  # one damaged page does not make the others unreadable
        chars += sum(len(line.text) for line in lines)
        if chars > limits.text_chars:
            raise ReaderError(f"it has more than {limits.text_chars:,} characters")
        yield Page(lines, page.get_height())
        page.close()


def _lines(textpage: Any) -> Iterator[Line]:
    """The lines of a page that hold anything, each with the place of its first and last character."""
    text = textpage.get_text_range()
    last = textpage.count_chars() - 1  # PDFium may count a sign beyond the basic plane twice: then places are a bit off
    start = 0
    for line in text.split("\r\n"):
        if line.strip():
            left, bottom, _, top = textpage.get_charbox(min(start, last), loose=True)
            _, foot, right, _ = textpage.get_charbox(min(start + len(line) - 1, last), loose=True)
            yield Line(line.replace("\x02", HYPHEN), left, top, right, foot, top - bottom)
        start += len(line) + 2


# --------------------------------------------------------------------------------------------------------------- facts


def _printed_title(text: str, pages: list[Page]) -> str | None:
    """The first paragraph, where it is in the largest type of the first page."""
    heights = [line.height for line in pages[0].lines] if pages else []
    first = text.partition("\n\n")[0]
    is_headline = bool(heights) and heights[0] >= max(heights) and heights[0] > 1.2 * min(heights)
    return first if is_headline and len(first) <= 200 else None


def _printed_address(margins: list[str]) -> str | None:
    """The address that a browser prints at the foot of each page."""
    return next((found[1] for note in margins if (found := _PRINTED_ADDRESS.fullmatch(note))), None)


def _xmp(data: bytes) -> dict[str, str]:
    """What the file's XMP packet, which publishers write, says of publication."""
    packet = _XMP.search(data)
    if packet is None:
        return {}
    try:
        root = parse_xml(packet[0], mend=True)
    except ReaderError:  # a damaged packet takes nothing from the pages
        return {}
    found: dict[str, str] = {}
    for element in root.iter():
        name = _XMP_NAMES.get(local_name(element))
        if name and (said := words(element)):
            found.setdefault(name, said)
    return found

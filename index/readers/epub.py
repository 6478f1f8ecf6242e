"""EPUB books (.epub): the chapters in reading order as one article, with the facts of the package file."""

import posixpath
import zipfile
from urllib.parse import unquote

from index.errors import ReaderError
from index.readers.archive import member, open_archive, shown_name
from index.readers.limits import Limits
from index.readers.markup import Element, parse_page, text_of
from index.readers.reading import Draft, Reading, abridged, single, web_address
from index.readers.text import decode
from index.readers.xmltree import below, children, parse_xml, words, words_at

_APPARATUS = ("titlepage", "halftitlepage", "cover", "toc")
_PAGES = ("application/xhtml+xml", "text/html")


def read_epub(data: bytes, article_id: str, limits: Limits) -> Reading:
    with open_archive(data, limits) as archive:
        place = _package_place(archive)
        package = parse_xml(member(archive, place))
        texts, problems = _chapters(archive, package, posixpath.dirname(place), limits)
    if problems and not texts:
        raise ReaderError(problems[0])
    reading = single(_draft(package, "\n\n".join(texts)), article_id, limits)
    return Reading(reading.articles, abridged([*problems, *reading.problems]))


def _package_place(archive: zipfile.ZipFile) -> str:
    container = parse_xml(member(archive, "META-INF/container.xml"))
    for rootfile in below(container, "rootfiles", "rootfile"):
        if place := rootfile.get("full-path"):
            return str(place)
    raise ReaderError("the book's container names no package file")


def _chapters(archive: zipfile.ZipFile, package: Element, folder: str, limits: Limits) -> tuple[list[str], list[str]]:
    """The texts of the spine, and a sentence on each chapter that cannot be read.

    A book that goes beyond the longest text that is read is stopped here.
    """
    pages = {
        item.get("id"): item.get("href")
        for item in below(package, "manifest", "item")
        if item.get("media-type") in _PAGES and "nav" not in (item.get("properties") or "").split()
    }
    texts: list[str] = []
    problems: list[str] = []
    chars = 0
    for entry in below(package, "spine", "itemref"):
        href = pages.get(entry.get("idref"))
        if not href or entry.get("linear") == "no":
            continue
        place = posixpath.normpath(posixpath.join(folder, unquote(href)))
        try:
            page = _page(archive, place)
        except ReaderError as error:
            problems.append(f"a chapter is left out: {error}")
            continue
        if not _is_apparatus(page) and (text := text_of(page)):
            texts.append(text)
            chars += len(text)
        if chars > limits.text_chars:
            raise ReaderError(f"the book has more than {limits.text_chars:,} characters")
    return texts, problems


def _page(archive: zipfile.ZipFile, place: str) -> Element:
    data = member(archive, place)
    try:
        return parse_page(decode(data))
    except ReaderError as error:
        raise ReaderError(f"{shown_name(place)} cannot be read: {error}") from error


def _is_apparatus(page: Element) -> bool:
    """Whether a page is nothing but a title page, cover or contents by its own word (EPUB's structural semantics)."""
    body = page if page.tag == "body" else page.find(".//body")
    if body is None:
        return False
    parts = [body] if body.get("epub:type") in _APPARATUS else list(body)
    return bool(parts) and all(part.get("epub:type") in _APPARATUS for part in parts)


def _draft(package: Element, text: str) -> Draft:
    facts = next(children(package, "metadata"), None)
    if facts is None:
        return Draft(text=text)
    addresses = [words(found) for name in ("source", "identifier") for found in children(facts, name)]
    return Draft(
        text=text,
        title=words_at(facts, "title"),
        published=_published(facts),
        modified=next((words(m) for m in children(facts, "meta") if m.get("property") == "dcterms:modified"), None),
        author=", ".join(name for creator in children(facts, "creator") if (name := words(creator))) or None,
        source=words_at(facts, "publisher"),
        url=next(filter(web_address, addresses), None),
        lang=words_at(facts, "language"),
    )


def _published(facts: Element) -> str | None:
    """The date of publication. EPUB 2 marks what a date is of, and other dates are not it."""
    for found in children(facts, "date"):
        events = [value for name, value in found.attrib.items() if name.rpartition("}")[2] == "event"]
        if events in ([], ["publication"]):
            return words(found)
    return None

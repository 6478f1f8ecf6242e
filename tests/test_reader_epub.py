"""EPUB books, made with zipfile after the rules of versions 2 and 3."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from index.errors import ReaderError
from index.readers import Limits, read
from index.records import Article

CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" version="3.0"
unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:isbn:1</dc:identifier>
<dc:title>Baths of the city</dc:title><dc:creator>Ada Example</dc:creator><dc:creator>Bea Sample</dc:creator>
<dc:date opf:event="creation">2020-01-01</dc:date><dc:date>2023-08-21</dc:date>
<dc:publisher>Gazette Books</dc:publisher>
<dc:source>https://example.org/books/baths</dc:source><dc:language>en-GB</dc:language>
<meta property="dcterms:modified">2023-08-22T09:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="two" href="text/second%20chapter.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="ad" href="text/ad.xhtml" media-type="application/xhtml+xml"/>
<item id="cover" href="cover.png" media-type="image/png"/></manifest>
<spine><itemref idref="nav"/><itemref idref="cover"/><itemref idref="one"/><itemref idref="ad" linear="no"/>
<itemref idref="two"/></spine></package>"""


def chapter(body: str) -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>"""


FILES = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/nav.xhtml": chapter("<nav><ol><li><a href='text/one.xhtml'>One</a></li></ol></nav>"),
    "OEBPS/text/one.xhtml": chapter("<h1>One</h1><p>The baths were built in 1902.</p><p>They were <i>new</i>.</p>"),
    "OEBPS/text/second chapter.xhtml": chapter("<h1>Two</h1><p>They closed in 2019 – café and all.</p>"),
    "OEBPS/text/ad.xhtml": chapter("<p>Buy more books.</p>"),
    "OEBPS/cover.png": "not a picture",
    "../../outside.txt": "a name that climbs",
}


def zipped(files: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def test_a_whole_book() -> None:
    assert read(zipped(FILES), ".epub", "books/baths").articles == (
        Article(
            id="books/baths",
            title="Baths of the city",
            text="One\n\nThe baths were built in 1902.\n\nThey were new.\n\nTwo\n\nThey closed in 2019 – café and all.",
            published=date(2023, 8, 21),
            modified=date(2023, 8, 22),
            author="Ada Example, Bea Sample",
            source="Gazette Books",
            url="https://example.org/books/baths",
            lang="en",
        ),
    )


def test_a_book_made_by_pandoc_is_its_chapters_without_the_title_page() -> None:
    data = (Path(__file__).parent / "data" / "made-by-pandoc.epub").read_bytes()
    (book,) = read(data, ".epub", "baths").articles
    assert (book.title, book.author, book.published) == ("Baths of the old town", "Ada Example", date(2023, 8, 21))
    assert book.text == (
        "The vote\n\nThe council voted on Monday to reopen the baths. “It took ten years,” said the mayor.\n\n"
        "The work\n\nWork begins in spring and costs €1.2 million."
    )


ONE_CHAPTER = "Two\n\nThey closed in 2019 – café and all."


@pytest.mark.parametrize("missing", ["META-INF/container.xml", "OEBPS/book.opf"])
def test_a_book_that_lacks_what_names_its_chapters_says_so(missing: str) -> None:
    with pytest.raises(ReaderError, match=missing):
        read(zipped({name: text for name, text in FILES.items() if name != missing}), ".epub", "a")


def test_a_missing_chapter_is_named_and_the_others_are_read() -> None:
    reading = read(zipped({n: text for n, text in FILES.items() if n != "OEBPS/text/one.xhtml"}), ".epub", "a")
    assert [book.text for book in reading.articles] == [ONE_CHAPTER]
    assert reading.problems == ("a chapter is left out: the archive has no OEBPS/text/one.xhtml",)


def test_a_damaged_chapter_is_named_and_the_others_are_read() -> None:
    data = bytearray(zipped(FILES))
    place = data.find(b"OEBPS/text/one.xhtml") + len("OEBPS/text/one.xhtml") + 20
    data[place : place + 8] = b"\xff" * 8
    reading = read(bytes(data), ".epub", "a")
    assert [book.text for book in reading.articles] == [ONE_CHAPTER]
    (problem,) = reading.problems
    assert problem.startswith("a chapter is left out: OEBPS/text/one.xhtml in the archive is damaged")


def test_a_chapter_that_is_no_page_is_named_and_the_others_are_read() -> None:
    reading = read(zipped({**FILES, "OEBPS/text/one.xhtml": "\0\1\2" * 100}), ".epub", "a")
    assert [book.text for book in reading.articles] == [ONE_CHAPTER]
    (problem,) = reading.problems
    assert problem.startswith("a chapter is left out: OEBPS/text/one.xhtml cannot be read")


def test_a_book_without_any_chapter_says_of_one_why() -> None:
    none = {name: text for name, text in FILES.items() if not name.startswith("OEBPS/text")}
    with pytest.raises(ReaderError, match=r"the archive has no OEBPS/text/one\.xhtml"):
        read(zipped(none), ".epub", "a")


def test_what_is_said_of_missing_chapters_is_short_however_many_and_however_named() -> None:
    many = "".join(f'<item id="m{n}" href="{n}{"m" * 9_000}" media-type="text/html"/>' for n in range(30))
    spine = "".join(f'<itemref idref="m{n}"/>' for n in range(30))
    package = PACKAGE.replace("</manifest>", f"{many}</manifest>").replace("</spine>", f"{spine}</spine>")
    problems = read(zipped({**FILES, "OEBPS/book.opf": package}), ".epub", "a").problems
    assert len(problems) == 21 and all(len(problem) < 200 for problem in problems)


def test_a_book_with_more_text_than_is_read_is_refused() -> None:
    with pytest.raises(ReaderError, match="more than 50 characters"):
        read(zipped(FILES), ".epub", "a", Limits(text_chars=50))


def test_a_book_of_too_many_parts_is_refused() -> None:
    with pytest.raises(ReaderError, match="9 members, at most 5"):
        read(zipped(FILES), ".epub", "a", Limits(zip_members=5))


@pytest.mark.parametrize(
    "limits", [Limits(), Limits(zip_ratio=10_000, unzipped_bytes=10_000_000)], ids=["by its ratio", "by its size"]
)
def test_a_book_that_unpacks_to_a_flood_is_refused_unopened(limits: Limits) -> None:
    bomb = zipped({**FILES, "OEBPS/text/one.xhtml": chapter(f"<p>{'a' * 20_000_000}</p>")})
    assert len(bomb) < 30_000
    with pytest.raises(ReaderError, match="unzip"):
        read(bomb, ".epub", "a", limits)

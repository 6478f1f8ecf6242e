"""PDF files: made by Chromium where it is installed, and by hand."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from index.errors import ReaderError
from index.readers import Limits, read
from index.readers.pdflayout import HYPHEN, mended
from index.records import Article
from tests.browsing import CHROMIUM

Placed = tuple[int, int, int, str]  # left, baseline, size of type, words


def pdf(pages: list[list[Placed]], info: str = "", xmp: str = "") -> bytes:
    """A PDF with these words on its pages."""
    objects = ["", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"]

    def add(content: str) -> int:
        objects.append(content)
        return len(objects)

    kids = []
    for page in pages:
        words = "\n".join(f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj" for x, y, size, text in page)
        content = add(_stream("", f"BT\n{words}\nET"))
        resources = f"/Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> >>"
        kids.append(f"{add(f'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} >>')} 0 R")
    metadata = f"/Metadata {add(_stream('/Type /Metadata /Subtype /XML', xmp))} 0 R" if xmp else ""
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {metadata} >>"
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    return assembled(objects, f"/Info {add(f'<< {info} >>')} 0 R")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _stream(entries: str, content: str) -> str:
    return f"<< {entries} /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream"


def assembled(objects: list[str], trailer: str = "") -> bytes:
    body, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R {trailer} >>"
    return body + f"{end}\nstartxref\n{len(body)}\n%%EOF".encode()


PAGES: list[list[Placed]] = [
    [
        (72, 815, 8, "Harbour Gazette - Monday"),
        (72, 740, 20, "Baths to reopen"),
        (72, 715, 11, "21 August 2023"),
        (72, 690, 11, "The council voted on Tuesday to reopen the old baths, for which the exam-"),
        (72, 676, 11, "ple of a well-known town across the water, with its own baths, was deci-"),
        (72, 662, 11, "sive. The mayor (who was there) called it “a good day”."),
        (72, 648, 11, "Nobody disagreed with her when the vote was taken at nine in the evening,"),
        (72, 634, 11, "and the people went home."),
        (72, 600, 13, "What it costs"),
        (90, 580, 11, "• Pool: 2 million"),
        (90, 566, 11, "• Roof: 1 million"),
        (72, 540, 11, "Of the sum that was named before the vote, the first half is to be paid by"),
        (290, 30, 8, "1"),
    ],
    [
        (72, 815, 8, "Harbour Gazette - Monday"),
        (72, 740, 11, "the fund and the other half by the town."),
        (290, 30, 8, "2"),
    ],
]  # fmt: skip
TEXT = """21 August 2023

The council voted on Tuesday to reopen the old baths, for which the example of a well-known town across the water, \
with its own baths, was decisive. The mayor (who was there) called it “a good day”.

Nobody disagreed with her when the vote was taken at nine in the evening, and the people went home.

What it costs

• Pool: 2 million
• Roof: 1 million

Of the sum that was named before the vote, the first half is to be paid by the fund and the other half by the town."""
XMP = """<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/">
<prism:publicationDate>2023-08-20</prism:publicationDate><prism:url>https://example.org/city/baths</prism:url>
<dc:publisher><rdf:Bag><rdf:li>Harbour Gazette</rdf:li></rdf:Bag></dc:publisher><dc:language><rdf:Bag>
<rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def test_a_whole_file_with_what_its_publisher_states() -> None:
    info = "/Title (Baths to reopen) /Author (Ada Example) /CreationDate (D:20240101120000Z)"
    assert read(pdf(PAGES, info, XMP), ".pdf", "city/baths").articles == (
        Article(
            id="city/baths",
            title="Baths to reopen",
            text=TEXT,
            published=date(2023, 8, 20),
            author="Ada Example",
            source="Harbour Gazette",
            url="https://example.org/city/baths",
            lang="en",
        ),
    )


MADE_THEN, PRINTED_LATER = "/CreationDate (D:20230821120000Z)", "/CreationDate (D:20240101120000Z)"


@pytest.mark.parametrize("made", ["", MADE_THEN, PRINTED_LATER])
def test_a_day_below_the_headline_is_its_date_whenever_the_file_was_made(made: str) -> None:
    (article,) = read(pdf(PAGES, made), ".pdf", "a").articles
    assert article.published == date(2023, 8, 21)


def test_the_day_a_file_was_made_is_its_date_where_the_page_shows_it() -> None:
    pages = [
        [(x, y, size, text.replace("21 Aug", "It rained on 21 Aug")) for x, y, size, text in page] for page in PAGES
    ]
    (shown,) = read(pdf(pages, MADE_THEN), ".pdf", "a").articles
    (printed_later,) = read(pdf(pages, PRINTED_LATER), ".pdf", "a").articles
    assert (shown.published, printed_later.published) == (date(2023, 8, 21), None)


@pytest.mark.parametrize(
    "title", ["", "baths_final2.docx", "Microsoft Word - baths", "untitled", "https://example.org/"]
)
def test_a_title_that_is_only_a_file_name_gives_way_to_the_headline(title: str) -> None:
    (article,) = read(pdf(PAGES, f"/Title ({title})"), ".pdf", "a").articles
    assert (article.title, article.text) == ("Baths to reopen", TEXT)


def test_an_account_that_nobody_named_is_no_author() -> None:
    (article,) = read(pdf(PAGES, "/Author (Windows User)"), ".pdf", "a").articles
    assert article.author is None


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [(72, 700 - 14 * n, 11, f"Left column line {n} runs on here") for n in range(5)]
    right = [(320, 700 - 14 * n, 11, f"right column line {n} runs on here") for n in range(5)]
    (article,) = read(pdf([[*left, *right]]), ".pdf", "a").articles
    expected = [f"Left column line {n} runs on here" for n in range(5)] + [
        f"right column line {n} runs on here" for n in range(5)
    ]
    assert article.text == " ".join(expected)


def test_broken_words_keep_a_hyphen_only_where_it_belongs() -> None:
    text = "The exam~ple of a well~known north~south line in Baden~Baden. It is well known. From north to south."
    whole = "The example of a well-known north-south line in Baden-Baden. It is well known. From north to south."
    assert mended(text.replace("~", HYPHEN)) == whole


def test_a_scan_without_words_says_so() -> None:
    with pytest.raises(ReaderError, match="scanned"):
        read(pdf([[]]), ".pdf", "a")


def test_a_file_of_too_many_pages_is_refused() -> None:
    with pytest.raises(ReaderError, match="2 pages, at most 1"):
        read(pdf(PAGES), ".pdf", "a", Limits(pdf_pages=1))


def test_a_file_of_too_many_characters_is_refused() -> None:
    with pytest.raises(ReaderError, match="more than 100 characters"):
        read(pdf(PAGES), ".pdf", "a", Limits(text_chars=100))


def test_pages_that_refer_to_themselves_end() -> None:
    loop = assembled(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 2147483647 /Kids [2 0 R 2 0 R] >>"])
    with pytest.raises(ReaderError):
        read(loop, ".pdf", "a")


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes_or_refused() -> None:
    data = pdf(PAGES)
    for share in (0.1, 0.5, 0.9):
        try:
            reading = read(data[: int(len(data) * share)], ".pdf", "a")
        except ReaderError:
            continue
        assert reading.articles[0].text


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_page_printed_by_a_browser(tmp_path: Path) -> None:
    body = "The council voted on Tuesday to reopen the old baths, which have been closed since 2019 for want of money. "
    page = f"""<html lang="en"><head><meta charset="utf-8"><title>Baths to reopen</title></head>
    <body style="width:12cm"><h1>Baths to reopen</h1>
    <p>{body * 3}</p><ul><li>Pool: 2 million</li><li>Roof: 1 million</li></ul>
    <p style="break-before:page">{body} “Café”.</p></body></html>"""
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    flags += " --disable-component-update --disable-sync"
    profile, target = f"--user-data-dir={tmp_path / 'profile'}", tmp_path / "page.pdf"
    command = [str(CHROMIUM), *flags.split(), profile, f"--print-to-pdf={target}", f"file://{tmp_path}/page.html"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    (article,) = read(target.read_bytes(), ".pdf", "a").articles
    assert article.title == "Baths to reopen"
    assert article.text == "\n\n".join([(body * 3).strip(), "Pool: 2 million\nRoof: 1 million", f"{body}“Café”."])
    assert article.published is None

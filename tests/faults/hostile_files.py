"""Files made to do harm, by name: bombs, loops, expansion, climbing paths, wrong types, deep nesting, mixed encodings."""

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable

import docx


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def docx_with(change: Callable[[bytes], bytes]) -> bytes:
    """A Word document whose text has been tampered with."""
    document = docx.Document()
    document.add_paragraph("TEXT")
    content = io.BytesIO()
    document.save(content)
    with zipfile.ZipFile(content) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/document.xml"] = change(files["word/document.xml"])
    return zipped(files)


def after_declaration(doctype: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(b"?>", b"?>" + doctype, 1).replace(b"TEXT", b"&l9;")


LAUGHS = (
    b'<!DOCTYPE d [<!ENTITY l0 "lol">'
    + b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
)
FILE_ENTITY = b'<!DOCTYPE d [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
URL_ENTITY = b'<!DOCTYPE d [<!ENTITY l9 SYSTEM "http://127.0.0.1:9/x">]>'


def flood(declared: int | None = None) -> bytes:
    """A book whose one member unpacks to 210 MB, or says that it is smaller."""
    real = (210_000_000).to_bytes(4, "little")
    data = zipped({"META-INF/container.xml": b" " * 210_000_000})
    assert data.count(real) == 2
    return data if declared is None else data.replace(real, declared.to_bytes(4, "little"))


def pdf_bomb() -> bytes:
    """One page whose content is packed twice: a few hundred bytes that unpack to 140 MB."""
    packed = zlib.compress(zlib.compress(b"0 0 Td " * 20_000_000, 1), 9)
    head = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj "
    head += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj "
    head += b"4 0 obj<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(packed)
    return head + packed + b"\nendstream endobj trailer<</Root 1 0 R>>\n%%EOF"


def nested_pdf() -> bytes:
    return b"%PDF-1.5\n1 0 obj" + b"[" * 500_000 + b"]" * 500_000 + b"endobj trailer<</Root 1 0 R>>"


def page_loop() -> bytes:
    kids = b" ".join([b"2 0 R"] * 5_000)
    return (
        b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 2147483647/Kids["
        + kids
        + b"]>>endobj trailer<</Root 1 0 R>>"
    )


def form_in_itself() -> bytes:
    """A page that draws a form that draws itself, twice."""
    form = b"/F Do /F Do"
    return (
        b"%%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</F 4 0 R>>>>>>endobj "
        b"4 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Length %d>>stream\n"
        % len(form)
        + form
        + b"\nendstream endobj trailer<</Root 1 0 R>>\n%%EOF"
    )


def book(spine: bytes) -> dict[str, bytes]:
    package = b"<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine>"
    return {
        "META-INF/container.xml": CLIMBING.replace(b"../../../../etc/passwd", b"a.opf"),
        "a.opf": package + spine + b"</spine></package>",
        "a.xhtml": b"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>" + b"Word. " * 200 + b"</p></body></html>",
    }


CLIMBING = (
    b"<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile "
    b"full-path='../../../../etc/passwd' media-type='application/oebps-package+xml'/></rootfiles></container>"
)
INCLUDED = (
    b"<rss xmlns:xi='http://www.w3.org/2001/XInclude' version='2.0'><channel><item><title>Title</title><description>"
    b"Good text. <xi:include href='/etc/passwd' parse='text'/></description></item></channel></rss>"
)
JSON_LD = b'<script type="application/ld+json">'
ALIASES = b"b0: &b0 [lol]\n" + b"\n".join(
    b"b%d: &b%d [%s]" % (n, n, b",".join([b"*b%d" % (n - 1)] * 90)) for n in range(1, 90)
)
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a flood.epub": flood,
    "a flood that lies.epub": lambda: flood(declared=1_000),
    "many members.epub": lambda: zipped({f"m{n}": b"" for n in range(3_000)}),
    "a flood.docx": lambda: docx_with(lambda xml: xml.replace(b"TEXT", b" " * 200_000_000)),
    "laughs.docx": lambda: docx_with(after_declaration(LAUGHS)),
    "a file of the system.docx": lambda: docx_with(after_declaration(FILE_ENTITY)),
    "an address.docx": lambda: docx_with(after_declaration(URL_ENTITY)),
    "deep.docx": lambda: docx_with(lambda xml: xml.replace(b"TEXT", b"<w:r>" * 100_000)),
    "deep.html": lambda: b"<div>" * 1_000_000,
    "deep.json": lambda: b'{"a":' * 1_000_000,
    "deep.jsonl": lambda: b"[" * 1_000_000 + b"\n" + json.dumps({"text": "Good line."}).encode(),
    "deep json-ld.html": lambda: JSON_LD + b"[" * 200_000 + b"</script><p>Good text.</p>",
    "attributes.html": lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">text</p>",
    "ampersands.html": lambda: b"&" * 2_000_000,
    "comments.html": lambda: b"<p>Good text.</p>" + b"<!--" * 300_000,
    "bold.html": lambda: b"<b><i>" * 100_000 + b"text",
    "a bomb.pdf": pdf_bomb,
    "brackets.pdf": nested_pdf,
    "a loop.pdf": page_loop,
    "brackets.md": lambda: b"![" * 200_000 + b"](" * 200_000,
    "quotes.md": lambda: b"> " * 100_000 + b"text",
    "stars.md": lambda: b"*a **b " * 10_000,
    "aliases.md": lambda: b"---\n" + ALIASES + b"\n---\nGood text.",
    "laughs.xml": lambda: LAUGHS + b"<rss><channel><item><title>&l9;</title></item></channel></rss>",
    "elements.rss": lambda: b"<rss version='2.0'><channel>" + b"<item>text" * 20_000,
    "quotes.csv": lambda: b'text\n"' + b'""' * 5_000_000,
    "one line.txt": lambda: b"word" * 2_000_000,
    "accents.txt": lambda: "a\u0301\u0327".encode() * 500_000,
    "marks.txt": lambda: b"a" + "\u0301\u0327".encode() * 1_000_000,
    "a picture.txt": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 1_000,
    "a page.pdf": lambda: b"<html><body><p>Not a PDF.</p></body></html>",
    "a page.txt": lambda: b"<!DOCTYPE html><html><body><p>Not text.</p></body></html>",
    "zeros.txt": lambda: bytes(10_000_000),
    "climbing names.epub": lambda: zipped({"../../../tmp/x": b"x", "/etc/passwd": b"x", "META-INF/container.xml": CLIMBING}),
    "the same chapter.epub": lambda: zipped(book(b"<itemref idref='a'/>" * 50_000)),
    "an archive in an archive.epub": lambda: zipped({"META-INF/container.xml": zipped({"x": zipped({})})}),
    "a locked archive.docx": lambda: docx_with(lambda xml: xml).replace(b"\x14\0\0\0\x08\0", b"\x14\0\1\0\x08\0"),
    "a book.docx": lambda: zipped(book(b"<itemref idref='a'/>")),
    "a program.md": lambda: b"\x7fELF\2\1\1" + bytes(range(256)) * 100,
    "packed.json": lambda: gzip.compress(b'{"text": "Packed."}'),
    "quadratic.xml": lambda: b'<!DOCTYPE d [<!ENTITY a "' + b"a" * 100_000 + b'">]><rss><channel><item><title>' + b"&a;" * 50_000,
    "an outer definition.xml": lambda: b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><rss><channel/></rss>',
    "a parameter.xml": lambda: b'<!DOCTYPE d [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><rss><channel/></rss>',
    "included.xml": lambda: INCLUDED,
    "attributes.xml": lambda: b"<rss " + b" ".join(b"a%d='1'" % n for n in range(200_000)) + b"><channel/></rss>",
    "names.xml": lambda: b"<rss " + b" ".join(b"xmlns:a%d='u%d'" % (n, n) for n in range(100_000)) + b"><channel/></rss>",
    "tables.html": lambda: b"<table><tr><td>" * 100_000 + b"text",
    "svg.html": lambda: b"<svg><foreignObject><math>" * 50_000 + b"text",
    "an open script.html": lambda: b"<p>Good text.</p><script>" + b"<" * 1_000_000,
    "numbers.html": lambda: b"<p>Good text.</p>" + b"&#99999999999999;&#xD800;&#0;" * 50_000,
    "one attribute.html": lambda: b"<p title='" + b"x" * 3_000_000 + b"'>Good text.</p>",
    "a long number.json": lambda: b'{"text": "Good text.", "n": ' + b"9" * 3_000_000 + b"}",
    "not numbers.jsonl": lambda: b'{"text": NaN, "date": Infinity, "url": -1e999}',
    "surrogates.jsonl": lambda: b'{"title": "\\ud800", "text": "Good text. \\udfff"}',
    "columns.csv": lambda: b",".join(b"c%d" % n for n in range(500_000)) + b"\ntext",
    "references.md": lambda: b"\n".join(b"[r%d]: /u" % n for n in range(50_000)) + b"\n\n" + b"[r1]" * 50_000,
    "a tag.md": lambda: b"---\n!!python/object/apply:os.system ['touch x']\n---\nGood text.",
    "columns.md": lambda: b"|" + b"a|" * 20_000 + b"\n|" + b"-|" * 20_000 + b"\n" + (b"|" + b"b|" * 20_000 + b"\n") * 20,
    "two encodings.txt": lambda: ("Zażółć gęślą jaźń. " * 20).encode() + ("Zażółć gęślą jaźń. " * 20).encode("cp1250"),
    "a lying mark.txt": lambda: b"\xff\xfe" + b"This is plain text, whatever its first bytes say.",
    "overlong.txt": lambda: b"Good text with \xc0\xaf\xe0\x80\xaf and \xf8\x88\x80\x80\x80 in it, among others.",
    "half a pair.txt": lambda: "Good text in two bytes each.".encode("utf-16") + b"\0",
    "a form in itself.pdf": form_in_itself,
    "tables in a ring.pdf": lambda: b"%PDF-1.5\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
    "half a file.pdf": lambda: pdf_bomb()[:700],
}  # fmt: skip

READ = {  # what is read all the same; everything else is refused
    "deep.jsonl": "Good line.",
    "deep json-ld.html": "Good text.",
    "comments.html": "Good text.",
    "aliases.md": "Good text.",
    "included.xml": "Good text.",
    "an open script.html": "Good text.",
    "one attribute.html": "Good text.",
    "surrogates.jsonl": "Good text.",
    "a tag.md": "Good text.",
}
EITHER = {
    "attributes.html",
    "ampersands.html",
    "brackets.md",
    "stars.md",
    "elements.rss",
    "accents.txt",
    "marks.txt",
    "an address.docx",
    "a file of the system.docx",
    "a bomb.pdf",
    "numbers.html",
    "references.md",
    "columns.md",
    "overlong.txt",
}

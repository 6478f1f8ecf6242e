"""Files made to do harm: each is refused in one sentence or read within the limits; its neighbours are unharmed."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from index.readers import Limits
from index.readers.sandbox import Job, Outcome, Sandbox

LIMITS = Limits(memory_bytes=600 << 20, cpu_s=2, wall_s=30)


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
    import zlib

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
    "deep json-ld.html": lambda: JSON_LD + b"[" * 500_000 + b"</script><p>Good text.</p>",
    "attributes.html": lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">text</p>",
    "ampersands.html": lambda: b"&" * 2_000_000,
    "comments.html": lambda: b"<p>Good text.</p>" + b"<!--" * 500_000,
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
}  # fmt: skip

READ = {  # what is read all the same; everything else is refused
    "deep.jsonl": "Good line.",
    "deep json-ld.html": "Good text.",
    "comments.html": "Good text.",
    "aliases.md": "Good text.",
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
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """What became of each hostile file, with a good file behind each of them."""
    root = tmp_path_factory.mktemp("corpus")
    jobs = []
    for name, make in HOSTILE.items():
        (root / name).write_bytes(make())
        (root / f"{name} - next.txt").write_text(f"A good file after {name}.")
        jobs += [Job(root / name, Path(name).suffix, name), Job(root / f"{name} - next.txt", ".txt", f"{name} - next")]
    with Sandbox(root, workers=2, limits=LIMITS) as sandbox:
        return {outcome.path.name: outcome for outcome in sandbox.read_all(jobs)}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence_or_read(name: str, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[name]
    if name in READ:
        assert [article.text for article in outcome.articles] == [READ[name]]
        return
    if name not in EITHER:
        assert not outcome.articles
    if not outcome.articles:
        assert len(outcome.problems) == 1
        assert 10 < len(outcome.problems[0]) < 400
        assert "\n" not in outcome.problems[0]
        assert "parser failed" not in outcome.problems[0]


@pytest.mark.parametrize("name", HOSTILE)
def test_the_file_after_a_hostile_one_is_read(name: str, outcomes: dict[str, Outcome]) -> None:
    assert [article.text for article in outcomes[f"{name} - next.txt"].articles] == [f"A good file after {name}."]


def test_no_file_of_the_system_and_nothing_expanded_is_in_any_text(outcomes: dict[str, Outcome]) -> None:
    texts = "\n".join(article.text for outcome in outcomes.values() for article in outcome.articles)
    assert "root:" not in texts
    assert "lollol" not in texts

"""One reader per format: bytes of a file in, its articles out. Heavy parsers load with the first file of their kind."""

from collections.abc import Mapping

from index.errors import ReaderError
from index.readers.docx import read_docx
from index.readers.epub import read_epub
from index.readers.feed import read_feed
from index.readers.html import read_html
from index.readers.jsonl import read_csv, read_json, read_jsonl
from index.readers.limits import Limits
from index.readers.markdown import read_markdown
from index.readers.pdf import read_pdf
from index.readers.plain import read_plain
from index.readers.reading import Reader, Reading
from index.readers.text import clean
from index.readers.xmlfile import read_xml

__all__ = ["READERS", "Limits", "Reader", "Reading", "clean", "read"]

READERS: Mapping[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".epub": read_epub,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_xml,
}


def read(data: bytes, suffix: str, article_id: str, limits: Limits | None = None) -> Reading:
    """The articles in `data`, the content of a file with this suffix. Raises ReaderError.

    `article_id` becomes the id of the file's one article, or the stem of the ids of articles that bring none. Errors
    and problems do not name the file: the caller knows its path.
    """
    limits = limits or Limits()
    reader = READERS.get(suffix.lower())
    if reader is None:
        raise ReaderError(f'files of the kind "{suffix}" are not read; the kinds are {" ".join(sorted(READERS))}')
    if len(data) > limits.file_bytes:
        raise ReaderError(f"the file has {len(data):,} bytes, at most {limits.file_bytes:,} are read")
    if not data.strip():
        raise ReaderError("the file is empty")
    return reader(data, article_id, limits)

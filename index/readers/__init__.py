"""One reader per format: bytes of a file in, its articles out. Readers and their parsers load with the first file of their kind."""

from collections.abc import Mapping
from importlib import import_module

from index.errors import ReaderError
from index.readers.limits import Limits
from index.readers.reading import Reader, Reading
from index.readers.text import clean

__all__ = ["READERS", "Limits", "Reader", "Reading", "clean", "read"]

# By suffix, the module and the function in it that reads such a file: a child that reads one kind imports no other.
READERS: Mapping[str, str] = {
    ".txt": "plain.read_plain",
    ".text": "plain.read_plain",
    ".md": "markdown.read_markdown",
    ".markdown": "markdown.read_markdown",
    ".html": "html.read_html",
    ".htm": "html.read_html",
    ".jsonl": "jsonl.read_jsonl",
    ".json": "jsonl.read_json",
    ".csv": "jsonl.read_csv",
    ".pdf": "pdf.read_pdf",
    ".docx": "docx.read_docx",
    ".epub": "epub.read_epub",
    ".rss": "feed.read_feed",
    ".atom": "feed.read_feed",
    ".xml": "xmlfile.read_xml",
}


def read(data: bytes, suffix: str, article_id: str, limits: Limits | None = None) -> Reading:
    """The articles in `data`, the content of a file with this suffix. Raises ReaderError.

    `article_id` becomes the id of the file's one article, or the stem of the ids of articles that bring none. Errors
    and problems do not name the file: the caller knows its path.
    """
    limits = limits or Limits()
    named = READERS.get(suffix.lower())
    if named is None:
        raise ReaderError(f'files of the kind "{suffix}" are not read; the kinds are {" ".join(sorted(READERS))}')
    if len(data) > limits.file_bytes:
        raise ReaderError(f"the file has {len(data):,} bytes, at most {limits.file_bytes:,} are read")
    if not data.strip():
        raise ReaderError("the file is empty")
    return _reader(named)(data, article_id, limits)


def _reader(named: str) -> Reader:
    module, _, function = named.partition(".")
    reader: Reader = getattr(import_module(f"index.readers.{module}"), function)
    return reader

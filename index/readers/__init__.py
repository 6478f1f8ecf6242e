"""One reader per format: the bytes of a file in, its articles out. Heavy parsers are loaded by the first file of their kind."""

from collections.abc import Mapping

from index.errors import ReaderError
from index.readers.html import read_html
from index.readers.jsonl import read_csv, read_json, read_jsonl
from index.readers.limits import Limits
from index.readers.markdown import read_markdown
from index.readers.plain import read_plain
from index.readers.reading import Reader, Reading
from index.readers.text import clean

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
}


def read(data: bytes, suffix: str, article_id: str, limits: Limits | None = None) -> Reading:
    """The articles in `data`, the content of a file with this suffix. Raises ReaderError, which the caller gives its path.

    `article_id` becomes the id of the file's one article, or the stem of the ids of articles that bring none.
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

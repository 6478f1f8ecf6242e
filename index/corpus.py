"""The corpus folder: which files are articles, what they hold, and which article belongs to which file."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import FileIO
from pathlib import Path, PurePosixPath

from index.errors import CorpusError
from index.readers import READERS
from index.records import Article

_READ_BYTES = 65536


_LINK = "it is a link; put the file itself into the folder"
_NO_FILE = "it is not a regular file"  # opening a pipe would wait for somebody to write into it


@dataclass(frozen=True, slots=True)
class CorpusFile:
    path: str  # below the corpus folder, with "/"
    sha256: str  # empty when it cannot be read
    problem: str | None = None

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.path).suffix.lower()

    @property
    def default_id(self) -> str:
        return str(PurePosixPath(self.path).with_suffix(""))


def root_of(corpus: Path) -> Path:
    """The folder that paths of corpus files are relative to."""
    return corpus.parent if corpus.is_file() else corpus


def refuse_missing(corpus: Path) -> None:
    """Raises CorpusError when there is neither such a folder nor such a file."""
    if not corpus.is_dir() and not corpus.is_file():
        raise CorpusError(f"{corpus}: no such folder. Name the folder of your articles with: --corpus FOLDER")


def scan(corpus: Path) -> list[CorpusFile]:
    """Every article file below the folder, by path; or the one file that `corpus` is.

    Names that start with "_" or "." and unknown suffixes are left out. Raises CorpusError when there is no such folder.
    """
    if corpus.is_file():
        return [scanned(str(corpus.parent), corpus.name, _LINK if corpus.is_symlink() else None)]
    refuse_missing(corpus)
    found = sorted(article_paths(str(corpus)))
    return [scanned(str(corpus), path, problem) for path, problem in found]


def article_paths(corpus: str, below: str = "") -> Iterator[tuple[str, str | None]]:
    """Paths of article files below the corpus folder, and why one is not to be opened."""
    with os.scandir(f"{corpus}/{below}") as entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.name.startswith(("_", ".")):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from article_paths(corpus, f"{path}/")
            elif _suffix(entry.name) in READERS:
                yield path, _LINK if entry.is_symlink() else None if entry.is_file() else _NO_FILE


def _suffix(name: str) -> str:
    _, dot, end = name.rpartition(".")
    return dot + end.lower() if dot else ""


def scanned(corpus: str, path: str, problem: str | None) -> CorpusFile:
    """The file with its checksum, unless there is a problem with it."""
    readable = os.fsencode(path).decode("utf-8", "backslashreplace")
    if problem or readable != path:
        return CorpusFile(readable, "", problem or "its name is not UTF-8; rename it")
    digest = hashlib.sha256()
    try:
        # Every file is read at every sync: no path objects, no large buffer for each small file.
        with FileIO(f"{corpus}/{path}") as file:
            while data := file.read(_READ_BYTES):
                digest.update(data)
        return CorpusFile(path, digest.hexdigest())
    except OSError as error:
        return CorpusFile(path, "", f"it cannot be read: {error.strerror}")


@dataclass(frozen=True, slots=True)
class Claim:
    """An article id and the file it comes from; `article` is None where the index holds it already."""

    file: str
    article: Article | None


def claims(
    files: Sequence[CorpusFile], read: Mapping[str, Sequence[Article]], kept: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Claim], dict[str, list[str]]]:
    """Which file owns each article id: the first by path. Returns the owners and, by file, what lost.

    `read` holds the articles of the files that were read now, `kept` the ids of those that did not change.
    """
    owners: dict[str, Claim] = {}
    problems: dict[str, list[str]] = {}
    for file in files:
        offered: list[tuple[str, Article | None]] = [(a.id, a) for a in read.get(file.path, ())]
        offered += [(article_id, None) for article_id in kept.get(file.path, ())]
        for article_id, article in offered:
            if article_id in owners:
                other = owners[article_id].file
                problems.setdefault(file.path, []).append(
                    f'the id "{article_id}" is taken by {other}; rename one of the two files'
                )
            else:
                owners[article_id] = Claim(file.path, article)
    return owners, problems

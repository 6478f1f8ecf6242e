"""The corpus folder as people change it from the page: files come in under safe names, and go to a trash folder.

No file is ever written over: what comes in is linked to its name in one step, which fails where the name is taken.
"""

import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from index.errors import UsageError
from index.readers import READERS
from index.readers.limits import Limits

TRASH, INCOMING = "_trash", "_incoming"  # the "_" keeps both from being read as articles
MAX_FILE_BYTES = Limits().file_bytes
MAX_NAME_BYTES = 150
MAX_FILES = 1000  # that came in and are not indexed yet
MAX_NAME_CHARS = 300  # of an upload's name; its end is kept
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+')


class NameTaken(UsageError):
    """There is another file of this name."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """A file in the trash: the deletion that brought it there, and where it was in the corpus."""

    deletion: str
    path: str

    @property
    def id(self) -> str:
        return f"{self.deletion}/{self.path}"


class Shelf:
    """The one place that writes into a corpus folder."""

    def __init__(self, corpus: Path) -> None:
        self.corpus = corpus

    async def take(self, name: str, data: AsyncIterator[bytes], *, replace: bool = False) -> str:
        """Put a file into the folder; its path there. Raises UsageError, NameTaken unless it is to be replaced.

        The file that is replaced goes to the trash.
        """
        path = safe_name(name)
        incoming = self.corpus / INCOMING
        incoming.mkdir(parents=True, exist_ok=True)
        aside = incoming / secrets.token_hex(16)
        try:
            await _write(aside, data, path)
            if replace and (self.corpus / path).exists():
                self.discard(path)
            try:
                os.link(aside, self.corpus / path)  # unlike a rename it fails where there is such a file
            except FileExistsError:
                raise NameTaken(f"{path}: there is a file of this name already") from None
        finally:
            aside.unlink(missing_ok=True)
        return path

    def discard(self, *paths: str) -> str:
        """Move files of the corpus to the trash in one deletion; its id, by which they come back together.

        Raises UsageError, before any is moved, where one is no file of the corpus, and OSError where one cannot be moved.
        """
        files = {file.relative_to(self.corpus): file for file in map(self._inside, paths)}
        deletion = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
        for path, file in files.items():
            target = self.corpus / TRASH / deletion / path
            target.parent.mkdir(parents=True, exist_ok=True)
            file.rename(target)
        return deletion

    def trashed(self) -> list[Trashed]:
        """What lies in the trash, the last deleted first."""
        homes = sorted((self.corpus / TRASH).glob("*/"), reverse=True) if (self.corpus / TRASH).is_dir() else []
        return [Trashed(home.name, path) for home in homes for path in _files_below(home)]

    def restore(self, wanted: str) -> list[str]:
        """Move a file, or all files of a deletion, back to where they were; their paths, which are of the ids in `trashed`.

        Raises NameTaken, before any is moved, where there is such a file again; UsageError, OSError.
        """
        found = [one for one in self.trashed() if wanted in (one.id, one.deletion)]
        if not found:
            raise UsageError("what was to be restored is no longer in the trash")
        for one in found:
            if os.path.lexists(self.corpus / one.path):
                raise _taken_again(one.path)
        for one in found:
            self._put_back(one)
        home = self.corpus / TRASH / found[0].deletion
        if not _files_below(home):
            shutil.rmtree(home)
        return [one.path for one in found]

    def _put_back(self, one: Trashed) -> None:
        target, lying = self.corpus / one.path, self.corpus / TRASH / one.id
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(lying, target)
        except FileExistsError:
            raise _taken_again(one.path) from None
        lying.unlink()

    def empty(self) -> None:
        """Delete for good what lies in the trash. Raises OSError for what cannot be deleted."""
        if (self.corpus / TRASH).exists():
            shutil.rmtree(self.corpus / TRASH)

    def _inside(self, path: str) -> Path:
        parts = PurePosixPath(path).parts
        if not parts or any(part.startswith(("_", ".", "/")) for part in parts):
            raise UsageError(f"{path}: no such file of the corpus")
        file = self.corpus.joinpath(*parts)
        if file.is_symlink() or not file.is_file() or not file.resolve().is_relative_to(self.corpus.resolve()):
            raise UsageError(f"{path}: no such file of the corpus")
        return file


def _files_below(home: Path) -> list[str]:
    return [file.relative_to(home).as_posix() for file in sorted(home.rglob("*")) if file.is_file()]


def _taken_again(path: str) -> NameTaken:
    return NameTaken(f"{path}: there is a file of this name again; delete that one first")


def safe_name(name: str) -> str:
    """A file name that means nothing to any system. Raises UsageError for a kind that is not read.

    >>> safe_name("../a: b.TXT")
    'a b.TXT'
    """
    # Cut first: normalising takes time with the square of a name's marks.
    name = unicodedata.normalize("NFC", name[-MAX_NAME_CHARS:]).replace("\\", "/").rsplit("/", 1)[-1]
    name = " ".join(_UNSAFE.sub(" ", name).split()).lstrip("._ ")
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    if suffix.lower() not in READERS:
        raise UsageError(
            f"{name or 'this file'}: files of this kind are not read; the kinds are {' '.join(sorted(READERS))}"
        )
    while len(f"{stem}{suffix}".encode()) > MAX_NAME_BYTES:
        stem = stem[:-1]
    return f"{stem}{suffix}"


def check_size(name: str, size_bytes: int) -> None:
    """Raises UsageError for a file that is longer than any that is read."""
    if size_bytes > MAX_FILE_BYTES:
        raise UsageError(f"{name} has {_megabytes(size_bytes)}, and at most {_megabytes(MAX_FILE_BYTES)} are read")


def _megabytes(size_bytes: int) -> str:
    """Rounded up: what is too long is not said to be as long as is allowed."""
    return f"{-(-size_bytes // 100_000) / 10:,g} MB"


async def _write(aside: Path, data: AsyncIterator[bytes], name: str) -> None:
    written = 0
    with aside.open("xb") as file:
        async for piece in data:
            written += len(piece)
            if written > MAX_FILE_BYTES:
                raise UsageError(f"{name} has more than {_megabytes(MAX_FILE_BYTES)}, which is the most that is read")
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())

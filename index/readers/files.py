"""Opening the files of a corpus folder, and nothing outside it."""

import os
import stat
from pathlib import Path

from index.errors import NotReadYet, ReaderError

_OPEN_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW


def read_below(root: Path, path: Path, most_bytes: int) -> bytes:
    """The bytes of a regular file below `root`, which must be free of links itself. Raises ReaderError, or NotReadYet.

    A link is followed if it leads to a place within `root`. The way is then walked folder by folder without following
    any, so that a link put there in the meantime leads nowhere.
    """
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root):
            raise ReaderError("it is a link to a place outside the corpus folder, which is not followed")
        if not stat.S_ISREG(real.lstat().st_mode):
            raise ReaderError("it is not a regular file")
        return _read(_open_below(root, real.relative_to(root)), most_bytes)
    except (OSError, RuntimeError) as error:  # RuntimeError: a ring of links
        raise NotReadYet(f"it cannot be opened: {getattr(error, 'strerror', None) or error}") from error


def _open_below(root: Path, inner: Path) -> int:
    folder = os.open(root, _OPEN_FLAGS | os.O_DIRECTORY)
    try:
        for name in inner.parts[:-1]:
            deeper = os.open(name, _OPEN_FLAGS | os.O_DIRECTORY, dir_fd=folder)
            os.close(folder)
            folder = deeper
        return os.open(inner.name, _OPEN_FLAGS | os.O_NONBLOCK, dir_fd=folder)  # a pipe would wait for its writer
    finally:
        os.close(folder)


def _read(descriptor: int, most_bytes: int) -> bytes:
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise ReaderError("it is not a regular file")
        if found.st_size > most_bytes:
            raise ReaderError(f"the file has {found.st_size:,} bytes, at most {most_bytes:,} are read")
        data = file.read(found.st_size + 1) or b""
    if len(data) != found.st_size:
        raise NotReadYet("it changed while it was read; it will be read the next time")
    return data

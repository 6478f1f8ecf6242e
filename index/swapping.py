"""Files that are written aside, as NAME.new, and put in place in one step: a reader sees the old file or the whole new one.

Which function is right goes by what may be lost. Each is for one writer at a time: two would write the same file aside.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

Parts = Iterable[bytes | memoryview]


def swap_in(path: Path, parts: Parts) -> None:
    """For what can be made again, by a reader who sees that it is damaged: a power cut may leave it without its bytes."""
    aside = _aside(path)
    with aside.open("wb") as file:
        file.writelines(parts)
    aside.replace(path)


def swap_in_lasting(path: Path, parts: Parts) -> None:
    """For what must not be lost: after a power cut it is the old file or the new one, whole.

    Which of them, only whoever fsyncs the folder then decides.
    """
    aside = _aside(path)
    with aside.open("wb") as file:
        _write_through(file, parts)
    aside.replace(path)


def swap_in_private(path: Path, parts: Parts) -> None:
    """Likewise for what only its owner may read. Nothing is written to what somebody else has put in its way."""
    aside = _aside(path)
    aside.unlink(missing_ok=True)  # also what a run left that was cut off
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        _write_through(file, parts)
    aside.replace(path)


def _aside(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def _write_through(file: BinaryIO, parts: Parts) -> None:
    """Write, and wait until it is on the disk."""
    file.writelines(parts)
    file.flush()
    os.fsync(file.fileno())

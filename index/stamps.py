"""Which files hold what they held when they were last read, told by the stamps that the file system keeps of them.

A stamp is a file's size, its two times of change and its inode. While it stays the same, so do the bytes, with one
exception that git calls racy: of a file that changes twice within one tick of the clock, two contents have one stamp. So a
stamp is believed only where it had been old for a while when the bytes were read. All this is a help and no part of the
index: where it is lost or damaged, files are read as if they had never been seen.
"""

import hashlib
import os
import struct
import time
from contextlib import suppress
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path

SETTLED_NS = 2_000_000_000  # as coarse as the clock of any file system: FAT counts in steps of two seconds
_HEAD = b"stamps 2\n"
_COUNT = struct.Struct("<q")
_STAMP = struct.Struct("<4q")
_DIGEST = hashlib.sha256().digest_size
_READ_BYTES = 65536


@dataclass(frozen=True, slots=True)
class _Kept:
    """By name of the file, each in two parts: of most files the stamp is compared and the checksum handed on."""

    stamps: dict[str, bytes] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)


class Stamps:
    """The sha256 of files by name, remembered for as long as their stamps stay the same."""

    def __init__(self, kept_in: Path | None = None) -> None:
        """What an earlier run left in `kept_in`, if anything; without one it begins anew and lasts as long as it is held."""
        self._kept_in = kept_in
        self._known = _read(kept_in) if kept_in else _Kept()
        self._found = _Kept()
        self.read: set[str] = set()  # names of the files whose bytes were read

    def sha256(self, name: str, path: str) -> str:
        """Of the file's bytes, which are read only where its stamp is not known. Raises OSError."""
        return self.known(name, os.stat(path)) or self.of_bytes(name, path)  # noqa: PTH116  # no object for each of many

    def known(self, name: str, state: os.stat_result) -> str | None:
        """The sha256 of a file in this state, where that is the stamp that it had when it was read."""
        stamp = _stamp(state)
        if self._known.stamps.get(name) != stamp:
            return None
        self._found.stamps[name] = stamp
        self._found.sums[name] = sha256 = self._known.sums[name]
        return sha256

    def turn(self) -> None:
        """Begin another round: what was not asked for in the one before is forgotten."""
        self._known, self._found, self.read = self._found, _Kept(), set()

    def save(self) -> None:
        """Keep what was found out of the files that were asked for. A full disk costs the next run time, and nothing else."""
        if self._kept_in and self._found != self._known:
            with suppress(OSError):
                self._kept_in.parent.mkdir(exist_ok=True)
                self._kept_in.write_bytes(_packed(self._found))

    def of_bytes(self, name: str, path: str) -> str:
        """The sha256 of a file, which is read. Raises OSError."""
        began = time.time_ns()
        digest = hashlib.sha256()
        # Very many small files: no path objects, no large buffer for each.
        with FileIO(path) as file:
            before = os.fstat(file.fileno())
            while data := file.read(_READ_BYTES):
                digest.update(data)
            after = os.fstat(file.fileno())
        self.read.add(name)
        settled = max(before.st_mtime_ns, before.st_ctime_ns) < began - SETTLED_NS
        if settled and _stamp(before) == _stamp(after):
            self._found.stamps[name] = _stamp(before)
            self._found.sums[name] = digest.hexdigest()
        return digest.hexdigest()


def _stamp(state: os.stat_result) -> bytes:
    return _STAMP.pack(state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)


def _packed(kept: _Kept) -> bytes:
    names = "\0".join(kept.stamps).encode("utf-8", "surrogatepass")
    sums = bytes.fromhex("".join([kept.sums[name] for name in kept.stamps]))
    content = b"".join([_HEAD, _COUNT.pack(len(kept.stamps)), *kept.stamps.values(), sums, names])
    return hashlib.sha256(content).digest() + content


def _read(path: Path) -> _Kept:
    """Nothing where there is no such file or not every byte of it is as it was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return _Kept()
    check, content = data[:_DIGEST], data[_DIGEST:]
    if hashlib.sha256(content).digest() != check or not content.startswith(_HEAD):
        return _Kept()
    start = len(_HEAD) + _COUNT.size
    (count,) = _COUNT.unpack_from(content, len(_HEAD))
    middle = start + count * _STAMP.size
    end = middle + count * _DIGEST
    names = content[end:].decode("utf-8", "surrogatepass").split("\0") if count else []
    stamps = [content[i : i + _STAMP.size] for i in range(start, middle, _STAMP.size)]
    digits = content[middle:end].hex()
    sums = [digits[i : i + 2 * _DIGEST] for i in range(0, len(digits), 2 * _DIGEST)]
    return _Kept(dict(zip(names, stamps, strict=True)), dict(zip(names, sums, strict=True)))

"""Stands between the program and the disk: sees every operation that changes a file, and lets a fault spoil one."""

import builtins
import errno
import io
import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar
from unittest import mock

GROWING = frozenset({"create", "write", "mkdir", "sqlite"})  # what a full disk refuses


@dataclass(frozen=True, slots=True)
class Operation:
    number: int  # 1 is the first
    verb: str  # create, write, fsync, replace, mkdir, unlink, rmdir, sqlite
    path: Path
    size: int = 0  # bytes of a write
    target: Path | None = None  # of a replace


class Lost(BaseException):
    """The machine stops here. No `except OSError` and no `except Exception` can hold it up."""


Perform = Callable[..., Any]  # carries the operation out; a write also in part: perform(number of bytes)
Fault = Callable[[Operation, Perform], Any]


def none(operation: Operation, perform: Perform) -> Any:
    return perform()


def failing(number: int, code: int) -> Fault:
    """The operation of this number fails with this error, once."""

    def fault(operation: Operation, perform: Perform) -> Any:
        if operation.number == number:
            raise _error(operation, code)
        return perform()

    return fault


def short(number: int, share: float) -> Fault:
    """The write of this number stops after a share of its bytes, always before the last: the disk is full."""

    def fault(operation: Operation, perform: Perform) -> Any:
        if operation.number == number:
            perform(min(int(operation.size * share), operation.size - 1))
            raise _error(operation, errno.ENOSPC)
        return perform()

    return fault


def full_from(number: int) -> Fault:
    """From the operation of this number on, nothing that needs room succeeds; removing does."""

    def fault(operation: Operation, perform: Perform) -> Any:
        if operation.number >= number and operation.verb in GROWING:
            raise _error(operation, errno.ENOSPC)
        return perform()

    return fault


def killed(number: int, share: float | None) -> Fault:
    """kill -9 before the operation, after it (share 1), or, of a write, when a share of its bytes is written."""
    return _ending(number, share, lambda: os.kill(os.getpid(), signal.SIGKILL))


def lost(number: int, share: float | None) -> Fault:
    """The same as an exception that nothing catches, for a crash that the test outlives."""

    def end() -> None:
        raise Lost

    return _ending(number, share, end)


def _ending(number: int, share: float | None, end: Callable[[], None]) -> Fault:
    def fault(operation: Operation, perform: Perform) -> Any:
        if operation.number < number:
            return perform()
        if operation.number == number and share is not None:
            if operation.verb == "write":
                perform(int(operation.size * share))
            else:
                perform()
        return end()

    return fault


def _error(operation: Operation, code: int) -> Exception:
    if operation.verb == "sqlite":
        return sqlite3.OperationalError("database or disk is full" if code == errno.ENOSPC else "disk I/O error")
    return OSError(code, os.strerror(code), str(operation.path))


class Disk:
    """Within the block, each operation below `root` goes through the fault and is kept in `operations`.

    Only this thread's doings may be under test: the program's own functions are replaced for the whole process.
    """

    def __init__(self, root: Path, fault: Fault = none) -> None:
        self.operations: list[Operation] = []
        self._root, self._fault = str(root.resolve()), fault
        self._opened: dict[int, Path] = {}
        self._patches = ExitStack()

    def __enter__(self) -> "Disk":
        for module, name, wrapped in _wrapped(self):
            self._patches.enter_context(mock.patch.object(module, name, wrapped))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._patches.close()

    def do(self, verb: str, path: Path, perform: Perform, *, size: int = 0, target: Path | None = None) -> Any:
        if not self.holds(path):
            return perform()
        operation = Operation(len(self.operations) + 1, verb, path, size, target)
        self.operations.append(operation)
        return self._fault(operation, perform)

    def holds(self, path: Path) -> bool:
        return str(path).startswith(self._root)

    def place(self, path: Any, folder: int | None = None) -> Path:
        """The absolute path of a path, a name below an open folder, or an open file."""
        if isinstance(path, int):
            return self._opened.get(path, Path("?"))
        if folder is not None:
            return self._opened[folder] / os.fsdecode(path)
        return Path(os.fsdecode(path)).absolute()

    def opened(self, descriptor: int, path: Path) -> None:
        self._opened[descriptor] = path


class _Raw(io.FileIO):
    """A file whose writes are operations."""

    def __init__(self, disk: Disk, path: Path, mode: str) -> None:
        super().__init__(path, mode)
        self._disk, self._path = disk, path
        disk.opened(self.fileno(), path)

    def write(self, data: Any) -> int:
        view = memoryview(data).cast("B")

        def perform(size: int | None = None) -> int:
            return super(_Raw, self).write(view[:size])  # type: ignore[return-value]

        return int(self._disk.do("write", self._path, perform, size=len(view)))


def _wrapped(disk: Disk) -> list[tuple[Any, str, Callable[..., Any]]]:
    """Each function of the interpreter that changes files, and what stands in for it."""
    opening, replacing = _opening(disk), _replacing(disk)
    on_path = {verb: _on_path(disk, verb) for verb in ("mkdir", "unlink", "rmdir")}
    return [
        (builtins, "open", opening),
        (io, "open", opening),
        (os, "open", _opening_low(disk)),
        (os, "fsync", _fsyncing(disk)),
        (os, "replace", replacing),
        (os, "rename", replacing),
        *((os, verb, stand_in) for verb, stand_in in on_path.items()),
        (os, "remove", on_path["unlink"]),
        (sqlite3, "connect", _connecting(disk)),
    ]


def _opening(disk: Disk) -> Callable[..., Any]:
    real = io.open

    def call(file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **options: Any) -> Any:
        path = disk.place(file)
        if isinstance(file, int) or not disk.holds(path):
            return real(file, mode, buffering, *rest, **options)
        if not set(mode) & set("wax+"):
            handle = real(file, mode, buffering, *rest, **options)
            disk.opened(handle.fileno(), path)
            return handle
        raw_mode = mode.replace("b", "").replace("t", "").replace("+", "") + "+"
        # numpy does not take this class for a file that it may write to past Python.
        buffered = io.BufferedRandom(disk.do("create", path, lambda: _Raw(disk, path, raw_mode)))
        return buffered if "b" in mode else io.TextIOWrapper(buffered, *rest, **options)

    return call


def _opening_low(disk: Disk) -> Callable[..., int]:
    real = os.open

    def call(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        descriptor = real(path, flags, mode, dir_fd=dir_fd)
        disk.opened(descriptor, disk.place(path, dir_fd))
        return descriptor

    return call


def _fsyncing(disk: Disk) -> Callable[..., None]:
    real = os.fsync

    def call(file: Any) -> None:
        descriptor = file if isinstance(file, int) else file.fileno()
        disk.do("fsync", disk.place(descriptor), lambda: real(descriptor))

    return call


def _replacing(disk: Disk) -> Callable[..., None]:
    real = os.replace

    def call(source: Any, target: Any) -> None:
        disk.do("replace", disk.place(source), lambda: real(source, target), target=disk.place(target))

    return call


def _on_path(disk: Disk, verb: str) -> Callable[..., None]:
    real = getattr(os, verb)

    def call(path: Any, *rest: Any, dir_fd: int | None = None) -> None:
        disk.do(verb, disk.place(path, dir_fd), lambda: real(path, *rest, dir_fd=dir_fd))

    return call


def _connecting(disk: Disk) -> Callable[..., sqlite3.Connection]:
    real = sqlite3.connect

    def call(path: Any, *rest: Any, **options: Any) -> sqlite3.Connection:
        if options.get("uri"):  # read only
            return real(path, *rest, **options)
        return real(path, *rest, factory=_counted_connection(disk, disk.place(path)), **options)

    return call


def _counted_connection(disk: Disk, path: Path) -> type[sqlite3.Connection]:
    """A connection whose statements are operations: each once, however many rows it is repeated for."""

    class Connection(sqlite3.Connection):
        seen: ClassVar[set[str]] = set()

        def execute(self, statement: str, *given: Any) -> sqlite3.Cursor:
            return self._once(statement, lambda: super(Connection, self).execute(statement, *given))

        def executemany(self, statement: str, *given: Any) -> sqlite3.Cursor:
            return self._once(statement, lambda: super(Connection, self).executemany(statement, *given))

        def _once(self, statement: str, perform: Callable[[], sqlite3.Cursor]) -> sqlite3.Cursor:
            if statement in self.seen:
                return perform()
            self.seen.add(statement)
            return disk.do("sqlite", path, perform)  # type: ignore[no-any-return]

    return Connection

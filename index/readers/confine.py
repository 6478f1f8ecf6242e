"""What a child takes from itself before it reads: memory, new files, other programs and the network.

Three layers, because no one of them holds everywhere: limits of the kernel's own (any POSIX), a hook that Python asks
before it opens, connects or starts anything (any system), and a filter of system calls (Linux on x86-64 and ARM64).
"""

import ctypes
import errno
import os
import platform
import resource
import struct
import sys
from contextlib import suppress

from index.readers.limits import Limits

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_OPEN_FILES = 64


def confine(limits: Limits) -> None:
    """Takes away, for good, all that reading articles does not need."""
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    sys.addaudithook(_refuse)
    _filter_system_calls()


def allow_cpu(seconds: int) -> None:
    """Lets the process use so much more processor time; the kernel ends it after that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    ends = int(used.ru_utime + used.ru_stime) + 1 + seconds
    with suppress(ValueError):  # the whole program already runs under a lower limit
        resource.setrlimit(resource.RLIMIT_CPU, (ends, hard))


def _limit(what: int, most: int) -> None:
    with suppress(ValueError, OSError):  # macOS does not know all of them
        resource.setrlimit(what, (most, most))


# ---------------------------------------------------------------------------------------------------------------- hook

_REFUSED_EVENTS = (
    "socket.", "subprocess.", "shutil.", "ftplib.", "urllib.", "http.", "os.exec", "os.posix_spawn", "os.spawn",
    "os.fork", "os.system", "os.kill", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink",
    "os.truncate", "os.chmod", "os.chown",
)  # fmt: skip


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        flags = arguments[2] if len(arguments) > 2 else 0
        if isinstance(flags, int) and flags & _WRITES:
            raise PermissionError(errno.EPERM, "a reader of articles writes nothing")
    elif event.startswith(_REFUSED_EVENTS):
        raise PermissionError(errno.EPERM, f"a reader of articles has no use for {event}")


# -------------------------------------------------------------------------------------------------------------- filter

# Numbers of system calls, from the kernel's tables. Without a name: what starts, connects, writes, renames or signals.
_REFUSED_CALLS = {
    "x86_64": (
        41, 42, 43, 44, 46, 49, 50, 53, 288,  # sockets
        57, 58, 59, 322, 62, 200, 101, 310, 311, 434, 438,  # fork, exec, kill, ptrace, other processes' memory
        76, 77, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94, 133, 165, 188, 189, 190,  # changes of the file system
        258, 259, 260, 263, 264, 265, 266, 268, 280, 285, 316, 452, 425, 437, 321,  # the same, newer; io_uring; bpf
    ),
    "aarch64": (
        198, 199, 200, 201, 202, 203, 206, 211, 242,
        221, 281, 129, 130, 117, 270, 271, 434, 438,
        45, 46, 33, 34, 35, 36, 37, 38, 276, 52, 53, 54, 55, 47, 40, 5, 6, 7, 88, 452, 425, 437, 280,
    ),
}  # fmt: skip
_OPENAT = {"x86_64": 257, "aarch64": 56}
_OPEN = {"x86_64": 2}  # ARM64 has only openat
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CLONE_THREAD = 0x10000

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # of the kernel's packet filter machine
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16  # offsets in struct seccomp_data
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _MODE_FILTER = 38, 22, 2


def _filter_system_calls() -> None:
    machine = platform.machine()
    if sys.platform != "linux" or machine not in _ARCHITECTURE:
        return
    code = _program(machine)
    holder = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(holder))  # struct sock_fprog
    libc = ctypes.CDLL(None, use_errno=True)
    # Where the kernel refuses (an old one, or a container's rule) the other two layers stand alone.
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        libc.prctl(_SET_SECCOMP, _MODE_FILTER, header, 0, 0)


def _program(machine: str) -> bytes:
    """Which call is let through, as instructions of struct sock_filter. A refused call fails with EPERM."""

    def step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
        return struct.pack("HBBI", code, if_true, if_false, value)

    refuse = step(_RETURN, _FAIL | errno.EPERM)
    allow = step(_RETURN, _ALLOW)
    number = step(_LOAD, _NUMBER_AT)

    def call(wanted: int, *then: bytes) -> bytes:
        return step(_EQUAL, wanted, 0, len(then)) + b"".join(then)

    def argument(position: int) -> bytes:
        return step(_LOAD, _ARGUMENTS_AT + 8 * position)  # its low half, on these little-endian machines

    def opening(wanted: int, flags_at: int) -> bytes:
        return call(wanted, argument(flags_at), step(_ANY_BIT, _WRITES, 0, 1), refuse, allow)

    steps = [step(_LOAD, _ARCHITECTURE_AT), step(_EQUAL, _ARCHITECTURE[machine], 1, 0), step(_RETURN, _KILL), number]
    if machine == "x86_64":
        steps += [step(_AT_LEAST, 0x40000000, 0, 1), refuse]  # the same calls under their x32 numbers
    steps += [call(wanted, refuse) for wanted in _REFUSED_CALLS[machine]]
    steps.append(opening(_OPENAT[machine], 2))
    if machine in _OPEN:
        steps.append(opening(_OPEN[machine], 1))
    # A thread is no process; where clone3 "does not exist", the C library takes clone, whose flags can be read.
    steps.append(call(_CLONE[machine], argument(0), step(_ANY_BIT, _CLONE_THREAD, 1, 0), refuse, allow))
    steps.append(call(_CLONE3, step(_RETURN, _FAIL | errno.ENOSYS)))
    return b"".join([*steps, allow])

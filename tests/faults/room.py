"""Disks that are really too small: the kernel cuts writes short, also those that sqlite and numpy make past Python.

Two ways: a limit on the size of a file, which any system has, and a small file system of its own, where the system
allows one to be mounted (the counts say how many were).
"""

import ctypes
import os
import resource
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.faults.forking import forked
from tests.faults.operations import check, one_sentence_or_none
from tests.faults.transitions import Transition, transitions
from tests.faults.workshop import Workshop

CASES = 48  # half of each way
_PAGE = 4096
_ROOM_TO_RECOVER = 64 << 20
_ENDS = {
    0: "small file systems with room enough",
    2: "small file systems not allowed here",
    3: "small file systems too full",
}
_NEW_MOUNTS, _PRIVATE, _RECURSIVE, _REMOUNT = 0x00020000, 1 << 18, 1 << 14, 32  # of the kernel's headers


def campaign(seed: int, cases: int) -> Counter[str]:
    rng = Random(seed)
    counts: Counter[str] = Counter()
    with Workshop() as workshop:
        made = [t for t in transitions(workshop, seed) if t.name in ("first", "changes", "merge")]
        for number in range(cases // 2):
            transition = made[number % len(made)]
            home = workshop.copied(transition.home, "home")
            with _file_size(rng.choice(_boundaries(workshop, transition))):
                raised = one_sentence_or_none(workshop, home)
            check(workshop, home, transition, raised=raised)
            counts["limits on a file's size"] += 1
            counts["refused in one sentence"] += raised
        for number in range(cases // 2):
            counts[_on_small_file_system(workshop, made[number % len(made)], rng)] += 1
    return counts


def _boundaries(workshop: Workshop, transition: Transition) -> list[int]:
    """Sizes just below, at half, and at nothing of each file that the sync leaves."""
    home = workshop.copied(transition.home, "home")
    workshop.sync_laid(home)
    sizes = {path.stat().st_size for path in (home / "index").rglob("*") if path.is_file()}
    shutil.rmtree(home)
    workshop.copied(transition.home, "home")
    return sorted({size - 1 for size in sizes} | {size // 2 for size in sizes} | {0})


@contextmanager
def _file_size(most: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# --------------------------------------------------------------------------------------------------- small file systems


def _on_small_file_system(workshop: Workshop, transition: Transition, rng: Random) -> str:
    """Sync in a process that sees a file system with little room left, and say how it went."""
    room = rng.randrange(0, 60) * _PAGE
    pid = forked(lambda: _sync_within(workshop, transition, room))
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in _ENDS, f"with {room:,} bytes of room, {transition.name}: status {status}"
    return _ENDS[code]


def _sync_within(workshop: Workshop, transition: Transition, room: int) -> int:
    small = workshop.folder / "small"
    small.mkdir(exist_ok=True)
    used = sum(-(-path.stat().st_size // _PAGE) + 1 for path in transition.home.rglob("*")) * _PAGE
    if not _mounted(small, used + room):
        return 2
    home = Path(shutil.copytree(transition.home, small / "home"))
    raised = one_sentence_or_none(workshop, home)
    if not _call("mount", b"none", os.fsencode(small), b"tmpfs", _REMOUNT, b"size=%d" % _ROOM_TO_RECOVER):
        raise OSError("the small file system cannot be made larger")
    check(workshop, home, transition, raised=raised)
    return 3 if raised else 0


def _mounted(folder: Path, size: int) -> bool:
    """Mount a file system of this size for this process alone. False where that is not allowed."""
    return (
        sys.platform == "linux"
        and _call("unshare", _NEW_MOUNTS)
        and _call("mount", b"none", b"/", None, _RECURSIVE | _PRIVATE, None)
        and _call("mount", b"none", os.fsencode(folder), b"tmpfs", 0, b"size=%d" % size)
    )


def _call(name: str, *given: object) -> bool:
    return bool(getattr(ctypes.CDLL(None), name)(*given) == 0)

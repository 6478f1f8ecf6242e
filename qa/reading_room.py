"""Who is read for when many ask at once: a few questions at a time, and nobody waits long for it.

Reading costs several times what searching does. Where more is asked than can be read, a question that has waited for
PATIENCE_S since it was asked is answered from the search alone: so the server stays quick for all, and reads as much as it
has time for (docs/decisions/0094-answers-in-a-hurry.md).
"""

import os
import threading
import time
from types import TracebackType

PATIENCE_S = 1.0
SEATS = max(1, (os.cpu_count() or 1) // 2)  # reading one passage keeps two processors busy


class ReadingRoom:
    """Safe to share between threads."""

    def __init__(self, seats: int = SEATS) -> None:
        self._free = threading.BoundedSemaphore(seats)

    def seat(self, asked_at: float | None = None, patience_s: float | None = PATIENCE_S) -> "Seat":
        """A seat for one question, asked at this time of time.monotonic(), by default now; `patience_s` None waits for ever."""
        now = time.monotonic()
        return Seat(self._free, None if patience_s is None else (now if asked_at is None else asked_at) + patience_s)


class Seat:
    """Whether one question is read for: settled when that is first needed, the same to its end. For one thread."""

    def __init__(self, free: threading.BoundedSemaphore, until: float | None) -> None:
        self._free, self._until = free, until
        self._settled: bool | None = None

    def taken(self) -> bool:
        """Waits for a free seat while there is patience left; whether there was one."""
        if self._settled is None:
            left = None if self._until is None else self._until - time.monotonic()
            self._settled = (left is None or left > 0) and self._free.acquire(timeout=left)
        return self._settled

    @property
    def refused(self) -> bool:
        """Whether it would have been read for and was not."""
        return self._settled is False

    def __enter__(self) -> "Seat":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._settled:
            self._free.release()

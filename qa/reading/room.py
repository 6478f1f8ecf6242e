"""Who is read for when many ask at once: a few questions at a time, and nobody waits long for it.

Reading costs several times what searching does. Where more is asked than can be read, a question that has waited for
PATIENCE_S is answered from the search alone: so the server stays quick for all, and reads as much as it has time for
(docs/decisions/0094-answers-in-a-hurry.md).
"""

import os
import threading
import time
from types import TracebackType

PATIENCE_S = 0.5
SEATS = max(1, (os.cpu_count() or 1) // 2)  # reading one passage keeps two processors busy


class ReadingRoom:
    """Safe to share between threads."""

    def __init__(self, seats: int = SEATS) -> None:
        self._free = threading.BoundedSemaphore(seats)

    def seat(self, asked_at: float | None = None, patience_s: float | None = PATIENCE_S) -> "Seat":
        """A seat for a question that is begun now; `patience_s` None is for ever.

        `asked_at`, by time.monotonic(), is when it was asked, if it has waited since: that is part of its waiting.
        """
        waited_s = time.monotonic() - asked_at if asked_at is not None else 0.0
        return Seat(self._free, None if patience_s is None else patience_s - waited_s)


class Seat:
    """Whether one question is read for: settled when that is first needed, the same to its end. For one thread."""

    def __init__(self, free: threading.BoundedSemaphore, patience_s: float | None) -> None:
        self._free, self._patience_s = free, patience_s
        self._settled: bool | None = None

    def taken(self) -> bool:
        """Waits for a free seat as long as there is patience left; whether there was one."""
        if self._settled is None:
            left = self._patience_s
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

"""What has been signed out of: proofs that are void before their time, kept over restarts until that time is over."""

import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from index.swapping import swap_in_private

_LATEST = 10**12  # a day long after everything; a line beyond it is no line of ours


class SignedOut:
    """Proofs by their digest, in a file with a line for each. Safe to share between threads."""

    def __init__(self, path: Path, now: Callable[[], float]) -> None:
        """Lines whose time is over, or that are none, are dropped."""
        self._path, self._now = path, now
        self._lock = threading.Lock()
        lines = path.read_text("ascii", "replace").splitlines() if path.exists() else []
        self._ends = {digest: ends for digest, ends in map(_read, lines) if now() <= ends <= _LATEST}
        if len(self._ends) < len(lines):
            self._rewrite()

    def add(self, proof: str, ends: int) -> None:
        """Let the proof prove nothing more. `ends`, in seconds since 1970, is when it would have ended by itself."""
        digest = _digest(proof)
        with self._lock:
            self._ends = {one: until for one, until in self._ends.items() if until >= self._now()} | {digest: ends}
            self._rewrite()

    def __contains__(self, proof: str) -> bool:
        return _digest(proof) in self._ends

    def _rewrite(self) -> None:
        lines = "".join(f"{digest} {ends}\n" for digest, ends in sorted(self._ends.items()))
        swap_in_private(self._path, [lines.encode()])


def _digest(proof: str) -> str:
    return sha256(proof.encode()).hexdigest()


def _read(line: str) -> tuple[str, int]:
    digest, _, ends = line.partition(" ")
    return digest, int(ends) if ends.isdecimal() else 0

"""How far a corpus folder is ahead of what is searched, cheap enough to be asked all the time."""

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from index.errors import CorpusError, IndexUnusable
from index.stamps import Stamps
from index.syncing.corpus import scan

CHECKED_S = 5.0  # a folder of 10,000 files is looked through in some 50 ms


class FolderAhead:
    """Counts the files of a folder that are not in the index as they are. Safe to share between threads."""

    def __init__(self, corpus: Path, indexed: Callable[[], Mapping[str, str]]) -> None:
        """`indexed` gives the sha256 of every file of the generation that answers, by path."""
        self._corpus, self._indexed = corpus, indexed
        self._stamps = Stamps()  # a file is read once and then only when it has changed
        self._lock = threading.Lock()
        self._checked = float("-inf")
        self._found = ("", 0)  # the generation that was answering then, and the number

    def __call__(self, generation: str) -> int:
        """The number for the generation that answers, a few seconds old; 0 until it has been found out. Never waits."""
        found_for, files = self._found
        due = found_for != generation or time.monotonic() - self._checked > CHECKED_S
        if due and self._lock.acquire(blocking=False):
            threading.Thread(
                target=self._check_and_release, args=[generation], name="folder ahead", daemon=True
            ).start()
        return files if found_for == generation else 0

    def check(self, generation: str) -> int:
        """Look now: files added, changed and deleted since the generation was made."""
        with self._lock:
            self._check(generation)
        return self._found[1]

    def _check_and_release(self, generation: str) -> None:
        try:
            self._check(generation)
        finally:
            self._lock.release()

    def _check(self, generation: str) -> None:
        self._checked = time.monotonic()
        try:
            indexed = self._indexed()
            looked = scan(self._corpus, self._stamps)
        except (OSError, CorpusError, IndexUnusable):  # folder or index changed under it: the next check sees both anew
            return
        self._stamps.turn()
        found = {**looked.sums, **dict.fromkeys(looked.problems, "")}
        known = found.keys() | {path for path in indexed.keys() - found.keys() if not looked.hides(path)}
        self._found = generation, sum(found.get(path) != indexed.get(path) for path in known)

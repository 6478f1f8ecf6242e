"""Sixteen processes that all want to write, some of them killed: nothing is lost, nobody waits for ever."""

import os
import re
import signal
import time
from collections import Counter
from pathlib import Path
from random import Random

from index.errors import IndexLocked
from index.library import open_library
from tests.faults.corpora import State, article, first_state
from tests.faults.forking import forked
from tests.faults.workshop import Workshop

CASES = 3  # rounds
_WRITERS = 16
_KILLS = 4  # in each round
_LIMIT_S = 120.0
_REFUSED, _DONE, _KILLED = "told who holds the index", "waited and published", "killed"
_EXIT = {0: _DONE, 3: _REFUSED}


def campaign(seed: int, cases: int) -> Counter[str]:
    """In each round every process adds an article and syncs; what a process was told is done stays done."""
    rng = Random(seed)
    counts: Counter[str] = Counter({"processes": 0})
    with Workshop() as workshop:
        home = workshop.folder / "home"
        workshop.sync(home, first_state(rng, 3))
        for number in range(cases):
            names = [f"{number}-{writer}" for writer in range(_WRITERS)]
            running = {_start(workshop, home, name, article(rng), impatient=rng.random() < 0.3) for name in names}
            counts["processes"] += len(running)
            try:
                counts.update(_await(running, home / "index" / "WRITER", rng))
            finally:
                for pid in running:
                    os.kill(pid, signal.SIGKILL)
            workshop.sync_laid(home)
            workshop.assert_whole(home, _laid(home))
    return counts


def _start(workshop: Workshop, home: Path, name: str, text: str, *, impatient: bool) -> int:
    return forked(lambda: _write(workshop, home, name, text, impatient=impatient))


def _write(workshop: Workshop, home: Path, name: str, text: str, *, impatient: bool) -> int:
    """Add an article and sync. Whatever the others do, it answers from then on."""
    (home / "corpus" / f"{name}.new").write_text(text)
    (home / "corpus" / f"{name}.new").rename(home / "corpus" / f"{name}.txt")
    try:
        workshop.sync_laid(home, wait=not impatient)
    except IndexLocked as error:
        assert re.search(r"process \d+, since \d{4}", str(error)), f"nobody is named: {error}"
        return 3
    for _ in range(3):
        with open_library(home / "index") as library:
            assert library.article(name).text, "it was published and is gone"
        time.sleep(0.02)
    return 0


def _await(running: set[int], holder: Path, rng: Random) -> Counter[str]:
    """Reap every process (it leaves `running`) and kill some now and then, every second time the one that writes."""
    counts: Counter[str] = Counter()
    deadline = time.monotonic() + _LIMIT_S
    kills = _KILLS
    while running:
        assert time.monotonic() < deadline, f"{len(running)} writers still wait after {_LIMIT_S:g} s"
        ended, status = os.waitpid(-1, os.WNOHANG)
        if ended:
            running.discard(ended)
            counts[_how(status)] += 1
        elif kills and rng.random() < 0.05:
            writing = {int(word) for word in re.findall(r"process (\d+)", holder.read_text())} & running
            os.kill(rng.choice(sorted(writing if writing and kills % 2 else running)), signal.SIGKILL)
            kills -= 1
        else:
            time.sleep(0.005)
    return counts


def _how(status: int) -> str:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return _KILLED
    assert os.WIFEXITED(status) and os.WEXITSTATUS(status) in _EXIT, f"a writer ended with status {status}"
    return _EXIT[os.WEXITSTATUS(status)]


def _laid(home: Path) -> State:
    corpus = home / "corpus"
    return {path.relative_to(corpus).as_posix(): path.read_text() for path in corpus.rglob("*.txt")}

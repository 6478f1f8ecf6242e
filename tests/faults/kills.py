"""kill -9 at any point of a sync: the index is the old one or the new one, and the next sync goes through."""

import os
import signal
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.faults.disk import Disk, killed
from tests.faults.forking import forked
from tests.faults.transitions import Transition, transitions
from tests.faults.workshop import Workshop, case_named

CASES = 210
_AT_RANDOM_TIMES = 0.25  # of the cases; the others die at a chosen operation
_LIMIT_S = 60.0


def campaign(seed: int, cases: int) -> Counter[str]:
    rng = Random(seed)
    counts: Counter[str] = Counter()
    with Workshop() as workshop:
        made = transitions(workshop, seed)
        for case in range(cases):
            counts["cases"] += 1
            transition = rng.choice(made)
            home = workshop.copied(transition.home, "home")
            if rng.random() < _AT_RANDOM_TIMES:
                counts["at a random time"] += _killed_in_time(workshop, home, rng)
            else:
                _killed_at_operation(workshop, home, transition, rng)
                counts["at an operation"] += 1
            with case_named(f"case {case}, {transition.name}"):
                counts[_checked(workshop, home, transition)] += 1
    return counts


def _checked(workshop: Workshop, home: Path, transition: Transition) -> str:
    found = workshop.standing(home, transition.old, transition.new)
    report = workshop.sync_laid(home)
    assert report.embedded <= (transition.embedded if found == "old" else 0), "it embedded again what it had"
    workshop.assert_whole(home, transition.new)
    return f"left the {found} index"


def _killed_at_operation(workshop: Workshop, home: Path, transition: Transition, rng: Random) -> None:
    number = rng.randint(1, len(transition.operations))
    share = rng.choice([None, 0.5, 1.0])

    def work() -> int:
        with Disk(home, killed(number, share)):
            workshop.sync_laid(home)
        return 0

    status = _status(forked(work))
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, f"it ended with status {status}"


def _killed_in_time(workshop: Workshop, home: Path, rng: Random) -> int:
    """Kill a sync some time after its beginning; 1 if it had not ended by then."""
    pid = forked(lambda: 0 if workshop.sync_laid(home) else 1)
    time.sleep(rng.random() * 0.04)  # an undisturbed sync takes about 0.03 s
    os.kill(pid, signal.SIGKILL)
    return int(os.WIFSIGNALED(_status(pid)))


def _status(pid: int) -> int:
    deadline = time.monotonic() + _LIMIT_S
    while time.monotonic() < deadline:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.001)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    raise AssertionError(f"a sync did not end within {_LIMIT_S:g} s")

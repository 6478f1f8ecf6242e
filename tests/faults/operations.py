"""Every file operation of a sync failed once: one sentence, the answers of before or after, and the next sync goes through."""

import errno
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from index.errors import ArticleQAError
from tests.faults.disk import Disk, Fault, Operation, failing, full_from, short
from tests.faults.transitions import Transition, transitions
from tests.faults.workshop import Workshop

CASES = 1000  # more than there are: all of them
_TRANSITIONS = ("first", "changes")  # between them they do all that a sync can do
_ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
_SHARES = (0.0, 0.5, 1.0)  # of a write that stops short; 1.0 is all but the last byte


def campaign(seed: int, cases: int) -> Counter[str]:
    """Each operation of two syncs fails, with an error by turns; each write also stops short; up to `cases` of these."""
    rng = Random(seed)
    counts: Counter[str] = Counter()
    with Workshop() as workshop:
        chosen = [t for t in transitions(workshop, seed) if t.name in _TRANSITIONS]
        tried = [(t, kind, fault) for t in chosen for kind, fault in _faults(rng, t.operations)]
        counts["operations"] = sum(len(t.operations) for t in chosen)
        for transition, kind, fault in rng.sample(tried, min(cases, len(tried))):
            counts["cases"] += 1
            home = workshop.copied(transition.home, "home")
            with Disk(home, fault):
                raised = one_sentence_or_none(workshop, home)
            counts[kind] += 1
            counts["refused in one sentence" if raised else "of no consequence"] += 1
            check(workshop, home, transition, raised=raised)
    return counts


def one_sentence_or_none(workshop: Workshop, home: Path) -> bool:
    """Whether the sync was refused. Anything but an error that the doors can say passes through and fails the campaign."""
    try:
        workshop.sync_laid(home)
    except (ArticleQAError, OSError) as error:
        assert str(error).strip() and "\n" not in str(error), f"no sentence: {error!r}"
        return True
    return False


def check(workshop: Workshop, home: Path, transition: Transition, *, raised: bool) -> None:
    found = workshop.standing(home, transition.old, transition.new)
    assert raised or found == "new", "it said that all was well and left the old index"
    workshop.sync_laid(home)
    workshop.assert_whole(home, transition.new)


def _faults(rng: Random, operations: tuple[Operation, ...]) -> Iterator[tuple[str, Fault]]:
    for operation in operations:
        code = rng.choice([*_ERRORS, None])
        if code is None:
            yield "disk full from there on", full_from(operation.number)
        else:
            yield errno.errorcode[code], failing(operation.number, code)
        if operation.verb == "write":
            yield "short writes", short(operation.number, rng.choice(_SHARES))

"""Power lost at any operation of a sync: what was not fsynced may be gone, torn or old, and the index is whole all the same.

Simulated by the rules of POSIX, which are harsher than any one file system: a file's bytes last once the file was
fsynced, its name once its folder was, and of everything else each part may have reached the disk or not.
"""

import shutil
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

from tests.faults.disk import Disk, Lost, Operation, lost
from tests.faults.transitions import Transition, transitions
from tests.faults.workshop import Workshop, case_named

CASES = 120
_WRITES = frozenset({"create", "write", "sqlite"})


def campaign(seed: int, cases: int) -> Counter[str]:
    rng = Random(seed)
    counts: Counter[str] = Counter()
    with Workshop() as workshop:
        made = transitions(workshop, seed)
        for case in range(cases):
            counts["cases"] += 1
            transition = rng.choice(made)
            home = workshop.copied(transition.home, "home")
            performed, acknowledged = _until_the_loss(workshop, home, transition, rng)
            counts["damaged files or names"] += _lose_unsynced(home, transition.home, performed, rng)
            with case_named(f"case {case}, {transition.name}, after {performed[-1] if performed else 'nothing'}"):
                found = workshop.standing(home, transition.old, transition.new)
                assert found == "new" or not acknowledged, "a sync that had returned is gone"
                workshop.sync_laid(home)
                workshop.assert_whole(home, transition.new)
            counts[f"left the {found} index"] += 1
    return counts


def _until_the_loss(
    workshop: Workshop, home: Path, transition: Transition, rng: Random
) -> tuple[list[Operation], bool]:
    """The operations that were carried out, and whether the sync had returned by then."""
    named = next(o.number for o in transition.operations if o.verb == "replace")
    # Half of the losses fall about the moment at which CURRENT names the new generation.
    number = rng.choice([rng.randint(1, len(transition.operations) + 1), rng.randint(named - 2, named + 3)])
    share = rng.choice([None, 1.0])
    with Disk(home, lost(number, share)) as disk, suppress(Lost):
        workshop.sync_laid(home)
        return disk.operations, True
    done = number if share else number - 1
    return [operation for operation in disk.operations if operation.number <= done], False


def _lose_unsynced(root: Path, before: Path, performed: list[Operation], rng: Random) -> int:
    damages = 0
    for path in sorted(_unsynced_files(performed)):
        if path.is_file() and rng.random() < 0.8:
            _tear(path, rng)
            damages += 1
    for operation in reversed(_unsynced_names(performed)):
        if rng.random() < 0.5:
            _forget(operation, root, before)
            damages += 1
    return damages


def _unsynced_files(performed: list[Operation]) -> set[Path]:
    unsynced: set[Path] = set()
    for operation in performed:
        if operation.verb in _WRITES:
            unsynced.add(operation.path)
        elif operation.verb == "fsync":
            unsynced.discard(operation.path)
        elif operation.target and operation.path in unsynced:
            unsynced.add(operation.target)
    return unsynced


def _unsynced_names(performed: list[Operation]) -> list[Operation]:
    synced = {o.path: o.number for o in performed if o.verb == "fsync"}
    changing = [o for o in performed if o.verb in ("create", "mkdir", "replace", "unlink", "rmdir")]
    return [o for o in changing if synced.get((o.target or o.path).parent, 0) < o.number]


def _tear(path: Path, rng: Random) -> None:
    data = bytearray(path.read_bytes())
    match rng.choice(["empty", "half", "zeros", "a bit"]):
        case "empty":
            data.clear()
        case "half":
            del data[len(data) // 2 :]
        case "zeros":
            data[:] = bytes(len(data))
        case "a bit" if data:
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def _forget(operation: Operation, root: Path, before: Path) -> None:
    """Undo a change of a name, as if the folder had never been written."""
    changed = operation.target or operation.path
    earlier = before / changed.relative_to(root)
    if operation.target and changed.exists():
        shutil.copy(changed, operation.path)
    if operation.verb in ("create", "mkdir", "replace"):
        if changed.is_dir() and not earlier.exists():
            shutil.rmtree(changed)
        elif changed.is_file():
            changed.unlink()
    if earlier.is_file() and operation.verb != "create":
        changed.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(earlier, changed)
    elif earlier.is_dir():
        changed.mkdir(parents=True, exist_ok=True)

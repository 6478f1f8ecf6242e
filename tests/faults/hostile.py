"""Files made to do harm are read in a child whose time and memory are measured, with a good file behind each."""

import json
import math
import os
import resource
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from index.readers import Limits
from index.readers.sandbox import Job, Sandbox
from tests.faults.forking import forked
from tests.faults.hostile_files import HOSTILE
from tests.faults.workshop import Workshop

CASES = len(HOSTILE)
CPU_S, MEMORY_BYTES = 20, 1 << 30  # what a file may cost at most
_START_S = 1.0  # a child's own start, and the second in which the kernel notices


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of a hostile file and of the good one behind it, and what the two cost."""

    texts: list[str]
    problems: list[str]
    next_texts: list[str]
    cpu_s: float
    peak_bytes: int


def campaign(seed: int, cases: int) -> Counter[str]:
    """With the limits that articles are read with."""
    names = Random(seed).sample(sorted(HOSTILE), min(cases, len(HOSTILE)))
    counts: Counter[str] = Counter()
    with Workshop() as workshop:
        for name in names:
            found = measured(workshop.folder, name, HOSTILE[name](), Limits())
            print(row(name, found), flush=True)
            assert found.cpu_s <= CPU_S + _START_S, f"{name} took {found.cpu_s:.1f} s"
            assert found.peak_bytes <= MEMORY_BYTES, f"{name} took {found.peak_bytes:,} bytes"
            assert found.next_texts == [next_text(name)], f"the file behind {name} was not read"
            counts["files"] += 1
            counts["read" if found.texts else "refused"] += 1
    return counts


def measured(folder: Path, name: str, content: bytes, limits: Limits) -> Measured:
    """Read one file in a process of its own, whose children's use of the machine is then its own children's alone."""
    (folder / name).write_bytes(content)
    (folder / "next.txt").write_text(next_text(name))
    told = folder / "measured"
    _, status = os.waitpid(forked(lambda: _measure(folder, name, limits, told)), 0)
    (folder / name).unlink()
    assert status == 0, f"reading {name} ended with status {status}"
    return Measured(**json.loads(told.read_text()))


def next_text(name: str) -> str:
    return f"A good file after {name}."


def row(name: str, found: Measured) -> str:
    outcome = "read" if found.texts else f"refused: {found.problems[0]}"
    return f"{name:32} {found.cpu_s:6.2f} s {found.peak_bytes >> 20:5} MiB  {outcome:.70}"


def _measure(folder: Path, name: str, limits: Limits, told: Path) -> int:
    jobs = [Job(folder / name, Path(name).suffix, "hostile"), Job(folder / "next.txt", ".txt", "next")]
    with Sandbox(folder, workers=1, limits=limits) as sandbox:
        bad, good = sandbox.read_all(jobs)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    texts, next_texts = ([article.text for article in outcome.articles] for outcome in (bad, good))
    found = Measured(texts, list(bad.problems), next_texts, used.ru_utime + used.ru_stime, peak)
    told.write_text(json.dumps(asdict(found)))
    return 0


def main() -> None:
    """Every file under the limits of a test, as JSON: how many times the processor time of a harmless file each may cost."""
    with Workshop() as workshop:
        harmless = [measured(workshop.folder, "harmless.html", b"<p>Good text.</p>", Limits()) for _ in range(3)]
        harmless_s = max(found.cpu_s for found in harmless)
        limits = Limits(memory_bytes=600 << 20, cpu_s=math.ceil(float(sys.argv[1]) * harmless_s))
        found = {name: asdict(measured(workshop.folder, name, file(), limits)) for name, file in HOSTILE.items()}
        print(json.dumps({"harmless_s": harmless_s, "limit_s": limits.cpu_s, "found": found}))


if __name__ == "__main__":
    main()

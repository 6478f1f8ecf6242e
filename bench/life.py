"""What changes cost in a large corpus: nothing to do, ten articles more, ten fewer.

    python -m bench.life FOLDER [--articles 10000] [--rounds 3]

FOLDER is made, filled and indexed where that has not been done, and left as it was found. Each figure is the whole process
of `article-qa index`; `start` is that of `article-qa --help`, which only starts. What stands behind it is the sync alone, as a
server does it: from looking at the folder to the published generation, and what was pruned. Medians, and the span of all rounds.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from bench.synthetic import article_paths, write_articles

CLI = Path(__file__).parents[1] / "cli.py"
SEED = 20261124
CHANGED = 10


class Took(NamedTuple):
    """Seconds."""

    process: float
    sync: float = 0.0


def timed(*arguments: str) -> tuple[float, str]:
    started = time.perf_counter()
    done = subprocess.run([sys.executable, str(CLI), *arguments], capture_output=True, text=True, check=True)
    return time.perf_counter() - started, done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    corpus, index = options.folder / "corpus", options.folder / "index"
    extra = range(options.articles, options.articles + CHANGED)

    def sync(expected: dict[str, int]) -> Took:
        took, printed = timed("index", "--corpus", str(corpus), "--index", str(index), "--json")
        report = json.loads(printed)
        found = {kind: len(report["changes"][kind]) for kind in ("added", "deleted")}
        assert found == {"added": 0, "deleted": 0} | expected, f"{found}, expected {expected}"
        return Took(took, report["took_s"])

    if not index.exists():
        write_articles(corpus, range(options.articles), SEED)
        print(f"indexed {options.articles} articles in {sync({'added': options.articles}).process:.0f} s")
    figures: dict[str, list[Took]] = {}
    for _ in range(options.rounds):
        figures.setdefault("start", []).append(Took(timed("--help")[0]))
        figures.setdefault("nothing to do", []).append(sync({}))
        write_articles(corpus, extra, SEED)
        figures.setdefault(f"add {CHANGED}", []).append(sync({"added": CHANGED}))
        for path in article_paths(corpus, extra):
            path.unlink()
        figures.setdefault(f"delete {CHANGED}", []).append(sync({"deleted": CHANGED}))
    print(f"{options.articles} articles, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name, rounds in figures.items():
        print(f"{name:14} {_span([one.process for one in rounds])}   sync {_span([one.sync for one in rounds])}")


def _span(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):6.3f} s  ({min(seconds):.3f} to {max(seconds):.3f})"


if __name__ == "__main__":
    main()

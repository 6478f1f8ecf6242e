"""python -m tests.faults: the fault tests, as long and as often as one likes."""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from types import ModuleType

import faiss

from tests.faults import histories, hostile, kills, losses, mutations, operations, readers, room, writers

CAMPAIGNS: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (kills, operations, room, losses, mutations, writers, readers, histories, hostile)
}


def main() -> None:
    options = _options()
    faiss.omp_set_num_threads(1)  # a forked child must find no pool of threads that it did not inherit
    total: dict[str, Counter[str]] = {name: Counter() for name in options.campaigns}
    for seed in range(options.seed, options.seed + options.rounds):
        for name in options.campaigns:
            started = time.monotonic()
            cases = options.cases or CAMPAIGNS[name].CASES
            total[name] += _run(name, CAMPAIGNS[name].campaign, seed, cases)
            print(f"{_line(name, total[name])} · seed {seed}, {time.monotonic() - started:.1f} s", flush=True)


def _run(name: str, campaign: Callable[[int, int], Counter[str]], seed: int, cases: int) -> Counter[str]:
    try:
        return campaign(seed, cases)
    except BaseException:
        traceback.print_exc()
        print(f"FAILED. To see it again: python -m tests.faults {name} --seed {seed} --cases {cases}", flush=True)
        sys.exit(1)


def _line(name: str, counts: Counter[str]) -> str:
    return f"{name}: {', '.join(f'{count:,} {what}' for what, count in counts.items())}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("campaigns", nargs="*", default=list(CAMPAIGNS), choices=[*CAMPAIGNS, []], metavar="CAMPAIGN")
    parser.add_argument("--rounds", type=int, default=1, help="how many seeds, one after the other")
    parser.add_argument("--seed", type=int, default=random.randrange(1, 10**6), help="the first of them")
    parser.add_argument("--cases", type=int, help="of each campaign; if not given, as many as the tests run")
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""Random histories of a corpus, with crashes and failures in between: the index ends as if it had been made at one go."""

import errno
from collections import Counter
from contextlib import suppress
from random import Random

import hypothesis
import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from index.search import Searcher
from tests.faults.corpora import CHANGES, State, first_state
from tests.faults.disk import Disk, Lost, failing, lost
from tests.faults.workshop import Answers, Workshop, answers_of

CASES = 25  # histories
_STEPS = 12
_SEEDS = st.integers(0, 2**32 - 1)
_OPERATIONS = st.integers(1, 160)  # a crash past a sync's last operation is a sync that went well


class History(RuleBasedStateMachine):
    """Whatever is done to the folder and to the syncs, each sync that returns leaves an index equal to a fresh one."""

    workshop: Workshop
    counts: Counter[str]
    state: State
    held: tuple[Searcher, Answers] | None

    def __init__(self) -> None:
        super().__init__()
        self.home = self.workshop.folder / "history"
        self.held = None
        self.counts["histories"] += 1

    @initialize(seed=_SEEDS)
    def begin(self, seed: int) -> None:
        self.state = first_state(Random(seed), 4)
        self.sync()

    @rule(seeds=st.lists(_SEEDS, min_size=1, max_size=4))
    def change(self, seeds: list[int]) -> None:
        for rng in map(Random, seeds):
            rng.choice(CHANGES)(rng, self.state)
        self.counts["changes"] += len(seeds)

    @rule()
    def sync(self) -> None:
        self.workshop.sync(self.home, self.state)
        if not self.held:
            self.workshop.assert_whole(self.home, self.state)
        assert self.workshop.answers(self.home).same_as(self.workshop.fresh(self.state))
        report = self.workshop.sync_laid(self.home)
        assert not report.changes and not report.embedded, "a second sync found something to do"
        self.counts["syncs"] += 1

    @rule()
    def rebuild(self) -> None:
        self.workshop.sync(self.home, self.state, rebuild=True)
        assert self.workshop.answers(self.home).same_as(self.workshop.fresh(self.state))
        self.counts["rebuilds"] += 1

    @rule(number=_OPERATIONS, share=st.sampled_from([None, 0.5, 1.0]))
    def crash(self, number: int, share: float | None) -> None:
        self.workshop.lay(self.home, self.state)
        with Disk(self.home, lost(number, share)), suppress(Lost):
            self.workshop.sync_laid(self.home)
        self.counts["crashes"] += 1

    @rule(number=_OPERATIONS, code=st.sampled_from([errno.ENOSPC, errno.EIO]))
    def fail(self, number: int, code: int) -> None:
        self.workshop.lay(self.home, self.state)
        with Disk(self.home, failing(number, code)), suppress(OSError):
            self.workshop.sync_laid(self.home)
        self.counts["failures"] += 1

    @precondition(lambda self: not self.held)
    @rule()
    def open(self) -> None:
        searcher = Searcher(self.home / "index", self.workshop.embedder)
        self.held = searcher, answers_of(searcher)

    @precondition(lambda self: self.held)
    @rule()
    def close(self) -> None:
        """The generation that was opened some steps ago still answers as it did."""
        if self.held:
            searcher, before = self.held
            self.held = None
            assert answers_of(searcher) == before
            searcher.close()
            self.counts["generations held through changes"] += 1

    def teardown(self) -> None:
        self.close()
        self.sync()
        self.workshop.forget(self.home)


def campaign(seed: int, cases: int) -> Counter[str]:
    """Seed 0 draws the same histories in each run of the tests; another seed draws others."""
    counts: Counter[str] = Counter()
    with Workshop() as workshop:
        machine = type("History", (History,), {"workshop": workshop, "counts": counts})
        settings = hypothesis.settings(
            max_examples=cases,
            stateful_step_count=_STEPS,
            deadline=None,
            derandomize=seed == 0,
            database=None,
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        run_state_machine_as_test(hypothesis.seed(seed)(machine) if seed else machine, settings=settings)
    return counts

"""Readers that answer while two hundred generations are published: no answer fails, none mixes two generations."""

import json
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from index.live import LiveSearcher
from index.search import Searcher
from tests.faults.corpora import QUESTIONS, State, first_state, next_state
from tests.faults.forking import forked
from tests.faults.workshop import Workshop

CASES = 200  # publishes
_THREADS = 4
_PROCESSES = 2
_KEPT = 2  # generations, besides those that a reader holds
_PAUSE_S = 0.05  # between two answers of one reader, so that the writer has its turn on one core

Ranking = list[tuple[str, str]]  # (passage id, text), best first


@dataclass(frozen=True, slots=True)
class Observed:
    """One answer: the generation that it claims to come from, and what it said to which question."""

    generation: str
    question: int
    ranking: Ranking


def campaign(seed: int, cases: int) -> Counter[str]:
    rng = Random(seed)
    with Workshop() as workshop:
        home = workshop.folder / "home"
        states = {workshop.sync(home, state := first_state(rng, 4)).generation: state}
        with _processes(workshop, home) as logs, _threads(workshop, home) as observed:
            for _ in range(cases):
                state = next_state(rng, state)
                states[workshop.sync(home, state).generation] = state
                generations = len(list((home / "index" / "generations").iterdir()))
                # Each reader may hold one generation and be opening the next.
                assert generations <= _KEPT + 2 * (_THREADS + _PROCESSES), f"{generations} generations are kept"
        for log in logs:
            observed += _read(log)
        _replay(workshop, states, observed)
        workshop.sync_laid(home)
        workshop.assert_whole(home, state)
    seen = {answer.generation for answer in observed}
    return Counter({"publishes": cases, "answers": len(observed), "generations answered from": len(seen)})


def _replay(workshop: Workshop, states: dict[str, State], observed: list[Observed]) -> None:
    """Every answer is the one that a fresh index of its generation's corpus gives."""
    for generation in sorted({answer.generation for answer in observed}):
        rankings = workshop.fresh(states[generation]).rankings
        expected = [[(passage, text) for passage, text, _ in ranking] for ranking in rankings]
        for answer in observed:
            if answer.generation == generation:
                assert answer.ranking == expected[answer.question], f"an answer of {generation} is not its own"


def _answer(searcher: Searcher, question: int) -> Observed:
    hits = searcher.search(QUESTIONS[question], limit=1000)
    return Observed(searcher.manifest.name, question, [(hit.passage.id, hit.passage.text) for hit in hits])


@contextmanager
def _threads(workshop: Workshop, home: Path) -> Iterator[list[Observed]]:
    """Threads that share one live searcher, as those of a server do, until the block ends. Their failure fails the block."""
    live = LiveSearcher(home / "index", workshop.embedder)
    observed: list[Observed] = []
    failures: list[BaseException] = []
    ended = threading.Event()

    def read(turn: int) -> None:
        try:
            while not ended.wait(_PAUSE_S):
                turn += 1
                with live.searcher() as searcher:
                    observed.append(_answer(searcher, turn % len(QUESTIONS)))
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=read, args=(n,)) for n in range(_THREADS)]
    for thread in threads:
        thread.start()
    try:
        yield observed
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    with live.searcher() as searcher:
        searcher.close()
    assert not failures, f"a reader failed: {failures[0]!r}"
    assert live.problem is None, live.problem


@contextmanager
def _processes(workshop: Workshop, home: Path) -> Iterator[list[Path]]:
    """Processes that open the current generation anew for every few answers, and write down what they were told."""
    logs = [workshop.folder / f"reader-{n}.jsonl" for n in range(_PROCESSES)]
    pids = [forked(partial(_read_until_told, workshop, home, log)) for log in logs]
    try:
        yield logs
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGTERM)
        statuses = [os.waitpid(pid, 0)[1] for pid in pids]
    assert not any(statuses), f"a reading process failed: {statuses}"


def _read_until_told(workshop: Workshop, home: Path, log: Path) -> int:
    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    with log.open("w") as lines:
        while not told.wait(_PAUSE_S):
            with workshop.opened(home) as searcher:
                for question in range(len(QUESTIONS)):
                    answer = _answer(searcher, question)
                    lines.write(json.dumps([answer.generation, answer.question, answer.ranking]) + "\n")
    return 0


def _read(log: Path) -> list[Observed]:
    read = [json.loads(line) for line in log.read_text().splitlines()]
    return [
        Observed(generation, question, [(i, text) for i, text in ranking]) for generation, question, ranking in read
    ]

"""What tests share: a small embedder with no weights, small corpora, and the one real index of the sample corpus."""

import fcntl
import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from index.embedding import EmbedderIdentity, PassageText, PassageVectors, load_embedder
from index.models.modelfiles import DEFAULT_MODEL
from index.search import Searcher
from index.sync import SyncReport, sync
from qa.answerer import Answerer
from qa.opening import open_answerer
from tests.browsing import CHROMIUM, PATIENCE_MS, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A slow machine is no fault of what is tested.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

ROOT = Path(__file__).parent.parent
DIMENSION = 32
_WORD = re.compile(r"\w+")


def _unit(vector: np.ndarray) -> np.ndarray:
    return (vector / max(float(np.linalg.norm(vector)), 1e-9)).astype(np.float32)


class WordEmbedder:
    """Texts with the same words get the same vector; counts the passages that it was given."""

    runtime = "words"

    def __init__(self, name: str = "words") -> None:
        self.identity = EmbedderIdentity(name, "0" * 64, DIMENSION, 256, "", "")
        self.embedded = 0

    def token_starts(self, text: str) -> list[int]:
        return [match.start() for match in re.finditer(r"\w+|[^\w\s]", text)]

    def embed_passages(self, passages: Sequence[PassageText]) -> Iterator[PassageVectors]:
        for passage in passages:
            self.embedded += 1
            sentences = [self._vector(passage.text[start:end]) for start, end in passage.sentences]
            yield PassageVectors(self._vector(passage.text), np.array(sentences, dtype=np.float32))

    def embed_query(self, query: str) -> np.ndarray:
        return self._vector(query)

    def _vector(self, text: str) -> np.ndarray:
        words = [w.lower() for w in _WORD.findall(text)] or [""]
        return _unit(np.sum([self._word(w) for w in words], axis=0))

    @staticmethod
    def _word(word: str) -> np.ndarray:
        seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
        return np.random.default_rng(seed).standard_normal(DIMENSION)


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three dated articles in three formats."""
    folder = tmp_path / "corpus"
    (folder / "world").mkdir(parents=True)
    (folder / "world" / "summit.txt").write_text(
        " date 2023-08-21 Ministers met in Oslo to discuss fishing quotas.  They agreed on cod. Herring was put off.\n\n"
        "Norway will host the next round in October.\n"
    )
    (folder / "bridge.md").write_text(
        "---\ntitle: A bridge reopens\ndate: 2021-03-02\nsource: Harbour Gazette\n---\n"
        "The old bridge reopened after nine years. Repairs cost 40 million crowns.\n"
    )
    (folder / "whale.jsonl").write_text(
        '{"id": "whale", "title": "A whale in the river", "date": "2019-06-11", "source": "Northern Wire", '
        '"text": "A young whale swam up the river. Rescuers led it back to the sea. It weighed two tonnes."}\n'
    )
    return folder


Syncing = Callable[..., SyncReport]


@pytest.fixture
def synced(corpus: Path, tmp_path: Path, embedder: WordEmbedder) -> Syncing:
    """Call it to bring `tmp_path/index` in step with the corpus."""

    def run(**options: object) -> SyncReport:
        options.setdefault("progress", silent)
        return sync(corpus, tmp_path / "index", embedder.identity.name, lambda _: embedder, **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stamps of files are believed at once, as if every file had been written long ago."""
    monkeypatch.setattr("index.stamps.SETTLED_NS", -(10**15))


@pytest.fixture
def opened(synced: Syncing, tmp_path: Path, embedder: WordEmbedder) -> Iterator[Callable[[], Searcher]]:
    """Call it to open the current generation of `tmp_path/index`."""
    searchers: list[Searcher] = []

    def run() -> Searcher:
        searchers.append(Searcher(tmp_path / "index", embedder))
        return searchers[-1]

    yield run
    for searcher in searchers:
        searcher.close()


MadeOnce = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MadeOnce:
    """Call it with a name and what makes the file or folder at a path: done once, by whichever process first asks.

    A fixture of a module is made again by each process that runs some of the module's tests, and again by one that comes
    back to them: too often for what takes minutes.
    """
    run = tmp_path_factory.getbasetemp()
    shared = run if worker_id == "master" else run.parent

    def made(name: str, make: Callable[[Path], None]) -> Path:
        path, done = shared / name, shared / f"{name}.made"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                make(path)
                done.touch()
        return path

    return made


@pytest.fixture(scope="session")
def sample_index(made_once: MadeOnce) -> Path:
    """The index of the sample corpus, made with the real model."""

    def make(root: Path) -> None:
        sync(ROOT / "corpus", root, DEFAULT_MODEL, partial(load_embedder, cache=root / "models"), progress=silent)

    return made_once("sample-index", make)


@pytest.fixture(scope="session")
def answerer(sample_index: Path) -> Answerer:
    return open_answerer(sample_index)


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Chromium; a test that asks for it is skipped where there is none."""
    if not CHROMIUM:
        pytest.skip("no chromium here")
    pytest.importorskip("playwright.sync_api").expect.set_options(timeout=PATIENCE_MS)
    with chromium() as started:
        yield started


COUNTS = pytest.StashKey[list[str]]()


@pytest.fixture
def count(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Call it with a line that is to stand at the end of the tests' output."""
    return request.config.stash.setdefault(COUNTS, []).append


def pytest_testnodedown(node: Any) -> None:
    """What a process of several counted goes to the one that writes the output."""
    counted = getattr(node, "workeroutput", {}).get("counts", [])  # a process that crashed hands nothing over
    node.config.stash.setdefault(COUNTS, []).extend(counted)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(COUNTS, []):
        terminalreporter.write_line(line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where NOTHING_SKIPPED is set, a test that was skipped fails the run."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["counts"] = session.config.stash.get(COUNTS, [])
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NOTHING_SKIPPED") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

"""Where faults are tried: syncs small corpora without a model, and says whether an index is as it should be."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from unittest import mock

from index.doctor import examine
from index.errors import IndexMissing, ReaderError
from index.generation import IndexFolder, read_manifest
from index.readers import read
from index.readers.sandbox import Job, Outcome
from index.search import Searcher
from index.sync import SyncReport, sync
from qa.answering import ask
from tests.conftest import WordEmbedder, silent
from tests.faults.corpora import QUESTIONS, State, lay

TODAY = date(2024, 1, 1)
SCORE_TOLERANCE = 1e-5  # sums over rows are taken in another order when the rows lie in other segments


@contextmanager
def case_named(name: str) -> Iterator[None]:
    """A failure within the block says which case it was."""
    try:
        yield
    except Exception as error:
        error.add_note(name)
        raise


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a reader can see of an index: the whole ranking of each question, and the composed answer."""

    rankings: tuple[tuple[tuple[str, str, float], ...], ...]  # (passage id, text, score), best first
    replies: tuple[str, ...]

    def same_as(self, other: "Answers") -> bool:
        ours, theirs = (
            [[(i, text) for i, text, _ in ranking] for ranking in answers.rankings] for answers in (self, other)
        )
        return (
            ours == theirs
            and self.replies == other.replies
            and all(
                abs(a[2] - b[2]) < SCORE_TOLERANCE
                for one, two in zip(self.rankings, other.rankings, strict=True)
                for a, b in zip(one, two, strict=True)
            )
        )


class CachedEmbedder(WordEmbedder):
    """The same vectors, each made once: the texts recur thousands of times."""

    def __init__(self) -> None:
        super().__init__()
        self._vector = lru_cache(maxsize=None)(super()._vector)  # type: ignore[method-assign]


class NearSandbox:
    """Reads the files where it stands: these tests trust their files, and a child process for each run costs time."""

    def __init__(self, root: Path) -> None:
        del root

    def __enter__(self) -> "NearSandbox":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def read_all(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        for job in jobs:
            data = job.path.read_bytes()
            try:
                reading = read(data, job.suffix, job.article_id)
            except ReaderError as error:
                yield Outcome(job.path, hashlib.sha256(data).hexdigest(), (), (str(error),))
            else:
                yield Outcome(job.path, hashlib.sha256(data).hexdigest(), reading.articles, reading.problems)


class Workshop:
    """A folder of its own, in memory where the system has one: fsync is then free, and nothing here tests the disk itself."""

    def __init__(self) -> None:
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(prefix="article-qa-faults-", dir=memory if memory.is_dir() else None))
        self.embedder = CachedEmbedder()
        self._fresh: dict[str, Answers] = {}

    def __enter__(self) -> "Workshop":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def sync(self, home: Path, state: State, **options: bool) -> SyncReport:
        """Bring `home/index` in step with the corpus `state`, which is laid out in `home/corpus`."""
        self.lay(home, state)
        return self.sync_laid(home, **options)

    def lay(self, home: Path, state: State) -> None:
        (home / "corpus").mkdir(parents=True, exist_ok=True)
        lay(home / "corpus", state)

    def sync_laid(self, home: Path, **options: bool) -> SyncReport:
        """The same with the corpus as it lies there; slices of two articles, so that most runs have several.

        Stamps are believed at once, so that what is damaged are indexes of which a sync reads little.
        """
        with (
            mock.patch("index.syncing.planning.Sandbox", NearSandbox),
            mock.patch("index.syncing.renewing.SLICE_ARTICLES", 2),
            mock.patch("index.stamps.SETTLED_NS", 0),  # between two states a tick of the clock has passed
        ):
            return sync(
                home / "corpus",
                home / "index",
                self.embedder.identity.name,
                lambda _: self.embedder,
                progress=silent,
                **options,
            )

    def copied(self, home: Path, name: str) -> Path:
        """A fresh copy of a home."""
        copy = self.folder / name
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(home, copy)
        return copy

    def forget(self, home: Path) -> None:
        shutil.rmtree(home)

    def fresh(self, state: State) -> Answers:
        """The answers of an index that was made of this corpus at one go."""
        key = hashlib.sha256(repr(sorted(state.items())).encode()).hexdigest()
        if key not in self._fresh:
            home = self.folder / "fresh"
            self.sync(home, state)
            self._fresh[key] = self.answers(home)
            shutil.rmtree(home)
        return self._fresh[key]

    def answers(self, home: Path) -> Answers:
        with self.opened(home) as searcher:
            return answers_of(searcher)

    @contextmanager
    def opened(self, home: Path) -> Iterator[Searcher]:
        searcher = Searcher(home / "index", self.embedder)
        try:
            yield searcher
        finally:
            searcher.close()

    def standing(self, home: Path, old: State | None, new: State) -> str:
        """Which of the two the index answers like: "old" or "new". Raises AssertionError when like neither."""
        try:
            found = self.answers(home)
        except IndexMissing:
            assert old is None, "the index is gone"
            return "old"
        if found.same_as(self.fresh(new)):
            return "new"
        assert old is not None and found.same_as(self.fresh(old)), "neither the old nor the new answers"
        return "old"

    def assert_whole(self, home: Path, state: State) -> None:
        """The index answers like one made at one go, the doctor finds nothing, and no file lies there for nothing."""
        assert self.answers(home).same_as(self.fresh(state)), "its answers are not those of a fresh index"
        assert examine(home / "index") == []
        left = strays(home / "index")
        assert not left, f"files lie there for nothing: {sorted(left)}"


def answers_of(searcher: Searcher) -> Answers:
    rankings = [searcher.search(question, limit=1000) for question in QUESTIONS]
    replies = [ask(q, searcher.search, generation="", today=TODAY) for q in QUESTIONS]
    return Answers(
        tuple(tuple((hit.passage.id, hit.passage.text, hit.score) for hit in ranking) for ranking in rankings),
        tuple(
            f"{reply.answer.text} {[(c.article_id, c.start, c.end, c.quote) for c in reply.answer.citations]}"
            for reply in replies
        ),
    )


def strays(root: Path) -> set[str]:
    """Files and folders of an index that its current generation does not need."""
    manifest = read_manifest(IndexFolder(root))
    needed = {"CURRENT", "WRITER", f"generations/{manifest.name}/manifest.json", *(f.path for f in manifest.files)}
    needed |= {"stamps/corpus", "stamps/index"}
    folders = {str(parent) for path in needed for parent in Path(path).parents} | {"generations", "segments"}
    return {p.relative_to(root).as_posix() for p in root.rglob("*")} - needed - folders

"""The sandbox: children that are confined, bounded, replaced, and faithful to what is read without them."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import ReaderError
from index.readers import Limits, read
from index.readers.child import Child, _compile_ahead
from index.readers.sandbox import _FILES_PER_CHILD, Job, Outcome, Sandbox

CORPUS = Path(__file__).parents[1] / "corpus"


def jobs_below(root: Path) -> list[Job]:
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.name.startswith("_"))
    return [Job(path, path.suffix, path.relative_to(root).with_suffix("").as_posix()) for path in files]


def outcomes(root: Path, *, workers: int = 1, limits: Limits | None = None) -> list[Outcome]:
    with Sandbox(root, workers=workers, limits=limits) as sandbox:
        return list(sandbox.read_all(jobs_below(root)))


# ---------------------------------------------------------------------------------------------------------------- same


@pytest.mark.parametrize("workers", [1, 3])
def test_the_sandbox_reads_what_is_read_without_it(workers: int) -> None:
    found = outcomes(CORPUS, workers=workers)
    expected = []
    for job in jobs_below(CORPUS):
        data = job.path.read_bytes()
        reading = read(data, job.suffix, job.article_id)
        expected.append(Outcome(job.path, hashlib.sha256(data).hexdigest(), reading.articles, reading.problems))
    assert found == expected
    assert len(found) > 10


def test_what_is_no_text_costs_its_own_line_alone(tmp_path: Path) -> None:
    lines = [r'{"\ud800": "no text"}', r'{"id": "a", "text": "Some text.", "url": "https://a.org/\ud800"}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    (outcome,) = outcomes(tmp_path)
    assert [(article.text, article.url) for article in outcome.articles] == [("Some text.", None)]
    assert outcome.problems == ('line 1: no "text"; its fields are: ?',)


def test_jobs_are_read_ahead_but_not_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some text.")
    taken = 0

    def endless() -> Iterator[Job]:
        nonlocal taken
        while True:
            taken += 1
            yield Job(tmp_path / "a.txt", ".txt", f"a{taken}")

    with Sandbox(tmp_path, workers=2) as sandbox:
        results = sandbox.read_all(endless())
        assert [next(results).articles[0].id for _ in range(20)] == [f"a{n}" for n in range(1, 21)]
        assert taken <= 20 + 2 * 4


@pytest.mark.parametrize(("files", "started"), [(_FILES_PER_CHILD, 1), (2 * _FILES_PER_CHILD, 2)])
def test_a_second_child_is_started_for_many_files_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int, started: int
) -> None:
    monkeypatch.setattr("index.readers.sandbox._PATIENCE_S", 60.0)
    (tmp_path / "a.txt").write_text("Some text.")
    with Sandbox(tmp_path, workers=2) as sandbox:
        for _ in sandbox.read_all(Job(tmp_path / "a.txt", ".txt", str(n)) for n in range(files)):
            pass
        assert sum(child._process is not None for child in sandbox._children) == started


def test_a_second_child_is_started_where_a_file_waits_for_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.readers.sandbox._PATIENCE_S", 0.0)
    (tmp_path / "a.txt").write_text("Some text. " * 20_000)
    with Sandbox(tmp_path, workers=2) as sandbox:
        jobs = [Job(tmp_path / "a.txt", ".txt", str(n)) for n in range(_FILES_PER_CHILD)]
        assert len(list(sandbox.read_all(jobs))) == len(jobs)
        assert all(child._process for child in sandbox._children)


def test_thousands_of_small_files_take_seconds(tmp_path: Path) -> None:
    for number in range(1_000):
        (tmp_path / f"{number:04}.txt").write_text(f" date 2023-08-21 The council voted {number} times. " * 40)
    start = time.perf_counter()
    found = outcomes(tmp_path, workers=2)
    assert [outcome.articles[0].id for outcome in found] == [f"{number:04}" for number in range(1_000)]
    taken = time.perf_counter() - start
    assert taken < 60  # measured 0.4 s on two idle cores, 8 s on busy ones; a process for each takes minutes


def test_what_is_said_of_a_file_is_short_whatever_the_file_says(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(f"<{'a' * 40_000}/>")
    (tmp_path / "b.json").write_text(json.dumps({"uri": "x", "headlines": [], "pubstatus": "a\nb " * 100_000}))
    for outcome in outcomes(tmp_path):
        (problem,) = outcome.problems
        assert len(problem) <= 600 and "\n" not in problem


# --------------------------------------------------------------------------------------------------------------- files


def test_a_link_out_of_the_folder_is_not_followed_and_one_within_is(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    (root / "deep").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("The secret.")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "more.txt").write_text("More secrets.")
    (root / "deep" / "real.txt").write_text("Real words.")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "gone.txt").symlink_to(root / "nowhere.txt")
    (root / "ring.txt").symlink_to(root / "ring.txt")
    (root / "within.txt").symlink_to(root / "deep" / "real.txt")
    (root / "folder").symlink_to(tmp_path / "secrets")
    paths = [
        "out.txt",
        "gone.txt",
        "ring.txt",
        "within.txt",
        "folder/more.txt",
        "../secret.txt",
        "deep/../../secret.txt",
    ]
    with Sandbox(root, workers=1) as sandbox:
        found = list(sandbox.read_all(Job(root / path, ".txt", path) for path in paths))
    assert [[article.text for article in outcome.articles] for outcome in found] == [
        [],
        [],
        [],
        ["Real words."],
        [],
        [],
        [],
    ]
    assert all(len(outcome.problems) == 1 and outcome.sha256 is None for outcome in found if not outcome.articles)
    assert "outside the corpus folder" in found[0].problems[0]


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    jobs = [Job(tmp_path / name, ".txt", name) for name in ("pipe.txt", "folder.txt")]
    with Sandbox(tmp_path, workers=1) as sandbox:
        assert [outcome.problems for outcome in sandbox.read_all(jobs)] == [("it is not a regular file",)] * 2


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(60_000_000)
    (outcome,) = outcomes(tmp_path)
    assert (outcome.sha256, outcome.problems) == (None, ("the file has 60,000,000 bytes, at most 50,000,000 are read",))


def test_a_file_that_the_user_may_not_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").write_text("x")
    job = Job(tmp_path / "gone.txt", ".txt", "gone")
    job.path.unlink()
    with Sandbox(tmp_path, workers=1) as sandbox:
        (outcome,) = sandbox.read_all([job])
    assert outcome.problems == ("it cannot be opened: No such file or directory",)


# ------------------------------------------------------------------------------------------------------------ children


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child(Limits(memory_bytes=400 << 20, cpu_s=1, wall_s=3))
    yield made
    made.close()


def pid_of(child: Child) -> int:
    assert child._process is not None
    return child._process.pid


def test_a_child_is_used_again(child: Child) -> None:
    child.read(b"One.", ".txt", "a")
    first = pid_of(child)
    child.read(b"Two.", ".txt", "b")
    with pytest.raises(ReaderError, match="empty"):
        child.read(b"", ".txt", "c")
    assert pid_of(child) == first


def test_a_child_that_is_killed_is_replaced(child: Child) -> None:
    child.read(b"One.", ".txt", "a")
    os.kill(pid_of(child), 11)
    with pytest.raises(ReaderError, match=r"its parser crashed \(SIGSEGV\)"):
        child.read(b"Two.", ".txt", "b")
    assert child.read(b"Three.", ".txt", "c").articles[0].text == "Three."


def test_a_child_that_hangs_is_ended_and_replaced(child: Child) -> None:
    child.read(b"One.", ".txt", "a")
    os.kill(pid_of(child), 19)  # stopped, as by a debugger
    start = time.perf_counter()
    with pytest.raises(ReaderError, match="takes longer than 3 s"):
        child.read(b"x" * 1_000_000, ".txt", "b")
    assert time.perf_counter() - start > 2.5
    assert child.read(b"Three.", ".txt", "c").articles[0].text == "Three."


def test_a_child_is_ended_by_the_kernel_when_its_processor_time_is_used_up() -> None:
    child = Child(Limits(cpu_s=1, wall_s=300))  # beside other work a second of it may take long
    slow = b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">text</p>"
    with pytest.raises(ReaderError, match="more than 1 s of processor time"):
        child.read(slow, ".html", "a")
    assert child.read(b"Next.", ".txt", "b").articles[0].text == "Next."
    child.close()


def test_what_only_children_import_is_compiled_before_one_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "html.py").write_text("")
    monkeypatch.setattr("index.readers.child.__file__", str(tmp_path / "child.py"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    _compile_ahead.__wrapped__()
    assert list(tmp_path.glob("__pycache__/html.*.pyc"))


def test_a_child_that_needs_more_memory_than_it_may_have_says_so() -> None:
    child = Child(Limits(memory_bytes=200 << 20))
    with pytest.raises(ReaderError, match="more than 200 MiB of memory"):
        child.read(b"[" + b"[0]," * 4_000_000 + b"0]", ".json", "a")
    assert child.read(b"Next.", ".txt", "b").articles[0].text == "Next."
    child.close()


def test_a_child_is_replaced_when_it_has_grown_but_not_because_its_parent_is_large(child: Child) -> None:
    parents_own = bytearray(b"x" * (300 << 20))
    child.read(b"One.", ".txt", "a")
    assert child._process is not None
    del parents_own
    small = Child(Limits(memory_bytes=32 << 20))  # which an interpreter all but fills
    assert small.read(b"One.", ".txt", "a").articles[0].text == "One."
    assert small._process is None


def test_a_closed_child_is_gone_and_starts_no_more(child: Child) -> None:
    child.read(b"One.", ".txt", "a")
    pid = pid_of(child)
    child.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(ReaderError, match="stopped"):
        child.read(b"Two.", ".txt", "b")


def test_leaving_the_sandbox_early_leaves_no_child_behind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some text.")
    with Sandbox(tmp_path, workers=2) as sandbox:
        next(sandbox.read_all(Job(tmp_path / "a.txt", ".txt", str(n)) for n in range(100)))
        pids = [pid_of(child) for child in sandbox._children if child._process]
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


# ---------------------------------------------------------------------------------------------------------- confinement

ATTEMPTS = {
    "write a file": "open(sys.argv[1], 'w')",
    "write a file past Python": "assert libc.open(sys.argv[1].encode(), os.O_CREAT | os.O_WRONLY, 0o600) >= 0",
    "make a folder past Python": "assert libc.mkdir(sys.argv[1].encode(), 0o700) == 0",
    "remove a file past Python": "assert libc.unlink(__file__.encode()) == 0",
    "open a socket": "import socket; socket.socket()",
    "open a socket past Python": "assert libc.socket(2, 1, 0) >= 0",
    "start a program": "import subprocess; subprocess.run(['true'])",
    "start a program past Python": "assert libc.system(b'true') == 0",
    "become another process": "os.fork()",
    "signal another process": "assert libc.kill(os.getppid(), 0) == 0",
    "take two gibibytes": "bytearray(2 << 30)",
}
NEEDS_FILTER = pytest.mark.skipif(sys.platform != "linux", reason="only Linux filters system calls")


@pytest.mark.parametrize(
    "attempt",
    [pytest.param(name, marks=NEEDS_FILTER if "past" in name or "signal" in name else ()) for name in ATTEMPTS],
)
def test_a_confined_process_cannot(attempt: str, tmp_path: Path) -> None:
    program = f"""
import ctypes, os, sys
from index.readers.confine import confine
from index.readers.limits import Limits
libc = ctypes.CDLL(None)
__file__ = {str(tmp_path / "kept")!r}
confine(Limits())
try:
    {ATTEMPTS[attempt]}
except (OSError, MemoryError, AssertionError):
    print("refused")
"""
    (tmp_path / "kept").write_text("kept")
    command = [sys.executable, "-B", "-c", program, str(tmp_path / "made")]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
    assert found.stdout == "refused\n", found.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_confined_process_can_still_read_import_and_start_threads() -> None:
    program = """
import threading
from index.readers.confine import confine
from index.readers.limits import Limits
confine(Limits())
import docx, feedparser, lxml.html, markdown_it, pypdfium2, trafilatura, yaml
thread = threading.Thread(target=lambda: print(len(open("pyproject.toml").read()) > 0))
thread.start()
thread.join()
"""
    command = [sys.executable, "-B", "-c", program]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
    assert found.stdout == "True\n", found.stderr


def test_a_child_sees_nothing_of_the_environment(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARTICLE_QA_SECRET", "the secret")
    child.read(b"One.", ".txt", "a")
    assert b"the secret" not in Path(f"/proc/{pid_of(child)}/environ").read_bytes()

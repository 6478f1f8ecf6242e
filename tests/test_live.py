"""A server lets go: what it held of old generations is deleted by itself, without another sync."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from index.generation import IndexFolder, holding, prune_let_go, writing
from index.live import LiveSearcher
from index.search import Searcher
from tests.conftest import Syncing, WordEmbedder

SECRET = " date 2024-01-01 The codeword was quetzalcoatlus. Nobody guessed it. The end came soon."


@pytest.fixture
def live(synced: Syncing, corpus: Path, tmp_path: Path, embedder: WordEmbedder) -> LiveSearcher:
    """On a generation with an article that is then deleted by another process."""
    (corpus / "secret.txt").write_text(SECRET)
    synced()
    (corpus / "secret.txt").unlink()
    return LiveSearcher(tmp_path / "index", embedder)


def holds_the_secret(root: Path) -> bool:
    try:
        return any(b"quetzalcoatlus" in p.read_bytes() for p in root.rglob("*") if p.is_file() and p.name != "WRITER")
    except FileNotFoundError:  # it is being deleted
        return True


def test_the_question_after_a_deletion_leaves_no_byte_of_it(
    live: LiveSearcher, synced: Syncing, tmp_path: Path
) -> None:
    synced()
    assert holds_the_secret(tmp_path / "index")  # the server holds it
    with live.searcher():
        assert not holds_the_secret(tmp_path / "index")


def test_the_last_user_of_an_old_generation_takes_it_away(live: LiveSearcher, synced: Syncing, tmp_path: Path) -> None:
    with live.searcher() as old:
        synced()
        with live.searcher():
            assert holds_the_secret(tmp_path / "index")
        assert "quetzalcoatlus" in old.library.article("secret").text
    assert not holds_the_secret(tmp_path / "index")


def test_an_idle_server_lets_go_by_itself(live: LiveSearcher, synced: Syncing, tmp_path: Path) -> None:
    with live.keeping_up(lambda: None, every_s=0.05):
        synced()
        deadline = time.monotonic() + 20
        while holds_the_secret(tmp_path / "index") and time.monotonic() < deadline:
            time.sleep(0.05)
    assert not holds_the_secret(tmp_path / "index")


def test_a_generation_that_cannot_be_opened_just_now_is_tried_again(
    live: LiveSearcher, synced: Syncing, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = synced().generation

    def refuse(*given: object) -> None:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as out_of_files:
        out_of_files.setattr("index.live.Searcher", refuse)
        with live.searcher() as old:
            assert old.manifest.name != newer
        assert live.problem and "Too many open files" in live.problem
    with live.searcher() as found:
        assert found.manifest.name == newer and live.problem is None


@pytest.fixture
def may_open(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Until it is set no newer generation is opened, and nobody has the patience to wait for one."""
    event = threading.Event()

    def open_slowly(*given: Any) -> Searcher:
        event.wait(20)
        return Searcher(*given)

    monkeypatch.setattr("index.live.PATIENCE_S", 0.01)
    monkeypatch.setattr("index.live.Searcher", open_slowly)
    return event


def test_a_question_is_answered_by_the_generation_before_while_a_newer_one_takes_long_to_open(
    live: LiveSearcher, synced: Syncing, corpus: Path, may_open: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "renamed.txt").write_text(SECRET)
    (corpus / "bridge.md").write_text("The old bridge is closed again. Nobody knows for how long.")
    report = synced()
    assert report.changes.renamed == (("secret", "renamed"),) and report.changes.changed == ("bridge",)
    with live.searcher() as first, live.searcher() as second:
        assert first is second and first.manifest.name != report.generation
    may_open.set()
    monkeypatch.setattr("index.live.PATIENCE_S", 20)
    with live.searcher() as found:
        assert found.manifest.name == report.generation


def test_no_question_after_a_deletion_is_answered_by_the_generation_before(
    live: LiveSearcher, synced: Syncing, may_open: threading.Event
) -> None:
    newer = synced().generation
    answering: list[str] = []

    def ask() -> None:
        with live.searcher() as found:
            answering.append(found.manifest.name)

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join(0.3)
    assert not answering
    may_open.set()
    asking.join(20)
    assert answering == [newer]


def test_files_that_cannot_be_opened_just_now_are_not_taken_for_damaged(
    live: LiveSearcher, synced: Syncing, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = synced().generation

    def refuse(*given: object) -> None:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as out_of_files:
        out_of_files.setattr("index.generation.file_sum", refuse)
        with live.searcher():
            assert live.problem and "Too many open files" in live.problem and "damaged" not in live.problem
    with live.searcher() as found:
        assert found.manifest.name == newer and live.problem is None


def test_a_server_waits_for_no_writer(live: LiveSearcher, synced: Syncing, tmp_path: Path) -> None:
    synced()
    with writing(IndexFolder(tmp_path / "index")), live.searcher() as newer:
        assert newer.search("whale")[0].article.id == "whale"
    synced()
    assert not holds_the_secret(tmp_path / "index")


def test_what_an_interrupted_sync_has_finished_is_left_for_the_next(
    live: LiveSearcher, synced: Syncing, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced()
    (corpus / "first.txt").write_text("A first story of some length.")
    (corpus / "second.txt").write_text("A second story of some length.")
    monkeypatch.setattr("index.syncing.renewing.SLICE_ARTICLES", 1)

    def interrupt(stage: str, done: int, total: int) -> None:
        if stage == "embedding" and done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        synced(progress=interrupt)
    with live.searcher():
        assert not holds_the_secret(tmp_path / "index")
    assert synced().embedded == 1


def test_where_only_reading_is_allowed_nothing_is_pruned_and_nothing_fails(
    corpus: Path, synced: Syncing, tmp_path: Path
) -> None:
    folder = IndexFolder(tmp_path / "index")
    synced()
    with holding(folder):
        (corpus / "bridge.md").unlink()
        synced()
    with pytest.MonkeyPatch.context() as patched:

        def refuse(path: Path, *rest: object, **more: object) -> None:
            raise PermissionError(13, "read-only", str(path))

        patched.setattr(Path, "open", refuse)
        prune_let_go(folder)
    assert len(list(folder.generations.iterdir())) == 2
    prune_let_go(folder)
    assert len(list(folder.generations.iterdir())) == 1

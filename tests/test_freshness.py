"""How far the corpus folder is ahead of what is searched."""

import os
import time
from pathlib import Path

import pytest

from index.generation import IndexFolder, read_file_list, read_manifest
from index.syncing.freshness import FolderAhead
from tests.conftest import Syncing


@pytest.fixture
def ahead(corpus: Path, tmp_path: Path, synced: Syncing) -> FolderAhead:
    synced()
    folder = IndexFolder(tmp_path / "index")

    def indexed() -> dict[str, str]:
        files = read_file_list(folder, read_manifest(folder))
        return dict(files.sums) if files else {}

    return FolderAhead(corpus, indexed)


def test_files_that_were_added_changed_and_deleted_are_counted_until_the_next_sync(
    ahead: FolderAhead, corpus: Path, synced: Syncing
) -> None:
    assert ahead.check("1") == 0
    (corpus / "new.txt").write_text("A seal slept on the pier.")
    assert ahead.check("1") == 1
    (corpus / "bridge.md").write_text("The bridge is shut again.")
    (corpus / "world" / "summit.txt").unlink()
    assert ahead.check("1") == 3
    synced()
    assert ahead.check("2") == 0


def test_what_is_no_article_or_was_only_touched_does_not_count(ahead: FolderAhead, corpus: Path) -> None:
    (corpus / "_notes.txt").write_text("Not an article.")
    (corpus / "picture.png").write_bytes(b"x")
    (corpus / "bridge.md").touch()
    assert ahead.check("1") == 0


def test_a_file_is_read_again_only_when_it_has_changed(
    ahead: FolderAhead, corpus: Path, settled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead.check("1")
    monkeypatch.setattr("index.stamps.FileIO", lambda path: pytest.fail(f"{path} was read again"))
    assert ahead.check("1") == 0


def test_whoever_asks_does_not_wait_and_is_told_when_it_is_known(ahead: FolderAhead, corpus: Path) -> None:
    (corpus / "new.txt").write_text("A seal slept on the pier.")
    assert ahead("1") == 0
    end = time.monotonic() + 10
    while ahead("1") != 1:
        assert time.monotonic() < end
        time.sleep(0.01)
    assert ahead("2") == 0  # of another generation nothing is known yet


def test_a_folder_that_is_gone_breaks_nothing(ahead: FolderAhead, corpus: Path) -> None:
    corpus.rename(corpus.with_name("elsewhere"))
    assert ahead.check("1") == 0


def test_what_lies_in_a_folder_that_cannot_be_read_is_not_counted_as_deleted(
    ahead: FolderAhead, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = os.open

    def refuse(path: str, *rest: int, **more: int) -> int:
        if str(path).endswith("world/"):
            raise PermissionError(13, "Permission denied", str(path))
        return opening(path, *rest, **more)

    monkeypatch.setattr("index.syncing.corpus.os.open", refuse)
    assert ahead.check("1") == 1  # the folder itself, which the next sync names

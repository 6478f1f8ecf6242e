"""A folder below the corpus that is not read: it is named, and where it only cannot be read for now, its articles stay."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.generation import IndexFolder
from tests.conftest import Syncing


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it to take away the right to read the folder "world" of the corpus. (The superuser would read it all the same.)"""
    opening = os.open

    def refuse(path: str, *rest: int, **more: int) -> int:
        if str(path).endswith("world/"):
            raise PermissionError(13, "Permission denied", str(path))
        return opening(path, *rest, **more)

    return lambda: monkeypatch.setattr("index.syncing.corpus.os.open", refuse)


def test_a_folder_that_cannot_be_read_is_named_and_its_articles_stay(
    synced: Syncing, corpus: Path, locked: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    synced()
    locked()
    (corpus / "whale.jsonl").unlink()
    report = synced()
    assert (report.changes.deleted, report.articles) == (("whale",), 2)
    assert {record.path: record.problems for record in report.files if record.problems} == {
        "world/": ("the folder cannot be read: Permission denied; its articles stay as they were",)
    }
    monkeypatch.undo()
    report = synced()
    assert not report.changes and not [record for record in report.files if record.problems]


def test_what_was_damaged_while_its_folder_cannot_be_read_is_mended_when_it_can(
    synced: Syncing, corpus: Path, tmp_path: Path, locked: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    synced()
    locked()
    (segment,) = (tmp_path / "index" / "segments").iterdir()
    (segment / "passages.npy").unlink()
    assert synced().articles == 2
    monkeypatch.undo()
    assert synced().changes.added == ("world/summit",)


def test_without_a_list_of_files_the_articles_of_a_folder_that_cannot_be_read_stay(
    synced: Syncing, corpus: Path, tmp_path: Path, locked: Callable[[], None]
) -> None:
    generation = synced().generation
    locked()
    IndexFolder(tmp_path / "index").file_list(generation).write_bytes(b"")
    assert synced().articles == 3


def test_a_link_to_a_folder_is_not_followed_and_the_report_says_so(
    synced: Syncing, corpus: Path, tmp_path: Path
) -> None:
    synced()
    (corpus / "world").rename(tmp_path / "elsewhere")
    (corpus / "world").symlink_to(tmp_path / "elsewhere")
    (corpus / "ring").symlink_to("ring")
    (corpus / "_drafts").symlink_to(tmp_path / "elsewhere")
    report = synced()
    assert report.changes.deleted == ("world/summit",)
    assert {record.path: record.problems for record in report.files if record.problems} == {
        "world": (
            "it is a link to a folder, which is not followed, so that nothing outside the corpus is read; "
            "put the folder itself into the corpus",
        )
    }
    (corpus / "world").unlink()
    assert not [record for record in synced().files if record.problems]

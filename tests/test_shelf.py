"""The folder of articles as the page changes it: what comes in, what leaves, and what comes back."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from index.errors import UsageError
from web.library import shelf as shelf_module
from web.library.shelf import NameTaken, Shelf, safe_name

TEXT = b" date 2024-05-06 The lighthouse keeper counted nine seals on the pier. They slept until the tide came in."


async def pieces(*data: bytes) -> AsyncIterator[bytes]:
    for piece in data:
        yield piece


def take(shelf: Shelf, name: str, data: bytes = TEXT, *, replace: bool = False) -> str:
    return asyncio.run(shelf.take(name, pieces(data), replace=replace))


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a.txt", "a.txt"), ("../../etc/x.txt", "x.txt"), ("c:\\dir\\b.md", "b.md"), ("._hidden.txt", "hidden.txt"),
     ("a\x00b\u202ec.txt", "a b c.txt"), ("_trash.txt", "trash.txt"), ("é\u0301.txt", "é\u0301.txt"),
     ("x" * 400 + ".txt", "x" * 146 + ".txt")],
)  # fmt: skip
def test_a_file_comes_in_under_a_name_that_leads_nowhere(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@pytest.mark.parametrize("name", ["a.exe", "", "..", "/", "txt", ".txt"])
def test_a_kind_that_is_not_read_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="not read"):
        safe_name(name)


def test_no_file_is_written_over(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    take(shelf, "a.txt", b"first")
    with pytest.raises(NameTaken):
        take(shelf, "a.txt", b"second")
    assert (tmp_path / "a.txt").read_bytes() == b"first"
    take(shelf, "a.txt", b"second", replace=True)
    assert (tmp_path / "a.txt").read_bytes() == b"second"
    assert [one.path for one in shelf.trashed()] == ["a.txt"]


def test_a_file_that_is_too_long_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf_module, "MAX_FILE_BYTES", 10)
    with pytest.raises(UsageError, match=r"a\.txt has more than 0.1 MB"):
        take(Shelf(tmp_path), "a.txt", b"x" * 11)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "path", ["../x.txt", "/etc/passwd", "_trash/a.txt", ".hidden.txt", "", "nowhere.txt", "link.txt"]
)
def test_only_files_of_the_corpus_can_be_deleted(tmp_path: Path, path: str) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "x.txt").write_text("x")
    (tmp_path / "corpus" / "link.txt").symlink_to(tmp_path / "x.txt")
    with pytest.raises(UsageError, match="no such file"):
        Shelf(tmp_path / "corpus").discard(path)
    assert (tmp_path / "x.txt").exists()


def test_what_was_deleted_comes_back_to_its_place_and_never_over_another(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    (tmp_path / "world").mkdir()
    (tmp_path / "world" / "a.txt").write_text("old")
    shelf.discard("world/a.txt")
    (trashed,) = shelf.trashed()
    (tmp_path / "world" / "a.txt").write_text("new")
    with pytest.raises(NameTaken):
        shelf.restore(trashed.id)
    (tmp_path / "world" / "a.txt").unlink()
    assert shelf.restore(trashed.id) == ["world/a.txt"]
    assert (tmp_path / "world" / "a.txt").read_text() == "old"
    assert shelf.trashed() == []


def test_files_that_leave_together_come_back_together_or_not_at_all(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for name in ("a.txt", "b.txt", "c.txt"):
        take(shelf, name)
    deletion = shelf.discard("a.txt", "b.txt")
    assert [(one.deletion, one.path) for one in shelf.trashed()] == [(deletion, "a.txt"), (deletion, "b.txt")]
    take(shelf, "b.txt")
    with pytest.raises(NameTaken, match=r"b\.txt: there is a file of this name again"):
        shelf.restore(deletion)
    assert not (tmp_path / "a.txt").exists()
    shelf.discard("b.txt")
    assert shelf.restore(deletion) == ["a.txt", "b.txt"]
    assert [one.path for one in shelf.trashed()] == ["b.txt"]


def test_no_file_leaves_where_one_of_those_named_is_not_of_the_corpus(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    take(shelf, "a.txt")
    with pytest.raises(UsageError, match="nowhere"):
        shelf.discard("a.txt", "nowhere.txt")
    assert (tmp_path / "a.txt").exists() and shelf.trashed() == []


@pytest.mark.parametrize("wanted", ["", ".", "..", "../..", "nowhere"])
def test_nothing_comes_back_but_what_lies_in_the_trash(tmp_path: Path, wanted: str) -> None:
    shelf = Shelf(tmp_path)
    take(shelf, "a.txt")
    shelf.discard("a.txt")
    with pytest.raises(UsageError, match="no longer in the trash"):
        shelf.restore(wanted)

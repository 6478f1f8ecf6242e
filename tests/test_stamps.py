"""Files with a stamp that is known are not read again, and whatever happens to a file its stamp is another or not believed."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from index.errors import IndexDamaged
from index.generation import IndexFolder, read_manifest
from index.search import Searcher
from index.stamps import Stamps
from tests.conftest import Syncing, WordEmbedder

Opened = Callable[[], Searcher]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file.txt"
    path.write_text("The first text.")
    return path


def looked_at(kept_in: Path, file: Path) -> tuple[str, bool]:
    """The checksum that a run gives, and whether it read the file's bytes for it."""
    stamps = Stamps(kept_in)
    found = stamps.sha256("file", str(file))
    stamps.save()
    return found, bool(stamps.read)


def expected(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def test_a_file_is_read_once(file: Path, tmp_path: Path, settled: None) -> None:
    assert looked_at(tmp_path / "stamps", file) == (expected(file), True)
    assert looked_at(tmp_path / "stamps", file) == (expected(file), False)


def test_a_stamp_as_young_as_the_clock_is_coarse_is_not_believed(file: Path, tmp_path: Path) -> None:
    for _ in range(2):
        os.utime(file)
        assert looked_at(tmp_path / "stamps", file) == (expected(file), True)


def test_a_file_that_is_dated_into_the_future_is_read_each_time(file: Path, tmp_path: Path) -> None:
    os.utime(file, (2**32, 2**32))
    for _ in range(2):
        assert looked_at(tmp_path / "stamps", file) == (expected(file), True)


def in_place(file: Path) -> None:
    file.write_text("Another text...")


def with_its_old_date(file: Path) -> None:
    before = file.stat()
    file.write_text("Another text...")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def by_another_of_its_size_and_date(file: Path) -> None:
    other = file.with_name("other.txt")
    other.write_text("Another text...")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    other.replace(file)


@pytest.mark.parametrize("change", [in_place, with_its_old_date, by_another_of_its_size_and_date])
def test_no_change_to_a_file_goes_unseen(
    file: Path, tmp_path: Path, settled: None, change: Callable[[Path], None]
) -> None:
    before = file.stat()
    looked_at(tmp_path / "stamps", file)
    change(file)
    assert file.stat().st_size == before.st_size
    assert looked_at(tmp_path / "stamps", file) == (expected(file), True)


@pytest.mark.parametrize("damage", [b"", b"x", bytes(500)])
def test_stamps_that_are_damaged_are_as_good_as_none(file: Path, tmp_path: Path, settled: None, damage: bytes) -> None:
    kept = tmp_path / "stamps"
    looked_at(kept, file)
    kept.write_bytes(damage + kept.read_bytes()[len(damage) + 1 :])
    assert looked_at(kept, file) == (expected(file), True)
    assert looked_at(kept, file) == (expected(file), False)


def test_what_is_no_longer_asked_for_is_forgotten(file: Path, tmp_path: Path, settled: None) -> None:
    looked_at(tmp_path / "stamps", file)
    Stamps(tmp_path / "stamps").save()
    assert b"file" not in (tmp_path / "stamps").read_bytes()


def test_a_sync_reads_neither_files_nor_segments_that_it_knows(
    synced: Syncing, corpus: Path, settled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced()
    synced()
    (corpus / "new.txt").write_text(" date 2022-05-05 A storm closed the harbour. Ferries waited two days.")
    read: list[str] = []
    of_bytes = Stamps.of_bytes
    monkeypatch.setattr(Stamps, "of_bytes", lambda self, name, path: read.append(name) or of_bytes(self, name, path))
    report = synced()
    assert read == ["new.txt"]
    assert report.changes.added == ("new",) and [file.path for file in report.files] == ["new.txt"]


@pytest.mark.parametrize("then", ["another article is added", "an article of the segment is deleted"])
def test_bytes_that_change_behind_a_stamp_are_never_copied(
    synced: Syncing, corpus: Path, tmp_path: Path, opened: Opened, settled: None, then: str
) -> None:
    """As a disk does it that loses a bit: nothing of the stamp tells so."""
    synced()
    synced()
    folder = IndexFolder(tmp_path / "index")
    (listed,) = [file for file in read_manifest(folder).files if file.path.endswith("passage_vectors.npy")]
    path = folder.path_of(listed)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    _believe(folder.stamps_of_index(), listed.path, path, listed.sha256)
    if then == "another article is added":
        (corpus / "new.txt").write_text(" date 2022-05-05 A storm closed the harbour. Ferries waited two days.")
        assert synced().notes == ()  # it did not look at that segment ...
        with pytest.raises(IndexDamaged, match="bytes have changed"):
            opened()  # ... which is seen when it is opened, and from then on by the next sync
    else:
        (corpus / "whale.jsonl").unlink()
    assert "it was mended" in synced().notes[0]
    opened()


@pytest.mark.parametrize("name", ["passages.npy", "text_rows.npy", "articles.sqlite", "files.tsv"])
def test_damage_behind_a_stamp_that_leaves_nothing_to_open_is_mended(
    synced: Syncing, corpus: Path, tmp_path: Path, opened: Opened, settled: None, name: str
) -> None:
    synced()
    synced()
    folder = IndexFolder(tmp_path / "index")
    (listed,) = [file for file in read_manifest(folder).files if file.path.endswith(f"/{name}")]
    path = folder.path_of(listed)
    path.write_bytes(bytes(60) + path.read_bytes()[60:])
    _believe(folder.stamps_of_index(), listed.path, path, listed.sha256)
    (corpus / "new.txt").write_text(" date 2022-05-05 A storm closed the harbour. Ferries waited two days.")
    report = synced()
    assert report.articles == 4 and "it was mended" in report.notes[0]
    opened()


def _believe(kept_in: Path, name: str, path: Path, checksum: str) -> None:
    stamps = Stamps(kept_in)
    stamps._found.stamps.update(stamps._known.stamps)
    stamps._found.sums.update(stamps._known.sums)
    stamps.sha256(name, str(path))
    stamps._found.sums[name] = checksum
    stamps.save()


def test_an_index_without_a_list_of_files_is_given_one_and_nothing_is_embedded(
    synced: Syncing, tmp_path: Path, embedder: WordEmbedder
) -> None:
    """As indexes of earlier versions of the program are."""
    synced()
    embedded = embedder.embedded
    without_list(tmp_path / "index")
    Searcher(tmp_path / "index", embedder).close()
    report = synced()
    assert report.notes == () and not report.changes and embedder.embedded == embedded
    assert synced().generation == report.generation


def without_list(root: Path) -> None:
    folder = IndexFolder(root)
    manifest = folder.manifest(read_manifest(folder).name)
    listing = folder.file_list(manifest.parent.name)
    listing.rename(listing.with_name("files.jsonl"))
    manifest.write_text(manifest.read_text().replace("files.tsv", "files.jsonl"))
    folder.current.write_text(f"{manifest.parent.name} {sha256(manifest.read_bytes()).hexdigest()}\n")


def test_a_deleted_file_leaves_not_even_its_name(synced: Syncing, corpus: Path, tmp_path: Path, settled: None) -> None:
    (corpus / "quetzal.txt").write_text(" date 2022-05-05 A storm closed the harbour. Ferries waited two days.")
    synced()
    synced()
    (corpus / "quetzal.txt").unlink()
    synced()
    assert not [p for p in (tmp_path / "index").rglob("*") if p.is_file() and b"quetzal" in p.read_bytes()]

import fcntl
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.errors import CorpusError, EmbedderMismatch, IndexLocked
from index.generation import IndexFolder, damages, read_manifest, writing
from index.readers import Limits
from index.search import Searcher
from index.stamps import Stamps
from index.sync import SyncReport
from index.syncing.corpus import Scan, scan
from tests.conftest import Syncing, WordEmbedder

Opened = Callable[[], Searcher]


def every_byte(root: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file() and p.name != "WRITER"
    }


def ranking(searcher: Searcher, query: str) -> list[tuple[str, float]]:
    return [(hit.passage.id, round(hit.score, 5)) for hit in searcher.search(query, limit=50)]


def test_a_first_sync_adds_every_article(synced: Syncing, opened: Opened) -> None:
    report = synced()
    assert report.changes.added == ("bridge", "whale", "world/summit")
    assert report.articles == 3
    assert opened().library.article("bridge").title == "A bridge reopens"


def test_a_sync_without_changes_embeds_nothing_and_writes_nothing(
    synced: Syncing, tmp_path: Path, embedder: WordEmbedder, settled: None
) -> None:
    synced()
    synced()  # learns the stamps of what the first has written
    before, embedded = every_byte(tmp_path / "index"), embedder.embedded
    report = synced()
    assert report.changes.unchanged == 3 and report.embedded == 0
    assert embedder.embedded == embedded
    assert every_byte(tmp_path / "index") == before


def test_a_deleted_file_no_longer_answers_and_leaves_no_byte(
    synced: Syncing, corpus: Path, opened: Opened, tmp_path: Path
) -> None:
    (corpus / "secret.txt").write_text(
        " date 2024-01-01 The codeword was quetzalcoatlus. Nobody guessed it. The end came soon."
    )
    synced()
    before = opened()
    assert before.search("quetzalcoatlus codeword")[0].article.id == "secret"
    before.close()  # a reader keeps the generation that it opened
    (corpus / "secret.txt").unlink()
    assert synced().changes.deleted == ("secret",)
    assert all(hit.article.id != "secret" for hit in opened().search("quetzalcoatlus codeword", limit=50))
    assert not [p for p, data in every_byte(tmp_path / "index").items() if b"quetzalcoatlus" in data.lower()]


def test_deleting_and_renaming_do_not_need_the_model_again(
    synced: Syncing, corpus: Path, embedder: WordEmbedder
) -> None:
    synced()
    embedded = embedder.embedded
    (corpus / "bridge.md").rename(corpus / "old-bridge.md")
    (corpus / "whale.jsonl").unlink()
    report = synced()
    assert report.changes.renamed == (("bridge", "old-bridge"),)
    assert report.changes.deleted == ("whale",)
    assert embedder.embedded == embedded and report.embedded == 0


def test_an_edit_embeds_only_the_passages_that_changed(synced: Syncing, corpus: Path) -> None:
    paragraphs = ["".join(f"Sentence {n} of part {part} is here. " for n in range(30)) for part in range(6)]
    (corpus / "long.txt").write_text(" date 2020-01-01 " + "\n\n".join(paragraphs))
    first = synced()
    paragraphs[-1] += "One more sentence."
    (corpus / "long.txt").write_text(" date 2020-01-01 " + "\n\n".join(paragraphs))
    report = synced()
    assert report.changes.changed == ("long",)
    assert 0 < report.embedded < first.embedded / 2


def test_an_edited_index_equals_a_fresh_one(
    synced: Syncing, corpus: Path, opened: Opened, tmp_path: Path, embedder: WordEmbedder
) -> None:
    synced()
    (corpus / "new.txt").write_text(" date 2022-05-05 A storm closed the harbour. Ferries waited two days.")
    synced()
    (corpus / "bridge.md").unlink()
    (corpus / "world" / "summit.txt").write_text(
        " date 2023-08-21 Ministers met in Bergen. They agreed on cod and herring."
    )
    synced()
    edited = ranking(opened(), "ministers agreed on the harbour storm")
    synced(rebuild=True)
    assert ranking(opened(), "ministers agreed on the harbour storm") == edited


def test_one_bad_file_is_reported_and_the_rest_is_indexed(synced: Syncing, corpus: Path) -> None:
    (corpus / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (corpus / "empty.md").write_text("")
    report = synced()
    problems = {record.path: record.problems for record in report.files if record.problems}
    assert set(problems) == {"picture.txt", "empty.md"}
    assert report.articles == 3


def test_a_file_that_cannot_be_opened_for_the_moment_is_read_by_the_next_sync(
    synced: Syncing, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced()
    (corpus / "storm.txt").write_text(" date 2022-05-05 A storm closed the harbour. Ferries waited two days.")

    def refuse(*given: object) -> int:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as out_of_files:
        out_of_files.setattr("index.readers.files._open_below", refuse)
        (record,) = [record for record in synced().files if record.problems]
        assert record.problems == ("it cannot be opened: Too many open files",)
    assert synced().changes.added == ("storm",)


def test_a_file_whose_reading_takes_too_long_is_read_again_by_the_next_sync(
    synced: Syncing, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced()
    (corpus / "storm.txt").write_text(" date 2022-05-05 A storm closed the harbour. Ferries waited two days.")
    with monkeypatch.context() as busy:
        busy.setattr("index.readers.sandbox.Limits", lambda: Limits(wall_s=0))
        (record,) = [record for record in synced().files if record.problems]
        assert record.problems == ("reading it takes longer than 0 s",)
    assert synced().changes.added == ("storm",)
    assert not synced().changes


def test_a_change_that_is_undone_after_it_was_read_is_seen_by_the_next_sync(
    synced: Syncing, corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, before = corpus / "bridge.md", (corpus / "bridge.md").read_text()

    def scan_and_edit(*given: Any) -> Scan:
        found = scan(*given)
        file.write_text(before.replace("nine", "ninety"))
        return found

    with monkeypatch.context() as edited:
        edited.setattr("index.sync.scan", scan_and_edit)
        synced()
    file.write_text(before)
    assert synced().changes.changed == ("bridge",)
    assert "nine years" in opened().library.article("bridge").text


def test_what_is_deleted_while_the_folder_is_looked_through_is_not_there(
    synced: Syncing, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced()
    opening, reading = os.open, Stamps.of_bytes

    def open_too_late(path: str, *rest: int, **more: int) -> int:
        if str(path).endswith("world/"):
            (corpus / "world" / "summit.txt").unlink()
            (corpus / "world").rmdir()
        return opening(path, *rest, **more)

    def read_too_late(stamps: Stamps, name: str, path: str) -> str:
        if name == "whale.jsonl":
            (corpus / name).unlink()
        return reading(stamps, name, path)

    monkeypatch.setattr("index.syncing.corpus.os.open", open_too_late)
    monkeypatch.setattr(Stamps, "of_bytes", read_too_late)
    report = synced()
    assert report.changes.deleted == ("whale", "world/summit")
    assert not [record for record in report.files if record.problems]


def test_names_that_no_one_expects_are_indexed_or_reported(synced: Syncing, corpus: Path) -> None:
    names = [
        "new\nline.txt",
        "-rf.txt",
        "<b>.txt",
        "\u202etxt.exe.txt",
        "a\u2028b.txt",
        "a\x85b.txt",
        "a#1-2.txt",
        "x" * 251 + ".txt",
    ]
    for number, name in enumerate(names):
        (corpus / name).write_text(f" date 2020-02-02 The harbour of town {number} was opened. It was a fine day.")
    (corpus / os.fsdecode(b"caf\xe9.txt")).write_text("A fine text. It will not be read.")
    os.mkfifo(corpus / "pipe.txt")
    report = synced()
    assert report.articles == 3 + len(names)
    problems = {record.path: record.problems for record in report.files if record.problems}
    assert problems == {
        "caf\\xe9.txt": ("its name is not UTF-8; rename it",),
        "pipe.txt": ("it is not a regular file",),
    }
    assert not synced().changes


def test_two_files_with_one_id_keep_the_first_and_name_the_second(
    synced: Syncing, corpus: Path, opened: Opened
) -> None:
    (corpus / "bridge.txt").write_text(
        " date 2021-03-03 Another text about the bridge, which is closed. It is long enough."
    )
    report = synced()
    assert [r.path for r in report.files if any("is taken by bridge.md" in p for p in r.problems)] == ["bridge.txt"]
    (corpus / "bridge.md").unlink()
    assert synced().changes.changed == ("bridge",)
    assert opened().library.article("bridge").text.startswith("Another text")


def test_an_interrupted_sync_keeps_what_was_embedded(
    synced: Syncing, corpus: Path, tmp_path: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.syncing.renewing.SLICE_ARTICLES", 1)

    def interrupt(stage: str, done: int, total: int) -> None:
        if stage == "embedding" and done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        synced(progress=interrupt)
    assert not (tmp_path / "index" / "CURRENT").exists()
    spent = embedder.embedded
    assert synced().embedded == 3 - 1  # the first slice was complete
    assert embedder.embedded == spent + 2


def test_a_dry_run_says_what_would_change_and_makes_nothing(synced: Syncing, tmp_path: Path) -> None:
    report = synced(dry_run=True)
    assert len(report.changes.added) == 3
    assert not (tmp_path / "index").exists()


def test_a_dry_run_keeps_what_it_compares_with_until_it_is_done(
    synced: Syncing, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced()
    (corpus / "whale.jsonl").unlink()

    def published_meanwhile(*given: Any) -> Any:
        monkeypatch.undo()
        synced()
        return damages(*given)

    monkeypatch.setattr("index.syncing.existing.damages", published_meanwhile)
    report = synced(dry_run=True)
    assert (report.changes.deleted, report.notes) == (("whale",), ())


def test_another_model_is_refused_with_the_command_that_rebuilds(synced: Syncing, embedder: WordEmbedder) -> None:
    synced()
    embedder.identity = WordEmbedder("other").identity
    with pytest.raises(EmbedderMismatch, match="article-qa index --rebuild --model other"):
        synced()
    assert synced(rebuild=True).articles == 3


def test_an_empty_folder_is_refused_and_nothing_is_lost(synced: Syncing, corpus: Path, tmp_path: Path) -> None:
    synced()
    before = every_byte(tmp_path / "index")
    for path in corpus.rglob("*.*"):
        path.unlink()
    with pytest.raises(CorpusError, match="no article"):
        synced()
    assert every_byte(tmp_path / "index") == before


def test_a_missing_folder_is_named(synced: Syncing, corpus: Path) -> None:
    corpus.rename(corpus.with_name("elsewhere"))
    with pytest.raises(CorpusError, match="no such folder"):
        synced()


def test_a_second_writer_is_told_who_holds_the_index(synced: Syncing, tmp_path: Path) -> None:
    with (
        writing(IndexFolder(tmp_path / "index")),
        pytest.raises(IndexLocked, match=rf"process {os.getpid()}, since \d"),
    ):
        synced(wait=False)


def test_a_holder_that_has_not_said_its_name_yet_is_asked_again(synced: Syncing, tmp_path: Path) -> None:
    synced()
    holder = tmp_path / "index" / "WRITER"
    assert holder.read_text() == "", "the name of the writer before would be told for that of the next one"
    with holder.open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        naming = threading.Timer(0.05, holder.write_text, ["process 7, since a moment"])
        naming.start()
        with pytest.raises(IndexLocked, match="process 7, since a moment is writing"):
            synced(wait=False)
        naming.join()


def test_old_generations_go_when_nobody_holds_them(
    synced: Syncing, corpus: Path, opened: Opened, tmp_path: Path
) -> None:
    synced()
    reader = opened()
    (corpus / "whale.jsonl").unlink()
    synced()
    assert sorted(p.name for p in (tmp_path / "index" / "generations").iterdir()) == ["000001", "000002"]
    assert reader.library.article("whale").title == "A whale in the river"
    reader.close()
    synced()
    assert [p.name for p in (tmp_path / "index" / "generations").iterdir()] == ["000002"]


def test_a_file_that_another_program_left_in_the_index_stops_nothing(
    synced: Syncing, corpus: Path, tmp_path: Path
) -> None:
    synced()
    for name in ("segments", "generations"):
        (tmp_path / "index" / name / ".DS_Store").write_bytes(b"view")
    (corpus / "whale.jsonl").unlink()
    synced()
    assert sorted(p.name for p in (tmp_path / "index" / "generations").iterdir()) == [".DS_Store", "000002"]


def test_the_report_is_plain_data(synced: Syncing) -> None:
    from dataclasses import asdict

    report: SyncReport = synced()
    assert json.loads(json.dumps(asdict(report)))["articles"] == 3


def test_the_manifest_lists_every_file_of_the_generation(synced: Syncing, tmp_path: Path) -> None:
    synced()
    assert listed(tmp_path / "index") == lying(tmp_path / "index")


def test_the_seal_of_another_segment_is_no_seal(synced: Syncing, corpus: Path, tmp_path: Path) -> None:
    synced()
    (corpus / "new.txt").write_text(" date 2022-05-05 A storm closed the harbour. Ferries waited two days.")
    synced()
    one, other = sorted((tmp_path / "index" / "segments").glob("*/segment.json"))
    one.write_bytes(other.read_bytes())
    assert synced().notes
    assert listed(tmp_path / "index") == lying(tmp_path / "index")


def listed(root: Path) -> set[str]:
    """The files that are checked when the index is opened, by way of CURRENT and the manifest that it names."""
    manifest = read_manifest(IndexFolder(root))
    return {f"generations/{manifest.name}/manifest.json", *(file.path for file in manifest.files)}


def lying(root: Path) -> set[str]:
    files = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}
    return files - {"CURRENT", "WRITER", "stamps/corpus", "stamps/index"}


def test_the_newest_day_is_that_of_the_articles_that_there_are(synced: Syncing, corpus: Path, tmp_path: Path) -> None:
    def newest() -> str | None:
        synced()
        return read_manifest(IndexFolder(tmp_path / "index")).newest

    def write(name: str, day: str) -> None:
        (corpus / name).write_text(f"---\ntitle: {name}\n{day}\n---\nA ferry sank off {name}. Nobody was hurt.\n")

    assert newest() == "2023-08-21"
    write("undated.md", "author: A")
    assert newest() == "2023-08-21"
    write("later.md", "date: 2024-05-01")
    assert newest() == "2024-05-01"
    (corpus / "later.md").unlink()
    assert newest() == "2023-08-21"
    write("undated.md", "date: 2022-01-01")
    (corpus / "world" / "summit.txt").unlink()
    assert newest() == "2022-01-01"
    for name in ("bridge.md", "whale.jsonl"):
        (corpus / name).unlink()
    write("undated.md", "author: A")
    assert newest() is None
    write("undated.md", "date: 1999-12-31")
    assert newest() == "1999-12-31"


def test_files_of_other_kinds_are_counted_and_told(synced: Syncing, corpus: Path) -> None:
    for name in ("a.doc", "b.DOC", "world/c.rtf", "_d.doc", ".e.doc", "noending", "f.what is this"):
        (corpus / name).write_bytes(b"x")
    report = synced()
    assert report.notes == ("files of kinds that are not read: 2 .doc, 1 .rtf, 2 without a usual ending",)
    assert (report.articles, synced().notes, synced(dry_run=True).notes) == (3, report.notes, report.notes)


def test_a_folder_of_nothing_but_other_kinds_says_so(synced: Syncing, corpus: Path) -> None:
    for path in corpus.rglob("*"):
        if path.is_file():
            path.rename(path.with_suffix(".doc"))
    with pytest.raises(
        CorpusError, match=r"no article found in 0 files; files of kinds that are not read: 3 \.doc\. Add"
    ):
        synced()


def test_what_was_read_now_is_told_before_what_was_wrong_already(synced: Syncing, corpus: Path) -> None:
    (corpus / "a.json").write_text("{")
    synced()
    (corpus / "b.json").write_text("{")
    assert [record.path for record in synced().files if record.problems] == ["b.json", "a.json"]

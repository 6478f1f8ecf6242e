"""What damage to an index costs: the next sync mends it and embeds only what was in the broken part."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from index.doctor import examine
from index.errors import IndexDamaged
from index.generation import IndexFolder, read_manifest
from index.library import open_library
from index.search import Searcher
from tests.conftest import Syncing, WordEmbedder

Opened = Callable[[], Searcher]


@pytest.fixture
def segments(synced: Syncing, corpus: Path, tmp_path: Path) -> tuple[Path, ...]:
    """Two segments: three articles in the first, the storm in the second, which has an earlier text as well."""
    synced()
    storm = corpus / "storm.txt"
    storm.write_text(" date 2022-05-05 A storm closed the harbour. Ferries waited one day.")
    synced()
    storm.write_text(" date 2022-05-05 A storm closed the harbour. Ferries waited two days.")
    synced()
    folder = IndexFolder(tmp_path / "index")
    return tuple(folder.segments / name for name in read_manifest(folder).segments)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)


def ranking(searcher: Searcher) -> list[tuple[str, float]]:
    return [(hit.passage.id, round(hit.score, 5)) for hit in searcher.search("ferries in the harbour storm", limit=50)]


def earlier(root: Path, article_id: str) -> list[str]:
    with open_library(root) as library:
        return [version.article.text for version in library.versions(article_id)]


@pytest.mark.parametrize(
    "name", ["sentence_vectors.npy", "passages.npy", "text_keys.npy", "sketches.npy", "segment.json"]
)
def test_what_was_in_a_damaged_segment_alone_is_embedded_again(
    synced: Syncing, segments: tuple[Path, ...], tmp_path: Path, opened: Opened, embedder: WordEmbedder, name: str
) -> None:
    before = ranking(opened())
    flip(segments[1] / name)
    with pytest.raises(IndexDamaged, match=r"bytes have changed\. Mend it with: article-qa index"):
        Searcher(tmp_path / "index", embedder)
    report = synced()
    assert report.embedded == 1 and "it was mended" in report.notes[0]
    assert ranking(opened()) == before
    assert synced().notes == ()
    assert examine(tmp_path / "index") == []


def test_earlier_texts_outlive_damage_to_anything_but_the_articles(
    synced: Syncing, segments: tuple[Path, ...], tmp_path: Path
) -> None:
    before = earlier(tmp_path / "index", "storm")
    assert len(before) == 1
    flip(segments[1] / "passage_vectors.npy")
    synced()
    assert earlier(tmp_path / "index", "storm") == before
    (segments[0] / "articles.sqlite").unlink()
    assert synced().embedded == 3
    assert earlier(tmp_path / "index", "storm") == before


@pytest.mark.parametrize("what", ["articles.sqlite cut short", "a segment gone", "swapped between segments"])
def test_whatever_happened_to_a_segment_it_is_mended(
    synced: Syncing, segments: tuple[Path, ...], tmp_path: Path, opened: Opened, what: str
) -> None:
    before = ranking(opened())
    damaged = segments[0] / "articles.sqlite"
    if what == "articles.sqlite cut short":
        damaged.write_bytes(damaged.read_bytes()[:5000])
    elif what == "a segment gone":
        for path in segments[0].iterdir():
            path.unlink()
        segments[0].rmdir()
    else:
        damaged.write_bytes((segments[1] / "articles.sqlite").read_bytes())
    assert examine(tmp_path / "index") != []
    assert synced().articles == 4
    assert ranking(opened()) == before
    assert examine(tmp_path / "index") == []


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "files.tsv"])
def test_without_its_manifest_or_list_of_files_nothing_is_embedded_again(
    synced: Syncing, segments: tuple[Path, ...], tmp_path: Path, opened: Opened, name: str
) -> None:
    before, versions = ranking(opened()), earlier(tmp_path / "index", "storm")
    flip(next((tmp_path / "index").rglob(name)))
    report = synced()
    assert report.embedded == 0 and report.notes
    assert ranking(opened()) == before
    assert earlier(tmp_path / "index", "storm") == versions
    assert examine(tmp_path / "index") == []


def test_a_lost_current_costs_no_embedding_and_no_earlier_text(
    synced: Syncing, segments: tuple[Path, ...], tmp_path: Path
) -> None:
    versions = earlier(tmp_path / "index", "storm")
    (tmp_path / "index" / "CURRENT").unlink()
    assert synced().embedded == 0
    assert earlier(tmp_path / "index", "storm") == versions


def test_an_article_that_was_deleted_with_the_damage_leaves_no_byte(
    synced: Syncing, segments: tuple[Path, ...], corpus: Path, tmp_path: Path
) -> None:
    flip(segments[1] / "sentence_vectors.npy")
    (corpus / "storm.txt").unlink()
    assert synced().articles == 3
    assert not [p for p in (tmp_path / "index").rglob("*") if p.is_file() and b"Ferries" in p.read_bytes()]


def test_a_manifest_that_was_damaged_while_a_reader_holds_it_takes_nothing_from_the_reader(
    synced: Syncing, segments: tuple[Path, ...], corpus: Path, tmp_path: Path, opened: Opened
) -> None:
    reader = opened()
    before = ranking(reader)
    held = next((tmp_path / "index").rglob("manifest.json"))
    held.write_bytes(held.read_bytes()[:40])
    (corpus / "storm.txt").unlink()
    synced()
    assert ranking(reader) == before
    assert all(path.exists() for path in segments)
    reader.close()
    synced()
    assert not segments[1].exists()


def test_a_dry_run_mends_nothing(synced: Syncing, segments: tuple[Path, ...], tmp_path: Path) -> None:
    flip(segments[0] / "passages.npy")
    assert synced(dry_run=True).notes
    assert examine(tmp_path / "index") != []


def test_the_doctor_names_the_generation_that_it_examined(
    synced: Syncing,
    corpus: Path,
    tmp_path: Path,
    embedder: WordEmbedder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    generation = synced().generation

    def published_meanwhile(*given: object) -> list[str]:
        (corpus / "whale.jsonl").unlink()
        synced()
        return []

    monkeypatch.setattr("index.doctor.problems_of", published_meanwhile)
    monkeypatch.setattr("index.embedding.load_embedder", lambda *given, **more: embedder)
    cli.doctor(tmp_path / "index")
    assert f"generation {generation} is sound: 3 articles" in capsys.readouterr().out


def test_the_doctor_says_what_there_is_and_by_which_rule_questions_are_answered(
    synced: Syncing,
    corpus: Path,
    tmp_path: Path,
    embedder: WordEmbedder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    synced()
    (corpus / "whale.jsonl").write_text('{"id": "whale", "title": "A whale", "text": "The whale was seen again."}')
    synced()
    monkeypatch.setattr("index.embedding.load_embedder", lambda *given, **more: embedder)
    cli.doctor(tmp_path / "index")
    said = " ".join(capsys.readouterr().out.split())
    assert "3 articles, 1 earlier text, model" in said
    assert "whether the articles answer a question is decided by the rule that comes with the program" in said
    (tmp_path / "index" / "calibration.json").write_text("{")
    cli.doctor(tmp_path / "index")
    assert "is not used: it is not JSON" in " ".join(capsys.readouterr().out.split())


def test_the_doctor_also_speaks_json(synced: Syncing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced()
    told = ["an article is in two segments"]
    monkeypatch.setattr("index.doctor.problems_of", lambda *given: told)
    found = CliRunner().invoke(cli.app, ["doctor", "--index", str(tmp_path / "index"), "--json"])
    assert found.exit_code == 1 and json.loads(found.stdout)["problems"] == told
    assert json.loads(found.stdout)["counts"]["articles"] == 3
    aloud = CliRunner().invoke(cli.app, ["doctor", "--index", str(tmp_path / "index")])
    assert aloud.exit_code == 1 and aloud.stderr == f"article-qa: {told[0]}\n"

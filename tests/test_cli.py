"""The terminal door as a person meets it: in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

import pytest

import cli
from index.errors import DatasetError
from index.generation import IndexFolder, read_manifest, writing
from index.syncing.watching import changes
from index.versions import VersionLimits
from qa.reader import SHIPPED_READER
from tests.conftest import ROOT, WordEmbedder


def run(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "cli.py"), *(str(a) for a in arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300)


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a failure; no traceback."""
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("article-qa: ")]
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize("command", ["index", "ask", "search", "serve", "eval", "doctor", "verify"])
def test_every_command_has_help(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0 and command in done.stdout


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").stdout.split() == ["article-qa", version("article-qa")]


def test_an_answer_cites_exact_spans(sample_index: Path) -> None:
    question = "What did Wang Yi tell Iran's foreign minister in August 2023?"
    done = run("ask", question, "--index", sample_index, "--json")
    reply = json.loads(done.stdout)
    assert reply["answered"] and reply["citations"][0]["article_id"] == "world/wang-yi-iran-call"
    raw = (ROOT / "corpus/world/wang-yi-iran-call.txt").read_text("utf-8")
    text = raw.removeprefix(" date 2023-08-21 ").strip()
    for citation in reply["citations"]:
        if citation["article_id"] == "world/wang-yi-iran-call":
            assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_index_remembers_how_many_earlier_texts_to_keep(corpus: Path, tmp_path: Path) -> None:
    common = ("--corpus", corpus, "--index", tmp_path / "index")
    assert run("index", *common, "--keep-versions", 2, "--keep-days", 30).returncode == 0
    assert run("index", *common).returncode == 0
    assert read_manifest(IndexFolder(tmp_path / "index")).versions == VersionLimits(2, 30)


def test_watching_goes_on_after_a_failure_and_says_everything_once(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def changing(folder: Path) -> Iterator[None]:
        aside = folder.rename(tmp_path / "aside")
        yield
        yield
        aside.rename(folder)
        (folder / "spoilt.json").write_text("{")
        yield
        yield

    monkeypatch.setattr("index.syncing.watching.changes", changing)
    monkeypatch.setattr("index.embedding.load_embedder", lambda model, cache: WordEmbedder())
    cli.index(corpus=corpus, index=tmp_path / "index", watch=True, model="words")
    said = capsys.readouterr()
    told = " ".join(said.out.split())
    assert said.err.count("no such folder") == 1
    assert [told.count(f"3 articles in generation {name}") for name in ("000001", "000002")] == [1, 1]
    assert told.count("spoilt.json: not valid JSON") == 1


def test_watching_ends_with_an_interrupt_and_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def watch(*_: object, raise_interrupt: bool = True, **__: object) -> Iterator[set[str]]:
        yield set()
        assert raise_interrupt  # otherwise it says so itself, in other words than ours
        raise KeyboardInterrupt

    monkeypatch.setattr("watchfiles.watch", watch)
    assert list(changes(tmp_path)) == [None]


def test_nothing_that_a_run_says_of_files_hides_what_else_there_is_to_say(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("index.embedding.load_embedder", lambda model, cache: WordEmbedder())
    for number in range(30):
        (corpus / f"spoilt{number}.json").write_text("{")
    (corpus / "twice.md").write_bytes((corpus / "bridge.md").read_bytes())
    cli.index(corpus=corpus, index=tmp_path / "index", model="words")
    told = " ".join(capsys.readouterr().out.split())
    assert "and 20 more such" in told and "the same text as bridge" in told and "hardly any text" in told


def test_a_second_run_says_whom_it_waits_for(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("index.embedding.load_embedder", lambda model, cache: WordEmbedder())
    first = ExitStack()
    first.enter_context(writing(IndexFolder(tmp_path / "index")))
    complain = cli._complain

    def said(sentence: str) -> None:
        complain(sentence)
        first.close()  # the other run ends

    monkeypatch.setattr(cli, "_complain", said)
    cli.index(corpus=corpus, index=tmp_path / "index", model="words")
    told = capsys.readouterr()
    assert f"article-qa: process {os.getpid()}, since" in told.err and "this run begins when that is done" in told.err
    assert "3 added" in told.out


def test_search_ranks_passages_as_json(sample_index: Path) -> None:
    hits = json.loads(run("search", "Notre-Dame spire", "--index", sample_index, "--limit", 3, "--json").stdout)
    assert [hit["rank"] for hit in hits] == [1, 2, 3]
    assert hits[0]["article_id"].startswith("culture/notre-dame")


def test_ask_and_search_take_the_same_filters_and_both_are_exact(sample_index: Path) -> None:
    only = (
        "--article",
        "sport/france-win-2018-world-cup",
        "--article",
        "space/luna-25-crash",
        "--source",
        "northern wire",
    )
    hits = json.loads(run("search", "Croatia", "--index", sample_index, *only, "--json").stdout)
    assert {hit["article_id"] for hit in hits} == {"sport/france-win-2018-world-cup"}
    asked = ("ask", "Who won in December 2023?", "--no-infer-dates", "--author", "nobody", "--index", sample_index)
    reply = json.loads(run(*asked, "--json").stdout)
    assert reply["filters"]["author"] == "nobody" and reply["inferred"] is None and not reply["answered"]


def test_an_empty_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    assert "no article" in complaint(run("index", "--corpus", tmp_path / "corpus", "--index", tmp_path / "index"))


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    assert "no such folder" in complaint(run("index", "--corpus", tmp_path / "none", "--index", tmp_path / "index"))


def test_a_missing_index_is_one_sentence(tmp_path: Path) -> None:
    assert "no index here" in complaint(run("ask", "Who won?", "--index", tmp_path / "none"))


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("qa.evaluation.running.load_embedder", lambda model, cache: WordEmbedder())
    home = tmp_path / "seals"
    home.mkdir()
    (home / "articles.jsonl").write_text('{"id": "seals", "title": "Seals", "text": "Nine seals slept on the pier."}\n')
    asked = '{"id": "q1", "question": "How many seals slept?", "article_ids": ["seals"], "answerable": true}\n'
    (home / "questions.jsonl").write_text(asked)
    return home


def test_an_evaluation_is_compared_with_the_report_that_stood_there_before_it(dataset: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(DatasetError, match=r"report\.json: cannot be read"):
        cli.evaluate(dataset, out=out, gate=out / "report.json", model="words", reader="none")
    assert not (out / "run.jsonl").exists()
    cli.evaluate(dataset, out=out, model="words", reader="none")
    cli.evaluate(dataset, out=out, gate=out / "report.json", model="words", reader="none")


def test_a_dataset_that_is_missing_or_wrong_is_named_before_any_index_is_made(dataset: Path, tmp_path: Path) -> None:
    for wrong, said in ((tmp_path / "none", "no such folder"), (tmp_path / "none.jsonl", "no such file")):
        with pytest.raises(DatasetError, match=said):
            cli.evaluate(wrong, out=tmp_path / "out", model="words")
    (dataset / "questions.jsonl").write_text("{")
    with pytest.raises(DatasetError, match="line 1: found no JSON"):
        cli.evaluate(dataset, out=tmp_path / "out", model="words")
    assert not (tmp_path / "out").exists()


def test_questions_that_cannot_be_asked_are_one_sentence_each(sample_index: Path) -> None:
    assert "no question" in complaint(run("ask", "", "--index", sample_index))
    assert "at most 2,000" in complaint(run("ask", "a" * 100_000, "--index", sample_index))


def test_wrong_use_exits_with_two() -> None:
    assert run("ask", "x", "--after", "yesterday").returncode == 2


def test_the_name_spelt_out_for_a_quick_start_is_that_of_the_reader() -> None:
    assert cli.DEFAULT_READER == SHIPPED_READER

"""The bench beside other programs: what it samples, how it scores, what it shows. No other program is needed."""

import doctest
import json
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from bench import samples, timing
from bench.environments import OURS, PROGRAMS, ROOT, Program, python_of
from bench.quality import hits, lead, results_of, run_folder
from bench.quality import run as run_once
from bench.samples import TEXTS, held_out, sample, spread, with_gold
from bench.systems import serving, words
from bench.systems.serving import Article, Found
from bench.systems.words import OVERLAP, WORDS, windows
from bench.tables import quality_table, speed_table
from bench.timing import Times, percentile, summary
from bench.workers import Worker, WorkerFailed
from index.records import Article as IndexedArticle
from qa.evaluation.lines import read_lines
from qa.evaluation.records import Dataset, Question, Span
from qa.evaluation.reports import Report, report_of


def question(number: int, answerable: bool | None = True) -> dict[str, object]:
    return {"id": f"q{number}", "question": "Why?", "article_ids": [f"a{number}"], "answerable": answerable}


def test_the_sample_takes_the_questions_that_nothing_was_fitted_on() -> None:
    questions = [question(0), question(1, answerable=False), question(2), question(3), question(4, answerable=None)]
    assert [q["id"] for q in held_out(questions)] == ["q2", "q4"]


def test_gold_articles_stay_in_the_sample_however_small_it_is() -> None:
    articles = [{"id": f"a{n}"} for n in range(10)]
    taken = with_gold(articles, [question(7), question(9)], 4)
    assert [a["id"] for a in taken] == ["a0", "a4", "a7", "a9"]
    assert [a["id"] for a in with_gold(articles, [question(7), question(9)], 1)] == ["a7", "a9"]


def test_a_spread_keeps_the_order_and_the_first() -> None:
    assert spread(range(10), 4) == [0, 2, 5, 7]
    assert spread(range(3), 4) == [0, 1, 2]


def test_a_sample_is_a_dataset_whose_texts_are_those_of_the_index(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    rows = [{"id": f"a{n}", "title": f"Title {n}", "text": f"A  first\r\nline of {n}."} for n in range(3)]
    (source / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (source / "questions.jsonl").write_text("".join(json.dumps(question(n)) + "\n" for n in range(3)))
    taken = sample(source, tmp_path / "taken")
    assert [q.id for q in taken.questions] == ["q1"]
    texts = list(serving.read_articles(tmp_path / "taken" / TEXTS))
    assert {t.id: t.text for t in texts} == {a.id: a.text for a in taken.articles}
    assert not any("\r" in t.text for t in texts)


def test_windows_hold_every_word_and_overlap_by_twenty() -> None:
    text = " ".join(f"word{n}" for n in range(1000))
    cut = windows(Article("a", "A", text))
    pieces = [text[w.start : w.end].split() for w in cut]
    assert all(len(piece) == WORDS for piece in pieces[:-1])
    assert all(before[-OVERLAP:] == after[:OVERLAP] for before, after in pairwise(pieces))
    assert [word for piece in pieces for word in piece[: WORDS - OVERLAP]] == text.split()[: len(pieces) * 130]
    assert pieces[-1][-1] == "word999"


def test_a_text_shorter_than_a_window_is_one_and_no_text_is_none() -> None:
    assert windows(Article("a", "A", "two words")) == [Found("a", 0, 9)]
    assert windows(Article("a", "A", " ")) == []


def run(tmp_path: Path, name: str, found: list[tuple[str, int, int]]) -> Report:
    articles = {"a": IndexedArticle("a", "A", "The answer is here."), "b": IndexedArticle("b", "B", "It is not here.")}
    answer = {"answered": True, "confidence": 0.0, "generation": name, "took_ms": 1.0}
    path = tmp_path / f"{name}.jsonl"
    lines = [{"id": f"q{n}", "hits": hits(found, articles), "answer": answer} for n in range(20)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return report_of("set", QUESTIONS, read_lines(path))


QUESTIONS = tuple(
    Question(f"q{n}", "What?", article_ids=("a",), evidence=(Span("a", 0, 19),), answerable=True) for n in range(20)
)


def test_other_programs_are_scored_by_the_same_measures_and_the_lead_is_taken_in_pairs(tmp_path: Path) -> None:
    ours = run(tmp_path, OURS, [("a", 0, 19), ("b", 0, 5)])
    other = run(tmp_path, "txtai", [("b", 0, 5), ("a", 0, 5)])
    results = results_of(Dataset("set", (), QUESTIONS), {OURS: ours, "txtai": other})
    assert results["programs"][OURS]["hit@1"] == (1.0, 1.0, 1.0)
    assert results["programs"]["txtai"] == {
        "hit@1": (0.0, 0.0, 0.0),
        "hit@5": (1.0, 1.0, 1.0),
        "nDCG@10": pytest.approx((0.63093,) * 3, abs=1e-5),
        "evidence@1": (0.0, 0.0, 0.0),
        "evidence@5": (0.0, 0.0, 0.0),
    }
    assert lead(ours, other, "hit@1") == (1.0, 1.0)
    assert lead(ours, ours, "hit@1") == (0.0, 0.0)


def test_the_table_marks_a_lead_only_where_chance_does_not_explain_it() -> None:
    programs = {"txtai": {"hit@1": (0.5, 0.4, 0.6), "hit@5": (0.9, 0.85, 1.0)}}
    results = {
        "sets": {
            "qed": {
                "questions": 7,
                "programs": programs,
                "leads": {"txtai": {"hit@1": (0.1, 0.2), "hit@5": (0.0, 0.1)}},
            }
        }
    }
    row = quality_table(results).splitlines()[2]
    assert row == "| qed, 7 | txtai | .500 (.400–.600) † | .900 (.850–1.000) | – | – | – |"


def test_times_are_summed_up_as_medians_with_their_spread() -> None:
    times = Times([2.0, 4.0, 1.0], [0.001, 0.004, 0.002, 0.003], [1.0], [0.5], [3.0, 2.0, 5.0], 400.0)
    of = summary(times, 8)
    assert of["articles_per_s"] == (4.0, 2.0, 8.0)
    assert (of["query_p50_ms"], of["query_p95_ms"]) == (2.0, 4.0)
    assert of["cold_s"] == (3.0, 2.0, 5.0)
    assert "| txtai | 4.0 (2.0–8.0) | 2.0 | 4.0 |" in speed_table({"programs": {"txtai": {**of, "install_mb": 1000.0}}})


@pytest.mark.parametrize("rank", [1, 50, 95, 100])
def test_a_percentile_is_the_smallest_value_that_enough_do_not_exceed(rank: int) -> None:
    values = sorted((n * 37 % 101) / 7 for n in range(83))
    expected = min(v for v in values if sum(w <= v for w in values) * 100 >= rank * len(values))
    assert percentile(values, rank) == expected


@pytest.fixture
def echo(tmp_path: Path) -> Program:
    """A program whose environment is the running interpreter's."""
    program = Program("echo", "tests.echo_program", ())
    python = python_of(program, tmp_path)
    python.parent.mkdir(parents=True)
    python.symlink_to(Path(sys.executable).resolve())
    return program


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"id": "a", "title": "Ada", "text": "She wrote."}\n{"id": "b", "title": "Bob", "text": "He."}\n')
    return path


def test_a_worker_answers_each_command_whatever_a_library_prints(echo: Program, articles: Path, tmp_path: Path) -> None:
    with Worker(echo, tmp_path, 1) as worker:
        assert worker.timed("build", articles=str(articles), folder=str(tmp_path / "index")) >= 0
        assert worker.ask("search", question="Ada or Bob?", limit=5)["found"] == [["a", 0, 10], ["b", 0, 3]]
        worker.ask("delete", article_ids=["a"])
        assert worker.ask("search", question="Ada or Bob?", limit=5)["found"] == [["b", 0, 3]]
        assert worker.ask("memory")["peak_mb"] > 1
    assert "a library that prints" in (tmp_path / "echo.log").read_text()


def test_a_program_that_ends_says_why(echo: Program, tmp_path: Path) -> None:
    with Worker(echo, tmp_path, 1) as worker, pytest.raises(WorkerFailed, match="the question was crash"):
        worker.ask("search", question="crash", limit=5)


def test_a_cold_start_opens_what_was_saved(echo: Program, articles: Path, tmp_path: Path) -> None:
    with Worker(echo, tmp_path, 1) as worker:
        worker.ask("build", articles=str(articles), folder=str(tmp_path / "index"))
    with Worker(echo, tmp_path, 1) as worker:
        worker.ask("open", folder=str(tmp_path / "index"))
        assert worker.ask("search", question="Bob?", limit=5)["found"] == [["b", 0, 3]]
        assert worker.age_s() > 0


def test_another_program_s_run_is_kept_until_the_sample_changes(
    echo: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, data = tmp_path / "set", tmp_path / "data"
    data.mkdir()
    texts = [{"id": f"a{n}", "title": f"Why{n}", "text": "A word."} for n in range(6)]
    (data / "articles.jsonl").write_text("".join(json.dumps(text) + "\n" for text in texts))
    for count, expected in ((3, ["q1"]), (5, ["q1", "q3"])):
        (data / "questions.jsonl").write_text("".join(json.dumps(question(n)) + "\n" for n in range(count)))
        asked = sample(data, folder)
        run_once(echo, asked, folder, tmp_path, 1)
        lines = read_lines(run_folder(echo, folder) / "run.jsonl")
        assert [line.question_id for line in lines] == expected
    monkeypatch.setattr("bench.quality.Worker", None)  # nothing is run again
    run_once(echo, asked, folder, tmp_path, 1)


def test_every_round_times_every_step_of_every_program(
    echo: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    texts = [{"id": f"a{n}", "title": f"T{n}", "text": "Word. " * 600} for n in range(30)]
    (data / "articles.jsonl").write_text("".join(json.dumps(text) + "\n" for text in texts))
    (data / "questions.jsonl").write_text("".join(json.dumps(question(n)) + "\n" for n in range(15)))
    monkeypatch.setattr(timing, "PROGRAMS", (echo,))
    given = timing.material(data, tmp_path / "timed", 12)
    times = timing.rounds(given, tmp_path, 1, 2)["echo"]
    assert [len(of) for of in (times.build, times.search, times.add, times.delete, times.cold)] == [2, 24, 2, 2, 2]
    assert given.count == 12 and len(given.questions) == 12 and len(given.deleted) == timing.CHANGED
    kept = {a.id for a in serving.read_articles(given.articles)}
    assert kept.issuperset(given.deleted) and not kept & {a.id for a in serving.read_articles(given.added)}


def test_every_program_has_its_file() -> None:
    for program in PROGRAMS:
        assert (ROOT / f"{program.module.replace('.', '/')}.py").is_file(), program.name


@pytest.mark.parametrize("module", [samples, timing, words])
def test_the_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    failed, attempted = doctest.testmod(module)
    assert attempted and not failed

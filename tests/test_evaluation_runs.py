import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import DatasetError
from index.records import Hit
from qa.evaluation.lines import read_lines
from qa.evaluation.records import Question
from qa.evaluation.runs import record, run, scored_line
from qa.records import Reply
from qa.serial import hit_json, reply_json
from tests.evaluation_examples import RAIN, SNOW, citation, hit, reply

QUESTIONS = [Question(f"q{n}", f"Question {n}?") for n in range(5)]
HITS = [hit(SNOW, 0, 21, 1), hit(RAIN, 0, 20, 2)]


def search(question: Question) -> list[Hit]:
    return HITS


def ask(question: Question) -> Reply:
    return reply(question.question, cited=[citation(SNOW, 0, 21, 1)], hits=HITS)


def ignore(done: int) -> None:
    """A progress display that shows nothing."""


class Asked:
    """Answers, notes what it was asked, and is interrupted at one question."""

    def __init__(self, stop_at: str = "") -> None:
        self.ids: list[str] = []
        self.stop_at = stop_at

    def __call__(self, question: Question) -> Reply:
        if question.id == self.stop_at:
            raise KeyboardInterrupt
        self.ids.append(question.id)
        return ask(question)


def interrupted(path: Path, *, after: int = 3, made_with: str = "g1") -> None:
    with pytest.raises(KeyboardInterrupt):
        record(path, QUESTIONS, Asked(stop_at=f"q{after}"), search, made_with=made_with, progress=ignore)


def test_a_question_is_asked_when_its_outcome_is_wanted() -> None:
    asked = Asked()
    outcomes = run(QUESTIONS, asked, search, progress=ignore)
    assert asked.ids == []
    assert next(outcomes).question_id == "q0" and asked.ids == ["q0"]


def test_progress_counts_the_questions_done() -> None:
    told: list[int] = []
    list(run(QUESTIONS, ask, search, progress=told.append))
    assert told == [1, 2, 3, 4, 5]


def test_no_more_than_twenty_hits_are_kept() -> None:
    many = [hit(SNOW, 0, 21, rank) for rank in range(1, 31)]
    (outcome,) = run(QUESTIONS[:1], ask, lambda question: many, progress=ignore)
    assert [one.rank for one in outcome.hits] == list(range(1, 21))


def test_a_line_of_a_run_file_has_the_shapes_of_search_and_ask(tmp_path: Path) -> None:
    record(tmp_path / "run.jsonl", QUESTIONS[:2], ask, search, made_with="g1", progress=ignore)
    lines = (tmp_path / "run.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"id": q.id, "hits": [hit_json(one) for one in HITS], "answer": reply_json(ask(q))} for q in QUESTIONS[:2]
    ]


def test_an_outcome_scored_at_once_is_what_its_file_says(tmp_path: Path) -> None:
    record(tmp_path / "run.jsonl", QUESTIONS, ask, search, made_with="g1", progress=ignore)
    outcomes = run(QUESTIONS, ask, search, progress=ignore)
    assert read_lines(tmp_path / "run.jsonl") == tuple(map(scored_line, outcomes))


def test_a_recorded_run_is_complete_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    lines = record(tmp_path / "out" / "run.jsonl", QUESTIONS, ask, search, made_with="g1", progress=ignore)
    assert [line.question_id for line in lines] == ["q0", "q1", "q2", "q3", "q4"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["run.jsonl"]


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    interrupted(path)
    assert not path.exists()
    asked, told = Asked(), list[int]()
    lines = record(path, QUESTIONS, asked, search, made_with="g1", progress=told.append)
    assert asked.ids == ["q3", "q4"] and told == [4, 5]
    assert [line.question_id for line in lines] == ["q0", "q1", "q2", "q3", "q4"]


def test_a_line_torn_by_a_crash_is_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    interrupted(path)
    part = tmp_path / "run.jsonl.part"
    part.write_bytes(part.read_bytes()[:-30])
    asked = Asked()
    whole = record(path, QUESTIONS, asked, search, made_with="g1", progress=ignore)
    assert asked.ids == ["q2", "q3", "q4"]
    assert whole == tuple(map(scored_line, run(QUESTIONS, ask, search, progress=ignore)))


def _other_generation(path: Path) -> list[str]:
    asked = Asked()
    record(path, QUESTIONS, asked, search, made_with="g2", progress=ignore)
    return asked.ids


def _other_questions(path: Path) -> list[str]:
    asked = Asked()
    record(path, [*QUESTIONS[:4], Question("q4", "Changed?")], asked, search, made_with="g1", progress=ignore)
    return asked.ids


@pytest.mark.parametrize("go_on", [_other_generation, _other_questions])
def test_a_part_of_another_run_is_not_used(tmp_path: Path, go_on: Callable[[Path], list[str]]) -> None:
    interrupted(tmp_path / "run.jsonl")
    assert go_on(tmp_path / "run.jsonl") == ["q0", "q1", "q2", "q3", "q4"]


def test_a_complete_run_is_made_anew_and_the_old_one_stays_until_then(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    record(path, QUESTIONS, ask, search, made_with="g1", progress=ignore)
    old = path.read_bytes()
    interrupted(path)
    assert path.read_bytes() == old


# --------------------------------------------------------------------------------------------------------- run files


def written(tmp_path: Path, **change: object) -> Path:
    line = {"id": "q0", "hits": [hit_json(one) for one in HITS], "answer": reply_json(ask(QUESTIONS[0]))}
    path = tmp_path / "run.jsonl"
    path.write_text(json.dumps(line | change) + "\n")
    return path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answer": None}, 'line 1, answer: "answered" is None, expected true or false'),
        ({"hits": [hit_json(HITS[1])]}, 'line 1, hits[0]: "rank" is 2, expected 1'),
        ({"hits": [hit_json(HITS[0]) | {"end": 0}]}, 'line 1, hits[0]: "end" is 0, expected a place after the start'),
        (
            {"answer": reply_json(ask(QUESTIONS[0])) | {"confidence": "high"}},
            "\"confidence\" is 'high', expected a number",
        ),
    ],
)
def test_a_wrong_line_of_a_run_file_says_what_is_wrong(tmp_path: Path, change: dict[str, object], said: str) -> None:
    with pytest.raises(DatasetError) as error:
        read_lines(written(tmp_path, **change))
    assert said in str(error.value)


def test_a_run_file_answers_a_question_once(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text(path.read_text() * 2)
    with pytest.raises(DatasetError, match="line 2: \"id\" is 'q0'"):
        read_lines(path)

"""Runs and corrections on the evaluation's page, and a correction from the answer to the measured question."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from index.errors import UsageError
from index.library import Edition
from qa.evaluation.datasets import load
from qa.serial import reply_json
from tests.browsing import Visitor
from tests.test_render import Skeleton
from tests.web_examples import LANDING, LAUNCH, FakeAsk, in_a_loop, landed, made_up, reply, serving, spans_of
from web.evaluation.judged import Judged, Selection
from web.evaluation.routes import evaluation_routes
from web.history.store import History
from web.routes import Parts

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SENTENCE = "It slept from 2 September on."


def edition(article_id: str, content_hash: str) -> Edition:
    return Edition(LANDING, LANDING)


def report(folder: Path, name: str, hits: tuple[float, ...]) -> None:
    home = folder / name
    home.mkdir(parents=True)
    columns = {
        "hit@1": {f"q{n}": hit for n, hit in enumerate(hits)},
        "took_ms": {f"q{n}": 5.0 for n in range(len(hits))},
    }
    value = {"name": "hit@1", "value": sum(hits) / len(hits), "low": 0.1, "high": 0.9, "questions": len(hits)}
    miss = {
        "id": "q1",
        "question": "Where <b>?",
        "kind": None,
        "reasons": ["no gold article"],
        "article_ids": ["a"],
        "hits": [],
    }
    fields = {"format": 1, "dataset": "moon", "generation": "000007", "questions": len(hits), "measures": [value]}
    (home / "report.json").write_text(json.dumps({**fields, "slices": [], "misses": [miss], "columns": columns}))
    found = {"rank": 1, "score": 0.5, "similarity": 0.25, "coverage": 0.75, "article_id": "b", "title": "Ice"}
    found |= {"start": 0, "end": 9, "text": "It is <i>"}
    (home / "run.jsonl").write_text(json.dumps({"id": "q1", "hits": [found], "answer": {}}) + "\n")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = FastAPI()
    history = History(tmp_path / "history.sqlite")
    app.include_router(
        evaluation_routes(tmp_path / "runs", Judged(tmp_path / "judged", edition, tmp_path / "index"), history)
    )
    client = TestClient(app, base_url="http://127.0.0.1")
    client.history = history
    yield client
    history.close()


def test_a_page_without_runs_says_how_to_make_one(client: TestClient) -> None:
    assert "article-qa eval FOLDER" in Skeleton(client.get("/evaluation").text).text


def test_a_run_shows_its_measures_and_the_scores_of_what_was_found_instead(client: TestClient, tmp_path: Path) -> None:
    report(tmp_path / "runs", "moon", (1.0, 0.0, 1.0, 1.0))
    text = Skeleton(client.get("/evaluation").text).text
    for said in (
        "hit@1",
        "0.750",
        "0.100 to 0.900",
        "Where <b>?",
        "no gold article",
        "similarity",
        "0.250",
        "coverage",
        "Ice",
        "It is <i>",
    ):
        assert said in text


def test_two_runs_are_compared_in_pairs(client: TestClient, tmp_path: Path) -> None:
    report(tmp_path / "runs", "then", (0.0,) * 20)
    report(tmp_path / "runs", "now", (1.0,) * 20)
    text = Skeleton(client.get("/evaluation?run=now&other=then").text).text
    assert "From then to now" in text and "20 questions in pairs" in text and "better" in text
    assert "worse" in Skeleton(client.get("/evaluation?run=then&other=now").text).text


@pytest.mark.parametrize(
    "spoilt", ['{"id": "q1", "hi', '{"id": "q1"}', '{"id": "q1", "hits": [{"title": "Ice"}]}', "[]"]
)
def test_a_damaged_run_still_shows_its_figures(client: TestClient, tmp_path: Path, spoilt: str) -> None:
    report(tmp_path / "runs", "moon", (1.0, 0.0))
    (tmp_path / "runs" / "moon" / "run.jsonl").write_text(spoilt)
    text = Skeleton(client.get("/evaluation").text).text
    assert "it is no run that this program wrote" in text
    assert "0.500" in text and "Where <b>?" in text


def test_misses_are_chosen_by_their_reason(client: TestClient, tmp_path: Path) -> None:
    report(tmp_path / "runs", "moon", (1.0, 0.0))
    page = client.get("/evaluation?run=moon&why=no+gold+article").text
    assert "no gold article (1)" in Skeleton(page).text and "Where <b>?" in Skeleton(page).text
    assert "Where <b>?" not in Skeleton(client.get("/evaluation?run=moon&why=another").text).text


@pytest.mark.parametrize("asked", ["run=nowhere", "run=../..", "run=moon&other=nowhere"])
def test_a_run_that_is_not_there_is_said_not_to_be(client: TestClient, tmp_path: Path, asked: str) -> None:
    report(tmp_path / "runs", "moon", (1.0,))
    assert "there is no such run" in Skeleton(client.get(f"/evaluation?{asked}").text).text


def test_corrections_are_kept_for_the_owner_of_the_server_alone(tmp_path: Path) -> None:
    Judged(tmp_path / "judged", edition, tmp_path / "index").unanswerable("e1", "Who was aboard?")
    (kept,) = (tmp_path / "judged").iterdir()
    assert kept.stat().st_mode & 0o077 == 0


def test_corrections_are_a_dataset_that_can_be_evaluated(tmp_path: Path) -> None:
    judged = Judged(tmp_path / "judged", edition, tmp_path / "index")
    ((start, end),) = spans_of(LANDING.text, SENTENCE)
    judged.unanswerable("e1", "Who was aboard?")
    judged.answered_at("e2", "When did it sleep?", Selection(LANDING.id, start - 1, end + 1))
    judged.unanswerable("e1", "Who was aboard then?")
    asked = load(tmp_path / "judged", articles=lambda article_id: LANDING)
    slept, aboard = asked.questions
    assert (aboard.question, aboard.answerable) == ("Who was aboard then?", False)
    assert [(span.start, span.end) for span in slept.evidence] == [(start, end)]


@pytest.mark.parametrize(
    "selected", [Selection("x", -1, 3), Selection("x", 3, 3), Selection("x", 0, 10**6), Selection("x", 14, 16)]
)
def test_a_selection_that_is_none_is_refused(tmp_path: Path, selected: Selection) -> None:
    with pytest.raises(UsageError):
        Judged(tmp_path, edition, tmp_path).answered_at("e", "When?", selected)


def test_a_place_in_a_text_that_has_been_replaced_since_is_refused(tmp_path: Path) -> None:
    judged = Judged(tmp_path, lambda article_id, version: Edition(LANDING, LAUNCH if version else LANDING), tmp_path)
    with pytest.raises(UsageError, match="has changed"):
        judged.answered_at("e", "When?", Selection(LANDING.id, 16, 54, LAUNCH.content_hash))
    assert judged.questions() == []


def test_only_an_answer_that_is_kept_can_be_judged(client: TestClient) -> None:
    assert client.post("/judge/nothing").status_code == 404
    _, exchange = client.history.begin("anna", "", "When?")
    client.history.complete(exchange, "x", reply=reply_json(reply(landed())))
    assert client.post(f"/judge/{exchange}", content="article=a&start=x").status_code == 400
    assert client.post(f"/judge/{exchange}").status_code == 200


def test_the_right_passage_is_pointed_out_in_the_article(browser: "Browser", tmp_path: Path) -> None:
    parts: Parts = made_up(FakeAsk(), tmp_path)
    with serving(in_a_loop(lambda: _app(parts))) as address:
        visitor = Visitor(browser, address)
        page = visitor.page
        visitor.open()
        visitor.ask("When did it sleep?")
        page.click("#chat .wrong")
        page.click("#a1-1")
        page.wait_for_selector("#beside #cited")
        page.evaluate(
            """words => { const p = [...document.querySelectorAll('#beside .text p')].find(p => p.textContent === words);
                          getSelection().selectAllChildren(p); }""",
            SENTENCE,
        )
        page.click("#this-answers")
        page.wait_for_selector("#chat .narrowing:has-text('Thank you')")
        visitor.context.close()
        assert visitor.complaints == []
    (question,) = parts.judged.questions()
    assert question["evidence"] == [SENTENCE] and question["article_ids"] == [LANDING.id]


def _app(parts: Parts) -> FastAPI:
    from ui import build_app

    return build_app(parts)

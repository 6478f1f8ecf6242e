"""What is kept of conversations: over restarts, for their owner alone, as files that can be checked again."""

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from markdown_it import MarkdownIt
from starlette.testclient import TestClient

from index.errors import UsageError
from index.library import Library
from index.records import Filters
from index.store import ArticleStore, StoredArticle, write_articles
from qa.records import Reply
from qa.serial import reply_json
from qa.verify import verify_answer
from tests.test_render import Skeleton
from tests.web_examples import HOSTILE, LANDING, LAUNCH, SEARCHED, hostile_answer, landed, reply
from web.ask.answer_view import Place, answer_html
from web.history.export import HASH_CHARS, conversation_markdown, plain
from web.history.routes import history_routes
from web.history.store import History
from web.visitors import COOKIE, visitor_of

ANNA, BORIS = "a" * 43, "b" * 43


def keep(history: History, owner: str, answered: Reply) -> tuple[str, str]:
    conversation, exchange = history.begin(owner, "", answered.question)
    history.complete(exchange, "<b>answer</b>", said=answered.answer.text, reply=reply_json(answered), articles=["a"])
    return conversation, exchange


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "people" / "history.sqlite")


@pytest.fixture
def client(history: History) -> TestClient:
    app = FastAPI()
    app.include_router(history_routes(history, lambda: None))
    return TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)


def test_what_has_left_the_index_is_withdrawn_before_anything_is_shown(history: History) -> None:
    app = FastAPI()
    app.include_router(history_routes(history, lambda: history.withdraw_missing([], "It is gone.")))
    conversation, exchange = keep(history, visitor_of({COOKIE: ANNA}), reply(landed()))
    client = TestClient(app, base_url="http://127.0.0.1")
    assert "It is gone." in client.get(f"/answer/{exchange}").text
    assert "lander" not in client.get(f"/history/{conversation}/export.json", headers=cookies(ANNA)).text


def cookies(token: str) -> dict[str, str]:
    return {"cookie": f"{COOKIE}={token}"}


def test_conversations_outlast_the_server(tmp_path: Path) -> None:
    first = History(tmp_path / "history.sqlite")
    conversation, _ = keep(first, "anna", reply(landed()))
    first.close()
    again = History(tmp_path / "history.sqlite")
    (exchange,) = again.conversation("anna", conversation)
    assert (exchange.question, exchange.answer, exchange.said) == ("When did it land?", "<b>answer</b>", landed().text)
    assert [heading.title for heading in again.headings("anna")] == ["When did it land?"]


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "history.sqlite") as other:
        other.execute("pragma user_version = 99")
    with pytest.raises(UsageError, match="format 99, this program reads 1"):
        History(tmp_path / "history.sqlite")


def test_a_conversation_is_saved_also_where_it_is_older_than_those_that_are_listed(
    history: History, client: TestClient
) -> None:
    conversation, _ = keep(history, visitor_of({COOKIE: ANNA}), reply(landed()))
    for number in range(500):
        history.begin(visitor_of({COOKIE: ANNA}), "", f"Question {number}?")
    assert client.get(f"/history/{conversation}/export.md", headers=cookies(ANNA)).status_code == 200


def test_an_answer_that_was_replaced_lives_on_under_its_link(history: History) -> None:
    conversation, first = keep(history, "anna", reply(landed()))
    _, second = history.begin("anna", conversation, "Another?", 1)
    history.complete(second, "new")
    assert [e.id for e in history.conversation("anna", conversation)] == [second]
    kept = history.exchange(first)
    assert kept and kept.answer == "<b>answer</b>"


def test_what_is_deleted_leaves_no_byte(history: History, tmp_path: Path) -> None:
    conversation, exchange = history.begin("anna", "", "The canary question?")
    history.complete(exchange, "The canary answer", articles=["canary/article"])
    history.withdraw_missing([], "gone")
    history.delete("anna", conversation)
    history.withdraw_missing([], "gone")
    history.close()
    assert not [p for p in (tmp_path / "people").iterdir() if b"canary" in p.read_bytes()]


def test_a_cookie_is_given_once_and_cannot_be_told_from_the_history(client: TestClient) -> None:
    given = client.get("/history").headers["set-cookie"]
    token = given.partition("=")[2].partition(";")[0]
    assert "httponly" in given.lower() and "samesite=strict" in given.lower()
    assert token not in visitor_of({COOKIE: token})
    assert "set-cookie" not in client.get("/history", headers=cookies(token)).headers


def test_a_visit_that_another_site_leads_to_costs_nobody_the_cookie(client: TestClient) -> None:
    assert "set-cookie" not in client.get("/history", headers={"sec-fetch-site": "cross-site"}).headers


@pytest.mark.parametrize("token", ["", "short", "x" * 99, "é" * 43, "a" * 42 + "\n"])
def test_a_cookie_that_was_not_given_names_nobody(token: str) -> None:
    assert visitor_of({COOKIE: token}) == ""


def test_nobody_sees_renames_saves_or_deletes_a_conversation_of_another(client: TestClient, history: History) -> None:
    conversation, _ = keep(history, visitor_of({COOKIE: ANNA}), reply(landed()))
    boris = cookies(BORIS)
    assert "When did" not in client.get("/history", headers=boris).text
    assert "When did" not in client.get("/history/recent", headers=boris).text
    assert client.get(f"/history/{conversation}/export.json", headers=boris).status_code == 404
    client.post(f"/history/{conversation}/rename", headers=boris, content="title=Mine")
    client.post(f"/history/{conversation}/delete", headers=boris)
    assert "When did" in client.get("/history", headers=cookies(ANNA)).text


def test_a_conversation_is_renamed_and_deleted_by_its_owner(client: TestClient, history: History) -> None:
    conversation, exchange = keep(history, visitor_of({COOKIE: ANNA}), reply(landed()))
    client.post(f"/history/{conversation}/rename", headers=cookies(ANNA), content="title=Moon+%3Cb%3E")
    assert "Moon &#60;b&#62;" in client.get("/history", headers=cookies(ANNA)).text
    client.post(f"/history/{conversation}/delete", headers=cookies(ANNA))
    assert "Moon" not in client.get("/history", headers=cookies(ANNA)).text
    assert client.get(f"/answer/{exchange}").status_code == 404


def test_whoever_has_the_link_of_an_answer_reads_that_answer_alone(client: TestClient, history: History) -> None:
    conversation, exchange = keep(history, visitor_of({COOKIE: ANNA}), reply(landed()))
    history.begin(visitor_of({COOKIE: ANNA}), conversation, "And the secret?")
    shown = client.get(f"/answer/{exchange}", headers=cookies(BORIS)).text
    assert "When did it land&#63;" in shown or "When did it land?" in shown
    assert "secret" not in shown and conversation not in shown


def test_the_page_of_one_answer_shows_how_it_was_read_without_buttons_that_do_nothing(
    client: TestClient, history: History
) -> None:
    answered = reply(landed(), filters=Filters(after=date(2023, 1, 1)))
    _, exchange = history.begin("anna", "", answered.question)
    history.complete(exchange, answer_html(answered, SEARCHED, Place(exchange, 1)))
    page = client.get(f"/answer/{exchange}").text
    assert "from 2023-01-01" in Skeleton(page).text and "<button" not in page


def test_a_saved_conversation_holds_every_quote_with_its_place_and_hash(client: TestClient, history: History) -> None:
    conversation, _ = keep(history, visitor_of({COOKIE: ANNA}), reply(landed()))
    saved = json.loads(client.get(f"/history/{conversation}/export.json", headers=cookies(ANNA)).content)
    texts = {LANDING.id: LANDING.text, LAUNCH.id: LAUNCH.text}
    (answer,) = saved["answers"]
    assert len(answer["citations"]) == 3
    for quoted in answer["citations"]:
        assert texts[quoted["article_id"]][quoted["start"] : quoted["end"]] == quoted["quote"]
        assert len(quoted["quote_sha256"]) == 64


def test_a_saved_conversation_can_be_verified(client: TestClient, history: History, tmp_path: Path) -> None:
    conversation, _ = keep(history, visitor_of({COOKIE: ANNA}), reply(landed()))
    saved = tmp_path / "conversation.json"
    saved.write_bytes(client.get(f"/history/{conversation}/export.json", headers=cookies(ANNA)).content)
    write_articles(tmp_path / "articles", [StoredArticle(LANDING, "landing.txt"), StoredArticle(LAUNCH, "launch.txt")])
    library = Library([ArticleStore(tmp_path / "articles")], "000001")
    assert [v.finding for v in verify_answer(saved, library)] == ["exact"] * 3


def test_a_conversation_saved_as_markdown_has_a_footnote_for_every_mark(history: History) -> None:
    conversation, _ = keep(history, "anna", reply(landed()))
    text = conversation_markdown("Moon", history.conversation("anna", conversation))
    for number in (1, 2, 3):
        assert text.count(f"[^1-{number}]") == 2
    assert "A soft landing. A. Writer. Northern Wire. 2023-08-24. <https://www.example.org/landing>." in text
    assert f"of the text {LANDING.content_hash[:HASH_CHARS]}." in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_markdown(history: History, text: str) -> None:
    def tags(said: str) -> set[str]:
        conversation, _ = keep(history, "anna", reply(hostile_answer(said), question=said))
        saved = conversation_markdown(said, history.conversation("anna", conversation))
        return {tag for tag, _ in Skeleton(MarkdownIt("commonmark").render(saved)).tags}

    assert tags(text) <= tags("word")


@pytest.mark.parametrize(
    "text", ["*a* _b_ `c` [d](e) <f> #g", "1. one", "- two", "= three", "a\n12. b", "\\* | ~~x~~ $y$"]
)
def test_plain_text_reads_as_it_is_in_markdown(text: str) -> None:
    assert Skeleton(MarkdownIt("commonmark").render(plain(text))).text.strip() == text

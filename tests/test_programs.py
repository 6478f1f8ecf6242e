"""The functions for other programs, called with Gradio's own client over a real index."""

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from gradio_client import Client

from index.sync import SyncReport
from qa.answerer import Answerer
from tests.conftest import WordEmbedder
from tests.test_ui import Page
from tests.web_examples import FakeAsk, in_a_loop, serving


@pytest.fixture
def client(corpus: Path, tmp_path: Path, synced: Callable[..., SyncReport], embedder: WordEmbedder) -> Iterator[Client]:
    from ui import build_app
    from web.making import parts_of

    synced()
    answerer = Answerer(tmp_path / "index", embedder)
    with serving(in_a_loop(lambda: build_app(parts_of(answerer, tmp_path / "index", corpus)))) as address:
        client = Client(address, verbose=False)
        yield client
        client.close()


def test_a_program_asks_searches_reads_adds_and_learns_the_state(client: Client) -> None:
    status = client.predict(api_name="/status")
    assert (status["articles"], status["newest"], status["problem"]) == (3, "2023-08-21", None)

    answer = client.predict("How long was the old bridge closed before it reopened?", api_name="/ask")
    for quoted in answer["citations"]:
        article = client.predict(quoted["article_id"], api_name="/get_article")
        assert article["text"][quoted["start"] : quoted["end"]] == quoted["quote"]

    hits = client.predict("young whale river", "2019-01-01", "2019-12-31", limit=2, api_name="/search")["hits"]
    assert [hit["article_id"] for hit in hits] == ["whale"]

    added = client.predict("seals.txt", "Nine seals slept on the pier until the tide came in.", api_name="/add")
    assert (added["file"], added["articles"]) == ("seals.txt", ["seals"])
    assert client.predict("nine seals pier", api_name="/search")["hits"][0]["article_id"] == "seals"


def test_what_is_asked_wrongly_is_answered_with_what_is_wrong(client: Client) -> None:
    for name, given in [
        ("/ask", ["?"]),
        ("/ask", ["When?", "soon"]),
        ("/get_article", ["nowhere"]),
        ("/add", ["a.exe", "x"]),
    ]:
        assert client.predict(*given, api_name=name)["error"]["message"]


def test_fifty_people_at_once_are_all_served_and_none_with_anothers_answer(
    corpus: Path, tmp_path: Path, synced: Callable[..., SyncReport], embedder: WordEmbedder
) -> None:
    from ui import build_app
    from web.making import parts_of

    synced()
    answerer = Answerer(tmp_path / "index", embedder)
    with serving(in_a_loop(lambda: build_app(parts_of(answerer, tmp_path / "index", corpus)))) as address:

        def asking(number: int) -> str:
            _, output = Page(address, FakeAsk()).send(
                f"person-{number}", [f"Which bridge did witness{number:03} see?", None]
            )
            return json.dumps(output)

        with ThreadPoolExecutor(50) as people:
            served = list(people.map(asking, range(50)))
    for number, output in enumerate(served):
        assert set(re.findall(r"witness\d{3}", output)) == {f"witness{number:03}"}

"""The library over a real index and a real folder, without a browser."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import cast

import pytest
from starlette.testclient import TestClient

from index.sync import SyncReport, sync
from index.syncing.planning import Changes
from qa.answerer import Answerer, Status
from tests.conftest import WordEmbedder
from tests.test_render import Skeleton
from tests.test_shelf import TEXT, pieces, take
from tests.web_examples import LANDING, SEARCHED, entry_of, library_client
from web.ask.orders import Order
from web.evaluation.judged import Selection
from web.library.catalogue import PER_PAGE, Catalogue, Wanted
from web.library.keeper import Keeper
from web.library.pages import library_page
from web.library.receiving import TooManyWaiting, receive
from web.library.shelf import Shelf
from web.making import parts_of
from web.programs import Functions, Programs

# ------------------------------------------------------------------------------------------------------------ the table


def test_ten_thousand_articles_are_found_sorted_and_cut_into_pages() -> None:
    articles = [replace(LANDING, id=f"a{n:05}", title=f"Title {n % 97}") for n in range(10_000)]
    catalogue = Catalogue([(entry_of(article), n) for n, article in enumerate(articles)], [])
    cut = catalogue.cut(Wanted(words="96 NORTHERN", sort="length", backwards=True, page=2))
    expected = sorted((n for n in range(10_000) if "96" in f"Title {n % 97} a{n:05}"), reverse=True)
    assert cut.found == len(expected)
    assert [row.chars for row in cut.rows] == expected[PER_PAGE : 2 * PER_PAGE]
    assert catalogue.cut(Wanted(page=10**6)).page == 10_000 // PER_PAGE


# ------------------------------------------------------------------------------------------------- the page, over an index


@pytest.fixture
def client(
    corpus: Path, tmp_path: Path, synced: Callable[..., SyncReport], embedder: WordEmbedder
) -> Iterator[TestClient]:
    synced()
    answerer = Answerer(tmp_path / "index", embedder)
    client = library_client(answerer, tmp_path / "index", corpus)
    client.answerer = answerer
    yield client


def work_done(client: TestClient) -> str:
    while (work := client.get("/library/work").json())["running"]:
        pass
    return str(work["html"])


def test_files_that_are_added_are_reported_one_by_one_and_found(client: TestClient) -> None:
    for name, data in (("seals.txt", TEXT), ("second.txt", TEXT + b" A second one."), ("empty.txt", b" ")):
        taken = client.put("/library/upload", params={"name": name}, content=data).json()
        assert taken["path"] == name
    client.post("/library/sync")
    text = Skeleton(work_done(client)).text
    assert "2 added" in text and "5 articles in all" in text
    assert "seals.txt: 1 article." in text and "empty.txt: the file is empty" in text
    assert "seals.txt" in Skeleton(client.get("/library?q=lighthouse").text).text
    client.post("/library/sync")
    assert "2 added" not in work_done(client)
    assert "2 added" in client.get(f"/library/work?run={taken['run']}").json()["html"]


def test_what_is_deleted_is_gone_when_the_page_is_back_and_can_be_restored(client: TestClient) -> None:
    def found() -> list[str]:
        return [hit.article.id for hit in client.answerer.search("bridge reopened after nine years")]

    assert "bridge" in found()
    page = client.post("/library/delete", content="file=bridge.md")
    assert "Deleted: bridge.md" in Skeleton(page.text).text and "Restore" in page.text
    assert "bridge" not in found()
    trash = page.text.partition('name="id" value="')[2].partition('"')[0]
    assert "is back" in Skeleton(client.post("/library/restore", content=f"id={trash.replace('&#45;', '-')}").text).text
    assert "bridge" in found()


def test_a_change_leads_back_to_the_part_of_the_table_that_it_was_made_from(client: TestClient) -> None:
    place = "q=bridge&sort=date&back=1"
    for change in ("delete", "restore"):
        page = unescape(client.get(f"/library?{place}").text)
        assert f'action="/library/{change}?{place}"' in page
        trashed = page.rpartition('name="id" value="')[2].partition('"')[0]
        sent = f"file=bridge.md&id={trashed}"
        answer = client.post(f"/library/{change}?{place}", content=sent, follow_redirects=False)
        assert answer.headers["location"].startswith(f"/library?{place}&said=")


@pytest.mark.parametrize(
    ("asked", "said"),
    [("q=unicorn", "No article is found for “unicorn”. Show all"),
     ("q=unicorn&warned=1", "No article with a warning is found for “unicorn”. Show all"),
     ("q=bridge", "")],
)  # fmt: skip
def test_a_search_that_finds_nothing_says_so_and_leads_back_to_all(client: TestClient, asked: str, said: str) -> None:
    page = client.get(f"/library?{asked}&sort=date&page=2").text
    assert said in Skeleton(page).text
    assert ('href="/library?sort=date">Show all' in unescape(page)) == bool(said) != ("<table" in page)


def test_a_search_keeps_the_order_of_the_table(client: TestClient) -> None:
    form = client.get("/library?sort=date&back=1").text.partition('<form id="filter"')[2].partition("</form>")[0]
    assert 'name="sort" value="date"' in form and 'name="back" value="1"' in form


def test_what_is_deleted_leaves_also_what_people_keep_of_it_at_once(
    corpus: Path, tmp_path: Path, synced: Callable[..., SyncReport], embedder: WordEmbedder
) -> None:
    synced()
    parts = parts_of(Answerer(tmp_path / "index", embedder), tmp_path / "index", corpus)
    *_, shown = parts.desk.ask("anna", "", Order("How long was the old bridge closed before it reopened?"))
    parts.judged.answered_at(shown.exchanges[0].id, "When?", Selection("bridge", 0, 20))
    assert shown.exchanges[0].reply and "nine years" in kept_beside(tmp_path)
    parts.shop.shelf.discard("bridge.md")
    parts.shop.keeper.start()
    assert not parts.shop.keeper.finish(30).problem
    assert "nine years" not in kept_beside(tmp_path) and parts.judged.questions() == []
    parts.desk.history.close()


def kept_beside(folder: Path) -> str:
    """Every byte of the files beside the index."""
    files = [path for path in (folder / "index-people").rglob("*") if path.is_file()]
    return "".join(path.read_bytes().decode("utf-8", "replace") for path in files)


def test_neither_people_nor_programs_put_in_more_files_than_may_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.library.receiving.MAX_FILES", 1)
    shelf = Shelf(tmp_path)
    keeper = Keeper(_no_sync, shelf.discard, lambda: None)
    keeper.note("waiting.txt")
    with pytest.raises(TooManyWaiting):
        asyncio.run(receive(shelf, keeper, "one.txt", pieces(TEXT)))
    added = asyncio.run(Programs(FUNCTIONS, shelf, keeper).add("two.txt", "words"))
    assert "waiting to be indexed" in added["error"]["message"]
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_program_is_told_that_a_file_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object, **options: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path))

    shelf = Shelf(tmp_path)
    monkeypatch.setattr("os.link", full)
    added = asyncio.run(
        Programs(FUNCTIONS, shelf, Keeper(_no_sync, shelf.discard, lambda: None)).add("one.txt", "words")
    )
    assert added["error"]["message"] == "the file cannot be kept: No space left on device"


def test_a_program_is_told_that_indexing_goes_on_and_how_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow(**_: object) -> SyncReport:
        assert go_on.wait(60)
        return SyncReport(Changes((), (), (), (), 0), (), (), 0, "000001", 0, (), 0.0)

    class Standing:
        def status(self) -> Status:
            return Status("000001", 3, None, None)

    monkeypatch.setattr("web.programs.ADDING_S", 0.05)
    shelf = Shelf(tmp_path)
    keeper = Keeper(slow, shelf.discard, lambda: None)
    programs = Programs(cast(Functions, Standing()), shelf, keeper)
    added = asyncio.run(programs.add("one.txt", "words"))
    assert (added["file"], added["indexed"], added["articles"]) == ("one.txt", False, [])
    assert "still being indexed" in added["warnings"][0] and '"indexing": false' in added["warnings"][0]
    assert programs.status()["indexing"] is True
    go_on.set()
    keeper.finish(60)
    assert programs.status()["indexing"] is False
    assert asyncio.run(programs.add("two.txt", "words"))["indexed"] is True


FUNCTIONS = cast(Functions, None)  # nothing is asked


def _no_sync(**_: object) -> SyncReport:
    raise AssertionError("nothing came in")


def test_a_file_that_is_too_long_is_named_with_its_size_and_the_limit_before_it_is_read(client: TestClient) -> None:
    too_long = {"content-length": "50000001"}
    answer = client.put("/library/upload", params={"name": "big.txt"}, content=b"x", headers=too_long)
    assert answer.json()["problem"] == "big.txt has 50.1 MB, and at most 50 MB are read"


def test_a_name_that_is_taken_is_said_so(client: TestClient) -> None:
    answer = client.put("/library/upload", params={"name": "bridge.md"}, content=TEXT)
    assert (answer.status_code, answer.json()["taken"]) == (409, True)


@pytest.mark.parametrize(("method", "path"), [("PUT", "/library/upload?name=a.txt"), ("POST", "/library/delete")])
def test_no_other_site_changes_the_library(client: TestClient, corpus: Path, method: str, path: str) -> None:
    before = sorted(corpus.rglob("*"))
    answer = client.request(method, path, content="file=bridge.md", headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert sorted(corpus.rglob("*")) == before


def test_a_sync_that_is_cancelled_leaves_the_index_and_takes_the_files_back(
    corpus: Path, tmp_path: Path, synced: Callable[..., SyncReport], embedder: WordEmbedder
) -> None:
    before = synced()
    shelf = Shelf(corpus)

    def cancelled(*, progress: Callable[[str, int, int], None]) -> SyncReport:
        keeper.cancel()
        return sync(corpus, tmp_path / "index", "words", lambda _: embedder, progress=progress)

    keeper = Keeper(cancelled, shelf.discard, lambda: None)
    keeper.note(take(shelf, "seals.txt"))
    keeper.start()
    assert "Cancelled" in keeper.finish(20).problem
    assert [one.path for one in shelf.trashed()] == ["seals.txt"]
    assert synced().generation == before.generation


def test_what_changes_in_the_folder_during_a_sync_is_taken_by_another_after_it(tmp_path: Path) -> None:
    running, go_on, runs = threading.Event(), threading.Event(), []

    def slow(**_: object) -> SyncReport:
        runs.append("run")
        running.set()
        assert go_on.wait(60)
        return SyncReport(Changes((), (), (), (), 0), (), (), 0, "000001", 0, (), 0.0)

    keeper = Keeper(slow, Shelf(tmp_path).discard, lambda: None)
    keeper.start()
    assert running.wait(60)
    keeper.catch_up()
    go_on.set()
    assert not keeper.finish(60).running
    assert runs == ["run", "run"]


def test_a_file_that_came_in_during_a_sync_that_is_cancelled_is_taken_by_another_after_it(tmp_path: Path) -> None:
    runs = []

    def cancelled_once(*, progress: Callable[[str, int, int], None]) -> SyncReport:
        runs.append("run")
        if len(runs) == 1:
            keeper.note("of somebody else.txt")
            keeper.cancel()
        progress("reading", 0, 1)
        return SyncReport(Changes((), (), (), (), 0), (), (), 0, "000001", 0, (), 0.0)

    keeper = Keeper(cancelled_once, Shelf(tmp_path).discard, lambda: None)
    keeper.start()
    ended = keeper.finish(60)
    assert (ended.files, ended.problem, keeper.pending()) == (("of somebody else.txt",), "", 0)


def test_of_two_syncs_in_a_row_each_person_is_told_of_their_own(tmp_path: Path) -> None:
    running, go_on = threading.Event(), threading.Event()

    def slow(**_: object) -> SyncReport:
        running.set()
        assert go_on.wait(60)
        return SyncReport(Changes((), (), (), (), 0), (), (), 0, "000001", 0, (), 0.0)

    keeper = Keeper(slow, Shelf(tmp_path).discard, lambda: None)
    first = keeper.note("anna.txt")
    keeper.start()
    assert running.wait(60)
    second = keeper.note("boris.txt")
    keeper.start()
    deletion = keeper.catch_up()
    assert [work.running for work in keeper.outcomes({first, second})] == [True]
    go_on.set()
    keeper.finish(60)
    assert [work.files for work in keeper.outcomes({first})] == [("anna.txt",)]
    assert [work.files for work in keeper.outcomes({second, first})] == [("anna.txt",), ("boris.txt",)]
    assert (deletion, keeper.outcomes(())) == (second, keeper.outcomes({second}))


def test_a_sync_that_the_system_refuses_is_told_of_in_words(tmp_path: Path) -> None:
    def full(**_: object) -> SyncReport:
        raise OSError(28, "No space left on device", "/srv/index/CURRENT.new")

    keeper = Keeper(full, Shelf(tmp_path).discard, lambda: None)
    keeper.start()
    assert keeper.finish(60).problem == "/srv/index/CURRENT.new: No space left on device"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_sync_that_fails_for_a_reason_that_nobody_foresaw_does_not_seem_to_run_for_ever(tmp_path: Path) -> None:
    def full(**_: object) -> SyncReport:
        raise sqlite3.OperationalError("database or disk is full")

    keeper = Keeper(full, Shelf(tmp_path).discard, lambda: None)
    keeper.start()
    ended = keeper.finish(60)
    assert not ended.running and "went wrong" in ended.problem


@pytest.mark.parametrize("change", ["delete", "restore", "empty"])
def test_a_folder_that_cannot_be_changed_is_said_to_be_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    def refuse(self: Shelf, *given: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Shelf, {"delete": "discard"}.get(change, change), refuse)
    page = client.post(f"/library/{change}", content="file=bridge.md&id=1&sure=1")
    assert "cannot be changed: Permission denied" in Skeleton(page.text).text


def test_a_trash_that_is_not_emptied_is_not_said_to_be_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path)
    shelf.empty()  # nothing has ever been deleted
    take(shelf, "seals.txt")
    shelf.discard("seals.txt")

    def refuse(*given: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.unlink", refuse)
    with pytest.raises(PermissionError):
        shelf.empty()


def test_the_library_says_how_far_the_folder_is_ahead_what_is_wrong_and_when_it_is_not_answered_from() -> None:
    def shown(*, open_: bool) -> str:
        state = replace(SEARCHED, ahead=2, problem="calibration.json is not used: it is not JSON")
        return library_page(Catalogue([], []).cut(Wanted()), Wanted(), state, [], [], "", open_=open_)

    page = Skeleton(shown(open_=True)).text
    assert "2 files of the folder have changed since" in page and "Bring it up to date" in page
    assert "calibration.json is not used: it is not JSON" in page
    assert "Whether the articles answer is decided by a rule" in page
    assert "Bring it up to date" not in shown(open_=False)


def test_the_library_looks_at_its_folder_as_the_chat_does(
    corpus: Path, tmp_path: Path, synced: Callable[..., SyncReport], embedder: WordEmbedder
) -> None:
    synced()
    parts = parts_of(Answerer(tmp_path / "index", embedder), tmp_path / "index", corpus)
    assert parts.shop.status is parts.status
    parts.desk.history.close()


def test_without_a_corpus_folder_nothing_can_be_changed(
    tmp_path: Path, synced: Callable[..., SyncReport], embedder: WordEmbedder
) -> None:
    synced()
    client = library_client(Answerer(tmp_path / "index", embedder), tmp_path / "index", None)
    page = client.get("/library").text
    assert "<form method" not in page and 'name="file"' not in page
    assert client.put("/library/upload?name=a.txt", content=TEXT).status_code == 404

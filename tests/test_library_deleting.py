"""Deleting and restoring on the library's page: several files at once, the question before, the way back."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from index.sync import SyncReport
from qa.answerer import Answerer
from tests.conftest import WordEmbedder
from tests.test_render import Skeleton
from tests.web_examples import HOSTILE, SEARCHED, entry_of, hostile_article, library_client
from web.library.catalogue import Catalogue, Wanted
from web.library.deleting_view import MAX_SHOWN, delete_question, empty_question, said_html, trash_html
from web.library.pages import library_page
from web.library.shelf import Trashed

BOTH = urlencode({"file": ["bridge.md", "world/summit.txt"]}, doseq=True)
SURE = f"{BOTH}&sure=1"


@pytest.fixture
def client(
    corpus: Path, tmp_path: Path, synced: Callable[..., SyncReport], embedder: WordEmbedder
) -> Iterator[TestClient]:
    for name in ("otters", "herons"):
        with (corpus / "many.jsonl").open("a") as file:
            file.write(json.dumps({"id": name, "title": name.capitalize(), "text": f"The {name} came back."}) + "\n")
    synced()
    answerer = Answerer(tmp_path / "index", embedder)
    client = library_client(answerer, tmp_path / "index", corpus)
    client.answerer = answerer
    yield client


def ids(client: TestClient) -> set[str]:
    return {article_id for article_id, _ in client.answerer.titles()}


def undo_of(page: str) -> str:
    """What the button "Undo" sends."""
    found = re.search(r'name="id" value="([^"]+)"><button[^>]*>Undo', page)
    assert found
    return urlencode({"id": unescape(found[1])})


def test_several_files_are_deleted_and_restored_by_one_generation_each(client: TestClient) -> None:
    before = ids(client), int(client.answerer.status().name)
    page = client.post("/library/delete", content=SURE).text
    assert "Deleted: 2 files." in Skeleton(page).text and "2 files deleted together" in page
    assert ids(client) == {"whale", "otters", "herons"}
    page = client.post("/library/restore", content=undo_of(page)).text
    assert "2 files are back." in Skeleton(page).text and "Undo" not in page
    assert (ids(client), int(client.answerer.status().name)) == (before[0], before[1] + 2)


def test_files_that_were_deleted_together_come_back_one_by_one_too(client: TestClient) -> None:
    page = client.post("/library/delete", content=SURE).text
    (trashed,) = {one for one in re.findall(r'name="id" value="([^"]+)"', page) if "bridge" in one}
    page = client.post("/library/restore", content=urlencode({"id": unescape(trashed)})).text
    assert "bridge.md is back." in Skeleton(page).text
    assert "bridge" in ids(client) and "world/summit" not in ids(client)


@pytest.mark.parametrize(
    ("sent", "asked"),
    [(BOTH, "Delete 2 files?"), ("file=many.jsonl", "Delete many.jsonl with 2 articles?"),
     (f"{BOTH}&file=many.jsonl&file=many.jsonl", "Delete 3 files with 4 articles?")],
)  # fmt: skip
def test_before_more_than_one_article_is_deleted_it_is_asked_whether_that_is_meant(
    client: TestClient, corpus: Path, sent: str, asked: str
) -> None:
    before = sorted(corpus.rglob("*"))
    page = client.post("/library/delete?q=e&sort=date", content=sent)
    assert asked in Skeleton(page.text).text and sorted(corpus.rglob("*")) == before
    form = re.search(r'<section id="sure".*?</section>', page.text)
    assert form and 'action="/library/delete?q=e&sort=date"' in unescape(form[0])
    hidden = re.findall(r'name="(file|sure)" value="([^"]+)"', form[0])
    page = client.post("/library/delete", content=urlencode([(name, unescape(value)) for name, value in hidden]))
    assert "Deleted: " in Skeleton(page.text).text and "Undo" in page.text


def test_one_article_is_deleted_unasked_for_it_can_be_restored(client: TestClient) -> None:
    page = client.post("/library/delete", content="file=bridge.md").text
    assert "Deleted: bridge.md." in Skeleton(page).text
    client.post("/library/restore", content=undo_of(page))
    assert "bridge" in ids(client)


def test_an_undo_that_is_of_no_deletion_is_not_offered(client: TestClient) -> None:
    assert "Undo" not in client.get("/library?said=Deleted&undo=20240101T000000Z-000000").text


def test_where_one_file_is_gone_already_nothing_is_deleted(client: TestClient, corpus: Path) -> None:
    (corpus / "world" / "summit.txt").unlink()
    page = client.post("/library/delete", content=SURE).text
    assert "world/summit.txt: no such file" in Skeleton(page).text
    assert (corpus / "bridge.md").exists() and "bridge" in ids(client)


def test_what_left_the_folder_before_the_rest_was_refused_answers_no_more(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "summit.txt":
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    page = client.post("/library/delete", content=SURE).text
    assert "cannot be changed: Permission denied" in Skeleton(page).text
    assert "bridge" not in ids(client) and "world/summit" in ids(client)


def test_the_last_articles_are_not_deleted_for_an_index_without_any_would_go_on_answering_from_them(
    client: TestClient, corpus: Path
) -> None:
    every = urlencode({"file": ["bridge.md", "world/summit.txt", "whale.jsonl", "many.jsonl"], "sure": 1}, doseq=True)
    assert (
        "Nothing has been deleted: these are all" in Skeleton(client.post("/library/delete", content=every).text).text
    )
    assert (corpus / "bridge.md").exists()


def test_where_nothing_is_selected_that_is_said(client: TestClient) -> None:
    assert "Nothing is selected." in Skeleton(client.post("/library/delete", content="").text).text


def test_the_trash_is_emptied_for_good_only_after_a_question(client: TestClient) -> None:
    client.post("/library/delete", content=SURE)
    page = client.post("/library/empty").text
    assert "Delete 2 files for good?" in Skeleton(page).text and "2 files deleted together" in page
    assert "The trash is empty." in Skeleton(client.post("/library/empty", content="sure=1").text).text


def test_every_row_says_how_many_articles_go_with_its_file(client: TestClient) -> None:
    page = unescape(client.get("/library?q=otters").text)
    assert "many.jsonl · 2 articles" in Skeleton(page).text
    assert 'aria-label="Delete the file many.jsonl with its 2 articles">Delete file' in page
    assert 'value="many.jsonl" form="selection" aria-label="Select the file many.jsonl"' in page


def test_a_trash_of_many_deletions_says_that_the_last_are_listed() -> None:
    def shown(deletions: int) -> str:
        return trash_html([Trashed(f"t{n}", f"{n}.txt") for n in range(deletions)], Wanted())

    assert f"The {MAX_SHOWN} deleted last are listed." in shown(MAX_SHOWN + 1)
    assert "deleted last" not in shown(MAX_SHOWN)


def test_a_deletion_of_many_files_is_restored_as_a_whole_though_not_all_are_listed() -> None:
    shown = trash_html([Trashed("one", f"{n}.txt") for n in range(1200)], Wanted())
    text = Skeleton(shown).text
    assert "1,200 files deleted together" in text and "and 1,180 more" in text
    assert text.count("Restore") == MAX_SHOWN + 1 and 'value="one"><button' in shown


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_sources_and_file_names_change_no_tag(text: str) -> None:
    def tags(word: str) -> set[tuple[str, tuple[str, ...]]]:
        wanted, trashed = Wanted(words=word), [Trashed(word, word), Trashed(word, f"{word}2"), Trashed("t", word)]
        cut = Catalogue([(entry_of(hostile_article(word)), 3)], []).cut(Wanted())
        shown = library_page(cut, wanted, SEARCHED, [], trashed, said_html(word, wanted, word), open_=True)
        shown += delete_question({word: 2}, wanted) + delete_question({word: 2, f"{word}2": 1}, wanted)
        return set(Skeleton(shown + empty_question(trashed, wanted)).tags)

    assert tags(text) <= tags("word")

"""Earlier texts of edited articles: kept within the limits, found by their hash, gone with the article."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.doctor import examine
from index.errors import ArticleMissing
from index.library import Edition, open_library
from index.records import Article
from index.search import Searcher
from index.versions import Retention, Version, VersionLimits, stamp
from tests.conftest import Syncing
from tests.test_sync import every_byte

Opened = Callable[[], Searcher]
DAY = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FIRST = "The mayor promised twelve ferries. Nobody believed it. The harbour stayed shut all winter."


@pytest.fixture
def edit(corpus: Path) -> Callable[[str], None]:
    def write(text: str, name: str = "ferry.txt") -> None:
        (corpus / name).write_text(f" date 2024-01-01 {text}")

    return write


@dataclass(frozen=True, slots=True)
class Reading:
    """The current generation's articles; nothing is held between two questions."""

    root: Path

    def article(self, article_id: str) -> Article:
        with open_library(self.root) as library:
            return library.article(article_id)

    def versions(self, article_id: str) -> tuple[Version, ...]:
        with open_library(self.root) as library:
            return library.versions(article_id)

    def edition(self, article_id: str, content_hash: str = "") -> Edition:
        with open_library(self.root) as library:
            return library.edition(article_id, content_hash)


@pytest.fixture
def library(tmp_path: Path) -> Reading:
    return Reading(tmp_path / "index")


def texts(library: Reading, article_id: str = "ferry") -> list[str]:
    return [version.article.text for version in library.versions(article_id)]


def without(root: Path, word: bytes) -> bool:
    return not [path for path, data in every_byte(root).items() if word.lower() in data.lower()]


Edit = Callable[..., None]


def test_an_edited_article_is_found_as_it_was_cited(synced: Syncing, edit: Edit, library: Reading) -> None:
    edit(FIRST)
    synced(now=DAY)
    cited = library.article("ferry")
    edit(FIRST.replace("twelve", "two"))
    synced(now=DAY + timedelta(days=2))
    edition = library.edition("ferry", cited.content_hash)
    assert edition.cited == cited and edition.until == "2026-03-03T12:00:00+00:00"
    assert "two ferries" in edition.current.text


def test_the_current_text_is_no_earlier_one(synced: Syncing, edit: Edit, library: Reading) -> None:
    edit(FIRST)
    synced()
    edition = library.edition("ferry", library.article("ferry").content_hash)
    assert edition.cited == edition.current and edition.until is None
    assert library.edition("ferry").cited == edition.current


def test_a_text_that_was_never_there_is_said_not_to_be_kept(synced: Syncing, edit: Edit, library: Reading) -> None:
    edit(FIRST)
    synced()
    edition = library.edition("ferry", "0" * 32)
    assert edition.cited is None and edition.current.text.startswith("The mayor")
    with pytest.raises(ArticleMissing):
        library.edition("nowhere", "0" * 32)


def test_only_so_many_texts_are_kept_the_newest_first(synced: Syncing, edit: Edit, library: Reading) -> None:
    for n in range(5):
        edit(f"{FIRST} Edit number {n}.")
        synced(keep=(3, None))
    assert [text[-2] for text in texts(library)] == ["3", "2", "1"]


def test_the_limits_hold_until_they_are_changed(synced: Syncing, edit: Edit, library: Reading, tmp_path: Path) -> None:
    synced(keep=(1, None))
    for n in range(3):
        edit(f"{FIRST} Edit number {n}.")
        synced()
    assert len(texts(library)) == 1
    synced(keep=(0, None))
    assert texts(library) == [] and without(tmp_path / "index", b"Edit number 1")


def test_a_text_that_was_replaced_long_ago_goes_with_the_next_sync(
    synced: Syncing, edit: Edit, library: Reading, tmp_path: Path
) -> None:
    edit(FIRST.replace("mayor", "quetzalcoatlus"))
    synced(now=DAY, keep=(None, 30))
    edit(FIRST)
    synced(now=DAY)
    generation = synced(now=DAY + timedelta(days=30)).generation
    assert len(texts(library)) == 1
    assert synced(now=DAY + timedelta(days=31)).generation != generation
    assert texts(library) == [] and without(tmp_path / "index", b"quetzalcoatlus")


def test_a_deleted_article_goes_with_every_text_it_had(
    synced: Syncing, edit: Edit, corpus: Path, tmp_path: Path, library: Reading
) -> None:
    for word in ("archaeopteryx", "quetzalcoatlus", "mayor"):
        edit(FIRST.replace("mayor", word))
        synced()
    assert not without(tmp_path / "index", b"archaeopteryx")
    (corpus / "ferry.txt").unlink()
    synced()
    assert without(tmp_path / "index", b"archaeopteryx") and without(tmp_path / "index", b"quetzalcoatlus")
    with pytest.raises(ArticleMissing):
        library.versions("ferry")


def test_an_earlier_text_answers_no_question(synced: Syncing, edit: Edit, opened: Opened) -> None:
    edit(FIRST.replace("mayor", "quetzalcoatlus"))
    synced()
    edit(FIRST)
    synced()
    assert not [h for h in opened().search("quetzalcoatlus", limit=50) if "quetzalcoatlus" in h.article.text]


def test_a_renamed_article_keeps_its_texts_and_is_found_by_them(
    synced: Syncing, edit: Edit, corpus: Path, library: Reading
) -> None:
    edit(FIRST)
    synced()
    first = library.article("ferry")
    edit(FIRST + " And spring.")
    synced()
    second = library.article("ferry")
    (corpus / "ferry.txt").rename(corpus / "old-ferry.txt")
    synced()
    assert texts(library, "old-ferry") == [first.text]
    for cited in (first, second):
        edition = library.edition("ferry", cited.content_hash)
        assert edition.cited is not None and edition.cited.text == cited.text and edition.current.id == "old-ferry"


def test_an_edit_that_is_undone_keeps_each_text_once(synced: Syncing, edit: Edit, library: Reading) -> None:
    for text in (FIRST, FIRST + " Added.", FIRST):
        edit(text)
        synced()
    assert texts(library) == [FIRST + " Added."]


def test_versions_survive_merging_and_deleting_beside_them(
    synced: Syncing, edit: Edit, corpus: Path, library: Reading, tmp_path: Path
) -> None:
    edit(FIRST)
    synced()
    edit(FIRST + " Added.")
    for n in range(12):  # enough small segments that some are merged
        edit(f"Story number {n} of many. It says little.", f"story{n}.txt")
        synced()
    for n in range(6):
        (corpus / f"story{n}.txt").unlink()
    synced()
    assert texts(library) == [FIRST]
    assert examine(tmp_path / "index") == []


def test_versions_survive_a_rebuild(synced: Syncing, edit: Edit, library: Reading) -> None:
    for text in (FIRST, FIRST + " Added."):
        edit(text)
        synced(keep=(7, None))
    synced(rebuild=True)
    assert texts(library) == [FIRST]
    synced(rebuild=True)
    assert texts(library) == [FIRST]


def test_only_the_texts_within_both_limits_are_kept() -> None:
    def version(n: int) -> Version:
        return Version(Article("a", "A", f"text {n}"), stamp(DAY - timedelta(days=n)))

    versions = [version(n) for n in range(10)]
    assert Retention(VersionLimits(4, 100), DAY).kept(versions) == tuple(versions[:4])
    assert Retention(VersionLimits(9, 2), DAY).kept(versions) == tuple(versions[:3])

"""A saved answer, checked later: what has become of each of its quotes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import UsageError
from index.library import open_library
from qa.verify import FINDINGS, Verdict, verify_answer
from tests.conftest import Syncing

TEXT = "The mayor promised twelve ferries. Nobody believed it. The harbour stayed shut all winter."
QUOTE = "The mayor promised twelve ferries."


@pytest.fixture
def story(corpus: Path, synced: Syncing) -> Callable[[str], None]:
    def write(text: str) -> None:
        (corpus / "ferry.txt").write_text(f" date 2024-01-01 {text}")
        synced()

    write(TEXT)
    return write


@pytest.fixture
def saved(tmp_path: Path, story: object) -> Path:
    """An answer that quotes the first sentence of the ferry story as it is now."""
    with open_library(tmp_path / "index") as library:
        digest = library.article("ferry").content_hash
    citation = {
        "number": 1,
        "article_id": "ferry",
        "start": 0,
        "end": len(QUOTE),
        "quote": QUOTE,
        "content_hash": digest,
    }
    return written(tmp_path, citation)


def written(folder: Path, citation: dict[str, object]) -> Path:
    path = folder / "answer.json"
    path.write_text(json.dumps({"citations": [citation]}))
    return path


def changed(path: Path, **fields: object) -> Path:
    (citation,) = json.loads(path.read_text())["citations"]
    return written(path.parent, {**citation, **fields})


def verdict(path: Path) -> Verdict:
    with open_library(path.parent / "index") as library:
        (found,) = verify_answer(path, library)
    return found


Story = Callable[[str], None]


def test_a_quote_of_an_unchanged_article_is_exact(saved: Path) -> None:
    assert verdict(saved).finding == "exact"


def test_after_an_edit_elsewhere_the_quote_still_stands(saved: Path, story: Story) -> None:
    story("Corrected in May. " + TEXT)
    found = verdict(saved)
    assert found.finding == "stands" and found.until is not None


def test_after_a_correction_the_quote_is_found_in_the_text_it_was_taken_from(saved: Path, story: Story) -> None:
    story(TEXT.replace("twelve", "two"))
    assert verdict(saved).finding == "earlier"


def test_a_text_that_is_kept_no_longer_cannot_vouch_for_a_quote(saved: Path, story: Story, synced: Syncing) -> None:
    synced(keep=(0, None))
    story(TEXT.replace("twelve", "two"))
    assert verdict(saved).finding == "unkept"


def test_an_answer_that_was_altered_after_it_was_saved_is_told(saved: Path, story: Story) -> None:
    altered = changed(saved, quote=QUOTE.replace("twelve", "eleven"), end=len(QUOTE) + 0)
    assert verdict(altered).finding == "misquoted"
    story(TEXT.replace("twelve", "two"))
    assert verdict(altered).finding == "misquoted"


def test_a_removed_article_is_said_to_be_removed(saved: Path, corpus: Path, synced: Syncing) -> None:
    (corpus / "ferry.txt").unlink()
    synced()
    assert verdict(saved) == Verdict(1, "ferry", QUOTE, "removed", None, None)


def test_a_renamed_article_is_found_under_its_new_id(saved: Path, corpus: Path, synced: Syncing) -> None:
    (corpus / "ferry.txt").rename(corpus / "boats.txt")
    synced()
    found = verdict(saved)
    assert (found.finding, found.now) == ("exact", "boats")


def test_an_answer_without_content_hashes_is_checked_against_every_text(saved: Path, story: Story) -> None:
    without = changed(saved, content_hash=None)
    assert verdict(without).finding == "exact"
    story(TEXT.replace("twelve", "two"))
    assert verdict(without).finding == "earlier"
    story(TEXT + " More.")
    assert verdict(without).finding == "exact"
    assert verdict(changed(saved, content_hash=None, quote=QUOTE.replace("twelve", "eleven"))).finding == "unkept"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"citations": [1]}', '{"citations": [{"number": 1}]}', '"x"'])
def test_a_file_that_is_no_saved_answer_is_refused(tmp_path: Path, synced: Syncing, content: str) -> None:
    synced()
    path = tmp_path / "answer.json"
    path.write_text(content)
    with open_library(tmp_path / "index") as library, pytest.raises(UsageError, match=r"answer\.json"):
        verify_answer(path, library)
    with open_library(tmp_path / "index") as library, pytest.raises(UsageError, match="cannot be read"):
        verify_answer(tmp_path / "nothing.json", library)


def test_every_finding_has_a_sentence() -> None:
    assert {"exact", "stands", "earlier", "unkept", "misquoted", "removed"} == set(FINDINGS)

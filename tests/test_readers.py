"""What all readers share: fields, ids and problems, and what holds of a file of any kind."""

import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import ReaderError
from index.readers import READERS, Limits, read
from index.readers.reading import Draft, language, several, single, web_address, without_title

# --------------------------------------------------------------------------------------------------------------- fields


@pytest.mark.parametrize("address", ["https://example.org/a?b=c#d", "http://example.org"])
def test_a_web_address_is_kept(address: str) -> None:
    assert web_address(f" {address} ") == address


@pytest.mark.parametrize(
    "given",
    [
        *(None, "", "javascript:alert(1)", "//example.org", "https://", "https://a b", 'https://a"b', "ftp://a"),
        *("https://a/\ud800", "https://a/\x00", "https://a/\u202e"),
    ],
)
def test_what_is_no_web_address_is_left_out(given: str | None) -> None:
    assert web_address(given) is None


def test_a_language_is_the_head_of_its_tag() -> None:
    assert [language(tag) for tag in ("en", "en-GB", "PT_br", "english", "", None)] == [
        "en",
        "en",
        "pt",
        None,
        None,
        None,
    ]


def test_a_first_paragraph_that_repeats_the_title_is_not_text() -> None:
    assert without_title("Baths to\nreopen\n\nThe council voted.", "Baths to reopen") == "The council voted."
    assert (
        without_title("Baths to reopen at last\n\nThe council voted.", "Baths to reopen")
        == "Baths to reopen at last\n\nThe council voted."
    )
    assert without_title("Baths to reopen", "Baths to reopen") == "Baths to reopen"


def test_a_date_that_is_not_understood_is_reported() -> None:
    reading = single(Draft("Some text.", published="08/09/2023"), "a", Limits())
    assert reading.articles[0].published is None
    assert reading.problems == ('the date "08/09/2023" is not understood and left out; write YYYY-MM-DD',)


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(ReaderError, match="at most 10 are read"):
        single(Draft("a" * 11), "a", Limits(text_chars=10))


def test_items_of_one_file_without_ids_are_numbered_and_a_second_use_of_an_id_is_reported() -> None:
    items = [
        ("line 1", Draft("One.")),
        ("line 2", Draft("Two.", id="x")),
        ("line 3", Draft("Three.", id="x")),
        ("line 4", ReaderError("not valid JSON")),
        ("line 5", Draft("Five.")),
    ]
    reading = several(items, "stem", Limits())
    assert [(article.id, article.text) for article in reading.articles] == [
        ("stem/1", "One."),
        ("x", "Two."),
        ("stem/5", "Five."),
    ]
    assert reading.problems == (
        'line 3: the id "x" is taken by line 2; this article is left out',
        "line 4: not valid JSON",
    )


def test_a_thousand_problems_are_reported_in_short() -> None:
    reading = several(((f"line {n}", ReaderError("bad")) for n in range(1_000)), "stem", Limits())
    assert len(reading.problems) == 21
    assert reading.problems[-1] == "and 980 more problems of this file"


# ------------------------------------------------------------------------------------------------------------- any file


def test_a_suffix_is_known_in_any_case_and_an_unknown_one_is_refused() -> None:
    assert read(b"Some text.", ".TXT", "a").articles
    with pytest.raises(ReaderError, match=r'"\.exe" are not read; the kinds are .*\.txt'):
        read(b"Some text.", ".exe", "a")


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize("data", [b"", b" \n\n ", b"\xef\xbb\xbf"])
def test_an_empty_file_of_any_kind_is_refused(suffix: str, data: bytes) -> None:
    with pytest.raises(ReaderError):
        read(data, suffix, "a")


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_a_picture_under_any_name_is_refused(suffix: str) -> None:
    picture = (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00"
        + bytes(range(256)) * 20
    )
    with pytest.raises(ReaderError):
        read(picture, suffix, "a")


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".epub", ".xml", ".txt", ".rss", ".json", ".jsonl"])
def test_a_page_under_another_name_is_not_read_as_what_the_name_says(suffix: str) -> None:
    page = b"<!DOCTYPE html><html><head><title>T</title></head><body><p>Some text &nbsp; here.<br></body></html>"
    try:
        reading = read(page, suffix, "a")
    except ReaderError:
        return
    assert not reading.articles
    assert reading.problems


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(ReaderError, match="11 bytes, at most 10"):
        read(b"a" * 11, ".txt", "a", Limits(file_bytes=10))


def test_importing_the_readers_loads_no_parser() -> None:
    heavy = "lxml trafilatura pypdfium2 docx feedparser yaml markdown_it charset_normalizer numpy"
    program = f"import sys, index.readers; print([name for name in {heavy.split()} if name in sys.modules])"
    root = Path(__file__).parents[1]
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=root, check=True)
    assert found.stdout.strip() == "[]"

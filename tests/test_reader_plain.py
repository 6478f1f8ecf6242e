"""Plain text with a mark of its date; what the head of a text says is in test_reader_heads.py."""

from datetime import date

import pytest

from index.errors import ReaderError
from index.readers import read


def test_a_text_file_with_a_date_mark() -> None:
    data = b" date 2023-08-21 The old baths will reopen. They closed in 2019.\n\nWork begins in spring.\n"
    (article,) = read(data, ".txt", "world/baths").articles
    assert article.id == "world/baths"
    assert article.published == date(2023, 8, 21)
    assert article.text == "The old baths will reopen. They closed in 2019.\n\nWork begins in spring."
    assert article.title == "The old baths will reopen. They closed in 2019."
    assert (article.author, article.source, article.url, article.lang, article.modified) == (None,) * 5


@pytest.mark.parametrize("head", ["date 2023-08-21 ", "\ufeff date 2023-08-21 ", " date 2023-08-21\n"])
def test_the_date_mark_may_stand_with_or_without_its_space(head: str) -> None:
    (article,) = read(f"{head}The old baths will reopen.".encode(), ".txt", "a").articles
    assert (article.published, article.text) == (date(2023, 8, 21), "The old baths will reopen.")


@pytest.mark.parametrize(
    "text",
    [
        "date 2023-13-41 is no day.",
        "The date 2023-08-21 was a Monday.",
        "date 2023-08-21st of the month.",
        "A plain file without a date.",
    ],
)
def test_a_text_file_without_a_date_mark_has_no_date(text: str) -> None:
    (article,) = read(text.encode(), ".txt", "a").articles
    assert (article.published, article.text) == (None, text)


def test_a_text_in_rtf_under_the_name_of_plain_text_is_refused() -> None:
    with pytest.raises(ReaderError, match="RTF"):
        read(rb"{\rtf1\ansi The council voted.\par}", ".txt", "a")

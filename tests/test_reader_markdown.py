"""Markdown files, with and without front matter."""

from datetime import date

import pytest

from index.errors import ReaderError
from index.readers import read
from index.records import Article

ARTICLE = """---
title: "Baths to reopen: a vote, and its price"
date: 2023-08-21
modified: 2023-08-22T09:00:00+02:00
author:
  - Ada Example
  - City desk
source: Harbour Gazette
url: https://example.org/city/baths
lang: en-GB
---

# Baths to reopen: a vote, and its price

The council voted on *Tuesday* to reopen the **old baths**, which
closed in [2019](https://example.org/2019) for want of `money`.

![A pool without water](pool.jpg)

## What it costs

1. Pool: 2 million
2. Roof: 1 million
   - of which slates: half

> It will be ready in May, said the mayor.\\
> Nobody disagreed.

| Year | Visitors |
|------|---------:|
| 2018 | 40,000   |
| 2019 | 45,000   |

```
opening = "9.00"
```

<p>A note in <b>HTML</b> &amp; its words.</p>
<!-- not to be printed -->

Line one, <br>with a tag; 3 &lt; 4 &amp; caf&eacute;.
"""


def article(text: str) -> Article:
    (found,) = read(text.encode(), ".md", "city/baths").articles
    return found


def test_a_whole_article_with_front_matter() -> None:
    found = article(ARTICLE)
    assert found == Article(
        id="city/baths",
        title="Baths to reopen: a vote, and its price",
        text=(
            "The council voted on Tuesday to reopen the old baths, which closed in 2019 for want of money.\n\n"
            "What it costs\n\n"
            "Pool: 2 million\nRoof: 1 million\nof which slates: half\n\n"
            "It will be ready in May, said the mayor.\nNobody disagreed.\n\n"
            "Year | Visitors\n2018 | 40,000\n2019 | 45,000\n\n"
            'opening = "9.00"\n\n'
            "A note in HTML & its words.\n\n"
            "Line one, with a tag; 3 < 4 & café."
        ),
        published=date(2023, 8, 21),
        modified=date(2023, 8, 22),
        author="Ada Example, City desk",
        source="Harbour Gazette",
        url="https://example.org/city/baths",
        lang="en",
    )


def test_line_ends_of_windows_make_no_difference() -> None:
    assert article(ARTICLE.replace("\n", "\r\n")) == article(ARTICLE)


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    found = article("# Baths *to* reopen\n\nThe council voted.\n")
    assert (found.title, found.text, found.published) == ("Baths to reopen", "The council voted.", None)


@pytest.mark.parametrize("front", ["", "---\ntitle: Baths\n---\n"])
@pytest.mark.parametrize(
    "byline", ["By Ada Lind, 12 March 2021", "*Ada Lind, 12 March 2021*", "**By Ada Lind**\n\n2021-03-12"]
)
def test_a_byline_below_the_headline_is_read_and_is_no_text(byline: str, front: str) -> None:
    found = article(f"{front}# Baths to reopen\n\n{byline}\n\nThe council voted.\n")
    assert (found.author, found.published) == ("Ada Lind", date(2021, 3, 12))
    assert found.text.removeprefix("Baths to reopen\n\n") == "The council voted."


@pytest.mark.parametrize("line", ["By Friday, 12 March 2021", "By Friday the baths open", "Ada Lind"])
def test_a_line_below_the_headline_that_is_no_byline_is_text(line: str) -> None:
    found = article(f"# Baths to reopen\n\n{line}\n\nThe council voted.\n")
    assert (found.author, found.published, found.text) == (None, None, f"{line}\n\nThe council voted.")


@pytest.mark.parametrize(
    "line",
    [
        *("12 March 2021", "*Friday, March 12, 2021*", "Published: 2021-03-12", "## 12 March 2021"),
        *("12. März 2021", "*Publié le 12 mars 2021*", "Veröffentlicht am 12.03.2021", "12 de marzo de 2021"),
    ],
)
def test_a_day_alone_below_the_headline_is_the_article_s(line: str) -> None:
    for front in ("", "---\ntitle: Baths to reopen\n---\n"):
        found = article(f"{front}# Baths to reopen\n\n{line}\n\nThe council voted on 3 May 2020.\n")
        assert (found.published, found.text.endswith("voted on 3 May 2020.")) == (date(2021, 3, 12), True)
    stated = article(f"---\ntitle: Baths\ndate: 2024-05-06\n---\n{line}\n\nThe council voted.\n")
    assert stated.published == date(2024, 5, 6)


def test_a_day_that_looks_like_an_item_of_a_list_keeps_its_number() -> None:
    found = article("# Bäder\n\n1. Mai 2024\n\nDer Rat stimmte ab.\n\n12. Mai 2024\n\n1. Ja\n2. Nein\n3. By Ann Lee")
    assert found.text == "1. Mai 2024\n\nDer Rat stimmte ab.\n\n12. Mai 2024\nJa\nNein\nBy Ann Lee"


@pytest.mark.parametrize(
    "body",
    [
        "# Diary\n\n## 12 March 2021\n\nIt rained.\n\n## 13 March 2021\n\nThe sun came out.",
        "# Spring fair\n\n12 March 2021\n\nTime: 7 pm\n\nThe band plays.",
        "# Baths to reopen\n\nThe council voted.\n\n12 March 2021\n\nIt rained.",
        "# Baths to reopen\n\nFriday, 13 March 2021\n\nIt rained.",  # it was a Saturday
        "# Baths to reopen\n\n12 March 2021",
        "12 March 2021\n\nIt rained.",
    ],
)
def test_a_day_that_may_be_another_than_the_article_s_is_text(body: str) -> None:
    assert article(body).published is None


def test_a_byline_of_another_day_than_the_one_stated_is_text() -> None:
    found = article("---\ndate: 2024-05-06\n---\n# Baths\n\nBy Ada Lind, 12 March 2021\n\nThe council voted.\n")
    assert (found.author, found.published) == ("Ada Lind", date(2024, 5, 6))
    assert found.text == "By Ada Lind, 12 March 2021\n\nThe council voted."


def test_a_byline_without_a_text_below_it_is_the_text() -> None:
    assert article("# Baths\n\nBy Ada Lind\n").text == "By Ada Lind"


def test_a_heading_that_differs_from_the_title_is_text() -> None:
    found = article("---\ntitle: Baths\n---\n# Baths to reopen\n\nThe council voted.\n")
    assert (found.title, found.text) == ("Baths", "Baths to reopen\n\nThe council voted.")


def test_without_any_title_the_first_words_are_it() -> None:
    found = article("The council voted.\n\n# What it costs\n\nMuch.\n")
    assert (found.title, found.text) == ("The council voted.", "The council voted.\n\nWhat it costs\n\nMuch.")


def test_a_rule_at_the_head_is_no_front_matter() -> None:
    found = article("---\n\nThe council voted.\n")
    assert (found.title, found.text) == ("The council voted.", "The council voted.")


@pytest.mark.parametrize("lead", ["The council voted.", "Ministers met: they agreed.", '"No", she said: "never".'])
def test_a_paragraph_between_two_rules_is_text(lead: str) -> None:
    reading = read(f"---\n\n{lead}\n\n---\n\nWork begins in spring.\n".encode(), ".md", "a")
    assert [found.text for found in reading.articles] == [f"{lead}\n\nWork begins in spring."]
    assert reading.problems == ()


def test_a_single_sentence_between_rules_is_text_too() -> None:
    assert article("---\nThe council voted.\n***\n---\nText.\n").text == "The council voted.\n\nText."


def test_front_matter_may_stand_below_empty_lines() -> None:
    found = article("\n\n---\ntitle: Baths\ndate: 2023-08-21\n---\nText.\n")
    assert (found.title, found.published, found.text) == ("Baths", date(2023, 8, 21), "Text.")


def test_front_matter_may_be_in_toml() -> None:
    found = article(
        '+++\ntitle = "Baths"\ndate = 2023-08-21T09:00:00Z\nauthors = ["Ada", "Bea"]\ndraft = false\n+++\nText.\n'
    )
    assert (found.title, found.published, found.author) == ("Baths", date(2023, 8, 21), "Ada, Bea")
    reading = read(b"+++\ntitle = Baths\n+++\nText.\n", ".md", "a")
    assert [found.text for found in reading.articles] == ["Text."]
    assert reading.problems[0].startswith("the front matter is not valid TOML: ")


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_a_field_that_says_nothing_is_none(nothing: str) -> None:
    found = article(f"---\nauthor: {nothing}\nsource: {nothing}\ntitle: {nothing}\n---\nText.\n")
    assert (found.author, found.source, found.title) == (None, None, "Text.")


def test_authors_may_be_a_list_of_people() -> None:
    assert article("---\nauthors:\n  - name: Ada\n    mail: a@b.c\n  - Bea\n---\nText.\n").author == "Ada, Bea"


def test_whether_it_is_published_is_not_when() -> None:
    assert article("---\npublished: true\ndate: 2023-08-21\n---\nText.\n").published == date(2023, 8, 21)


@pytest.mark.parametrize(
    ("name", "value"), [("published", "2023-08-21"), ("Date", "21 August 2023"), ("pubDate", "2023-08-21")]
)
def test_the_date_may_have_other_names_and_forms(name: str, value: str) -> None:
    assert article(f"---\n{name}: {value}\n---\nText.\n").published == date(2023, 8, 21)


def test_a_title_with_a_colon_and_no_quotation_marks_is_read_all_the_same() -> None:
    found = article("---\ntitle: Baths: a vote\ndate: 2023-08-21\n---\nText.\n")
    assert (found.title, found.published, found.text) == ("Baths: a vote", date(2023, 8, 21), "Text.")


def test_front_matter_that_is_not_yaml_is_reported_and_the_text_kept() -> None:
    reading = read(b"---\n[1, 2\n---\nText.\n", ".md", "a")
    assert [found.text for found in reading.articles] == ["Text."]
    assert reading.problems == ("the front matter is not valid YAML at line 2",)


def test_front_matter_without_fields_is_reported_and_the_text_kept() -> None:
    reading = read(b"---\n- one\n- two\n---\nText.\n", ".md", "a")
    assert [found.text for found in reading.articles] == ["Text."]
    assert reading.problems == ("the front matter has no fields and is left out",)


def test_a_date_in_doubt_is_reported() -> None:
    reading = read(b"---\ndate: 08/09/2023\n---\nText.\n", ".md", "a")
    assert reading.articles[0].published is None
    assert len(reading.problems) == 1
    assert '"08/09/2023"' in reading.problems[0]


def test_the_fields_that_a_note_taking_program_exports_below_the_headline_are_no_text() -> None:
    found = article(
        "# Baths to reopen\n\nAuthor: Ann Lee\nDate: March 12, 2024\nTags: city, water\n\nThe council voted.\n"
    )
    assert (found.title, found.author, found.published) == ("Baths to reopen", "Ann Lee", date(2024, 3, 12))
    assert found.text == "The council voted."


@pytest.mark.parametrize(
    "lines",
    ["Q: Why now?\nA: There is money.", "Date: 12 March 2024\nPlace: the hall", "Note: Author: Ann Lee\nruns on."],
)
def test_lines_that_only_look_like_such_fields_are_text(lines: str) -> None:
    found = article(f"# Baths\n\n{lines}\n\nThe council voted.\n")
    assert (found.author, found.published) == (None, None)
    assert found.text == f"{' '.join(lines.splitlines())}\n\nThe council voted."


def test_front_matter_alone_is_no_article() -> None:
    with pytest.raises(ReaderError, match="no text"):
        read(b"---\ntitle: Baths\n---\n", ".md", "a")


def test_expanding_aliases_in_front_matter_stay_small() -> None:
    rows = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    bomb = "\n".join(["---", "a0: &a0 [lol, lol]", *rows, "title: Baths", "---", "Text."])
    assert article(bomb).title == "Baths"


def test_a_long_front_matter_is_refused() -> None:
    with pytest.raises(ReaderError, match="front matter has"):
        read(b"---\ntitle: " + b"a" * 70_000 + b"\n---\nText.\n", ".md", "a")


def test_lists_within_lists_are_read_to_the_last() -> None:
    nested = "\n".join(f"{'  ' * depth}- level {depth}" for depth in range(20))
    assert article(f"{nested}\n\nText.\n").text == "\n".join(f"level {depth}" for depth in range(20)) + "\n\nText."


@pytest.mark.parametrize("body", [b">" * 50_000 + b" deep\n\nText.", b"- " * 2_000 + b"deep\n\nText."])
def test_nesting_that_would_lose_text_is_refused(body: bytes) -> None:
    with pytest.raises(ReaderError, match="nested"):
        read(body, ".md", "a")


def test_brackets_without_end_are_text() -> None:
    assert article("[" * 5_000 + "\n\nText.").text == "[" * 5_000 + "\n\nText."

"""Records of articles: .jsonl, .json, .csv, and ninjs among them."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from index.errors import ReaderError
from index.readers import Limits, read
from index.records import Article

BATHS: dict[str, Any] = {
    "id": "city/baths",
    "title": "Baths to reopen",
    "date": "2023-08-21",
    "modified": "2023-08-22T10:00:00Z",
    "url": "https://example.org/city/baths",
    "source": "Harbour Gazette",
    "author": "Ada Example",
    "lang": "en",
    "text": "The council voted.\n\nWork begins in spring.",
}
ARTICLE = Article(
    id="city/baths",
    title="Baths to reopen",
    text="The council voted.\n\nWork begins in spring.",
    published=date(2023, 8, 21),
    modified=date(2023, 8, 22),
    author="Ada Example",
    source="Harbour Gazette",
    url="https://example.org/city/baths",
    lang="en",
)


def lines(*records: object) -> bytes:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()


# -------------------------------------------------------------------------------------------------------------- .jsonl


def test_a_whole_record() -> None:
    assert read(lines(BATHS), ".jsonl", "archive").articles == (ARTICLE,)


def test_a_day_may_be_a_number_and_one_that_is_not_understood_costs_no_article() -> None:
    reading = read(
        b"\n".join(
            [
                lines({"text": "A day as a number.", "date": 20230821}),
                lines({"text": "Seconds since 1970: which day that was depends on where.", "date": 1692576000.5}),
            ]
        ),
        ".jsonl",
        "archive",
    )
    assert [article.published for article in reading.articles] == [date(2023, 8, 21), None]
    (problem,) = reading.problems
    assert problem.startswith('line 2: the date "1692576000.5" is not understood')


def test_a_bad_line_is_reported_by_its_number_and_the_others_are_kept() -> None:
    data = b"\n".join(
        [
            lines({"text": "One."}),
            b'{"text": "cut off',
            b"",
            b"[1, 2]",
            lines({"title": "No text"}),
            lines({"text": ["a", "list"]}),
            b"[" * 1_000_000,
            b'{"text": ' + b"9" * 5_000 + b"}",
            b"\xff\xfe",
            lines({"text": "Last.", "date": "soon"}),
        ]
    )
    reading = read(data, ".jsonl", "archive")
    assert [(article.id, article.text) for article in reading.articles] == [
        ("archive/1", "One."),
        ("archive/9", "Last."),
    ]
    expected = ["line 2: not valid JSON", "line 4: expected an object", 'line 5: no "text"', 'line 6: "text" is a list']
    expected += ["line 7: the JSON is nested too deeply", "line 8: not usable JSON", "line 9: not valid JSON"]
    expected += ['line 10: the date "soon" is not understood']
    assert len(reading.problems) == len(expected)
    assert all(said.startswith(start) for said, start in zip(reading.problems, expected, strict=True)), reading.problems


def test_of_two_records_with_one_id_the_second_is_reported() -> None:
    reading = read(lines(BATHS, {**BATHS, "text": "Other."}), ".jsonl", "archive")
    assert reading.articles == (ARTICLE,)
    assert reading.problems == ('line 2: the id "city/baths" is taken by line 1; this article is left out',)


def test_what_is_empty_or_absent_stays_unknown() -> None:
    (article,) = read(
        lines({"text": "Some text.", "date": "", "url": " ", "author": None, "title": ""}), ".jsonl", "a"
    ).articles
    assert article == Article(id="a/1", title="Some text.", text="Some text.")


def test_fields_may_have_other_names_and_shapes() -> None:
    record = {
        "_id": 7,
        "headline": "T",
        "datePublished": "2023-08-21",
        "body": "Some text.",
        "link": "https://example.org/7",
    }
    record |= {"authors": [{"name": "Ada"}, "Bea"], "publisher": {"name": "Gazette"}, "language": "de-AT"}
    (article,) = read(lines(record), ".jsonl", "a").articles
    assert article == Article(
        "7", "T", "Some text.", date(2023, 8, 21), None, "Ada, Bea", "Gazette", "https://example.org/7", "de"
    )


def test_whether_it_is_published_is_not_when() -> None:
    (article,) = read(lines({"text": "Some text.", "published": True, "date": "2023-08-21"}), ".jsonl", "a").articles
    assert article.published == date(2023, 8, 21)


def test_a_field_that_is_not_understood_costs_no_article() -> None:
    reading = read(lines({"_id": {"$oid": "6"}, "text": "Some text.", "author": 7, "source": {}}), ".jsonl", "a")
    assert reading.articles == (Article("a/1", "Some text.", "Some text."),)
    assert reading.problems == (
        'line 1: "_id" is an object, expected text; it is left out',
        'line 1: "author" is a number, expected text; it is left out',
        'line 1: "source" is an object, expected text; it is left out',
    )


def test_a_text_in_html_is_read_as_a_page_would_be() -> None:
    record = {
        "title": "Baths &amp; pools",
        "content_html": "<p>The council <b>voted</b>.</p><p>Caf&eacute;s &lt; 3.</p>",
    }
    (article,) = read(lines(record), ".jsonl", "a").articles
    assert (article.title, article.text) == ("Baths & pools", "The council voted.\n\nCafés < 3.")


@pytest.mark.parametrize("text", ["3 < 4 & 5 > 4.", "An element <b> is bold.", "Caf&eacute;"])
def test_a_text_that_only_looks_like_html_stays_as_it_is(text: str) -> None:
    assert read(lines({"text": text}), ".jsonl", "a").articles[0].text == text


@pytest.mark.parametrize("byline", ["By Ada Lind", "by: Ada Lind", "Ada Lind"])
def test_an_author_is_named_without_by(byline: str) -> None:
    assert read(lines({"text": "Some text.", "byline": byline}), ".jsonl", "a").articles[0].author == "Ada Lind"


def test_a_line_separator_within_a_text_does_not_end_the_record() -> None:
    (article,) = read(lines({"text": "One.\u2028Two.\x85"}), ".jsonl", "a").articles
    assert article.text == "One.\nTwo.…"


def test_lone_surrogates_and_other_escapes_do_no_harm() -> None:
    (article,) = read(
        rb'{"text": "a\ud800b \u0000c \ud83d\ude00", "title": "\udfff", "x": NaN}', ".jsonl", "a"
    ).articles
    assert (article.text, article.title) == ("ab c 😀", "ab c 😀")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_records_in_other_encodings(encoding: str) -> None:
    text = "Le café est fermé – à cause des travaux."
    data = "\n".join(json.dumps({"id": str(n), "text": text}, ensure_ascii=False) for n in range(3)).encode(encoding)
    assert [article.text for article in read(data, ".jsonl", "a").articles] == [text] * 3


# --------------------------------------------------------------------------------------------------------------- .json


@pytest.mark.parametrize(
    "content", [BATHS, [BATHS], {"articles": [BATHS]}, {"version": 1, "items": [BATHS]}, {"posts": [BATHS]}]
)
def test_json_is_one_article_a_list_or_an_object_with_a_list(content: object) -> None:
    assert read(json.dumps(content).encode(), ".json", "archive").articles == (ARTICLE,)


def test_an_article_with_a_list_beside_its_text_is_one_article() -> None:
    assert read(json.dumps({**BATHS, "results": [{"text": "4 to 1"}]}).encode(), ".json", "archive").articles == (
        ARTICLE,
    )


def test_a_bad_item_of_a_json_list_is_reported_and_the_others_kept() -> None:
    reading = read(json.dumps([BATHS, 5, {"text": "Two."}]).encode(), ".json", "archive")
    assert [article.id for article in reading.articles] == ["city/baths", "archive/3"]
    assert reading.problems == ("item 2: expected an object with the article's fields, found a number",)


@pytest.mark.parametrize("data", [b"[]", b"{", b"[" * 1_000_000, b"[[[]]]", b'{"a": 1}', b"5"])
def test_json_without_articles_says_so(data: bytes) -> None:
    try:
        reading = read(data, ".json", "a")
    except ReaderError:
        return
    assert (reading.articles, len(reading.problems)) == ((), 1)


# ---------------------------------------------------------------------------------------------------------------- .csv


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_with_a_head_line(delimiter: str) -> None:
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=delimiter)
    writer.writerow([name.upper() for name in BATHS])
    writer.writerow(BATHS.values())
    assert read(table.getvalue().encode("utf-8-sig"), ".csv", "archive").articles == (ARTICLE,)


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_a_first_line_in_which_excel_names_the_delimiter_is_no_head_line(first: str) -> None:
    reading = read(f"{first}id;text\n7;Some text, and more.\n8;\n".encode("utf-8-sig"), ".csv", "x")
    assert [article.text for article in reading.articles] == ["Some text, and more."]
    assert [problem.partition(":")[0] for problem in reading.problems] == ["line 4"]


def test_a_table_says_which_line_is_wrong() -> None:
    reading = read(b'id,text\r\na,"One, and\r\nmore."\r\nb,\r\nc,Three.\r\nd,"open', ".csv", "archive")
    assert [(article.id, article.text) for article in reading.articles] == [("a", "One, and\nmore."), ("c", "Three.")]
    assert [problem.partition(":")[0] for problem in reading.problems] == ["line 4", "line 6"]


def test_a_table_may_hold_texts_longer_than_the_csv_module_allows() -> None:
    assert len(read(b"id,text\na," + b"word " * 60_000, ".csv", "x").articles[0].text) == 299_999


def test_a_row_with_more_cells_than_columns_is_named_and_not_cut_short() -> None:
    reading = read(b"title,text\nBaths,The council voted, and work begins.\nPool,Whole.,,\n", ".csv", "a")
    assert [article.text for article in reading.articles] == ["Whole."]
    assert reading.problems == (
        'line 2: it has 3 cells, the head line 2; a text that holds a "," stands in quotation marks',
    )


def test_the_columns_of_a_table_may_have_the_names_of_records() -> None:
    (article,) = read(b"Headline,Published At,Body\nBaths,2023-08-21,Some text.\n", ".csv", "a").articles
    assert (article.title, article.published, article.text) == ("Baths", date(2023, 8, 21), "Some text.")


def test_a_table_without_a_text_column_is_refused() -> None:
    with pytest.raises(ReaderError, match='no column "text"; its columns are: id, name'):
        read(b"id,name\n1,2\n", ".csv", "a")


# --------------------------------------------------------------------------------------------------------------- ninjs


NINJS_1 = {
    "uri": "urn:newsml:example.org:20230821:baths",
    "type": "text",
    "pubstatus": "usable",
    "firstcreated": "2023-08-21T09:00:00Z",
    "versioncreated": "2023-08-22T09:00:00Z",
    "headline": "Baths to reopen",
    "byline": "Ada Example",
    "language": "en-GB",
    "infosources": [{"name": "Harbour Gazette"}],
    "located_url": "https://example.org/city/baths",
    "body_html": "<p>The council <b>voted</b>.</p><p>Work begins in spring.</p>",
}
NINJS_2 = {
    **{
        name: NINJS_1[name]
        for name in ("uri", "firstcreated", "versioncreated", "language", "infosources", "located_url")
    },
    "headlines": [{"role": "short", "value": "Baths"}, {"role": "main", "value": "Baths to reopen"}],
    "by": "Ada Example",
    "bodies": [
        {"contenttype": "text/html", "value": "<p>x</p>"},
        {"contenttype": "text/plain", "value": "The council voted.\n\nWork begins in spring."},
    ],
}


NINJS_3 = {
    **{name: NINJS_1[name] for name in ("uri", "language", "byline")},
    "firstCreated": NINJS_1["firstcreated"],
    "versionCreated": NINJS_1["versioncreated"],
    "infoSources": NINJS_1["infosources"],
    "headlines": [{"value": "Baths to reopen"}],
    "url": NINJS_1["located_url"],
    "pubStatus": "usable",
    "bodies": [{"contentType": "text/html", "value": NINJS_1["body_html"]}],
}


@pytest.mark.parametrize("record", [NINJS_1, NINJS_2, NINJS_3])
def test_a_ninjs_item(record: dict[str, object]) -> None:
    expected = Article(**{**{name: getattr(ARTICLE, name) for name in ARTICLE.__slots__}, "id": NINJS_1["uri"]})
    assert read(json.dumps(record).encode(), ".json", "a").articles == (expected,)


@pytest.mark.parametrize(("item", "name"), [(NINJS_1, "pubstatus"), (NINJS_3, "pubStatus")])
def test_a_ninjs_item_that_was_taken_back_is_left_out_and_reported(item: dict[str, object], name: str) -> None:
    reading = read(json.dumps({**item, name: "canceled"}).encode(), ".json", "a", Limits())
    assert (reading.articles, reading.problems) == (
        (),
        ('the object: the item is "canceled", not usable; it is left out',),
    )


# ----------------------------------------------------------------------------------------------------- WordPress' REST API


POST: dict[str, object] = {
    "id": 12,
    "date": "2023-08-21T23:30:00",
    "date_gmt": "2023-08-22T04:30:00",
    "guid": {"rendered": "https://example.org/?p=12"},
    "modified": "2023-08-22T09:00:00",
    "slug": "baths",
    "status": "publish",
    "type": "post",
    "link": "https://example.org/city/baths",
    "title": {"rendered": "Baths to reopen &#038; more"},
    "content": {"rendered": "<p>The council <b>voted</b>.</p>\n<p>Work begins in spring.</p>", "protected": False},
    "excerpt": {"rendered": "<p>An excerpt.</p>", "protected": False},
    "author": 3,
    "_embedded": {"author": [{"id": 3, "name": "Ada Example"}]},
}


def test_a_post_of_wordpress_as_its_rest_api_gives_it() -> None:
    locked = {**POST, "content": {"rendered": "", "protected": True}}
    reading = read(json.dumps([POST, {**POST, "status": "draft"}, locked]).encode(), ".json", "blog")
    assert reading.articles == (
        Article(
            id="https://example.org/?p=12",
            title="Baths to reopen & more",
            text="The council voted.\n\nWork begins in spring.",
            published=date(2023, 8, 21),
            modified=date(2023, 8, 22),
            author="Ada Example",
            url="https://example.org/city/baths",
        ),
    )
    assert reading.problems == (
        'item 2: the post is "draft", not published; it is left out',
        "item 3: the post is locked with a password; it is left out",
    )


def test_a_post_may_lack_all_but_its_content() -> None:
    bare = {"id": 12, "title": None, "content": {"rendered": "<p>Some text.</p>"}, "author": 3, "_embedded": []}
    assert read(json.dumps(bare).encode(), ".json", "blog").articles == (Article("blog/1", "Some text.", "Some text."),)


@pytest.mark.parametrize(
    "record", [{**POST, "content": {"rendered": "<div>" * 9_000 + "deep"}}, {**NINJS_1, "body_html": "<div>" * 9_000}]
)
def test_markup_that_cannot_be_read_costs_only_its_own_record(record: dict[str, object]) -> None:
    reading = read(json.dumps([record, BATHS]).encode(), ".json", "a")
    assert (reading.articles, len(reading.problems)) == ((ARTICLE,), 1)

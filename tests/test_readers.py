"""What all readers share: clean text, encodings, titles, dates, ids and problems; and plain text."""

import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ReaderError
from index.readers import READERS, Limits, clean, read
from index.readers.reading import Draft, language, several, single, web_address, without_title
from index.readers.text import decode, parse_date, shown_day, title_of

CODES = st.text(st.characters(exclude_categories=()))
SIGNS = st.text(
    st.sampled_from("ab e\u0301\u00a0\t \r\n\v\f\x00\x85\x93\ufeff\ufffe\ud800\u2028\u200d😀\U0001ffff\u0327")
)


# ---------------------------------------------------------------------------------------------------------------- text


@given(CODES | SIGNS)
def test_clean_text_is_clean_by_definition(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert "\n\n\n" not in cleaned
    assert all(line == line.rstrip() for line in cleaned.split("\n"))
    categories = {unicodedata.category(sign) for sign in cleaned if sign != "\n"}
    assert categories.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert not any(ord(sign) & 0xFFFE == 0xFFFE for sign in cleaned)
    cleaned.encode()


@given(CODES | SIGNS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_words_spaces_within_lines_and_joined_emoji_are_kept() -> None:
    text = "Two  spaces,\u00a0a family 👩\u200d👧 and\nanother line"
    assert clean(text) == text


def test_control_characters_of_misread_windows_text_become_what_was_meant() -> None:
    assert clean("\x93Never\x94 \x96 he said") == "“Never” – he said"


def test_soft_hyphens_are_dropped() -> None:
    assert clean("Donau\u00addampf\u00adschiff") == "Donaudampfschiff"


SAMPLES = [
    ("utf-8", "Żółw, naïve and 新聞"),
    ("utf-8-sig", "Żółw, naïve and 新聞"),
    ("utf-16", "The council voted. Żółw."),
    ("utf-16-le", "A plain English sentence without a mark of byte order in front of it."),
    ("utf-16-be", "A plain English sentence without a mark of byte order in front of it."),
    ("utf-32", "The council voted."),
    ("latin-1", "Le café de la gare a été fermé à cause des travaux."),
    ("cp1252", "“It’s over” – the minister’s words on the café."),
    (
        "cp1252",
        "Le maire Gérard Noël a inauguré jeudi la bibliothèque « Œuvre et cœur », qui a coûté 3 millions d’euros.",
    ),
    (
        "cp1252",
        "¡Viva el mercado! El señor Núñez compró 2½ kilos de la marca Ebano® y ¼ de queso para la cena de los domingos.",
    ),
    ("cp1250", "Starosta řekl, že Žižkov je největší a že šestý most bude příští rok."),
    (
        "cp1251",
        "В понедельник городской совет проголосовал за то, чтобы снова открыть старый бассейн, закрытый с 2019 года. "
        "Деньги на ремонт возьмут из резервного фонда, а работы начнутся весной.",
    ),
    (
        "cp932",
        "市議会は火曜日、2019年から閉鎖されている古いプールを再開することを決めた。"
        "改修費は予備費から支出され、工事は来年の春に始まる予定である。",
    ),
]


@pytest.mark.parametrize(("encoding", "text"), SAMPLES)
def test_text_is_read_in_the_encoding_it_was_written_in(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text", ["It’s the café’s day. “Never,” he said. " * 9, "市議会は火曜日、古いプールを再開することを決めた。"]
)
@pytest.mark.parametrize("slip", [b"\xe2\x80", b"caf\xe9 "])
def test_a_slip_in_a_text_in_utf_8_leaves_the_rest_of_it_readable(text: str, slip: bytes) -> None:
    assert decode(text.encode() + slip) == text + slip.decode("utf-8", "replace")
    assert decode(slip + text.encode()) == slip.decode("utf-8", "replace") + text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06" + bytes(range(256)) * 8,
        bytes(range(256)) * 40,
        b"\x01\x02\x03\x04\x05\x06\x07\x08" * 100,
        b"\xff\xfeA",
    ],
)
def test_binary_content_is_refused(data: bytes) -> None:
    with pytest.raises(ReaderError):
        decode(data)


# -------------------------------------------------------------------------------------------------------------- titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Baths to reopen\n\nThe council voted on Tuesday.", "Baths to reopen"),
        ("The shop has closed.", "The shop has closed."),
        (
            "Russia's first attempt to return to the Moon in almost half a century has ended in a crash. It said",
            "Russia's first attempt to return to the Moon in almost half a century has ended…",
        ),
        (
            "A line that was wrapped by its\nwriter goes on in the next, and so must the title that is\nmade of it.",
            "A line that was wrapped by its writer goes on in the next, and so must the…",
        ),
        ("新" * 200, "新" * 79 + "…"),
    ],
)
def test_a_text_without_a_title_is_titled_by_its_first_words(text: str, title: str) -> None:
    assert title_of(text) == title


@given(CODES)
def test_any_text_gets_a_title_of_bounded_length(text: str) -> None:
    if cleaned := clean(text):
        assert 0 < len(title_of(cleaned)) <= 80


# --------------------------------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    "written",
    [
        "2023-08-21",
        " 2023-08-21 ",
        "2023-08-21T10:00:00Z",
        "2023-08-21T23:59:00-11:00",
        "2023-08-21T00:30:00+0200",
        "2023-08-21T10:00:00.123456+00:00",
        "2023-08-21 10:00",
        "2023-08-21 10:00:00 UTC",
        "20230821",
        "20230821T101500Z",
        "20230821T101500+0200",
        "2023/08/21",
        "2023/8/21",
        "Mon, 21 Aug 2023 10:00:00 GMT",
        "Mon, 21 Aug 2023 23:59:59 -1100",
        "21 Aug 2023 10:00 EST",
        "21 August 2023",
        "21st August 2023",
        "Monday 21 August 2023",
        "Monday, 21 August 2023 at 10:00",
        "August 21, 2023",
        "Aug. 21, 2023",
        "August 21st, 2023",
        "Monday, August 21, 2023, 10:00 am",
        "21-Aug-2023",
    ],
)
def test_a_date_that_is_clear_is_the_day_that_is_written(written: str) -> None:
    assert parse_date(written) == date(2023, 8, 21)


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "yesterday",
        "2023",
        "2023-08",
        "August 2023",
        "21/08/2023",
        "08/09/2023",
        "08-09-2023",
        "8.9.2023",
        "2023-13-41",
        "2023-02-29",
        "2023-08-21T99:00",
        "2023-08-21 or so",
        "0001-01-01T00:00:00Z",
        "0000-00-00 00:00:00",
        "Tue, 21 Aug 2023 10:00:00 GMT",
        "21 Aug 23",
        "31 June 2023",
        "21 Augst 2023",
        "The 21 August 2023",
        "٢٠٢٣-٠٨-٢١",
        "2023-08-21\n2023-08-22",
        "1" * 5_000,
    ],
)
def test_a_date_in_any_doubt_is_none(written: str | None) -> None:
    assert parse_date(written) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    forms = (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.day} {day:%B} {day.year:04}",
        f"{day:%a, %d %b} {day.year:04} 00:00:00 +0000",
    )
    assert all(parse_date(form) == day for form in forms), forms


def test_the_day_a_file_was_made_counts_only_where_the_text_shows_it() -> None:
    assert shown_day("2023-08-21", "Baths to reopen\n\n21 August 2023\n\nThe council voted.") == "2023-08-21"
    assert shown_day("2023-08-21", "The council voted on 22 August 2023.") is None
    assert shown_day("2023-08-21", "x " * 3_000 + "21 August 2023") is None
    assert shown_day(None, "21 August 2023") is None


# -------------------------------------------------------------------------------------------------------------- fields


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


# -------------------------------------------------------------------------------------------------------------- .txt


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


# ------------------------------------------------------------------------------------------------------------ any file


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

"""What all readers share: clean text, encodings, titles, dates, ids and problems; and plain text."""

import subprocess
import sys
import time
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
        "21.8.2023",
        "21.08.2023",
        "21. 8. 2023",
        "21.08.2023 10:15",
        "21.08.2023, 10.15 Uhr",
        "21/08/2023",
        "08/21/2023",
        "21-08-2023",
        "08-21-2023 10:15",
        "21/08/2023, 10:15:30",
        "8/21/2023 3:45 PM",
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
        "08/09/2023",
        "08-09-2023",
        "08/09/2023 10:15",
        "21/08-2023",
        "31/04/2023",
        "13/13/2023",
        "21/08/23",
        "21.08.23",
        "21.08",
        "08.21.2023",
        "21.8.2023.1",
        "21. Augst 2023",
        "21 de mes de 2023",
        "Dienstach, 21. August 2023",
        "5 listopada 2023",  # November in Polish, October in Croatian
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


@pytest.mark.parametrize(
    "written",
    [
        "5. März 2024",
        "5 MÄRZ 2024",
        "5. Ma\u0308rz 2024",
        "Dienstag, 5. März 2024",
        "Dienstag, den 5. März 2024 um 10:15 Uhr",
        "5 mars 2024",
        "mardi 5 mars 2024 à 10h15",
        "le 5 mars 2024",
        "5\u00a0mars\u00a02024",
        "lundi 5 mars 2024",  # a wrong weekday is seen in English only
        "5 de marzo de 2024",
        "5 de marzo del 2024, 10:15 h",
        "martes, 5 de marzo de 2024",
        "5 marzo 2024",
        "martedì 5 marzo 2024 alle 10:15",
        "5 de março de 2024",
        "terça-feira, 5 de março de 2024 às 10h15",
        "5 de marco de 2024",
        "dinsdag 5 maart 2024",
        "5 mrt 2024",
        "wtorek, 5 marca 2024 r.",
        "tisdag 5 mars 2024",
        "tirsdag den 5. marts 2024 kl. 10.15",
        "tiistaina 5. maaliskuuta 2024 klo 10.15",
        "5 марта 2024 г.",
        "вторник, 5 марта 2024 года",
    ],
)
def test_a_month_is_known_by_its_name_in_other_languages(written: str) -> None:
    assert parse_date(written) == date(2024, 3, 5)


@pytest.mark.parametrize("written", ["1er mars 2024", "1º de março de 2024", "1° marzo 2024", "1. mars 2024"])
def test_the_first_of_a_month_is_written_as_such(written: str) -> None:
    assert parse_date(written) == date(2024, 3, 1)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_in_figures_has_the_one_meaning_that_it_can_have(day: date) -> None:
    is_clear = day.day > 12 or day.day == day.month
    for mark in "/-":
        for form in (f"{day.day}{mark}{day.month}", f"{day.month}{mark}{day.day}"):
            assert parse_date(f"{form}{mark}{day.year:04}") == (day if is_clear else None)
    assert parse_date(f"{day.day:02}.{day.month:02}.{day.year:04}") == day


@pytest.mark.parametrize(
    "months",
    [
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sept oct nov dic",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października – grudnia",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "januar februar marts april maj juni juli august september oktober november december",
        "januar februar mars april mai juni juli august september oktober november desember",
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta"
        " lokakuuta marraskuuta joulukuuta",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
    ],
)
def test_the_months_of_a_language_are_known_in_their_order(months: str) -> None:
    for name, number in zip(months.split(), range(1, 13), strict=True):
        day = None if name == "–" else date(2024, number, 5)
        assert parse_date(f"5 {name} 2024") == parse_date(f"5. {name.upper()} 2024") == day


@pytest.mark.parametrize(
    "unit", ["1", "1 ", " ", "a", "a ", "1.", "1/", "1er ", "5 de ", "de de ", "10:15 ", "ä", ".", "-"]
)
def test_a_date_costs_little_of_whatever_it_is_made(unit: str) -> None:
    began = time.process_time()
    for length in range(101):
        for start in ("", "21 August 2023 ", "2023-08-21", "Montag, "):
            parse_date((start + unit * 100)[:length])
    assert time.process_time() - began < 2  # measured: .1


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
    assert shown_day("2023-08-21", "Bäder öffnen\n\n21. August 2023\n\nDer Rat stimmte ab.") == "2023-08-21"
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

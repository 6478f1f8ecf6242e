"""Dates as files write them: the one day that they can mean, or none."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers import Limits
from index.readers.reading import Draft, single
from index.readers.text import parse_date, shown_day


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
        "5 marca 2024 roku",
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
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
        "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna – studenoga prosinca",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
    ],
)
def test_the_months_of_a_language_are_known_in_their_order(months: str) -> None:
    for name, number in zip(months.split(), range(1, 13), strict=True):
        day = None if name == "–" else date(2024, number, 5)
        assert parse_date(f"5 {name} 2024") == parse_date(f"5. {name.upper()} 2024") == day


@pytest.mark.parametrize(
    ("lang", "text", "month"),
    [
        ("pl", "Council", 11),
        ("hr", "Council", 10),
        (None, "Rada miasta zagłosowała we wtorek za ponownym otwarciem starej łaźni, zamkniętej od 2019 roku.", 11),
        (
            None,
            "Vijeće je glasalo za ponovno otvaranje kupališta. Lech Wałęsa je čestitao gradonačelniku Zagreba.",
            None,
        ),
        (None, "The council voted.", None),
    ],
)
def test_a_month_that_means_two_is_the_one_of_the_article_s_language(lang: str, text: str, month: int) -> None:
    (article,) = single(Draft(text, published="5 listopada 2023", lang=lang), "a", Limits()).articles
    assert article.published == (date(2023, month, 5) if month else None)


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

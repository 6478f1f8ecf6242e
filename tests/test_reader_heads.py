"""The lines above a plain article: what they say of it, and what only looks like them."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers import read
from index.readers.heads import head_of
from index.readers.text import clean
from index.records import Article

BODY = "The council voted on Tuesday for new baths. The old ones opened on 3 May 1999.\n\nWork begins in spring."
MARCH = date(2024, 3, 12)


def article(head: str, body: str = BODY) -> Article:
    (found,) = read(f"{head}\n\n{body}".encode(), ".txt", "a").articles
    assert found.text == f"{head}\n\n{body}".strip()
    return found


# ----------------------------------------------------------------------------------------------------------- the day


@pytest.mark.parametrize(
    "below",
    [
        "12 March 2024",
        "March 12, 2024",
        "March 12th 2024",
        "12 Mar. 2024",
        "2024-03-12",
        "Tuesday, 12 March 2024",
        "Tue Mar 12, 2024, 10:30 am GMT",
        "2024-03-12T10:30:00Z",
        "*12 March 2024*",
        "Published: 12 March 2024",
        "Published on 12 March 2024 at 15:45",
        "PUBLISHED 12 MARCH 2024",
        "First published: 2024-03-12",
        "Posted March 12, 2024 3:45 p.m. EST",
        "Date: 12 March 2024",
        "Date: 2024/03/12",
        "Published 12 March 2024 | Updated 13 March 2024",
        "By Ann Lee, 12 March 2024",
        "By Ann Lee | 12 March 2024 | 5 min read",
        "12 March 2024 · By Ann Lee",
        "From our correspondents, 12 March 2024",
        "By our own correspondent in Oslo | 12 March 2024",
        "12 March 2024 · Staff and agencies",
        "By Ann Lee\n12 March 2024",
        "By Ann Lee\n\nMarch 12, 2024",
        "12 March 2024\nBy Ann Lee",
        "Posted by Ann Lee on March 12, 2024 at 3:45 pm",
        "Harbour Gazette, 12 March 2024",
        "Harbour Gazette | 12 March 2024",
        "Oslo – 12 March 2024",
        "What the council wants, and what it costs.\n12 March 2024",
        "https://www.example.org/baths\n12 March 2024",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_day_in_the_lines_below_a_headline_is_the_article_s(below: str, between: str) -> None:
    found = article(f"Baths to reopen{between}{below}")
    assert (found.published, found.title) == (MARCH, "Baths to reopen")


@pytest.mark.parametrize(
    "start",
    [
        "12 March 2024 – OSLO (AP) – Ministers met.",
        "OSLO, March 12, 2024 (AP) — Ministers met.",
        "OSLO, 12 March 2024 -- Ministers met.",
        "Oslo, 12 March 2024 (AP) – Ministers met.",
        "STRATFORD-UPON-AVON, England, March 12, 2024 (AP) - Ministers met.",
        "OSLO (AP) – 12 March 2024 – Ministers met.",
    ],
)
@pytest.mark.parametrize("head", ["", "Baths to reopen\n\n", "Baths to reopen\nBy Ann Lee\n"])
def test_a_wire_s_dateline_has_the_day(head: str, start: str) -> None:
    found = article(head + start)
    assert found.published == MARCH
    assert found.source == ("AP" if "(AP)" in start else None)
    assert not head or found.title == "Baths to reopen"


@pytest.mark.parametrize(
    "head",
    [
        "The bridge opened on 12 March 2024.",
        "The bridge opened on 12 March 2024",
        "Baths to reopen\nThey open on 12 March 2024",
        "Baths to reopen\nOn 12 March 2024 the baths opened",
        "Baths to reopen, 12 March 2024",
        "The council, which had met on\n12 March 2024\nand again in May, was of two minds",
        "The council met on Tuesday,\n12 March 2024\nIt rained.",
        "It rained.\n\n12 March 2024",
        "It rained all day long in the town and nobody went out.\n12 March 2024",
        "Diary\n\n12 March 2024\n\nIt rained.\n\n13 March 2024\n\nThe sun came out.",
        "The year\n12 March 2024\nBaths close.\n3 June 2024\nBaths reopen.",
        "News in brief\n\nOSLO, 12 March 2024 (AP) – Rain.\n\nPARIS, 13 March 2024 (AP) – Sun.",
        "Spring fair\nDate: 12 March 2024\nTime: 7 pm\nPlace: the town hall",
        "Spring fair\nWhen: 12 March 2024",
        "Spring fair\n12–14 March 2024",
        "Spring fair\n12 March 2024 – 14 March 2024",
        "Spring fair\nFrom 12 March 2024",
        "Spring fair\nThe town hall on 12 March 2024",
        "Spring fair\nReceived: 12 March 2024",
        "Spring fair\n19:30, 12 March 2024",
        "Spring fair\nMonday, 12 March 2024",  # it was a Tuesday
        "Spring fair\n31 February 2024",
        "Spring fair\nMarch 2024",
        "Spring fair\n12 March",
        "Spring fair\n12 March 1066",
        "Baths to reopen\n\nWhat they cost.\n\nWho pays for them.\n\n12 March 2024",
        "March 12, 2024 - The day - was a Tuesday",
        "Tuesday, 12 March 2024 – a cold day – saw the baths open",
        "Paris, 12 March 2024 – as all the world knows – was cold",
    ],
)
def test_no_day_is_taken_out_of_what_only_looks_like_a_head(head: str) -> None:
    assert article(head).published is None


def test_a_day_of_a_text_that_has_no_text_below_it_is_none() -> None:
    assert head_of("Baths to reopen\n\n12 March 2024").published is None


def test_the_lines_of_an_archive_s_export_and_what_an_author_is_do_not_end_a_head() -> None:
    exported = article(
        "Copyright 2024 Harbour Gazette\nAll Rights Reserved\n\nHarbour Gazette\n\nMarch 12, 2024 Tuesday\n\n"
        "SECTION: City; Pg. 3\n\nLENGTH: 340 words\n\nHEADLINE: Baths to reopen\n\nBYLINE: Ann Lee\n\nBODY:"
    )
    assert (exported.title, exported.author, exported.published) == ("Baths to reopen", "Ann Lee", MARCH)
    assert article("Copyright reform passes\nBy Ann Lee").title == "Copyright reform passes"
    signed = article("Baths to reopen\n\nBy ANN LEE\nStaff Writer\n\nPublished 12:01 a.m. ET March 12, 2024")
    assert (signed.title, signed.author, signed.published) == ("Baths to reopen", "ANN LEE", MARCH)


def test_a_polish_day_below_a_headline_is_the_article_s() -> None:
    text = (
        "Łaźnia znów otwarta\n\nJan Kowalski, 5 listopada 2023\n\nRada miasta zagłosowała we wtorek za otwarciem łaźni."
    )
    (article,) = read(text.encode(), ".txt", "a").articles
    assert (article.title, article.author, article.published) == (
        "Łaźnia znów otwarta",
        "Jan Kowalski",
        date(2023, 11, 5),
    )


def test_a_day_that_could_be_two_is_reported() -> None:
    reading = read(f"Baths to reopen\nPublished: 08/09/2023\n\n{BODY}".encode(), ".txt", "a")
    assert reading.articles[0].published is None
    assert reading.problems == ('the date "08/09/2023" is not understood and left out; write YYYY-MM-DD',)


def test_a_day_in_the_date_mark_is_the_only_one() -> None:
    (found,) = read(f" date 2023-08-21 Baths to reopen\n12 March 2024\n\n{BODY}".encode(), ".txt", "a").articles
    assert found.published == date(2023, 8, 21)


def test_the_day_of_a_change_is_told_from_the_day_of_publication() -> None:
    found = article("Baths to reopen\nPublished 12 March 2024, last updated 14 March 2024")
    assert (found.published, found.modified) == (MARCH, date(2024, 3, 14))
    assert article("Baths to reopen\nUpdated: 14 March 2024").published is None


@pytest.mark.parametrize(
    "below",
    [
        "12. März 2024",
        "Dienstag, den 12. März 2024",
        "Dienstag, 12. März 2024, 10:15 Uhr",
        "12.03.2024",
        "12.03.2024 | 10:15 Uhr",
        "Veröffentlicht am 12.03.2024",
        "Veröffentlicht am: 12. März 2024",
        "Von Anna Schmidt, 12. März 2024",
        "Von Anna Schmidt am 12. März 2024",
        "Von Anna Schmidt\n12. März 2024",
        "Berlin, den 12. März 2024",
        "Par Jean Dupont, le 12 mars 2024",
        "Publié le 12 mars 2024",
        "Publié le 12 mars 2024 à 10h15 – Mis à jour le 13 mars 2024 à 9h00",
        "mardi 12 mars 2024",
        "Publicado el 12 de marzo de 2024",
        "Pubblicato il 12 marzo 2024",
        "Publicado em 12 de março de 2024",
        "Gepubliceerd op 12 maart 2024",
        "Opublikowano: 12 marca 2024",
        "Publicerad den 12 mars 2024",
        "Publiceret 12. marts 2024 kl. 10.15",
        "Julkaistu 12.3.2024",
        "Опубликовано 12 марта 2024 г.",
        "BERLIN, 12. März 2024 – Der Rat stimmte ab.",
        "Published 10:15, 12 March 2024",
        "First published: 10:15 GMT on 12 March 2024",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_day_is_known_in_other_languages_and_behind_its_hour(below: str, between: str) -> None:
    found = article(f"Bäder öffnen{between}{below}")
    assert found.published == MARCH


@pytest.mark.parametrize(
    "head",
    [
        "Die Brücke wurde am 12. März 2024 eröffnet",
        "Frühlingsfest am 12. März 2024",
        "Frühlingsfest\nAb 12. März 2024",
        "Frühlingsfest\n12.–14. März 2024",
        "Frühlingsfest\nvom 12. bis 14. März 2024",
        "Frühlingsfest\n12. März 2024\nUhrzeit: 19 Uhr",
        "Fête du printemps\n12 mars 2024\nLieu : la mairie",
        "Fête du printemps\nDu 12 au 14 mars 2024",
        "Fiesta\nHasta el 12 de marzo de 2024",
        "Der Rat tagte am\n12. März 2024\nBerlin sah zu.",
        "Le conseil, réuni le\n12 mars 2024\nParis le sait.",
        "Tagebuch\n\n12. März 2024\n\nEs regnete.\n\n13. März 2024\n\nDie Sonne schien.",
        "Bäder öffnen\n31. Februar 2024",
        "Bäder öffnen\n12.03.24",
        "Bäder öffnen\n08/09/2023",
        "Bäder öffnen\n08-09-2023",
        "Bäder öffnen\nVon Anna Schmidt, 08/09/2023",
        "Bäder öffnen\nVersion 12.03.2024",
        "Bäder öffnen\nVon Montag, 12. März 2024",
    ],
)
def test_a_day_in_another_language_that_tells_of_an_event_is_none_of_the_article_s(head: str) -> None:
    assert article(head).published is None


@pytest.mark.parametrize("label", ["Published:", "Published", "Veröffentlicht am", "Publié le :", "Publicado el"])
def test_a_labelled_day_that_could_be_two_is_reported(label: str) -> None:
    reading = read(f"Baths to reopen\n{label} 08/09/2023\n\n{BODY}".encode(), ".txt", "a")
    assert reading.articles[0].published is None
    assert reading.problems == ('the date "08/09/2023" is not understood and left out; write YYYY-MM-DD',)


# --------------------------------------------------------------------------------------------- headline, author, source


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("BY ANN LEE", "ANN LEE"),
        ("by Ann Lee, Staff Writer", "Ann Lee"),
        ("By Ann Lee in Oslo", "Ann Lee"),
        ("By Ann Lee <ann@example.org>", "Ann Lee"),
        ("By Ann Lee and Ludwig van Dam", "Ann Lee and Ludwig van Dam"),
        ("By Ann Lee, J. R. O'Neill & Bo Ek", "Ann Lee, J. R. O'Neill and Bo Ek"),
        ("Words by Ann Lee | 12 March 2024", "Ann Lee"),
        ("By Reuters, 12 March 2024", "Reuters"),
        ("Author: Ann Lee", "Ann Lee"),
        ("Ann Lee, 12 March 2024", "Ann Lee"),
        ("Ann Lee | Tuesday, 12 March 2024 | 5 min read", "Ann Lee"),
        ("12 March 2024 – Ann Lee", "Ann Lee"),
        ("Jean-Paul Roux and Bo van Ek, 12 March 2024", "Jean-Paul Roux and Bo van Ek"),
        ("Von Anna Schmidt, 12. März 2024", "Anna Schmidt"),
        ("Von Anna Schmidt und Uwe Graf in Berlin, 12. März 2024", "Anna Schmidt and Uwe Graf"),
        ("Von Anna Schmidt", "Anna Schmidt"),
        ("Par Jean Dupont, le 12 mars 2024", "Jean Dupont"),
        ("Publié par Lucien Dupont le 12 mars 2024", "Lucien Dupont"),
        ("Por Ana García y Luz Mora, 12 de marzo de 2024", "Ana García y Luz Mora"),
        ("di Chiara Rossi | 12 marzo 2024", "Chiara Rossi"),
        ("Door County Advocate, 12 March 2024", None),
        ("Von Trapp Singers, 12 March 2024", None),
        ("Di Maio, 12 marzo 2024", None),
        ("Di Maria Scores Twice", None),
        ("Von Trapp Family Sings", None),
        ("Von Montag bis Freitag", None),
        ("Harbour Gazette, 12 March 2024", None),
        ("New York, 12 March 2024", None),
        ("Spring Fair, 12 March 2024", None),
        ("Albert Hall, 12 March 2024", None),
        ("Ann, 12 March 2024", None),
        ("Ann Lee 12 March 2024", None),
        ("By Friday", None),
        ("By Friday, 12 March 2024", None),
        ("By Friday Evening, the baths will be full", None),
        ("By Friday Evening", None),
        ("By the river it is cold", None),
        ("By Ann Lee we mean the writer", None),
        ("By Ann Lee. It rained.", None),
        ("Ann Lee", None),
    ],
)
def test_who_wrote_it_stands_in_a_line_of_its_own(byline: str, author: str | None) -> None:
    assert article(f"Baths to reopen\n{byline}").author == author


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Baths to reopen\n12 March 2024", "Baths to reopen"),
        ("12 March 2024\n\nBaths to reopen", "Baths to reopen"),
        ("Baths to reopen after\nnine years\n12 March 2024", "Baths to reopen after nine years"),
        ("Baths to reopen\nThey were missed.\n12 March 2024", "Baths to reopen"),
        ("Baths to reopen in the U.S.\n12 March 2024", "Baths to reopen in the U.S."),
        ("Title: Baths to reopen\nDate: 2024-03-12", "Baths to reopen"),
        ("From: Ann\nSubject: Baths to reopen\nDate: Tue, 12 Mar 2024 10:30:00 +0100", "Baths to reopen"),
    ],
)
def test_a_headline_is_the_line_above_and_stays_in_the_text(head: str, title: str) -> None:
    found = article(head)
    assert (found.title, found.published) == (title, MARCH)


@pytest.mark.parametrize(
    "labels",
    ["Titel Autorin Datum Quelle", "Titre Auteur Date Source", "Título Autora Fecha Fuente", "Tytuł Autor Data Źródło"],
)
def test_the_lines_of_a_head_may_be_labelled_in_another_language(labels: str) -> None:
    title, author, day, source = labels.split()
    found = article(f"{title}: Baths to reopen\n{author}: Anna Lind\n{day}: 12.03.2024\n{source}: Harbour Gazette")
    assert (found.title, found.author, found.published) == ("Baths to reopen", "Anna Lind", MARCH)
    assert found.source == "Harbour Gazette"


def test_a_line_may_name_the_source_and_the_address() -> None:
    found = article("Baths to reopen\nSource: Harbour Gazette\nhttps://www.example.org/baths")
    assert (found.source, found.url) == ("Harbour Gazette", "https://www.example.org/baths")


# -------------------------------------------------------------------------------------------------------------- any text


@given(st.lists(st.sampled_from(["12 March 2024", "By Ann Lee", " – ", ", ", "\n", "Baths", "(AP)", "OSLO", "a", "."])))
def test_any_text_has_a_head_or_none(parts: list[str]) -> None:
    head_of(clean("".join(parts)))


@pytest.mark.parametrize(
    "unit",
    [
        "A ",
        "A, ",
        "By A ",
        "(A",
        "1 May 2020 ",
        "– ",
        "a: ",
        "A\n",
        "A B, 1 May 2020\n",
        "5. Mai 2020 ",
        "von A ",
        "publié le ",
        "Press release, ",
        "Photographs by A and ",
        "Words: A. Pictures: ",
        "OSLO (A) ",
        "10:15, ",
    ],
)
def test_a_head_costs_little_of_whatever_it_is_made(unit: str) -> None:
    began = time.process_time()
    head_of(clean(unit * 5_000))
    assert time.process_time() - began < 2  # measured: .02


def test_a_paper_with_an_and_sign_stands_behind_who_wrote_for_it() -> None:
    found = article("Baths to reopen\n\n*By Ann Lee, Oslo | March 12, 2024 | Orbit & Sky*")
    assert (found.author, found.source, found.published) == ("Ann Lee", "Orbit & Sky", MARCH)
    assert article("Baths to reopen\n\nBy Ann Lee & Bo Ek | March 12, 2024").author == "Ann Lee and Bo Ek"

"""The names under which records and tables carry the fields of an article, in English and other languages."""

import json
import unicodedata
from datetime import date

import pytest

from index.readers import read


def lines(*records: object) -> bytes:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()


@pytest.mark.parametrize("name", ["date_published", "datePublished", "Date Published", "publishedAt", "pub-date"])
def test_a_name_is_known_however_it_is_written(name: str) -> None:
    (article,) = read(lines({"text": "Some text.", name: "2023-08-21"}), ".jsonl", "a").articles
    assert article.published == date(2023, 8, 21)


@pytest.mark.parametrize(
    "names",
    [
        "Titel Datum Autor Quelle Inhalt",
        "titre date auteur source texte",
        "Título fecha autor fuente texto",
        "titulo data autor fonte conteudo",
        "titolo data autore fonte testo",
        "titel datum auteur bron tekst",
        "tytuł data autor źródło treść",
        "otsikko päivämäärä kirjoittaja lähde teksti",
        "заголовок дата автор источник текст",
    ],
)
def test_the_columns_of_a_table_may_have_the_names_of_another_language(names: str) -> None:
    said = ("Bäder öffnen", "2023-08-21", "Ada Lind", "Harbour Gazette", "Der Rat stimmte ab.")
    for form in ("NFC", "NFD"):
        table = "\n".join([unicodedata.normalize(form, ";".join(names.split())), ";".join(said)])
        (article,) = read(table.encode(), ".csv", "a").articles
        found = (article.title, str(article.published), article.author, article.source, article.text)
        assert found == said


def test_the_english_name_of_a_field_counts_before_another() -> None:
    record = {"inhalt": "A list of contents", "text": "The council voted.", "datum": "2020-01-01", "date": "2023-08-21"}
    (article,) = read(lines(record), ".jsonl", "a").articles
    assert (article.text, article.published) == ("The council voted.", date(2023, 8, 21))


@pytest.mark.parametrize("data", ["a string of it", {"rows": [1, 2]}, [1, 2], 7])
def test_what_is_called_data_is_a_date_only_where_it_is_one(data: object) -> None:
    reading = read(lines({"text": "The council voted.", "data": data}), ".jsonl", "a")
    assert (reading.articles[0].published, reading.problems) == (None, ())

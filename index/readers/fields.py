"""The names under which files carry the fields of an article, in records, tables and front matter alike."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TypeVar

from index.readers.languages import with_unaccented
from index.readers.text import some_day

# By field, names in lower case without signs between their words; the first that is filled in counts, of days the
# first that is one: "published: true" says something else.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id"),
    "title": ("title", "headline"),
    "text": (
        "text", "body", "content", "articlebody", "fulltext", "bodytext", "contenttext", "bodyhtml", "contenthtml",
        "article",
    ),
    "published": (
        "published", "date", "datepublished", "publishedat", "publisheddate", "publisheddatetime", "pubdate",
        "publishdate", "publicationdate",
    ),
    "modified": (
        "modified", "updated", "datemodified", "modifiedat", "updatedat", "updateddate", "dateupdated", "lastmod",
        "lastmodified", "lastmodifiedat", "lastupdated",
    ),
    "author": ("author", "authors", "byline"),
    "source": ("source", "publisher", "publication", "newspaper"),
    "url": ("url", "canonical", "canonicalurl", "link"),
    "lang": ("lang", "language"),
}  # fmt: skip
# What these are called in German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish, Norwegian, Finnish
# and Russian, beneath the English names, which count first. Left out is what means something else beside a text or in another
# language: "Artikel" is an item of goods too, "rubrik" a headline in Swedish and a section in German.
_NAMES_ABROAD: Mapping[str, str] = {
    "title": """
        titel überschrift schlagzeile titre título titolo tytuł nagłówek tittel overskrift otsikko заголовок
    """,
    "text": """
        inhalt volltext fließtext texte contenu texto contenido cuerpo conteúdo corpo testo contenuto tekst inhoud treść
        innehåll brödtekst indhold innhold teksti sisältö текст
    """,
    "published": """
        datum veröffentlicht veröffentlichtam veröffentlichungsdatum erscheinungsdatum publié publiéle datedepublication
        fecha publicado fechadepublicación data pubblicato datadipubblicazione datadepublicação gepubliceerd publicatiedatum
        opublikowano datapublikacji publicerad publiceringsdatum dato publiceret publisert päivämäärä julkaistu
        дата опубликовано
    """,
    "modified": """
        geändert geändertam aktualisiert aktualisiertam änderungsdatum modifié datedemodification modificado actualizado
        fechadeactualización modificato aggiornato atualizado gewijzigd bijgewerkt zaktualizowano dataaktualizacji
        uppdaterad opdateret oppdatert päivitetty обновлено
    """,
    "author": """
        autor autorin verfasser verfasserin auteur auteure autora autore autrice författare forfatter kirjoittaja автор
    """,
    "source": "quelle zeitung fuente periódico fonte giornale journal bron krant źródło gazeta källa kilde lähde источник",
    "url": "lien enlace länk lenke ссылка",
    "lang": "sprache langue idioma lingua língua taal język språk sprog kieli язык",
}
_UNSURE = frozenset(("data", "dato", "datum"))  # in English and Spanish anything: a date where it is one
LABELS = {
    field: (*names, *map(str.casefold, with_unaccented(_NAMES_ABROAD.get(field, "").split())))
    for field, names in _NAMES.items()
}
FACTS = tuple(field for field in _NAMES if field != "text")
DAYS = ("published", "modified")
_SIGNS = re.compile(r"[\s_.()-]+")
Value = TypeVar("Value")
Record = Mapping[str, object]


def named(record: Mapping[str, Value], field: str) -> Iterator[tuple[str, Value]]:
    """What a record has for a field, the likeliest first, each with the name that it has there.

    >>> list(named({"Published At": "2024-03-12", "text": ""}, "published"))
    [('Published At', '2024-03-12')]
    >>> list(named({"Título": "Baños", "título": "", "texto": "…"}, "title"))
    [('Título', 'Baños')]
    """
    written: dict[str, tuple[str, Value]] = {}
    for name, value in record.items():
        if value is not None and value != "":
            lower = unicodedata.normalize("NFC", str(name)).casefold()
            written.setdefault(lower[:1] + _SIGNS.sub("", lower[1:]), (name, value))
    known = (name for name in LABELS[field] if name in written)
    return (written[name] for name in known if name not in _UNSURE or some_day(str(written[name][1])))


def text_at(record: Record, name: str) -> str | None:
    """The text under just this name; None where it is blank or something else."""
    value = record.get(name)
    return value if isinstance(value, str) and value.strip() else None

"""What is said of doubtful articles."""

import sys
from datetime import date

import pytest

from index.records import Article
from index.syncing.warnings import NEAR_EMPTY_CHARS, warnings_of

ENGLISH = (
    "The old bridge over the river reopened on Monday after nine years of repairs, and the mayor thanked the people of the "
    "town for their patience. The cost of the work was met with a loan that the council will pay back over twenty years."
)
GERMAN = (
    "Die alte Brücke über den Fluss wurde am Montag nach neun Jahren wieder geöffnet, und der Bürgermeister dankte den "
    "Einwohnern der Stadt für ihre Geduld. Die Kosten trägt die Gemeinde mit einem Kredit, der zwanzig Jahre läuft."
)
HEADLINES = "Bridge reopens Monday. Ferry cancelled again. Mayor resigns. Rain expected. " * 4


def article(text: str, lang: str | None = None) -> Article:
    return Article("a", "A title", text, lang=lang, published=date(2023, 5, 4))


def test_an_english_article_with_a_date_and_text_is_not_doubtful() -> None:
    assert warnings_of([article(ENGLISH)]) == ()


def test_another_language_is_told_from_the_text_where_the_article_does_not_say() -> None:
    (said,) = warnings_of([article(GERMAN)])
    assert said.startswith("not in English")
    assert warnings_of([article(ENGLISH, lang="de")]) == (said,)
    assert warnings_of([article(GERMAN, lang="en")]) == ()


def test_english_without_its_small_words_is_left_to_the_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    assert warnings_of([article(HEADLINES)]) == ()
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    with pytest.raises(ImportError):
        warnings_of([article(HEADLINES)])


def test_plain_english_does_not_load_the_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    assert warnings_of([article(ENGLISH)]) == ()


def test_an_article_of_hardly_any_text_is_said_to_be_so_and_nothing_of_its_language() -> None:
    (said,) = warnings_of([article(GERMAN[: NEAR_EMPTY_CHARS - 1])])
    assert said == "hardly any text: fewer than 200 characters"


def test_an_article_with_bytes_that_are_no_text_is_said_to_have_them() -> None:
    (said,) = warnings_of([article(ENGLISH.replace("é", "e") + " caf\ufffd")])
    assert said.startswith("bytes that are no text")


def test_of_many_articles_the_doubtful_ones_are_counted() -> None:
    (said,) = warnings_of([article(ENGLISH), article(GERMAN), article(GERMAN)])
    assert said.endswith("(2 of 3 articles)")

"""Two articles that are versions of one text: the newer is quoted, the older named; what is no version is left alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from index.copies import as_sketch, sketches_of
from index.records import Hit
from qa.composing import compose
from qa.records import Citation
from tests.test_answering import ALWAYS, hit
from web.ask.evidence_view import beside_html

REPORT = (
    "A cargo ship ran aground off the northern cape on Friday night. The crew of {} sailors was taken off by helicopter. "
    "The harbour master said that the pilot had warned of the sandbank twice before the ship turned. Tugs will try to free "
    "her at high water, weather permitting, and the owner has sent a salvage team from the mainland."
)


def paper(
    name: str,
    day: date | None,
    text: str,
    *,
    source: str | None = "The Post",
    title: str = "Ship aground",
    rank: int = 1,
) -> Hit:
    scores = [0.1, 0.9 - rank / 100]
    found = hit(text, scores, article_id=name, rank=rank)
    article = replace(found.article, title=title, published=day, source=source)
    return replace(found, article=article, sketch=as_sketch(sketches_of([text])[0]))


OLD = paper("old", date(2024, 1, 2), REPORT.format("nineteen"), rank=1)
NEW = paper("new", date(2024, 1, 5), REPORT.format("21") + " One is missing.", rank=2)


def cited(*hits: Hit) -> tuple[Citation, ...]:
    return compose("How many sailors were taken off?", hits, ALWAYS).citations


@pytest.mark.parametrize(
    "hits", [(OLD, NEW), (replace(NEW, rank=1), replace(OLD, rank=2))], ids=["older first", "newer first"]
)
def test_the_newer_version_is_quoted_and_the_older_named(hits: tuple[Hit, Hit]) -> None:
    (one,) = cited(*hits)
    assert (one.article_id, one.quote) == ("new", "The crew of 21 sailors was taken off by helicopter.")
    older = one.earlier_version
    assert older and (older.article_id, older.published) == ("old", date(2024, 1, 2))
    assert OLD.article.text[older.start : older.end] == "The crew of nineteen sailors was taken off by helicopter."
    assert one.copies == ()


def test_an_unchanged_sentence_is_cited_from_the_newer_version_and_is_no_copy() -> None:
    (one,) = cited(OLD, paper("new", date(2024, 1, 5), REPORT.format("nineteen") + " One is missing.", rank=2))
    assert (one.article_id, one.copies) == ("new", ())
    assert one.earlier_version and one.earlier_version.article_id == "old"


def test_a_sentence_that_the_newer_version_dropped_is_quoted_behind_it() -> None:
    text = REPORT.format("nineteen") + " Nobody was hurt in it."
    found = hit(text, [0.1, 0.1, 0.1, 0.1, 0.9], article_id="old")
    old = replace(found, article=replace(OLD.article, text=text), sketch=OLD.sketch)
    new = paper("new", date(2024, 1, 5), REPORT.format("21"), rank=2)
    assert [one.article_id for one in compose("what", [old, new], ALWAYS).citations] == ["new", "old"]


@pytest.mark.parametrize(
    "change",
    [
        lambda new: replace(new, article=replace(new.article, source="The Gazette")),
        lambda new: replace(new, article=replace(new.article, published=OLD.article.published)),
        lambda new: replace(new, article=replace(new.article, published=None)),
        lambda new: replace(new, article=replace(new.article, published=date(2025, 1, 3))),
        lambda new: replace(
            new, sketch=as_sketch(sketches_of(["Another text, of a market in Ghent and of its fish."])[0])
        ),
    ],
    ids=["another paper", "the same day", "no day", "the next year", "another text"],
)
def test_what_is_no_later_version_of_it_is_not_taken_for_one(change: Callable[[Hit], Hit]) -> None:
    assert all(one.earlier_version is None for one in cited(OLD, change(NEW)))


def test_without_papers_versions_bear_nearly_the_same_title() -> None:
    def unsigned(found: Hit, title: str) -> Hit:
        return replace(found, article=replace(found.article, source=None, title=title))

    same = cited(unsigned(OLD, "Ship aground at the cape"), unsigned(NEW, "Ship aground at the cape, one missing"))
    other = cited(unsigned(OLD, "Ship aground at the cape"), unsigned(NEW, "Our week in pictures"))
    assert [one.earlier_version is not None for one in same] == [True]
    assert all(one.earlier_version is None for one in other)


def test_an_earlier_version_is_escaped_on_the_page() -> None:
    old = replace(OLD, article=replace(OLD.article, title="<script>x</script>"))
    (one,) = cited(old, NEW)
    assert "&#60;script&#62;" in beside_html(one) and "<script>" not in beside_html(one)

"""Words in quotation marks are found as they stand, and "*" is whatever the filters admit."""

import json
from datetime import date
from pathlib import Path

import pytest

from index.records import Filters
from qa.answerer import Answerer
from tests.conftest import Syncing, WordEmbedder

ROWS = [
    {"id": "near", "date": "2021-01-01", "text": "The red boat and the blue tide. The blue boat and tide, red boat, tide."},
    {"id": "exact", "date": "2023-01-01", "text": "Nobody at all could have said why the Red Tide came that year."},
    {"id": "parted", "date": "2022-01-01", "text": "The boat was red. Tide and wind were fair to be at sea."},
    {"id": "undated", "text": "A red tide, as some say, is a bloom."},
]  # fmt: skip


@pytest.fixture
def answerer(synced: Syncing, corpus: Path, tmp_path: Path, embedder: WordEmbedder) -> Answerer:
    rows = [{"title": f"Title of {row['id']}", "source": "Tidings", **row} for row in ROWS]
    (corpus / "boats.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    synced()
    return Answerer(tmp_path / "index", embedder)


def found(answerer: Answerer, query: str, filters: Filters = Filters(), limit: int = 20) -> list[str]:
    hits = answerer.search(query, filters=filters, limit=limit)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    return [hit.article.id for hit in hits]


def test_passages_with_the_phrase_come_before_any_with_its_words(answerer: Answerer) -> None:
    assert set(found(answerer, 'boat "red tide" boat')[:2]) == {"exact", "undated"}
    assert set(found(answerer, "“red tide”")[:2]) == {"exact", "undated"}
    assert found(answerer, 'boat "red tide"', limit=1) in (["exact"], ["undated"])
    assert found(answerer, 'boat red tide "blue boat"')[0] == "near"


def test_each_of_several_phrases_has_to_stand_in_a_passage(answerer: Answerer) -> None:
    assert found(answerer, '"red tide" "that year"')[0] == "exact"


def test_words_that_no_index_keeps_are_looked_for_in_what_was_found(answerer: Answerer) -> None:
    assert found(answerer, '"to be"')[0] == "parted"


def test_a_phrase_that_no_article_has_leaves_the_order_as_it_is(answerer: Answerer) -> None:
    assert found(answerer, '"tide red boat nobody"') == found(answerer, "tide red boat nobody")


def test_filters_bind_a_phrase_too(answerer: Answerer) -> None:
    since = Filters(after=date(2022, 6, 1))
    assert found(answerer, '"red tide"', since)[0] == "exact" and "undated" not in found(answerer, '"red tide"', since)


def test_a_star_is_every_article_that_the_filters_admit_newest_first_undated_ones_last(answerer: Answerer) -> None:
    assert found(answerer, " * ", Filters(source="tidings")) == ["exact", "parted", "near", "undated"]
    assert found(answerer, "*", Filters(source="tidings"), limit=2) == ["exact", "parted"]
    assert found(answerer, "*", Filters(source="nobody")) == []

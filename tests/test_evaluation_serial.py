import json
from datetime import date

from index.records import Filters
from qa.records import Answer, Reply
from qa.serial import hit_json, reply_json
from tests.evaluation_examples import RAIN, SNOW, citation, hit, reply


def test_a_hit_is_written_as_search_prints_it() -> None:
    assert hit_json(hit(RAIN, 21, 50, rank=2)) == {
        "rank": 2,
        "score": 0.5,
        "similarity": hit(RAIN, 21, 50, rank=2).similarity,
        "coverage": hit(RAIN, 21, 50, rank=2).coverage,
        "article_id": "weather/rain",
        "title": "Rain",
        "published": "2024-02-03",
        "start": 21,
        "end": 50,
        "text": "The river rose by two metres.",
    }


def test_a_reply_is_written_as_ask_prints_it() -> None:
    written = reply_json(reply("And the river?", cited=[citation(RAIN, 21, 50, 1)], hits=[hit(SNOW, 0, 21, 1)]))
    assert written == {
        "question": "And the river?",
        "resolved_question": "And the river?",
        "answered": True,
        "confidence": 0.5,
        "unsure": False,
        "lead": "",
        "text": "The river rose by two metres. [1]",
        "citations": [
            {
                "number": 1,
                "article_id": "weather/rain",
                "title": "Rain",
                "published": "2024-02-03",
                "source": None,
                "author": None,
                "url": "https://example.org/rain",
                "start": 21,
                "end": 50,
                "quote": "The river rose by two metres.",
                "content_hash": "",
                "short": None,
                "copies": [],
                "correction": None,
                "earlier_version": None,
            }
        ],
        "unmentioned": [],
        "disagreements": [],
        "consulted": [hit_json(hit(SNOW, 0, 21, 1))],
        "evidence": {
            "newest": "2024-02-03",
            "age_days": 27,
            "note": "As of 3 February 2024: the newest evidence is 3 weeks old.",
        },
        "filters": {"after": None, "before": None, "source": None, "author": None, "article_ids": None},
        "inferred": None,
        "relaxations": [],
        "generation": "g1",
        "asked_on": "2024-03-01",
        "took_ms": 12.5,
        "hurried": False,
        "words_alone": False,
    }


def test_an_unknown_date_and_address_are_null() -> None:
    assert hit_json(hit(SNOW, 0, 21, 1))["published"] is None
    written = reply_json(reply("?", cited=[citation(SNOW, 0, 21, 1)]))
    assert json.loads(json.dumps(written))["citations"][0]["url"] is None


def test_filters_are_written_in_an_order_that_does_not_change() -> None:
    answer = Answer("The articles do not say.", (), (), False, 0.1)
    filters = Filters(after=date(2023, 1, 2), source="Wire", article_ids=frozenset({"b", "a"}))
    assert reply_json(Reply("?", "?", answer, filters, None, "g1", date(2024, 3, 1), 1.0))["filters"] == {
        "after": "2023-01-02",
        "before": None,
        "source": "Wire",
        "author": None,
        "article_ids": ["a", "b"],
    }

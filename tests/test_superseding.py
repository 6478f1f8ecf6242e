"""Figures that a later article gives anew go before those that it replaces."""

from datetime import date

import pytest

from qa.composing import compose
from tests.test_answering import ALWAYS, hit

FIRST = hit("Some 31 million payments failed.", [0.9], article_id="first", published=date(2025, 11, 12))


@pytest.mark.parametrize(
    ("question", "later", "first"),
    [
        ("How many payments failed?", "In all 44 million payments had failed, not 31 million.", "later"),
        ("How many payments failed?", "The bank raised the number of payments to 44 million from 31 million.", "later"),
        (
            "How many payments failed in 2025?",
            "The bank raised the number of payments to 44 million from 31 million.",
            "first",
        ),
        ("How many payments failed?", "The number of payments fell from 9 million to 8 million.", "first"),
        ("How many payments failed?", "The fine was cut from £31 million to £8 million.", "first"),
        ("Why did payments fail?", "In all 44 million payments had failed, not 31 million.", "first"),
    ],
)
def test_what_a_later_article_says_instead_of_a_figure_goes_before_it(question: str, later: str, first: str) -> None:
    anew = hit(later, [0.1], article_id="later", rank=2, published=date(2025, 12, 2))
    assert compose(question, [FIRST, anew], ALWAYS).citations[0].article_id == first


def test_an_earlier_article_replaces_nothing() -> None:
    before = hit(
        "In all 44 million payments failed, not 31 million.",
        [0.1],
        article_id="later",
        rank=2,
        published=date(2025, 1, 1),
    )
    assert compose("How many payments failed?", [FIRST, before], ALWAYS).citations[0].article_id == "first"

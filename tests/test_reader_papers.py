"""The name of the paper in the lines above a plain article."""

import pytest

from tests.test_reader_heads import MARCH, article

LEDGER = "The Sporting Ledger"


@pytest.mark.parametrize(
    ("head", "author", "source"),
    [
        (f"By Gus Trem\n{LEDGER}\n12 March 2024", "Gus Trem", LEDGER),
        (f"By Gus Trem\n{LEDGER}, 12 March 2024", "Gus Trem", LEDGER),
        (f"By Gus Trem\n12 March 2024\n{LEDGER}", "Gus Trem", LEDGER),
        (f"{LEDGER}\nBy Gus Trem\n12 March 2024", "Gus Trem", LEDGER),
        (f"By Gus Trem\n{LEDGER}\nPublished 12 March 2024", "Gus Trem", LEDGER),
        (f"By Gus Trem | {LEDGER} | 12 March 2024", "Gus Trem", LEDGER),
        (f"By Gus Trem for {LEDGER}\nMarch 12, 2024", "Gus Trem", LEDGER),
        ("By Gus Trem\nThe Evening Lantern\n12 March 2024", "Gus Trem", "The Evening Lantern"),
        (f"Gus Trem\n{LEDGER}\n12 March 2024", None, LEDGER),  # a name that is not known to be a person's
        (f"Ann Lee\n{LEDGER}\n12 March 2024", "Ann Lee", LEDGER),
        ("Ann Lee\n12 March 2024", "Ann Lee", None),
        ("Gus Trem\n12 March 2024", None, None),
        ("By Gus Trem\nThe Hague\n12 March 2024", "Gus Trem", None),
        ("By Gus Trem\nThe Hague, 12 March 2024", "Gus Trem", None),
        ("Reuters, 12 March 2024", None, "Reuters"),
        ("The Grand Hotel, 12 March 2024", None, None),
        ("Times of India, 12 March 2024", None, "Times of India"),
        ("By Ann Lee\nThe Daily Planet\n12 March 2024", "Ann Lee", "The Daily Planet"),
        ("Mercury Theatre, 12 March 2024", None, None),
    ],
)
def test_the_paper_s_name_may_stand_anywhere_beside_author_and_day(
    head: str, author: str | None, source: str | None
) -> None:
    found = article(f"Baths to reopen\n{head}")
    assert (found.title, found.author, found.source) == ("Baths to reopen", author, source)
    assert found.published == MARCH


def test_a_headline_in_capitals_throughout_may_go_on_with_a_name() -> None:
    assert article("Baths To Reopen In\nNorth Harbour\n12 March 2024").title == "Baths To Reopen In North Harbour"


@pytest.mark.parametrize(
    "second",
    [
        "The Long Wait Is Over",
        "Guardian Council Rejects Reform Candidates",
        "Mercury Bay Grand Prix",
        "New World Record",
    ],
)
def test_the_second_line_of_a_headline_is_no_paper(second: str) -> None:
    assert article(f"Baths To Reopen\n{second}\nBy Ann Lee, 12 March 2024").source is None


def test_the_name_of_a_paper_alone_makes_no_head() -> None:
    assert article("Council to sue\nThe Daily Mail\n\nIt was said on 12 March 2024.").source is None

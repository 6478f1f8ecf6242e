from collections.abc import Callable
from pathlib import Path

import pytest

from index.records import Filters
from index.retrieval.linking import MOST, Titles, share_of_the_way
from index.search import Searcher
from tests.conftest import Syncing

Opened = Callable[[], Searcher]


@pytest.fixture
def bridges(corpus: Path, synced: Syncing) -> None:
    """An article on a bridge that names its builder, one on the builder, and many that share the question's words."""
    (corpus / "span.md").write_text(
        "---\ntitle: Karsund crossing\n---\nThe bridge called Karsund crossing was built by the firm Orrin Works.\n"
    )
    (corpus / "works.md").write_text(
        "---\ntitle: Orrin Works (company)\n---\nIt made boilers at first. Its head since then was Ida Holm.\n"
    )
    for n in range(30):
        (corpus / f"other-{n:02d}.md").write_text(
            f"---\ntitle: Crossing {n}\n---\nThe head of a firm spoke at a bridge, number {n}.\n"
        )
    synced()


QUESTION = "Who was head of the firm that built the bridge called Karsund crossing?"


def test_an_article_that_the_first_hit_names_comes_up_beside_it(bridges: None, opened: Opened) -> None:
    hits = opened().search(QUESTION, limit=5)
    assert hits[0].article.id == "span"
    assert "works" in {hit.article.id for hit in hits}


def test_what_is_moved_up_stays_below_the_first_hit_and_in_order(bridges: None, opened: Opened) -> None:
    hits = opened().search(QUESTION, limit=30)
    assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))
    assert len({hit.passage.id for hit in hits}) == len(hits)


def test_a_named_article_that_the_filters_leave_out_stays_out(bridges: None, opened: Opened) -> None:
    searcher = opened()
    kept = frozenset(i for i, _ in searcher.library.titles() if i != "works")
    assert "works" not in {h.article.id for h in searcher.search(QUESTION, filters=Filters(article_ids=kept), limit=50)}


def test_only_a_whole_title_names_an_article() -> None:
    titles = Titles([("Orrin Works (company)", 1), ("The head", 2), ("?!", 3), ("A " * 30, 4)])
    assert Titles([("It", 1), ("Time", 2)]).named_in("It happens all the time") == set()
    assert Titles([("WHO", 1), ("Who", 2)]).named_in("The WHO declared it") == {1}
    assert titles.named_in("The HEAD of Orrin\nworks said so; Orrin did, and Works did. " + "a " * 30) == {1, 2}


def test_what_adds_more_to_its_leader_moves_further_and_none_past_the_first_hit() -> None:
    shares = [share_of_the_way(added, in_question=False) for added in (None, 0.0, 0.2, 1.0)]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] == MOST < 1

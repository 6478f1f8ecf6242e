"""The measures of retrieval against examples worked by hand and against their definitions."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.evaluation.records import Line, Question, Span
from qa.evaluation.retrieval import article_ranking, holds, retrieval_columns
from tests.evaluation_examples import line, question


def passages(*articles: str) -> list[Span]:
    return [Span(article, 0, 10) for article in articles]


def values(asked: Question, found: Line) -> dict[str, float]:
    columns = retrieval_columns([asked], {found.question_id: found})
    return {name: column[asked.id] for name, column in columns.items() if asked.id in column}


def test_articles_are_ranked_by_their_best_passage() -> None:
    assert article_ranking(line("q", hits=passages("b", "a", "b", "c", "a"))) == ["b", "a", "c"]


def test_a_worked_example() -> None:
    """Gold a and b; the articles come as x, a, y, z, w, b: a at rank 2, b at rank 6."""
    found = values(question("q", gold=("a", "b")), line("q", hits=passages("x", "x", "a", "y", "z", "w", "b")))
    gain = 1 / math.log2(3) + 1 / math.log2(7)
    assert found == pytest.approx(
        {
            "hit@1": 0,
            "hit@3": 1,
            "hit@5": 1,
            "hit@10": 1,
            "MRR@10": 1 / 2,
            "nDCG@10": gain / (1 + 1 / math.log2(3)),
            "MAP": (1 / 2 + 2 / 6) / 2,
            "recall@5": 1 / 2,
            "recall@10": 1,
            "both@5": 0,
            "evidence@1": 0,
            "evidence@5": 1,  # the third passage
        }
    )


def test_nothing_found_is_zero_not_left_out() -> None:
    found = values(question("q", gold=("a",)), line("q"))
    assert set(found.values()) == {0.0} and {"hit@1", "MRR@10", "MAP", "evidence@5"} <= set(found)


def test_all_gold_articles_count_for_both_only_where_there_are_several() -> None:
    assert "both@5" not in values(question("q", gold=("a",)), line("q", hits=passages("a")))
    assert values(question("q", gold=("a", "b")), line("q", hits=passages("c", "b", "d", "e", "a")))["both@5"] == 1


@pytest.mark.parametrize(("answerable", "measured"), [(True, True), (None, True), (False, False)])
def test_a_question_that_no_article_answers_does_not_count(answerable: bool | None, measured: bool) -> None:
    found = values(question("q", gold=("a",), answerable=answerable), line("q", hits=passages("a")))
    assert bool(found) == measured


def test_a_question_without_gold_articles_does_not_count() -> None:
    assert values(Question("q", "?"), line("q", hits=passages("a"))) == {}


@pytest.mark.parametrize(
    ("start", "end", "enough"),
    [(0, 10, True), (5, 30, True), (6, 30, False), (2, 7, True), (2, 6, False), (10, 20, False)],
)
def test_a_passage_holds_evidence_if_it_covers_half_of_it(start: int, end: int, enough: bool) -> None:
    (hit,) = line("q", hits=[Span("a", start, end)]).hits
    assert holds(hit, Span("a", 0, 10)) == enough
    assert not holds(hit, Span("b", 0, 10))


# ---------------------------------------------------------------------------------------------------- the definitions


def defined(gold: set[str], ranking: list[str]) -> dict[str, float]:
    ranks = [rank for rank, article in enumerate(ranking, 1) if article in gold]
    best = sum(1 / math.log2(n + 1) for n in range(1, min(len(gold), 10) + 1))
    return {
        **{f"hit@{k}": float(any(rank <= k for rank in ranks)) for k in (1, 3, 5, 10)},
        **{f"recall@{k}": sum(rank <= k for rank in ranks) / len(gold) for k in (5, 10)},
        "MRR@10": max((1 / rank for rank in ranks if rank <= 10), default=0.0),
        "nDCG@10": sum(1 / math.log2(rank + 1) for rank in ranks if rank <= 10) / best,
        "MAP": sum(n / rank for n, rank in enumerate(ranks, 1)) / len(gold),
    }


articles = st.sampled_from("abcdefghijklmnop")


@settings(max_examples=50)
@given(gold=st.sets(articles, min_size=1, max_size=4), found=st.lists(articles, max_size=20))
def test_every_measure_of_a_ranking_agrees_with_its_definition(gold: set[str], found: list[str]) -> None:
    got = values(question("q", gold=sorted(gold)), line("q", hits=passages(*found)))
    expected = defined(gold, list(dict.fromkeys(found)))
    assert {name: got[name] for name in expected} == pytest.approx(expected)

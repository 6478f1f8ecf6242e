from dataclasses import replace

import pytest

from qa.evaluation.answers import answer_columns
from qa.evaluation.records import Line, Question, Span
from qa.evaluation.retrieval import Columns
from tests.evaluation_examples import line, question

GOLD = Span("a", 100, 150)
ELSEWHERE = Span("a", 151, 180)
OTHER_ARTICLE = Span("b", 100, 150)
ASKED = Question("q", "?", ("two metres",), ("a",), (GOLD,), True)


def columns(asked: Question, found: Line) -> Columns:
    return answer_columns([asked], {found.question_id: found})


def value(name: str, *cited: Span, quote: str = "words", asked: Question = ASKED) -> float | None:
    return columns(asked, line("q", cited=[(span, quote) for span in cited]))[name].get("q")


@pytest.mark.parametrize(
    ("cited", "first", "any_", "precision"),
    [
        ((GOLD,), 1, 1, 1),
        ((Span("a", 149, 170), ELSEWHERE), 1, 1, 1 / 2),
        ((ELSEWHERE, OTHER_ARTICLE, GOLD, Span("a", 90, 101)), 0, 1, 2 / 4),
        ((OTHER_ARTICLE,), 0, 0, 0),
        ((), 0, 0, None),
    ],
)
def test_citations_are_right_where_they_overlap_gold_evidence(
    cited: tuple[Span, ...], first: float, any_: float, precision: float | None
) -> None:
    assert value("citation_first", *cited) == first
    assert value("citation_any", *cited) == any_
    assert value("citation_precision", *cited) == precision


@pytest.mark.parametrize("answerable", [False, None])
def test_citations_are_judged_for_answerable_questions_only(answerable: bool | None) -> None:
    asked = Question("q", "?", ("x",), ("a",), (GOLD,), answerable)
    assert value("citation_first", GOLD, asked=asked) is None
    assert value("answer_in_citation", GOLD, asked=asked) is None


def test_a_question_of_unknown_answerability_has_a_time_and_nothing_else() -> None:
    found = columns(Question("q", "?", article_ids=("a",)), line("q", cited=[(GOLD, "words")], took_ms=7))
    assert {name: column for name, column in found.items() if column} == {"took_ms": {"q": 7}}


@pytest.mark.parametrize(
    ("answers", "quote", "found"),
    [
        (("two metres",), "It rose by TWO  metres.", 1),
        (("2.5 metres",), "about 2.5 metres", 1),
        (("the “Rhosus”",), "aboard Rhosus, a ship", 1),
        (("six", "two metres"), "by two metres", 1),
        (("two metres",), "two kilometres", 0),
        (("art",), "the party", 0),
        (("metres two",), "two metres", 0),
        (("Röntgen",), "Ro\u0308ntgen", 1),
        (("136 次",), "共136次擒杀", 1),
        (("12",), "１２人", 1),
        (("yes",), "yes", None),
        (("the",), "the", None),
        (("one two three four five six seven eight nine ten eleven",), "one", None),
        ((), "one", None),
    ],
)
def test_a_gold_answer_is_looked_for_in_the_quotes_word_by_word(
    answers: tuple[str, ...], quote: str, found: float | None
) -> None:
    asked = Question("q", "?", answers, ("a",), (GOLD,), True)
    assert value("answer_in_citation", ELSEWHERE, quote=quote, asked=asked) == found


def test_a_declined_question_quotes_no_answer() -> None:
    assert value("answer_in_citation") == 0


def test_deciding_whether_to_answer_is_judged_four_ways() -> None:
    """Of four answerable questions three are answered; of two that are not, one is."""
    asked = [question(f"y{n}", gold=("a",)) for n in range(4)] + [question(f"n{n}", answerable=False) for n in range(2)]
    answered = {"y0", "y1", "y2", "n0"}
    lines = {q.id: line(q.id, cited=[(GOLD, "words")] if q.id in answered else []) for q in asked}
    found = answer_columns(asked, lines)
    counts = {name: (sum(column.values()), len(column)) for name, column in found.items()}
    assert counts["answered_accuracy"] == (4, 6)
    assert counts["answering_precision"] == (3, 4)
    assert counts["answering_recall"] == (3, 4)
    assert counts["declining_precision"] == (1, 2)
    assert counts["declining_recall"] == (1, 2)
    assert (counts["sure_recall"], counts["doubting_recall"]) == ((3, 4), (1, 2))


def test_an_answer_that_may_be_none_counts_as_doubt_and_not_as_sure() -> None:
    asked = [question("y", gold=("a",)), question("n", answerable=False)]
    lines = {q.id: replace(line(q.id, cited=[(GOLD, "words")]), unsure=True) for q in asked}
    found = answer_columns(asked, lines)
    assert (found["sure_recall"], found["doubting_recall"]) == ({"y": 0.0}, {"n": 1.0})
    assert (found["answering_recall"], found["declining_recall"]) == ({"y": 1.0}, {"n": 0.0})

"""What decision 0119 is measured by."""

from bench.quotes import askable, rights
from index.records import Article
from qa.evaluation.records import Dataset, Question, Span
from tests.test_answering import hit
from train.split import HeldOut

WHO = Question("q", "Who called it off?", (), ("a",), (Span("a", 19, 44),), answerable=True)


def test_a_quote_is_right_where_it_overlaps_a_sentence_that_answers() -> None:
    found = hit("It rained all day. The match was called off.", [0.7, 0.6])
    assert rights(WHO, [found]) == [True, False]


def test_only_questions_on_held_out_articles_that_can_be_answered_are_asked() -> None:
    other = Question("r", "Who won?", (), ("b",), (Span("b", 0, 5),), answerable=True)
    unanswerable = Question("s", "Who lost?", (), ("a",), (), answerable=False)
    articles = (Article("a", "A match", "It rained."), Article("b", "Another", "Ada won."))
    data = Dataset("d", articles, (WHO, other, unanswerable))
    assert askable(data, None) == [WHO, other]
    assert askable(data, HeldOut(frozenset({"a match"}), frozenset())) == [WHO]

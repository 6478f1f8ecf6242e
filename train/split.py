"""Which articles the reader may learn from. The others are kept for measuring."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.evaluation.records import Dataset, Question

HELD_OUT_SHARE = 0.4
_SALT = "article-qa reader"


def is_held_out(title: str) -> bool:
    """Decided by the title, so that one article is on the same side in every data set that holds it.

    >>> is_held_out("Imperialism"), is_held_out("IMPERIALISM "), is_held_out("Normans")
    (True, True, False)
    """
    digest = hashlib.sha256(f"{_SALT}\n{_key(title)}".encode()).digest()
    return digest[0] / 256 < HELD_OUT_SHARE


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What is measured on and must not be learned from, wherever it turns up."""

    titles: frozenset[str]
    questions: frozenset[str]

    @staticmethod
    def of(reported: Sequence[Dataset]) -> "HeldOut":
        """The held-out articles of the sets whose figures are reported, and the questions asked of them."""
        titles = {_key(a.title) for data in reported for a in data.articles if is_held_out(a.title)}
        questions = {
            _words(question.question)
            for data in reported
            for question, gold in _with_gold_titles(data)
            if titles & {_key(title) for title in gold}
        }
        return HeldOut(frozenset(titles), frozenset(questions))

    def has_article(self, title: str) -> bool:
        return _key(title) in self.titles

    def has_question(self, question: str) -> bool:
        """Two data sets may ask the same of different articles."""
        return _words(question) in self.questions


def held_out_questions(data: Dataset, held_out: HeldOut) -> list[Question]:
    """Those that need no other before them and that are asked of held-out articles alone."""
    return [
        question
        for question, gold in _with_gold_titles(data)
        if gold and not question.history and all(map(held_out.has_article, gold))
    ]


def _with_gold_titles(data: Dataset) -> Iterator[tuple[Question, list[str]]]:
    titles = {article.id: article.title for article in data.articles}
    return ((question, [titles[one] for one in question.article_ids]) for question in data.questions)


def _key(title: str) -> str:
    return " ".join(title.casefold().split())


def _words(question: str) -> str:
    return "".join(c for c in question.casefold() if c.isalnum())

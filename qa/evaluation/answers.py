"""Per-question values of answers: is the right sentence cited, is the answer in it, was it right to answer at all."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from qa.evaluation.records import Excerpt, Line, Question
from qa.evaluation.retrieval import Columns

MAX_SHORT_ANSWER_WORDS = 10  # a longer gold answer is a summary: no article holds it word for word
NOT_QUOTABLE = {("yes",), ("no",), ()}  # said of an article, not by it

_SIGNS = r"\u3040-\u30ff\u3400-\u9fff"  # Chinese and Japanese, each a word: no spaces divide them
_WORDS = re.compile(rf"[{_SIGNS}]|[^\W_{_SIGNS}]+")
_ARTICLES = {"a", "an", "the"}


def answer_columns(questions: Sequence[Question], lines: Mapping[str, Line]) -> Columns:
    """Values of the questions of which it is known whether they can be answered."""
    judged = [(q, lines[q.id]) for q in questions if q.answerable is not None and q.id in lines]
    times = {line.question_id: line.took_ms for line in lines.values()}
    return _citing(judged) | _deciding(judged) | {"took_ms": times}


def _citing(judged: Sequence[tuple[Question, Line]]) -> Columns:
    known = [(q, line) for q, line in judged if q.answerable and q.evidence]
    rights = {q.id: [_is_evidence(citation, q) for citation in line.citations] for q, line in known}
    short = {q.id: _short_answers(q) for q, _ in judged if q.answerable}
    return {
        "citation_first": {id: float(right[:1] == [True]) for id, right in rights.items()},
        "citation_any": {id: float(any(right)) for id, right in rights.items()},
        "citation_precision": {id: sum(right) / len(right) for id, right in rights.items() if right},
        "answer_in_citation": {q.id: float(_is_quoted(short[q.id], line)) for q, line in judged if short.get(q.id)},
    }


def _deciding(judged: Sequence[tuple[Question, Line]]) -> Columns:
    return {
        "answered_accuracy": {q.id: float(line.answered == q.answerable) for q, line in judged},
        "answering_precision": {q.id: float(q.answerable is True) for q, line in judged if line.answered},
        "answering_recall": {q.id: float(line.answered) for q, line in judged if q.answerable},
        "declining_precision": {q.id: float(q.answerable is False) for q, line in judged if not line.answered},
        "declining_recall": {q.id: float(not line.answered) for q, line in judged if not q.answerable},
        "sure_recall": {q.id: float(line.answered and not line.unsure) for q, line in judged if q.answerable},
        "doubting_recall": {q.id: float(not line.answered or line.unsure) for q, line in judged if not q.answerable},
        "confidence": {q.id: line.confidence for q, line in judged},
        "answerable": {q.id: float(q.answerable is True) for q, line in judged},
    }


def words_of(text: str) -> tuple[str, ...]:
    """What texts are compared by: no case, no punctuation, no English article, as in SQuAD (Rajpurkar et al. 2016).

    >>> words_of("The U.S.'s “Pilot-D” camera")
    ('u', 's', 's', 'pilot', 'd', 'camera')
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(word for word in _WORDS.findall(plain) if word not in _ARTICLES)


def _short_answers(question: Question) -> list[tuple[str, ...]]:
    candidates = [words_of(answer) for answer in question.answers]
    return [words for words in candidates if words not in NOT_QUOTABLE and len(words) <= MAX_SHORT_ANSWER_WORDS]


def _is_quoted(answers: Sequence[tuple[str, ...]], line: Line) -> bool:
    quotes = [words_of(citation.text) for citation in line.citations]
    return any(_is_run_of(answer, quote) for answer in answers for quote in quotes)


def _is_run_of(words: tuple[str, ...], text: tuple[str, ...]) -> bool:
    return any(text[n : n + len(words)] == words for n in range(len(text) - len(words) + 1))


def _is_evidence(citation: Excerpt, question: Question) -> bool:
    return any(citation.span.shared(gold) > 0 for gold in question.evidence)

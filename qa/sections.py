"""What a sentence stands under in its article: the heading of its section, the question that its paragraph answers."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from index.lexical import terms
from index.records import Article, Span
from qa.quotes import Quote
from qa.stating import asks, is_heading

ENOUGH_TO_NAME = 2  # terms by which a question names a section

_LONGEST_SECTION = 3000  # characters between a heading and what still stands under it
_LONGEST_QUESTION = 500  # characters of an interviewer's paragraph
_FEWEST_ASKED = 3  # such paragraphs in an interview
_GAP = "\n\n"


class Sections:
    """The headings that sentences stand under, and which of them a question names: "admission to the Telephone Museum"."""

    def __init__(self, asked: Set[str], known: Mapping[str, Set[str]], quotes: Sequence[Quote]) -> None:
        """`asked` are the question's terms, `known` by article those that its opening has."""
        self._headings = {one.place: heading_over(one.hit.article, one.sentence.start) for one in quotes}
        said = {
            (article_id, heading): len(asked & set(terms(heading)) - known[article_id])
            for (article_id, _), heading in self._headings.items()
        }
        most: dict[str, int] = {}
        for (article_id, _), count in said.items():
            most[article_id] = max(count, most.get(article_id, 0))
        self._named_in = {article_id for article_id, count in most.items() if count >= ENOUGH_TO_NAME}
        self._named = {one for one, count in said.items() if one[0] in self._named_in and count == most[one[0]]}

    def heading(self, quote: Quote) -> str:
        """Of the quoted sentence; "" where it stands under none."""
        return self._headings[quote.place]

    def is_another(self, quote: Quote) -> bool:
        """Whether the question names a section of the article, and the sentence stands in another one."""
        article_id, heading = quote.hit.article.id, self.heading(quote)
        return article_id in self._named_in and heading != "" and (article_id, heading) not in self._named


def heading_over(article: Article, at: int) -> str:
    """The heading of the section that what stands there belongs to; "" where it has none, or is one."""
    every = _headings(article.text)
    number = bisect_right(every, (at, len(article.text))) - 1
    if number < 0 or at < every[number][1] or at - every[number][1] > _LONGEST_SECTION:
        return ""
    return article.text[slice(*every[number])]


@lru_cache(maxsize=64)  # articles are asked about again and again
def _headings(text: str) -> tuple[Span, ...]:
    found, start = [], 0
    for paragraph in text.split(_GAP):
        span = (start, start + len(paragraph))
        found += [span] if is_heading(text, *span) else []
        start = span[1] + len(_GAP)
    return tuple(found)


def question_over(article: Article, at: int) -> Span | None:
    """The interviewer's paragraph that the paragraph of what stands there answers, in an article that goes by questions."""
    if not _goes_by_questions(article.text):
        return None
    above = _above(article.text, _paragraph(article.text, at))
    return above if above and _asked(article.text, above) else None


def is_in_a_question(article: Article, at: int) -> bool:
    """Whether it stands in an interviewer's paragraph itself: "You did not come to Oslo. Why?" """
    return _goes_by_questions(article.text) and _asked(article.text, _paragraph(article.text, at))


def _paragraph(text: str, at: int) -> Span:
    before, behind = text.rfind(_GAP, 0, at), text.find(_GAP, at)
    return (before + len(_GAP) if before >= 0 else 0), (behind if behind >= 0 else len(text))


def _above(text: str, span: Span) -> Span | None:
    return _paragraph(text, span[0] - len(_GAP) - 1) if span[0] > len(_GAP) else None


def _asked(text: str, span: Span) -> bool:
    """Whether a paragraph ends with a question, and is not what somebody is quoted with."""
    paragraph = text[slice(*span)].strip()
    return len(paragraph) <= _LONGEST_QUESTION and asks(paragraph) and paragraph[0] not in "\"“'‘«"


@lru_cache(maxsize=64)
def _goes_by_questions(text: str) -> bool:
    return sum(text.count(mark + _GAP) for mark in "?？؟") >= _FEWEST_ASKED

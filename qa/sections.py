"""What a sentence stands under in its article: the heading of its section, the question that its paragraph answers."""

from index.records import Article, Span
from qa.stating import asks, is_heading

_MOST_ABOVE = 6  # paragraphs between a sentence and the heading of its section
_LONGEST_QUESTION = 500  # characters of an interviewer's paragraph
_FEWEST_ASKED = 3  # such paragraphs in an interview
_GAP = "\n\n"


def heading_over(article: Article, at: int) -> str:
    """The heading of the section that what stands there belongs to; "" where it has none, or is one."""
    span = _paragraph(article.text, at)
    if is_heading(article.text, *span):
        return ""
    for _ in range(_MOST_ABOVE):
        above = _above(article.text, span)
        if above is None:
            break
        if is_heading(article.text, *above):
            return article.text[slice(*above)]
        span = above
    return ""


def question_over(article: Article, at: int) -> Span | None:
    """The interviewer's paragraph that the paragraph of what stands there answers, in an article that goes by questions."""
    above = _above(article.text, _paragraph(article.text, at))
    return above if above and _asked(article.text, above) and _goes_by_questions(article.text) else None


def is_in_a_question(article: Article, at: int) -> bool:
    """Whether it stands in an interviewer's paragraph itself: "You did not come to Oslo. Why?" """
    return _asked(article.text, _paragraph(article.text, at)) and _goes_by_questions(article.text)


def _paragraph(text: str, at: int) -> Span:
    before, behind = text.rfind(_GAP, 0, at), text.find(_GAP, at)
    return (before + len(_GAP) if before >= 0 else 0), (behind if behind >= 0 else len(text))


def _above(text: str, span: Span) -> Span | None:
    return _paragraph(text, span[0] - len(_GAP) - 1) if span[0] > len(_GAP) else None


def _asked(text: str, span: Span) -> bool:
    """Whether a paragraph ends with a question, and is not what somebody is quoted with."""
    paragraph = text[slice(*span)].strip()
    return len(paragraph) <= _LONGEST_QUESTION and asks(paragraph) and paragraph[0] not in "\"“'‘«"


def _goes_by_questions(text: str) -> bool:
    return sum(text.count(mark + _GAP) for mark in "?？؟") >= _FEWEST_ASKED

"""The records of an evaluation, each frozen.

Question --ask--> Line --measure--> values. A Line is what a run file holds of one question, and all that is scored:
a run scored today and its file scored next year give the same numbers.
"""

from dataclasses import dataclass
from datetime import date

from index.records import Article
from qa.records import Turn


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open run of code points of an article's text."""

    article_id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"{self.article_id}: a span of {self.start}-{self.end} holds nothing")

    def shared(self, other: "Span") -> int:
        """How many code points both spans hold.

        >>> Span("a", 0, 10).shared(Span("a", 8, 20)), Span("a", 0, 10).shared(Span("b", 8, 20))
        (2, 0)
        """
        if self.article_id != other.article_id:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is known of its right answer."""

    id: str
    question: str
    answers: tuple[str, ...] = ()  # any of them is right
    article_ids: tuple[str, ...] = ()  # hold the answer; of an unanswerable question: look as if they did
    evidence: tuple[Span, ...] = ()  # the sentences that answer
    answerable: bool | None = None  # None: not known, so it counts for retrieval only
    history: tuple[Turn, ...] = ()  # oldest first
    kind: str | None = None
    today: date | None = None  # the day on which it is asked, where that matters
    paragraph: Span | None = None  # what the asker had in view
    rewrite: str | None = None  # the question with what its history adds written out


@dataclass(frozen=True, slots=True)
class Dataset:
    """Articles to index and questions to ask. No articles: the questions are about an index that exists already."""

    name: str
    articles: tuple[Article, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage that was found or a sentence that was quoted."""

    span: Span
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """What the program did with one question."""

    question_id: str
    hits: tuple[Excerpt, ...]  # best first
    citations: tuple[Excerpt, ...]  # as numbered
    answered: bool
    confidence: float
    generation: str
    took_ms: float
    unsure: bool = False  # answered, but said to be perhaps no answer

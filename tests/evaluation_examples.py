"""Small made-up articles, questions and replies for the tests of `qa.evaluation`."""

from collections.abc import Sequence
from datetime import date

from index.records import Article, Filters, Hit, Passage
from qa.evaluation.records import Excerpt, Line, Question, Span
from qa.records import Answer, Citation, Reply

RAIN = Article(
    "weather/rain",
    "Rain",
    "Rain fell on Monday. The river rose by two metres.",
    published=date(2024, 2, 3),
    url="https://example.org/rain",
)
SNOW = Article("weather/snow", "Snow", "Snow fell on Tuesday. The river froze. The river froze.")
MONDAY = Span("weather/rain", 0, 20)
RIVER = Span("weather/rain", 21, 50)


def hit(article: Article, start: int, end: int, rank: int) -> Hit:
    passage = Passage(article.id, start, end, article.text[start:end])
    return Hit(passage, article, score=1 / rank, rank=rank, similarity=0.5, coverage=0.5)


def citation(article: Article, start: int, end: int, number: int) -> Citation:
    quote = article.text[start:end]
    return Citation(number, article.id, article.title, article.published, article.url, start, end, quote)


def reply(question: str, *, cited: Sequence[Citation] = (), hits: Sequence[Hit] = (), confidence: float = 0.5) -> Reply:
    """A reply that quotes the citations, or declines if there are none."""
    text = " ".join(f"{one.quote} [{one.number}]" for one in cited) or "The articles do not say."
    answer = Answer(text, tuple(cited), tuple(hits), bool(cited), confidence)
    return Reply(question, question, answer, Filters(), None, "g1", date(2024, 3, 1), took_ms=12.5)


def line(
    id: str,
    *,
    hits: Sequence[Span] = (),
    cited: Sequence[tuple[Span, str]] = (),
    confidence: float = 0.5,
    took_ms: float = 10.0,
) -> Line:
    """A line that answers with the citations, or declines if there are none."""
    found = tuple(Excerpt(span, f"Title of {span.article_id}", "words") for span in hits)
    quoted = tuple(Excerpt(span, f"Title of {span.article_id}", quote) for span, quote in cited)
    return Line(id, found, quoted, bool(cited), confidence, "g1", took_ms)


def question(id: str, *, gold: Sequence[str] = (), answerable: bool | None = True, kind: str | None = None) -> Question:
    """A question whose evidence is the first ten characters of each gold article."""
    evidence = tuple(Span(article, 0, 10) for article in gold) if answerable is not False else ()
    return Question(id, f"What of {id}?", (), tuple(gold), evidence, answerable, kind=kind)

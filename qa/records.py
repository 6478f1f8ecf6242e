"""The records of an answer. A later stage wraps an earlier one and never edits it."""

import re
from dataclasses import dataclass
from datetime import date

from index.records import Article, Correction, Filters, Hit, Span
from qa.dates import TimeReading
from qa.question.greetings import HOW_TO_ASK, WHAT_IS_MEANT

# What is said of a reply for which there was no model to compare meanings with.
WORDS_ALONE = "searched by words alone: the embedding model is missing"

MARK = re.compile(r"\[(\d+)\]")  # of a citation, in the text of an answer


@dataclass(frozen=True, slots=True)
class CopyOf:
    """An article that has a cited sentence too, word for word or nearly so."""

    article_id: str
    title: str
    source: str | None
    published: date | None
    start: int  # of the sentence there
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """What one source says: a number or a day in the quote of the citation of this number."""

    number: int
    text: str
    start: int  # in the cited article
    published: date | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures for the same thing that cannot all be right, in the order of their citations."""

    figures: tuple[Figure, ...]  # two or more, each of another article


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence quoted by offset: `article.text[start:end] == quote`."""

    number: int  # as in "[1]"
    article_id: str
    title: str
    published: date | None
    url: str | None
    start: int
    end: int
    quote: str
    source: str | None = None  # the paper or agency that the article is from
    author: str | None = None
    content_hash: str = ""  # names the text of the article that the offsets are of
    short: Span | None = None  # within start..end: the name, number or day asked for, where it can be read off
    copies: tuple[CopyOf, ...] = ()  # the same sentence in other articles, earliest first
    correction: Correction | None = None  # what has been said since about this sentence's article
    earlier_version: CopyOf | None = None  # an older article that is plainly this one before it was rewritten

    @classmethod
    def of(
        cls,
        number: int,
        article: Article,
        span: Span,
        *,
        short: Span | None = None,
        copies: tuple[CopyOf, ...] = (),
        correction: Correction | None = None,
        earlier_version: CopyOf | None = None,
    ) -> "Citation":
        """The citation of a span of an article's text."""
        start, end = span
        return cls(
            number=number,
            article_id=article.id,
            title=article.title,
            published=article.published,
            url=article.url,
            start=start,
            end=end,
            quote=article.text[start:end],
            source=article.source,
            author=article.author,
            content_hash=article.content_hash,
            short=short,
            copies=copies,
            correction=correction,
            earlier_version=earlier_version,
        )

    def __post_init__(self) -> None:
        if self.number < 1 or self.end - self.start != len(self.quote) or not self.quote:
            raise ValueError(
                f"[{self.number}] {self.article_id}: span {self.start}-{self.end} is not its quote's length {len(self.quote)}"
            )
        if self.short and not self.start <= self.short[0] < self.short[1] <= self.end:
            raise ValueError(f"[{self.number}] {self.article_id}: {self.short} is not within {self.start}-{self.end}")

    @property
    def short_text(self) -> str:
        """The short answer as the quote has it; empty where there is none."""
        return self.quote[self.short[0] - self.start : self.short[1] - self.start] if self.short else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said, and what it rests on. Not answered means: nothing is cited and the text says so."""

    text: str  # each sentence is followed by its mark, "… [1] … [2]"
    citations: tuple[Citation, ...]  # by number, from 1 without gaps
    consulted: tuple[Hit, ...]  # best first
    answered: bool
    confidence: float  # estimated probability that the articles answer the question, 0..1
    disagreements: tuple[Disagreement, ...] = ()
    unmentioned: tuple[str, ...] = ()  # names of the question that no cited article mentions
    lead: str = ""  # what the program itself says ahead of the quotes: a count, how a quotation was found

    def __post_init__(self) -> None:
        kept = {citation.number for citation in self.citations}
        said = {int(n) for n in MARK.findall(self.text)} if self.answered else set()
        if said != kept:
            raise ValueError(f"answer cites {sorted(said)} but carries {sorted(kept)}")


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange of a conversation, oldest first in a history."""

    question: str
    answer: str
    titles: tuple[str, ...] = ()  # of the articles that the answer cites, by number
    resolved: str = ""  # the question as it was searched; "": not known


@dataclass(frozen=True, slots=True)
class Published:
    """When articles have to have been published. Both days are included, and None is open."""

    after: date | None = None
    before: date | None = None


@dataclass(frozen=True, slots=True)
class Inferred:
    """What was read from the question's own words, and what became of it."""

    time: TimeReading
    published: Published  # as it would filter; open where the question's times do not filter
    relaxed: bool  # no article fits the bounds, so that all were searched
    source: str | None = None  # whose reporting is asked for
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A filter without which the articles may answer, and the article that then comes first."""

    without: str  # "dates", "source", "author" or "articles"
    filters: Filters  # those that are left
    article_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with all that is needed to repeat it."""

    question: str  # as asked
    resolved_question: str  # as searched: what the turns before it add is written out, misspelt words are mended
    answer: Answer
    filters: Filters  # those in force: given, or inferred and not relaxed
    inferred: Inferred | None  # None where the question's times were not to be read
    generation: str
    asked_on: date
    took_ms: float
    relaxations: tuple[Relaxation, ...] = ()  # of a reply without an answer
    hurried: bool = False  # many asked at once, so that the reader did not look at the passages
    words_alone: bool = False  # there was no model to compare meanings with

    @property
    def declined(self) -> bool:
        """Whether the articles were asked something that they do not answer."""
        return not self.answer.answered and self.answer.text not in (HOW_TO_ASK, WHAT_IS_MEANT)

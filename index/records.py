"""The records that flow through the index, one per stage, each frozen.

    Article --chunk--> Passage --search--> Hit

Every offset counts code points of `Article.text` and every span is half-open.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from index.bylines import bylines

Span = tuple[int, int]  # half-open, in code points of an article's text


@dataclass(frozen=True, slots=True)
class Article:
    """One text as its readers know it. What is unknown stays None: never a guess, never the day of indexing."""

    id: str  # path below the corpus folder without suffix, or the id that the file gives
    title: str
    text: str  # NFC, lines end in "\n"; every offset of the program counts its code points
    published: date | None = None
    modified: date | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    lang: str | None = None  # ISO 639-1, as stated by the file

    def __post_init__(self) -> None:
        if not self.id or not self.title:
            raise ValueError(f"an article needs an id and a title, found id={self.id!r} title={self.title!r}")
        if "\r" in self.text or not unicodedata.is_normalized("NFC", self.text):
            raise ValueError(f'{self.id}: the text is not NFC with "\\n"; pass it through index.readers.clean first')

    @property
    def content_hash(self) -> str:
        """Hex digest of everything but the id: equal for a renamed article, different after any edit."""
        said = (self.title, self.text, self.published, self.modified, self.author, self.source, self.url, self.lang)
        joined = "".join([f"{value}\x1f" for value in said]).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(joined, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences: `article.text[start:end] == text`."""

    article_id: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text) or not self.text:
            raise ValueError(
                f"{self.article_id}: span {self.start}-{self.end} does not fit {len(self.text)} characters"
            )

    @property
    def id(self) -> str:
        return f"{self.article_id}#{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a hit and how well it alone fits the query. Offsets are those of the article."""

    start: int
    end: int
    text: str
    similarity: float  # cosine of query and sentence, the sentence read within its passage
    coverage: float  # share of the query's term weight that the sentence holds, 0..1
    score: float  # larger is better; comparable within one result list only


@dataclass(frozen=True, slots=True)
class Correction:
    """A note that takes back something: `article.text[start:end] == quote` in the article of this id."""

    article_id: str  # the corrected article's own, or that of another one which names it
    title: str
    published: date | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a passage, for one question."""

    relevance: float  # log-odds that the passage answers
    evidence: tuple[float, ...] = ()  # per sentence, log-probability to be the one that answers; empty: not known
    answer: tuple[int, int] | None = None  # the likeliest short answer, inside one sentence; the article's offsets
    answer_margin: float = 0.0  # by how much it is likelier, in logits, than that there is none


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answered a query, with its article. `score` orders one result list and nothing else."""

    passage: Passage
    article: Article
    score: float  # larger is better
    rank: int  # 1 is best; equal scores are ordered by passage id
    similarity: float  # cosine of query and passage
    coverage: float  # share of the query's term weight that the passage holds, 0..1
    sentences: tuple[Sentence, ...] = ()  # in reading order: the passage, cut at sentence ends
    sketch: tuple[int, ...] = ()  # of the article's text: index.copies.is_copy tells whether two hits say the same
    corrections: tuple[Correction, ...] = ()  # of its article: those of later articles first, then its own
    reading: Reading | None = None  # None: no reader has looked at it

    def __post_init__(self) -> None:
        span = self.passage
        if self.article.id != span.article_id or self.article.text[span.start : span.end] != span.text:
            raise ValueError(f"{span.id} is not a span of the article {self.article.id!r} that it is shown with")


class Described(Protocol):
    """What filters look at: an Article, or its line in the store."""

    @property
    def id(self) -> str: ...
    @property
    def published(self) -> date | None: ...
    @property
    def source(self) -> str | None: ...
    @property
    def author(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may answer. Bounds are inclusive; an undated article passes no date bound."""

    after: date | None = None
    before: date | None = None
    source: str | None = None  # compared without regard to case
    author: str | None = None  # likewise, with the whole byline or one of its names
    article_ids: frozenset[str] | None = None  # None: any

    def admit(self, article: Described) -> bool:
        """Whether the article may answer: the definition that every faster filter must agree with."""
        if self.after and not (article.published and article.published >= self.after):
            return False
        if self.before and not (article.published and article.published <= self.before):
            return False
        if self.source and (article.source or "").casefold() != self.source.casefold():
            return False
        if self.author and self.author.casefold() not in bylines(article.author):
            return False
        return self.article_ids is None or article.id in self.article_ids

"""Who stands behind the articles: the papers and the authors that their records name, each with one of its articles."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from index.bylines import names_in
from index.records import Filters
from index.retrieval.words import WordIndex, paper_key
from qa.citing import beginnings, marked_text
from qa.records import Answer
from qa.render import count

_NAMED = 20  # contributors, those with most articles
PAPERS = (
    r"(?:newspapers|papers|(?:news )?sources|publications|magazines|publishers|(?:news )?(?:outlets|agencies|sites))"
)
AUTHORS = r"(?:authors|journalists|reporters|writers|columnists|bylines)"
_OURS = r"(?:(?:all|the|these|those|your|my|our|of) )*"
_HELD = r"(?:are there|do (?:you|we|i) (?:have|know)|have you got|are you searching)"
_HERE = r"(?: (?:here|in (?:the|this|your|my|our) (?:index|archive|collection|corpus|library)))?"


def _asking_for(named: str, *questions: str) -> re.Pattern[str]:
    every = (
        rf"(?:which|what|how many) (?:different )?{named} {_HELD}",
        rf"(?:what|who) are (?:your|my|our) {named}",
        rf"(?:what|who) are (?:all )?the {named} of {_OURS}articles",
        rf"(?:please )?(?:list|show|name|give)(?: me)? {_OURS}{named}",
        *questions,
    )
    return re.compile(rf"(?:and )?(?:{'|'.join(every)}){_HERE}[?.! ]*", re.IGNORECASE)


_FOR_PAPERS = _asking_for(
    PAPERS,
    rf"(?:which|what) {PAPERS} (?:do|did|are) {_OURS}articles (?:come )?from",
    rf"where (?:do|did|are) {_OURS}articles (?:come )?from",
)
_FOR_AUTHORS = _asking_for(
    AUTHORS,
    rf"(?:which|what) {AUTHORS} (?:wrote|have written) {_OURS}articles",
    rf"who (?:wrote|has written|writes) {_OURS}articles",
)


class Described(Protocol):
    """What an article says of itself."""

    @property
    def source(self) -> str | None: ...
    @property
    def author(self) -> str | None: ...
    @property
    def published(self) -> date | None: ...


Of = TypeVar("Of", bound=Described)
Named = Callable[[Described], Iterator[tuple[str, str]]]  # whom it names: what each is told apart by, and its name


@dataclass(frozen=True, slots=True)
class Contributor(Generic[Of]):
    """A paper or an author, as its newest article writes it."""

    name: str
    count: int  # of its articles
    newest: Of


def asks_for_contributors(question: str) -> bool:
    """Whether it asks for all papers or authors, whatever was talked of before."""
    return any(pattern.fullmatch(question.strip()) for pattern in (_FOR_PAPERS, _FOR_AUTHORS))


def contributors_answer(question: str, words: WordIndex, filters: Filters) -> Answer | None:
    """None where the question asks for something else. Each name is cited with its newest article, most articles first."""
    asked = question.strip()
    if _FOR_PAPERS.fullmatch(asked):
        return _answer("paper", words, filters)
    if _FOR_AUTHORS.fullmatch(asked):
        return _answer("author", words, filters)
    return None


def _answer(what: str, words: WordIndex, filters: Filters) -> Answer:
    entries = words.entries(filters)
    found = _counted(entries, _NAMED_AS[what])
    if not found:
        none = f"No article names its {what}." if entries else "No article fits the filters."
        return Answer(none, (), (), answered=False, confidence=1.0)
    citations = beginnings(map(words.article, dict.fromkeys(one.newest.id for one in found[:_NAMED])))
    lead = f"The articles name {_told(what, found, entries)} The newest of each is cited."
    return Answer(marked_text(citations), citations, (), True, 1.0, lead=lead)


def named_by(what: str, articles: Sequence[Described]) -> str:
    """Which papers, or authors, the articles name, as the end of a sentence: "2 papers: The Post (2), Harbour News (1)."."""
    return _told(what, _counted(articles, _NAMED_AS[what]), articles)


def _told(what: str, found: Sequence[Contributor[Of]], articles: Sequence[Described]) -> str:
    if not found:
        return f"no {what}."
    most = "" if len(found) <= _NAMED else f"; the {_NAMED} with most articles are"
    listed = ", ".join(f"{one.name} ({one.count:,})" for one in found[:_NAMED])
    nameless = sum(not any(_NAMED_AS[what](article)) for article in articles)
    rest = f" {count(nameless, 'article')} name{'' if nameless > 1 else 's'} no {what}." if nameless else ""
    return f"{count(len(found), what)}{most}: {listed}.{rest}"


def _counted(articles: Sequence[Of], named: Named) -> list[Contributor[Of]]:
    """Those with most articles first, ties by name."""
    theirs: dict[str, list[tuple[str, Of]]] = {}
    for article in sorted(articles, key=lambda one: one.published or date.min, reverse=True):
        for key, name in dict(named(article)).items():
            theirs.setdefault(key, []).append((name, article))
    ranked = sorted(theirs.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Contributor(of[0][0], len(of), of[0][1]) for _, of in ranked]


def _paper_of(article: Described) -> Iterator[tuple[str, str]]:
    if article.source:
        yield paper_key(article.source), article.source


def _authors_of(article: Described) -> Iterator[tuple[str, str]]:
    for name in names_in(article.author):
        yield name.casefold(), name


_NAMED_AS: Mapping[str, Named] = {"paper": _paper_of, "author": _authors_of}

"""Who stands behind the articles: the papers and the authors that their records name, each with one of its articles."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.bylines import names_in
from index.records import Filters
from index.store import Entry
from index.words import WordIndex, paper_key
from qa.citing import beginnings, marked_text
from qa.records import Answer
from qa.render import count

_NAMED = 20  # contributors, those with most articles
_PAPERS = (
    r"(?:newspapers|papers|(?:news )?sources|publications|magazines|publishers|(?:news )?(?:outlets|agencies|sites))"
)
_AUTHORS = r"(?:authors|journalists|reporters|writers|columnists|bylines)"
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
    _PAPERS,
    rf"(?:which|what) {_PAPERS} (?:do|did|are) {_OURS}articles (?:come )?from",
    rf"where (?:do|did|are) {_OURS}articles (?:come )?from",
)
_FOR_AUTHORS = _asking_for(
    _AUTHORS,
    rf"(?:which|what) {_AUTHORS} (?:wrote|have written) {_OURS}articles",
    rf"who (?:wrote|has written|writes) {_OURS}articles",
)


@dataclass(frozen=True, slots=True)
class Contributor:
    """A paper or an author, as its newest article writes it."""

    name: str
    count: int  # of its articles
    newest: Entry


Named = Callable[[Entry], Iterator[tuple[str, str]]]  # whom an article names: what each is told apart by, and its name


def asks_for_contributors(question: str) -> bool:
    """Whether it asks for all papers or authors, whatever was talked of before."""
    return any(pattern.fullmatch(question.strip()) for pattern in (_FOR_PAPERS, _FOR_AUTHORS))


def contributors_answer(question: str, words: WordIndex, filters: Filters) -> Answer | None:
    """None where the question asks for something else. Each name is cited with its newest article, most articles first."""
    asked = question.strip()
    if _FOR_PAPERS.fullmatch(asked):
        return _answer("paper", _paper_of, words, filters)
    if _FOR_AUTHORS.fullmatch(asked):
        return _answer("author", _authors_of, words, filters)
    return None


def _paper_of(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.source:
        yield paper_key(entry.source), entry.source


def _authors_of(entry: Entry) -> Iterator[tuple[str, str]]:
    for name in names_in(entry.author):
        yield name.casefold(), name


def _answer(what: str, named: Named, words: WordIndex, filters: Filters) -> Answer:
    entries = words.entries(filters)
    found = _counted(entries, named)
    if not found:
        none = f"No article names its {what}." if entries else "No article fits the filters."
        return Answer(none, (), (), answered=False, confidence=1.0)
    nameless = sum(not any(named(entry)) for entry in entries)
    citations = beginnings(map(words.article, dict.fromkeys(one.newest.id for one in found[:_NAMED])))
    return Answer(marked_text(citations), citations, (), True, 1.0, lead=_lead(what, found, nameless))


def _counted(entries: Sequence[Entry], named: Named) -> list[Contributor]:
    """Those with most articles first, ties by name."""
    articles: dict[str, list[tuple[str, Entry]]] = {}
    for entry in sorted(entries, key=lambda one: one.published or date.min, reverse=True):
        for key, name in dict(named(entry)).items():
            articles.setdefault(key, []).append((name, entry))
    ranked = sorted(articles.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Contributor(theirs[0][0], len(theirs), theirs[0][1]) for _, theirs in ranked]


def _lead(what: str, found: Sequence[Contributor], nameless: int) -> str:
    most = "" if len(found) <= _NAMED else f"; the {_NAMED} with most articles are"
    listed = ", ".join(f"{one.name} ({one.count:,})" for one in found[:_NAMED])
    rest = f" {count(nameless, 'article')} name{'' if nameless > 1 else 's'} no {what}." if nameless else ""
    return f"The articles name {count(len(found), what)}{most}: {listed}.{rest} The newest of each is cited."

"""Who stands behind the articles: the papers and the authors that their records name, each with one of its articles."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from index.bylines import names_in
from index.records import Filters
from index.store import Entry
from index.words import WordIndex, paper_key
from qa.citing import beginnings, marked_text
from qa.records import Answer

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


def _answer(
    what: str, named: Callable[[Entry], Iterator[tuple[str, str]]], words: WordIndex, filters: Filters
) -> Answer:
    entries = words.entries(filters)
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    newest: dict[str, Entry] = {}
    nameless = 0
    for entry in sorted(entries, key=lambda one: one.published or date.min, reverse=True):
        names = dict(named(entry))
        nameless += not names
        for key, name in names.items():
            counts[key] += 1
            written.setdefault(key, name)
            newest.setdefault(key, entry)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    if not ranked:
        none = f"None of the {_articles(len(entries))} names its {what}." if entries else "No article fits the filters."
        return Answer(none, (), (), answered=False, confidence=1.0)
    shown = ranked[:_NAMED]
    citations = beginnings(map(words.article, dict.fromkeys(newest[key].id for key in shown)))
    lead = _lead(what, len(ranked), [f"{written[key]} ({counts[key]:,})" for key in shown], nameless)
    return Answer(marked_text(citations), citations, (), answered=True, confidence=1.0, lead=lead)


def _lead(what: str, count: int, shown: Sequence[str], nameless: int) -> str:
    several = f"{count:,} {what}s" if count > 1 else f"1 {what}"
    most = "" if len(shown) == count else f"; the {len(shown)} with most articles are"
    rest = f" {_articles(nameless)} name{'' if nameless > 1 else 's'} no {what}." if nameless else ""
    return f"The articles name {several}{most}: {', '.join(shown)}.{rest} The newest of each is cited."


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"

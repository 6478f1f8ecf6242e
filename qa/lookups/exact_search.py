"""A search for words in quotation marks, and one for nothing but filters: what people who know the text type."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.lexical import terms
from index.records import Filters, Hit
from index.retrieval.words import WordIndex
from qa.lookups.quotations import MARKED
from qa.searching import Search

EVERYTHING = "*"  # a query for every article that the filters admit
LOOKED_AT = 100  # passages of the articles that hold a phrase
_QUOTED = re.compile(MARKED)
_WORDS = re.compile(r"\w+")
Words = tuple[str, ...]


def search_exactly(query: str, search: Search, words: WordIndex, *, filters: Filters, limit: int) -> list[Hit]:
    """The hits for the query, those first that hold all of its phrases in quotation marks; the best of each by score."""
    phrases = [phrase for phrase in map(_words, _quoted(query)) if phrase]
    if not phrases:
        return search(query, filters=filters, limit=limit)
    known = _holding(phrases, words, filters)
    within = replace(filters, article_ids=known) if known is not None else filters
    found = search(query, filters=within, limit=LOOKED_AT) if known is None or known else []
    exact = [hit for hit in found if _holds(hit, phrases)]
    if len(exact) < limit:
        exact_ids = {hit.passage.id for hit in exact}
        others = search(query, filters=filters, limit=limit)
        exact = _moved_up(exact, [hit for hit in others if hit.passage.id not in exact_ids])
    return [replace(hit, rank=rank) for rank, hit in enumerate(exact[:limit], start=1)]


def _quoted(query: str) -> list[str]:
    return ["".join(found) for found in _QUOTED.findall(query)]


def _words(text: str) -> Words:
    return tuple(_WORDS.findall(text.casefold()))


def _holding(phrases: Sequence[Words], words: WordIndex, filters: Filters) -> frozenset[str] | None:
    """Ids of the articles that may hold all phrases; None where they consist of words that no index keeps: "to be"."""
    looked_up = [kept for phrase in phrases if (kept := terms(" ".join(phrase)))]
    if not looked_up:
        return None
    return frozenset.intersection(
        *(frozenset(one.entry.id for one in words.holding(kept, filters)) for kept in looked_up)
    )


def _holds(hit: Hit, phrases: Sequence[Words]) -> bool:
    text = f" {' '.join(_words(hit.passage.text))} "
    return all(f" {' '.join(phrase)} " in text for phrase in phrases)


def _moved_up(first: list[Hit], then: Sequence[Hit]) -> list[Hit]:
    """Both in their order, the scores of the first raised so that a score still orders the list."""
    if not first or not then:
        return [*first, *then]
    lift = max(0.0, max(hit.score for hit in then) - min(hit.score for hit in first)) + 0.01
    return [*(replace(hit, score=hit.score + lift) for hit in first), *then]

"""The second article of a question that needs two: a leading hit, or the question itself, names it by its title.

"Who heads the firm that built the bridge?" is half answered by an article on the bridge. It names the firm, and the
article with that title belongs beside it though it shares few words with the question.
"""

import re
from collections.abc import Iterable
from typing import Generic, TypeVar

from index.lexical import query_terms

Place = TypeVar("Place")

LEADERS = 2  # articles whose best passage may name others; a third names more that are of no use
# The share of the way up to the first hit that a named passage is moved. Fitted on half of the questions of hotpotqa, the
# other half and the other sets measured (docs/decisions/0045-articles-named-by-the-first-hits.md).
NAMED_BY_A_LEADER = 0.6
NAMED_IN_QUESTION = 0.6
PER_TERM_WEIGHT_ADDED = 1.0  # for the share of the question's term weight that it holds and its leader lacks
MOST = 0.95  # never past the first hit

_WORD = re.compile(r"\w+")
_TOLD_APART_BY = re.compile(r"\s*\([^)]*\)$")  # "Mercury (planet)" is called Mercury
_LONGEST_TITLE_WORDS = 10  # a longer one is a headline, which no text quotes


class Titles(Generic[Place]):
    """Finds the articles that a text names."""

    def __init__(self, titles: Iterable[tuple[str, Place]]) -> None:
        self._named: dict[tuple[str, ...], list[tuple[str, Place]]] = {}
        self._lengths: dict[str, set[int]] = {}  # in words, of the titles that begin with a word
        for title, place in titles:
            name = _TOLD_APART_BY.sub("", title) if title.endswith(")") else title
            words = _words(name)
            if words and len(words) <= _LONGEST_TITLE_WORDS:
                self._named.setdefault(words, []).append((name, place))
                self._lengths.setdefault(words[0], set()).add(len(words))

    def named_in(self, text: str) -> set[Place]:
        """Every article whose title stands in the text word for word.

        Several words name it in any case; one word, which may be any noun ("Time"), only where it is written as a name.

        >>> sorted(Titles([("Mercury (planet)", 1), ("Mercury (element)", 2), ("Time", 3)]).named_in("Mercury all the time"))
        [1, 2]
        """
        words = _WORD.findall(text)
        folded = tuple(word.casefold() for word in words)
        runs = (
            folded[i : i + n]
            for i, word in enumerate(folded)
            for n in self._lengths.get(word, ())
            if n > 1 or not words[i].islower()
        )
        # A title of stop words alone names nothing; that is seen to where one is met, for there may be very many titles.
        return {place for run in runs for name, place in self._named.get(run, ()) if query_terms(name)}


def share_of_the_way(added: float | None, *, in_question: bool) -> float:
    """How far up a passage moves. `added` is None when no leader names it."""
    by_leader = 0.0 if added is None else NAMED_BY_A_LEADER + PER_TERM_WEIGHT_ADDED * added
    return min(MOST, max(by_leader, NAMED_IN_QUESTION * in_question))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))

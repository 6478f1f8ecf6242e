"""Whose reporting a question asks for: "What did the Northern Wire say about …?", "…, according to Ada Lind".

Only the name of a paper or an author of these articles, whole, is taken for one; it is looked for in their records, as the
texts seldom hold it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.records import Filters
from index.retrieval.words import WordIndex, paper_key
from qa.english.asking import asking

_NAME = r"(?:the )?(?P<name>[^\s,?!“”\"](?:[^,?!“”\"]{0,60}?[^\s,?!“”\"])?)"
_SAY = (
    r"(?:say|said|report|reported|write|written|wrote|publish|published|print|printed|tell(?: us| me)?|told(?: us| me)?"
    r"|have to say|claim|claimed|note|noted|find out|found out|cover|carry|think|thought|argue|argued|believe|believed|feel|felt)"
)
_VIEWS = r"(?:views?|opinions?|position|stance|take|argument)"
_ABOUT = r"(?:about|on|of|regarding|concerning)"
_TOLD_BY = r"(?:as )?(?:said|reported|told|written|published|printed|stated|described)"
_PATTERNS = asking(
    # "What did the Northern Wire say last week about the strike?", "What do Ada Lind's articles on the strike say?"
    rf"what (?:else )?(?:does|do|did|has|have|had) {_NAME} {_SAY}(?P<when> .+?)? {_ABOUT} (?P<matter>.+?)",
    rf"what (?:does|do|did) {_NAME}['’]s? (?:articles?|reports?|story|stories|pieces?|coverage) {_ABOUT} (?P<matter>.+?) {_SAY}",
    # "What are the views of Ada Lind on the strike?", "Ada Lind's views on the strike"
    rf"(?:what (?:is|are|was|were) )?(?:the )?{_VIEWS} of {_NAME} {_ABOUT} (?P<matter>.+?)",
    rf"(?:what (?:is|are|was|were) )?{_NAME}['’]s? {_VIEWS} {_ABOUT} (?P<matter>.+?)",
    # "Is there anything in the Northern Wire about the strike?"
    rf"(?:what(?: else)?|is there anything|anything)(?: is| was)?(?: there| said| reported| written| published)?"
    rf" (?:in|by|from) {_NAME} {_ABOUT} (?P<matter>.+?)",
    # "According to the Northern Wire, who won?", "Who won, as reported by the Northern Wire?", "Who won, in the Northern Wire?"
    rf"(?:according to|in the words of|as) {_NAME}(?: (?:says|reports|writes|said|reported|wrote))?, (?P<asked>.+?)",
    rf"(?P<asked>.+?),? (?:according to|(?:{_TOLD_BY}|say|says) (?:by|in)) {_NAME}",
    rf"(?P<asked>.+),? (?:in|by|from) {_NAME}",
)
WHAT_ABOUT = "What about {}?"  # of all ways to ask for a matter the one that adds fewest words to it


@dataclass(frozen=True, slots=True)
class Attributed:
    """What is asked, and of whom."""

    name: str  # as the articles' records write it
    question: str  # without the name
    filters: Filters

    def is_mentioned_in(self, texts: Iterable[str]) -> bool:
        """Whether the texts speak of whom the name is of: a firm whose newsroom is a source is also written about."""
        return any(self.name.casefold() in text.casefold() for text in texts)


def attributed(question: str, words: WordIndex, filters: Filters) -> Attributed | None:
    """None where no author and no paper is named, or one is chosen already, or the question quotes."""
    if filters.author or filters.source or re.search('[“”"«»]', question):
        return None
    for found in filter(None, (pattern.fullmatch(question) for pattern in _PATTERNS)):
        if known := _known(found["name"], words):
            kept = replace(filters, source=known.source, author=known.author)
            return Attributed(known.source or known.author or "", _without(found), kept)
    return None


def _known(name: str, words: WordIndex) -> Filters | None:
    """The paper of the name, else the author."""
    if name.islower() and " " not in name:
        return None  # "in nature" names no paper
    if paper := words.papers.get(paper_key(name)):
        return Filters(source=paper)
    return Filters(author=name) if name.casefold() in words.authors else None


def _without(found: re.Match[str]) -> str:
    """What is asked, without of whom it is asked."""
    parts = found.groupdict()
    if matter := parts.get("matter"):
        return WHAT_ABOUT.format(f"{matter}{parts.get('when') or ''}")
    asked = str(parts["asked"])
    return f"{asked[:1].upper()}{asked[1:]}?"

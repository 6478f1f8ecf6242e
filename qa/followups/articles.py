"""A follow-up about the article that the last answer quotes, not about what it tells: "who wrote it?", "when was that published?"."""

import re
from collections.abc import Sequence

from qa.english.asking import asking, first_match
from qa.english.vocabulary import word_set
from qa.followups.exchanges import Exchange
from qa.followups.phrases import Phrase

_POINTER = (
    r"(?P<pointer>(?:this|that|the|these|those) (?:article|piece|story|report|column|text|source)s?|it|this|that)"
)
_MADE = r"(?:written|published|posted|printed|reported|run|updated)"
_ASKS = asking(
    rf"who (?:wrote|published|posted|printed|reported|is the (?:author|journalist) of) {_POINTER}",
    rf"(?:when|where|by whom) (?:was|were) {_POINTER} {_MADE}",
    rf"who (?:was|were) {_POINTER} {_MADE} by",
    rf"(?:when|where) did {_POINTER} (?:appear|come out)",
    rf"(?:which|what) (?:news)?(?:paper|site|agency|source|magazine) (?:is|was) {_POINTER} (?:from|in)",
)
# "What else does the report say?"; not "the report on …", which says of which
_THE_ARTICLE = re.compile(
    r"\b(?P<pointer>(?:this|that|the) (?:article|piece|report|column))\b(?! (?:on|about|of|in|by|from|that|which)\b)",
    re.IGNORECASE,
)
# "What does the second one say?" after a list of articles
_IN_ORDER = re.compile(
    r"\bthe (?P<place>first|second|third|fourth|fifth|last)(?: (?:one|article|piece|story|report)(?: of (?:them|these|those))?"
    r"| of (?:them|these|those)|(?= (?:say|tell|report)\b))(?= (?:say|tell|report|about)\b|[?.! ]*$)",
    re.IGNORECASE,
)
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_LISTING = re.compile(r"\b(?:articles|stories|pieces|reports|columns)\b", re.IGNORECASE)
# What the talk is of is itself written or published: "it" is that then.
_WORKS = word_set(
    "album article ballad bill book comic constitution diary edition essay film hymn law letter magazine memoir movie novel"
    " opera paper play poem report script sketch song speech story study symphony text thesis treaty"
)
_ALONE = ("it", "this", "that")


def about_article(text: str, last: Exchange) -> str:
    """The question with the first title of the last answer for its pointer; "" when it asks of nothing of the sort."""
    if not last.titles:
        return ""
    if _LISTING.search(last.question) and (listed := _IN_ORDER.search(text)):
        return _of_the_list(text, listed, list(dict.fromkeys(last.titles)))
    asked = first_match(_ASKS, text.strip())
    named = asked or _THE_ARTICLE.search(text)
    if not named or (asked and asked["pointer"].lower() in _ALONE and any(_is_work(p) for p in _spoken_of(last))):
        return ""
    at = text.index(named["pointer"], named.start())
    return f"{text[:at]}“{last.titles[0]}”{text[at + len(named['pointer']) :]}"


def _of_the_list(text: str, listed: re.Match[str], titles: Sequence[str]) -> str:
    place = _PLACES[listed["place"].lower()]
    named = f"“{titles[place]}”" if place < len(titles) else ""
    return f"{text[: listed.start()]}{named}{text[listed.end() :]}" if named else ""


def _spoken_of(last: Exchange) -> Sequence[Phrase]:
    return [*last.asked_about, *([last.questioned] if last.questioned else [])]


def _is_work(phrase: Phrase) -> bool:
    return phrase.head.stem in _WORKS or phrase.text[:1] in "\"“‘'"

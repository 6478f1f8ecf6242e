"""The lines of a page that say when its article appeared or was changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from index.readers.markup import Element, within_unread
from index.readers.text import parse_date

NOTE_CHARS = 120  # a <time> in a longer block tells of an event, not of the article
_INLINE = frozenset(("time", "span", "a", "b", "strong", "em", "i", "small", "abbr"))
NO_NOTE = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd"))
_CHANGE_WORDS = ("updated", "modified", "changed", "corrected")


@dataclass(frozen=True, slots=True)
class DateNote:
    block: Element
    stamp: str
    is_change: bool


def date_notes(article: Element) -> list[DateNote]:
    """The short blocks with a <time> above an article's first paragraph, and any later one that tells of a change."""
    notes: list[DateNote] = []
    for node, is_above_text in _times(article):
        block = _block_round(node)
        words = " ".join("".join(block.itertext()).split())
        stamp = node.get("datetime") or ""
        if block.tag in NO_NOTE or len(words) > NOTE_CHARS or words.endswith((".", "!", "?")) or not parse_date(stamp):
            continue
        names = (element.get(name) or "" for element in (node, block) for name in ("class", "itemprop"))
        marks = " ".join([words, *names]).lower()
        is_change = any(word in marks for word in _CHANGE_WORDS)
        if is_above_text or is_change:
            notes.append(DateNote(block, stamp, is_change))
    return notes


def _times(article: Element) -> Iterator[tuple[Element, bool]]:
    """Each <time> with whether no paragraph of the article has come before it."""
    is_above_text = True
    for node in article.iter("time", "p"):
        if node.tag == "time":
            if not within_unread(node):
                yield node, is_above_text
        elif is_above_text and len("".join(node.itertext()).strip()) > NOTE_CHARS:
            is_above_text = within_unread(node)


def _block_round(node: Element) -> Element:
    return next((outer for outer in node.iterancestors() if outer.tag not in _INLINE), node)

"""The lines of a page that are marked as its byline, or that say above its first paragraph who wrote it and when."""

import re
from collections.abc import Iterable, Iterator
from itertools import dropwhile, islice

from index.readers import languages
from index.readers.datenotes import NO_NOTE, NOTE_CHARS, DateNote
from index.readers.factlines import facts_of
from index.readers.heads import is_invitation
from index.readers.markup import Element, name_parts, within_promotion, within_unread
from index.readers.text import one_line

_MOST_ELEMENTS = 20  # within a byline
_INLINE = frozenset(("a", "b", "strong", "em", "i", "abbr", "time"))
_HEAD_ELEMENTS = 500
_HEAD_LINES = 10
_WITHIN_A_LINE = _INLINE | {"span", "small", "br"}
_BY_APART = re.compile(rf"(\b(?:by|{languages.BY}):?) \| (?=\w)", re.IGNORECASE)  # by <span>Ada Lind</span>
_DAYS = ("day", "published", "modified")


def marked_byline(place: Element, notes: Iterable[DateNote]) -> str | None:
    """The author whom such lines name, where they do not name several."""
    lines = (_BY_APART.sub(r"\1 ", _line(element)) for element in [*(note.block for note in notes), *_bylines(place)])
    authors = {author for line in lines if (author := facts_of(line).get("author"))}
    return authors.pop() if len(authors) == 1 else None


def _bylines(place: Element) -> Iterator[Element]:
    named = (element for element in place.iter() if "byline" in name_parts(element) and _is_small(element))
    return (element for element in named if not within_unread(element))


def _is_small(element: Element) -> bool:
    return sum(1 for _ in islice(element.iter(), _MOST_ELEMENTS + 1)) <= _MOST_ELEMENTS


def _line(element: Element) -> str:
    return one_line("".join(_words(element)))


def _words(element: Element) -> Iterator[str]:
    """The words of a line, with a sign between what the page sets apart: a name, and what its bearer is."""
    apart = "" if element.tag in _INLINE else " | "
    yield apart + (element.text or "")
    for child in element:
        yield from _words(child)
        yield child.tail or ""
    yield apart


def shown_days(tree: Element, article: Element | None) -> dict[str, str]:
    """The days that lines above the first paragraph say, as `facts_of` names them; none of an invitation.

    A day with no word beside it counts within an <article> only: elsewhere it may be the day on which the page was shown.
    """
    found = _days(_head_lines(article, article.iter())) if article is not None else {}
    below_headline = dropwhile(lambda element: element.tag != "h1", tree.iter())
    labelled = found or _days(_head_lines(tree, below_headline))
    return found or {kind: day for kind, day in labelled.items() if kind != "day"}


def _days(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line, line_of_parts in islice(lines, _HEAD_LINES):
        facts = facts_of(line) or facts_of(line_of_parts)
        said = {kind: facts[kind] for kind in _DAYS if kind in facts}
        if is_invitation(line) or any(found.get(kind, day) != day for kind, day in said.items()):
            return {}  # the days of an event, or of several stories
        found |= said
    return found


def _head_lines(place: Element, elements: Iterable[Element]) -> Iterator[tuple[str, str]]:
    """The short lines above the first paragraph, each also with a sign between its parts; of sentences at most one."""
    sentences = 0
    for element in islice(elements, _HEAD_ELEMENTS):
        if element.tag in _WITHIN_A_LINE or any(part.tag not in _WITHIN_A_LINE for part in element.iterdescendants()):
            continue
        line = one_line("".join(element.itertext()))
        if element.tag == "p" and len(line) > NOTE_CHARS and not within_unread(element):
            return
        is_short = 0 < len(line) <= NOTE_CHARS and element.tag not in NO_NOTE
        if is_short and not within_unread(element) and not within_promotion(element, place):
            sentences += line.endswith((".", "!", "?"))
            if sentences > 1:
                return
            yield line, _line(element)

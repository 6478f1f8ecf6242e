"""The lines of a page that are marked as its byline, or that say who wrote it beside a day."""

from collections.abc import Iterable, Iterator
from itertools import islice

from index.readers.datenotes import DateNote
from index.readers.factlines import facts_of
from index.readers.markup import Element, name_parts, within_unread
from index.readers.text import one_line

_MOST_ELEMENTS = 20  # within a byline
_INLINE = frozenset(("a", "b", "strong", "em", "i", "abbr", "time"))


def marked_byline(place: Element, notes: Iterable[DateNote]) -> str | None:
    """The author whom such lines name, where they do not name several."""
    lines = (_line(element) for element in [*(note.block for note in notes), *_bylines(place)])
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

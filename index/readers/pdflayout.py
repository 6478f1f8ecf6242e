"""The lines of printed pages to paragraphs: what follows from where they stand, how large they are and how they end."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

HYPHEN = "\ufffe"  # PDFium's sign for a hyphen at a line's end, with the next line already joined to it

_ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_BULLET = re.compile(r"[•‣◦▪■●–*-] ")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page )?\d+(?: ?(?:/|of) ?\d+)?|\S+://\S+ \d+/\d+", re.IGNORECASE)
_COLUMN_POINTS = 20
_INDENT = 5  # of these columns at most: less than the narrowest column of text
_SAME_TYPE = 0.15  # by how much the heights of one type may differ
_MARGIN_SHARE = 0.1  # of the page's height, above and below
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(rf"([^\W\d_]+){HYPHEN}([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the box of its first character (left, top) and of its last (right, bottom), in points from below."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    lines: tuple[Line, ...]
    height: float


def flowing_text(pages: Sequence[Page]) -> str:
    """The text of all pages, a blank line between paragraphs and broken words made whole."""
    parts: list[str] = []
    for page in pages:
        for part in _page_parts(page.lines):
            if parts and part.startswith("\n\n") and _goes_on(parts[-1], part):  # across a page's end
                part = " " + part.lstrip()
            parts.append(part)
    return mended("".join(parts).strip())


# ------------------------------------------------------------------------------------------------------------- margins


def without_margins(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """The pages without running heads, running feet and page numbers; and those."""
    running = _running_lines(pages)
    bodies: list[Page] = []
    notes: list[str] = []
    for page in pages:
        is_note = [_is_margin_note(line, page, running) for line in page.lines]
        notes += [line.text.strip() for line, left_out in zip(page.lines, is_note, strict=True) if left_out]
        kept = tuple(line for line, left_out in zip(page.lines, is_note, strict=True) if not left_out)
        bodies.append(Page(kept, page.height))
    return bodies, notes


def _running_lines(pages: Sequence[Page]) -> frozenset[str]:
    """What stands in the margins of most pages, numbers aside."""
    seen = Counter(key for page in pages for key in {_key(line) for line in page.lines if _in_margin(line, page)})
    return frozenset(key for key, count in seen.items() if count >= 2 and count * 2 > len(pages))


def _is_margin_note(line: Line, page: Page, running: frozenset[str]) -> bool:
    return _in_margin(line, page) and (_key(line) in running or _PAGE_NUMBER.fullmatch(line.text.strip()) is not None)


def _in_margin(line: Line, page: Page) -> bool:
    return line.bottom > page.height * (1 - _MARGIN_SHARE) or line.top < page.height * _MARGIN_SHARE


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.strip())


# ---------------------------------------------------------------------------------------------------------- paragraphs


def _page_parts(lines: Sequence[Line]) -> Iterable[str]:
    """Each line behind what parts it from the line before: a blank line, a line end or a space."""
    if not lines:
        return
    gaps = sorted(max(0.0, above.bottom - below.top) for above, below in pairwise(lines))
    usual_gap = gaps[len(gaps) // 4] if gaps else 0.0  # low, because headings and short lists have many wide gaps
    edges = _right_edges(lines)
    yield "\n\n" + lines[0].text.strip()
    for above, below in pairwise(lines):
        yield _joint(above, below, usual_gap, edges[_column(above)]) + below.text.strip()


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """How far the lines of body type reach, by where they begin. An indented line belongs to the column left of it."""
    body = median(line.height for line in lines)
    reach: dict[int, float] = {}
    for line in lines:
        if abs(line.height - body) <= _SAME_TYPE * body:
            reach[_column(line)] = max(reach.get(_column(line), 0.0), line.right)
    return {
        column: max((right for start, right in reach.items() if column - _INDENT <= start <= column + 1), default=0.0)
        for column in {_column(line) for line in lines}
    }


def _column(line: Line) -> int:
    return round(line.left / _COLUMN_POINTS)


def _joint(above: Line, below: Line, usual_gap: float, right_edge: float) -> str:
    height = max(above.height, below.height, 1.0)
    ends_sentence = _ENDS_SENTENCE.search(above.text) is not None
    ends_early = above.right < right_edge - 0.15 * max(right_edge - above.left, 1.0)
    if below.top > above.top + height:  # the next column
        return "\n\n" if ends_sentence and ends_early else " "
    if abs(above.height - below.height) > _SAME_TYPE * height:  # a heading
        return "\n\n"
    if above.bottom - below.top > usual_gap + 0.4 * height:
        return "\n\n"
    if ends_sentence and (ends_early or below.left > above.left + 0.8 * height):  # the last line, or an indented first
        return "\n\n"
    return "\n" if _BULLET.match(below.text) or (ends_early and not below.text[:1].islower()) else " "


def _goes_on(text: str, part: str) -> bool:
    return not _ENDS_SENTENCE.search(text) and part.lstrip()[:1].islower()


# --------------------------------------------------------------------------------------------------------------- words


def mended(text: str) -> str:
    """`text` with the words that were broken at a line's end made whole, with the hyphen only where it belongs."""
    known = {word.lower() for word in _WORD.findall(_BROKEN.sub(" ", text))}

    def whole(broken: re.Match[str]) -> str:
        head, tail = broken[1], broken[2]
        compound = f"{head}-{tail}"
        if (head + tail).lower() in known:
            return head + tail
        are_words = head.lower() in known and tail.lower() in known
        return compound if compound.lower() in known or are_words or tail[0].isupper() else head + tail

    return _BROKEN.sub(whole, text).replace(HYPHEN, "-")

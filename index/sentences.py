"""Where sentences begin and end, as offsets into the text."""

import re
from collections.abc import Iterator

from index.readers.heads import line_breaks
from index.readers.languages import is_within_day
from index.records import Article, Span

# sentencex ends a sentence after these; what follows them is a name, not a new sentence.
_TITLES = re.compile(r"(?:^|[\s(“\"‘'])(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|St|M|Mme)\.$")
_JOINT_CHARS = 40  # on either side of a cut, enough to see a title or a day
# A line break inside running text is a wrap, not a sentence end; a blank line always ends one.
_BLANK_LINE = re.compile(r"\n\s*\n")


def sentences_of(article: Article) -> list[Span]:
    """Spans of the article's sentences, told by the rules of its own language. Whatever cites an article cites these."""
    return sentences(article.text, article.lang)


def sentences(text: str, lang: str | None = None) -> list[Span]:
    """Spans of the sentences in reading order, without the white space between them.

    Nothing but white space lies outside the spans. No span crosses a blank line, or runs on from a headline into the line
    that says who wrote the article and when.

    >>> sentences("Ms. Ito left. She won!\\n\\nThe end")
    [(0, 13), (14, 22), (24, 31)]
    >>> sentences("Baths to reopen\\nBy Ann Lee, 12 March 2024\\nThe council voted for it.")
    [(0, 15), (16, 41), (42, 67)]
    """
    found: list[Span] = []
    for start, end in _paragraphs(text):
        pieces = list(_trimmed(text, start, _boundaries(text[start:end], lang or "en")))
        found.extend(_joined(text, pieces))
    return found


def _paragraphs(text: str) -> Iterator[Span]:
    """What lies between blank lines and the `line_breaks` of the head, which may be part of a blank line."""
    gaps = [gap.span() for gap in _BLANK_LINE.finditer(text)]
    gaps += [(edge, edge + 1) for edge in line_breaks(text)]
    start = 0
    for gap_start, gap_end in sorted(gaps):
        if gap_start > start:
            yield start, gap_start
        start = max(start, gap_end)
    if start < len(text):
        yield start, len(text)


def _boundaries(paragraph: str, lang: str) -> Iterator[Span]:
    from sentencex import get_sentence_boundaries

    for boundary in get_sentence_boundaries(lang, paragraph):
        yield boundary["start_index"], boundary["end_index"]


def _trimmed(text: str, base: int, spans: Iterator[Span]) -> Iterator[Span]:
    for start, end in spans:
        piece = text[base + start : base + end]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if right > left:
            yield base + start + left, base + start + right


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """The spans without the cuts behind a title and within a day such as "15. September"."""
    joined: list[Span] = []
    for start, end in spans:
        before = text[max(joined[-1][0], joined[-1][1] - _JOINT_CHARS) : joined[-1][1]] if joined else ""
        if _TITLES.search(before) or is_within_day(before, text[start : min(spans[-1][1], start + _JOINT_CHARS)]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined

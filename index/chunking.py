"""Article -> passages: whole sentences packed to a budget of tokens, with exact offsets."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.records import Article, Passage, Span
from index.sentences import sentences_of

PASSAGE_TOKENS = 160  # measured on five question sets: see bench/README.md
MAX_SENTENCE_TOKENS = 160  # a longer "sentence" is a table, a list or a text without full stops
MAX_HEADER_CHARS = 200  # a title longer than this would crowd the passage out of the model's window

TokenStarts = Callable[[str], Sequence[int]]  # text -> offset of each token's first character, ascending


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage and the spans of its sentences, in the article's offsets."""

    passage: Passage
    sentences: tuple[Span, ...]


def chunk(article: Article, token_starts: TokenStarts, *, passage_tokens: int = PASSAGE_TOKENS) -> list[Chunk]:
    """Cut an article into passages; every sentence is in exactly one, none is cut unless it alone is over budget."""
    starts = token_starts(article.text)
    packed: list[list[Span]] = []
    room = 0
    for span in sentences_of(article):
        for piece, tokens in _pieces(article.text, span, starts):
            if not packed or tokens > room:
                packed.append([])
                room = passage_tokens
            packed[-1].append(piece)
            room -= tokens
    return [_chunk_of(article, spans) for spans in packed]


def embedded_text(article: Article, passage: Passage) -> tuple[str, int]:
    """The string whose vector stands for the passage, and where the passage's own text begins in it."""
    header = _header(article)
    return header + passage.text, len(header)


def _header(article: Article) -> str:
    title = article.title[:MAX_HEADER_CHARS]
    day = f", {article.published.day} {article.published:%B %Y}" if article.published else ""
    return f"{title}{day}\n"


def _chunk_of(article: Article, spans: Sequence[Span]) -> Chunk:
    start, end = spans[0][0], spans[-1][1]
    return Chunk(Passage(article.id, start, end, article.text[start:end]), tuple(spans))


def _pieces(text: str, span: Span, starts: Sequence[int]) -> list[tuple[Span, int]]:
    """The sentence with its number of tokens, or, when it is over budget, its parts cut at white space."""
    first, last = _token_range(starts, span)
    if last - first <= MAX_SENTENCE_TOKENS:
        return [(span, last - first)]
    pieces: list[tuple[Span, int]] = []
    start = span[0]
    while start < span[1]:
        first, _ = _token_range(starts, (start, span[1]))
        limit = starts[first + MAX_SENTENCE_TOKENS] if first + MAX_SENTENCE_TOKENS < last else span[1]
        end = span[1] if limit == span[1] else _last_space(text, start, limit)
        trimmed = end - (len(text[start:end]) - len(text[start:end].rstrip()))
        tokens = _token_range(starts, (start, end))
        pieces.append(((start, trimmed), tokens[1] - tokens[0]))
        start = end + len(text[end : span[1]]) - len(text[end : span[1]].lstrip())
    return pieces


def _token_range(starts: Sequence[int], span: Span) -> tuple[int, int]:
    return bisect_left(starts, span[0]), bisect_left(starts, span[1])


def _last_space(text: str, start: int, limit: int) -> int:
    """The last white space before `limit`, or `limit` itself in a run of text without any."""
    gaps = [match.start() for match in re.finditer(r"\s", text[start:limit])]
    return start + gaps[-1] if gaps and gaps[-1] > 0 else limit
